"""Everything out, and one client on paper, through the real window."""

import json
from pathlib import Path

import pytest
from factories import CLIENT
from fixed import PASSWORD
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from windows import Starter, press, seen, signed_in

from clinic_desktop.clients.commands import AddClient
from clinic_desktop.store.beside.outside import MARKER
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.store.keys.sealed import seal
from ui.exports.record import RecordPage
from ui.exports.section import ExportSection


def test_everything_is_out_in_two_presses(
    qtbot: QtBot, start: Starter, folder: ClinicFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "disk"
    place.mkdir()

    def choose(_: QWidget, __: str, chosen: object) -> None:
        assert callable(chosen)
        chosen(place)

    monkeypatch.setattr("ui.exports.section.ask_folder", choose)
    main = signed_in(start(folder.path), PASSWORD)
    main.session.run(AddClient(CLIENT))
    main.go("settings", "export")
    (section,) = main.findChildren(ExportSection)
    press(qtbot, section, "Export everything…")
    assert "Written: 1 client, " in seen(main)
    (written,) = place.iterdir()
    assert written.name == "clinic-export-2026-11-24"
    made = json.loads((written / "clients" / "client-000001.json").read_text(encoding="utf-8"))
    assert made["client"]["family_name"] == "Nguyễn"


def test_what_a_kill_left_of_an_export_is_gone_after_the_next_sign_in(
    start: Starter, folder: ClinicFolder, tmp_path: Path
) -> None:
    part = tmp_path / "clinic-export-2026-11-23.part"
    (part / "clients").mkdir(parents=True)
    (part / "clients" / "client-000001.json").write_text("{}")
    (part / MARKER).write_text("not finished\n0123456789abcdef\n")
    memory = folder.path / "being-written"
    entry = {"path": str(part), "token": "0123456789abcdef", "disk": tmp_path.stat().st_dev}
    known = vault.read(folder.vault)
    key = vault.unwrap(known, known.people()[0].id, PASSWORD)
    memory.write_bytes(seal(key, "being-written", json.dumps([entry]).encode()))
    main = signed_in(start(folder.path), PASSWORD)
    QApplication.processEvents()
    assert not part.exists() and not memory.exists()
    assert "An export was interrupted. What it had written was removed." in seen(main)


def test_the_record_of_a_client_is_printed_from_the_chart(qtbot: QtBot, start: Starter, folder: ClinicFolder) -> None:
    main = signed_in(start(folder.path), PASSWORD)
    client = main.session.run(AddClient(CLIENT))
    main.go("clients", f"{client}/documents")
    press(qtbot, main, "Print the record")
    (page,) = main.findChildren(RecordPage)
    press(qtbot, page, "Make the record")
    assert page.made and page.bar.print_button.isEnabled()
    press(qtbot, page, "Log it as given to the client")
    assert "Logged: Documents, Disclosures." in seen(main)
    press(qtbot, page, "Documents")
    assert not page.isVisible()
