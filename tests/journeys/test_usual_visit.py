"""A visit of a usual client between two clients: recorded, signed, paid and billed, by keyboard alone."""

from dataclasses import replace

import pytest
from billable import SECOND, billable, issue
from factories import CASE, CLIENT, VISIT, new_case, new_client, new_payment, new_service, new_visit, signing
from keyboard import Keyboard
from pdfs import words
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_desktop.clinic import Clinic
from clinic_desktop.visits.model import TechniqueLine, VisitId, VisitNoteDraft
from clinic_desktop.visits.queries.notes import note_of
from clinic_desktop.visits.queries.visits import visit
from ui.kit import paper_bar
from ui.main_window import MainWindow

# 13 of them are the client's own words.
MOST_KEYS = 40
LAST = VisitNoteDraft(
    *("Stiff on waking", "Tone 3 of 4", "Eased", "Again in a week"),
    pain_before="6",
    pain_after="2",
    techniques=(TechniqueLine("Stretching", "Neck", "20", "1"), TechniqueLine("Deep tissue", "Low back", "40", "1")),
)


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    found: list[bytes] = []
    monkeypatch.setattr(paper_bar, "print_pdf", lambda _, title, pdf, answered: found.append(pdf))
    return found


def usual_client(clinic: Clinic) -> VisitId:
    """Who pays at the desk, came last week, and whose note of then is signed."""
    new_service(clinic)
    client = new_client(clinic, replace(CLIENT, street="12 Alder St", city="Tacoma", state="WA", zip="98402"))
    case = new_case(clinic, client, replace(CASE, kind="cash", reason="Stiff neck", onset_on=""))
    last = new_visit(clinic, case, replace(VISIT, date_of_service="11/17/2026"))
    clinic.do(signing(clinic, last, LAST))
    new_payment(clinic, last)
    return last


def test_recorded_signed_paid_and_billed(qtbot: QtBot, main: MainWindow, printed: list[bytes]) -> None:
    clinic = main.session.clinic
    last = usual_client(clinic)
    main.activateWindow()
    qtbot.waitUntil(main.isActiveWindow)
    main.go("today")
    keys = Keyboard(qtbot, main)
    keys.press(Qt.Key.Key_K, ctrl=True)
    keys.type("nguy")
    keys.enter()
    keys.press(Qt.Key.Key_R, ctrl=True)
    # From, now; to the pain before; then the four parts, what did not change by one key.
    keys.type("n")
    keys.tab_to("Pain before")
    keys.type("5")
    keys.press(Qt.Key.Key_Tab)
    keys.type("2")
    keys.press(Qt.Key.Key_1, alt=True)
    keys.type("Sleeps better")
    keys.press(Qt.Key.Key_Tab)
    keys.press(Qt.Key.Key_D, ctrl=True)
    keys.press(Qt.Key.Key_3, alt=True)
    keys.press(Qt.Key.Key_D, ctrl=True)
    keys.press(Qt.Key.Key_Tab)
    keys.press(Qt.Key.Key_D, ctrl=True)
    keys.press(Qt.Key.Key_Return, ctrl=True, shift=True)
    row = newest(clinic)
    assert row != last
    note = note_of(clinic.read, row)
    assert note and note.signed_at
    assert (note.subjective, note.objective, note.assessment, note.plan) == (
        *("Sleeps better", "Tone 3 of 4", "Eased", "Again in a week"),
    )
    assert (note.pain_before, note.pain_after, len(note.techniques)) == (5, 2, 2)
    # What is paid at the desk is asked for at once, with the whole of it filled in.
    keys.enter()
    assert paid(clinic, row) == 14000
    keys.press(Qt.Key.Key_B, ctrl=True)
    keys.enter()
    assert visit(clinic.read, row).receipt
    keys.press(Qt.Key.Key_P, ctrl=True)
    assert len(printed) == 1
    assert keys.pressed <= MOST_KEYS


# From the list of clients to the window of the printer and out of it.
MOST_KEYS_REPEATED = 8


def repeated(keys: Keyboard) -> None:
    """As last time, signed, paid in full, issued and printed: a key each."""
    keys.enter()
    keys.press(Qt.Key.Key_R, ctrl=True)
    keys.press(Qt.Key.Key_D, ctrl=True, shift=True)
    keys.press(Qt.Key.Key_Return, ctrl=True, shift=True)
    keys.enter()
    keys.press(Qt.Key.Key_B, ctrl=True)
    keys.press(Qt.Key.Key_P, ctrl=True, shift=True)
    QApplication.processEvents()
    # The window of the printer asks for one more.
    keys.pressed += 1


def test_a_repeat_cash_visit_takes_eight_keys_to_a_printed_receipt(
    qtbot: QtBot, main: MainWindow, printed: list[bytes]
) -> None:
    clinic = main.session.clinic
    last = usual_client(clinic)
    keys = at_the_list(qtbot, main)
    repeated(keys)
    row = newest(clinic)
    note = note_of(clinic.read, row)
    assert row != last
    assert note and note.signed_at and note.objective == "Tone 3 of 4"
    assert visit(clinic.read, row).receipt
    assert paid(clinic, row) == 14000
    assert len(printed) == 1
    assert "RECEIPT" in words(printed[0]).upper()
    assert keys.pressed == MOST_KEYS_REPEATED


def test_a_repeat_visit_takes_eight_keys_to_a_printed_superbill(
    qtbot: QtBot, main: MainWindow, printed: list[bytes]
) -> None:
    clinic = main.session.clinic
    _, (last,) = billable(clinic, SECOND)
    issue(clinic, [last])
    keys = at_the_list(qtbot, main)
    repeated(keys)
    row = newest(clinic)
    assert row != last
    assert visit(clinic.read, row).superbill
    assert len(printed) == 1
    assert keys.pressed == MOST_KEYS_REPEATED


def at_the_list(qtbot: QtBot, main: MainWindow) -> Keyboard:
    main.activateWindow()
    qtbot.waitUntil(main.isActiveWindow)
    main.go("clients")
    return Keyboard(qtbot, main)


def newest(clinic: Clinic) -> VisitId:
    return VisitId(max(one["id"] for one in clinic.read.all("SELECT id FROM visits")))


def paid(clinic: Clinic, row: VisitId) -> int:
    return int(clinic.read.all("SELECT sum(cents) AS paid FROM payment_shares WHERE visit_id = ?", row)[0]["paid"])
