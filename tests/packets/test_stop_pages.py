"""What a client keeps from a payer cannot be overlooked on the pages of what is issued already: the stop, the reason
that is asked for before it leaves, and the list of such papers beside what the client asked."""

from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest
from charts import open_chart, opened
from packed import DAYS, Packable, keep_from_plan
from papers_out import letter_out, out
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot
from windows import press, seen

from clinic_desktop.clinic import Clinic
from clinic_desktop.letters.queries.letters import letter
from clinic_desktop.packets.model.parts import ChosenPart
from clinic_desktop.packets.queries.packets import packet
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.superbills.queries.preflight import acceptances
from ui.chart.page import ChartPage
from ui.kit.fields import NoteField
from ui.letters.page import LetterPage
from ui.packets.issued import IssuedPacketPage
from ui.session import Session
from ui.superbills.bill import IssuedBillPage

ASKED = "The client asked on 20 Nov 2026 that no payer be told of the visit of 10 Nov 2026."


@pytest.fixture
def folder(packed_clinic: tuple[Path, Packable], tmp_path: Path) -> ClinicFolder:
    return ClinicFolder(Path(copytree(packed_clinic[0], tmp_path / "clinic")))


@pytest.fixture
def own(packed_clinic: tuple[Path, Packable]) -> Packable:
    return packed_clinic[1]


@pytest.fixture
def chart(qtbot: QtBot, clinic: Clinic, own: Packable, tmp_path: Path) -> ChartPage:
    return open_chart(qtbot, Session(clinic), tmp_path, own.client)


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of what was printed."""
    names: list[str] = []

    def print_pdf(_: QWidget, title: str, __: bytes, done: Callable[[str], object]) -> None:
        names.append(title)
        done("")

    monkeypatch.setattr("ui.kit.paper_bar.print_pdf", print_pdf)
    return names


def page(chart: ChartPage, part: str, kind: type[QWidget]) -> QWidget:
    chart.open_part(part)
    return chart.findChildren(kind)[-1]


def test_a_packet_says_stop_and_asks_why_before_it_leaves(
    qtbot: QtBot, clinic: Clinic, own: Packable, chart: ChartPage, printed: list[str]
) -> None:
    row = out(clinic, own)
    shown = page(chart, f"packet/{row}", IssuedPacketPage)
    assert isinstance(shown, IssuedPacketPage)
    assert shown.kept.isHidden()
    shown.bar.print_button.click()
    assert printed == ["Packet no. 1"]
    # The client asks while the page is open.
    keep_from_plan(clinic, own.client, DAYS[1])
    assert shown.kept.banner.words() == f"{ASKED} Do not send it: void it."
    press(qtbot, shown, "Mark as sent")
    assert shown.form and not shown.form.editor.save()
    assert shown.form.form.fields["sent_on"].problem().startswith(ASKED)
    # Every way out asks; without a reason nothing leaves.
    shown.bar.print_button.click()
    assert shown.kept.form and printed == ["Packet no. 1"]
    assert chart.focusWidget() is shown.kept.form.field.box
    assert not shown.kept.form.editor.save()
    qtbot.keyClick(shown.kept.form.field.box, Qt.Key.Key_Escape)
    assert shown.kept.form is None
    shown.bar.save_button.click()
    assert shown.kept.form
    shown.bar.print_button.click()
    shown.kept.form.field.set_value("The client wants a copy.")
    assert shown.kept.form.editor.save()
    assert printed == ["Packet no. 1"] * 2
    assert [one.reason for one in acceptances(clinic.read, own.client) if one.rule == "kept-paper"] == [
        "The client wants a copy."
    ]
    assert shown.kept.banner.words().endswith("Handed out all the same: “The client wants a copy”.")
    shown.bar.print_button.click()
    assert len(printed) == 3
    # One more demand asks again.
    keep_from_plan(clinic, own.client, DAYS[2])
    shown.bar.print_button.click()
    assert len(printed) == 3 and shown.kept.form
    assert clinic.history.undoable != "Hand out what is kept from the payer"


def test_bill_and_letter_say_it_too_and_the_card_names_them(
    qtbot: QtBot, clinic: Clinic, own: Packable, chart: ChartPage
) -> None:
    written = letter_out(clinic, own)
    chart.open_part("coverage")
    assert "tell of such visits" not in seen(chart.coverage)
    keep_from_plan(clinic, own.client, DAYS[1])
    said = seen(chart.coverage)
    assert "These papers are issued and tell of such visits." in said and "Cascade Mutual · not sent" in said
    links = {one.text(): one for one in chart.coverage.findChildren(QPushButton)}
    assert "Letter no. 1: Reply to a payer’s questions" in links
    links["Superbill no. 1001"].click()
    bill = chart.findChildren(IssuedBillPage)[-1]
    assert bill.kept.banner.words().startswith(ASKED)
    editor = opened(chart, f"submission/new/{own.bill}")
    sent_by = editor.form.fields["sent_by"]
    assert "Did the client send it themselves?" in seen(editor)
    sent_by.set_value("clinic")
    editor.form.edited.emit()
    assert ASKED in seen(editor) and "Did the client send it themselves?" not in seen(editor)
    assert not editor.save()
    assert sent_by.problem().startswith(ASKED)
    shown = page(chart, f"letter/{written}", LetterPage)
    assert isinstance(shown, LetterPage)
    assert shown.kept.banner.words() == f"{ASKED} Do not send it: void it."
    assert not shown.log.editor.save()
    assert shown.log.form.fields["party"].problem().startswith(ASKED)
    editor = opened(chart, "disclosure/new")
    editor.form.fields["party"].set_value("payer/1")
    editor.form.edited.emit()
    assert "Tell no payer: visit of 10 Nov 2026. If this told of such a visit, log it all the same" in seen(editor)


def test_a_void_letter_names_its_packet_and_stops_it(
    qtbot: QtBot, clinic: Clinic, own: Packable, chart: ChartPage
) -> None:
    written = letter_out(clinic, own)
    row = out(clinic, own, ChosenPart(f"letter:{written}"))
    shown = page(chart, f"letter/{written}", LetterPage)
    press(qtbot, shown, "Void this letter")
    assert "Packet no. 1 holds it and is not sent yet." in seen(shown)
    (why,) = [one for one in shown.findChildren(NoteField) if one.key == "why"]
    why.set_value("Wrong number")
    press(qtbot, shown, "Void letter")
    assert letter(clinic.read, written).row.voided_on
    found = page(chart, f"packet/{row}", IssuedPacketPage)
    assert isinstance(found, IssuedPacketPage)
    assert "is void. Void this packet, and make one with the letter that comes instead." in found.gone.words()
    press(qtbot, found, "Mark as sent")
    assert found.form and not found.form.editor.save()
    assert packet(clinic.read, row).sent_on is None
