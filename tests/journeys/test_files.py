"""A letter from the plan comes by mail: dropped on a chart, filed, found again after a restart, and printed."""

from pathlib import Path

import pytest
from dropping import carried, drop
from factories import new_case, new_client
from fixed import PASSWORD
from making import chart
from papers import paper
from pdfs import as_viewed
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from windows import Starter, press, seen, signed_in, type_in

from clinic_desktop.store.keys.keyring import ClinicFolder
from ui.attachments.page import AttachmentPage
from ui.kit import paper_bar

LETTER = "We did not pay for the visit of 11/20/2026."


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    found: list[bytes] = []
    monkeypatch.setattr(paper_bar, "print_pdf", lambda _, title, pdf, answered: found.append(pdf))
    return found


def test_a_letter_is_dropped_filed_found_and_printed(
    qtbot: QtBot, start: Starter, folder: ClinicFolder, tmp_path: Path, printed: list[bytes]
) -> None:
    app = start(folder.path)
    main = signed_in(app, PASSWORD)
    client = new_client(main.session.clinic)
    new_case(main.session.clinic, client)
    letter = tmp_path / "Denial Cascade.pdf"
    letter.write_bytes(paper(LETTER, "Your rights"))
    main.go("clients", f"{client}/documents")
    page = chart(main)
    drop(page.documents, carried(letter))
    # Read by the process that reads strangers' files, and open for what it is.
    assert "2 pages, can be searched. Added 24 Nov 2026 as “Denial Cascade.pdf”." in seen(main)
    type_in(page, kind="denial", day="11/22/2026")
    press(qtbot, page, "Save")
    assert page.documents.files.isVisible()
    app.close()

    letter.unlink()
    main = signed_in(start(folder.path), PASSWORD)
    main.go("clients", f"{client}/documents/files")
    page = chart(main)
    shown = page.documents.files.table
    assert [shown.model().index(0, at).data() for at in range(4)] == [
        *("Denial Cascade", "Denial letter", "22 Nov 2026", "2"),
    ]
    shown.setFocus()
    shown.selectRow(0)
    qtbot.keyClick(shown, Qt.Key.Key_Return)
    (opened,) = page.findChildren(AttachmentPage)
    press(qtbot, opened, "Print")
    assert len(printed) == 1 and LETTER in as_viewed(printed[0])
    # On the disk nobody reads a word of it.
    kept = [path for path in (folder.path / "blobs").rglob("*") if path.is_file()]
    assert kept and not [path for path in kept if b"%PDF" in path.read_bytes() or "Denial" in path.name]
