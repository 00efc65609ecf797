"""A planned visit and a note that waits, through the real window: which one opens, and by which key it ends."""

import pytest
from factories import new_case, new_client, new_service, new_visit
from fixed import PASSWORD
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from windows import Starter, main_button, press, shown_form, signed_in, type_in

from clinic_desktop.cases.model import CaseId
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.visits.queries.visits import visit
from ui.chart.page import ChartPage
from ui.chart.place import ClientsPlace
from ui.main_window import MainWindow

TODAY = "11/24/2026"


@pytest.fixture
def main(start: Starter, folder: ClinicFolder) -> MainWindow:
    """The window of a clinic with one client and one case."""
    main = signed_in(start(folder.path), PASSWORD)
    clinic = main.session.clinic
    new_service(clinic)
    new_case(clinic, new_client(clinic))
    return main


def chart(main: MainWindow, part: str) -> ChartPage:
    main.go("clients", f"1/{part}")
    QApplication.processEvents()
    place = main.page("clients")
    assert isinstance(place, ClientsPlace) and place.chart
    return place.chart


def begun(main: MainWindow) -> tuple[str, str, str]:
    """How the form of a visit begins."""
    found = shown_form(main).values()
    return found["status"], found["date_of_service"], found["starts_at"]


def plan(qtbot: QtBot, main: MainWindow, part: str, day: str) -> None:
    chart(main, part)
    type_in(main, date_of_service=day, starts_at="2p", ends_at="3p", services="")
    press(qtbot, main, "Save")


def test_the_visit_planned_for_today_is_the_one_that_is_recorded(qtbot: QtBot, main: MainWindow) -> None:
    plan(qtbot, main, "visit/new/planned", "12/1/2026")
    press(qtbot, chart(main, "visits"), "Record visit")
    assert begun(main) == ("given", TODAY, "")
    plan(qtbot, main, "visit/1", TODAY)
    for page in ("visits", "summary"):
        press(qtbot, chart(main, page), "Record visit")
        assert begun(main) == ("given", TODAY, "2:00 PM")
    qtbot.keyClick(chart(main, "plan"), Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert begun(main) == ("given", TODAY, "2:00 PM")


def test_a_note_is_signed_by_the_key_that_signs_a_visit(qtbot: QtBot, main: MainWindow) -> None:
    row = new_visit(main.session.clinic, CaseId(1))
    chart(main, f"note/{row}")
    assert main_button(shown_form(main).window()) == "Save note"
    box = type_in(main, subjective="Neck is stiff in the morning.").fields["subjective"].box
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(box, Qt.Key.Key_Return, held)
    assert visit(main.session.clinic.read, row).note == "signed"
