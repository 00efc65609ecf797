"""What a visit is charged is what was seen: prices and rules that change meanwhile."""

import pytest
from factories import SERVICE, new_case, new_client, new_service
from fixed import PASSWORD
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from windows import Starter, press, seen, shown_form, signed_in

from clinic_desktop.cases.model import CaseDraft
from clinic_desktop.practice.commands import ChangeService
from clinic_desktop.practice.model import ServiceDraft
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.visits.queries.visits import visit
from ui.kit.rows_field import RowsField
from ui.kit.text import Text
from ui.main_window import MainWindow

DEARER = ServiceDraft("Massage", "MT001", True, "unit", "45.00")


@pytest.fixture
def main(start: Starter, folder: ClinicFolder) -> MainWindow:
    """The window of a clinic with a service, a client and a case."""
    main = signed_in(start(folder.path), PASSWORD)
    clinic = main.session.clinic
    new_service(clinic, SERVICE)
    new_case(clinic, new_client(clinic), CaseDraft("cash", "Comfort"))
    return main


def typed(main: MainWindow, part: str) -> RowsField:
    """A visit of an hour, typed but not saved."""
    main.go("clients", f"1/{part}")
    QApplication.processEvents()
    form = shown_form(main)
    found = form.fields["services"]
    assert isinstance(found, RowsField)
    found.cells(0)["service"].set_value("1")
    found.cells(0)["minutes"].set_value("60")
    form.fields["date_of_service"].set_value("11/24/2026")
    form.edited.emit()
    return found


def test_a_price_that_changes_meanwhile_is_seen_before_it_is_charged(qtbot: QtBot, main: MainWindow) -> None:
    typed(main, "visit/new")
    assert "Charge $140.00" in seen(main)
    # As another window does it.
    main.session.clinic.do(ChangeService(1, 1, DEARER))
    press(qtbot, main, "Save")
    assert main.session.clinic.read.all("SELECT id FROM visits") == []
    assert "A price or the payer’s rule has changed meanwhile." in shown_form(main).fields["charge"].problem()
    assert "Charge $180.00" in seen(main)
    press(qtbot, main, "Save")
    assert visit(main.session.clinic.read, 1).charged_cents == 18_000


def test_a_planned_visit_has_the_price_of_the_day_it_was_planned_and_says_so(qtbot: QtBot, main: MainWindow) -> None:
    typed(main, "visit/new/planned")
    press(qtbot, main, "Save")
    main.session.clinic.do(ChangeService(1, 1, DEARER))
    main.go("clients", "1/visit/1/given")
    QApplication.processEvents()
    # What is done with it stands above the form, as it does of a new one.
    assert any(one.text().startswith("Record the visit of ") and one.isVisible() for one in main.findChildren(Text))
    found = shown_form(main).fields["services"]
    assert isinstance(found, RowsField)
    assert (found.cells(0)["price"].value(), found.cells(0)["price"].below()) == ("35.00", "45.00 now.")
    found.cells(0)["price"].set_value("")
    press(qtbot, main, "Save")
    assert visit(main.session.clinic.read, 1).charged_cents == 18_000
