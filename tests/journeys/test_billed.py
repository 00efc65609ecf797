"""A billed visit through the real window: its number in the list and on its card, and what cannot be done to it."""

import pytest
from factories import CASE, new_case, new_client, new_visit
from fixed import PASSWORD
from on_bill import PutOnBill
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from windows import Starter, press, seen, shown_form, signed_in

from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.visits.queries.visits import visit
from ui.chart.page import ChartPage
from ui.chart.place import ClientsPlace
from ui.main_window import MainWindow


@pytest.fixture
def main(start: Starter, folder: ClinicFolder) -> MainWindow:
    """The window of a clinic with one visit, which is on superbill no. 1001."""
    main = signed_in(start(folder.path), PASSWORD)
    clinic = main.session.clinic
    row = new_visit(clinic, new_case(clinic, new_client(clinic), CASE))
    clinic.do(PutOnBill(row, 1001))
    return main


def chart(main: MainWindow, part: str) -> ChartPage:
    main.go("clients", f"1/{part}")
    QApplication.processEvents()
    place = main.page("clients")
    assert isinstance(place, ClientsPlace)
    assert place.chart
    return place.chart


def listed(main: MainWindow) -> list[str]:
    model = chart(main, "visits").visits.table.model()
    return [str(model.index(0, at).data()) for at in range(model.columnCount())]


def test_the_list_and_the_card_name_the_bill_and_follow_it(main: MainWindow) -> None:
    assert listed(main)[-1] == "No. 1001"
    assert "Superbill no. 1001" in seen(main)
    main.session.clinic.do(PutOnBill(1, 0, 1002))
    assert listed(main)[-1] == "No. 1002"
    assert "Receipt no. 1002" in seen(main)
    main.session.clinic.do(PutOnBill(1))
    assert listed(main)[-1] == ""
    assert "no. 100" not in seen(main)


def test_it_is_neither_removed_nor_planned_again_and_the_rest_may_change(qtbot: QtBot, main: MainWindow) -> None:
    page = chart(main, "visit/1")
    assert "On superbill no. 1001, which stays as it was issued." in seen(page)
    press(qtbot, page, "Remove visit")
    assert "This visit is on superbill no. 1001. Void that first." in seen(page)
    form = shown_form(page)
    form.fields["date_of_service"].set_value("11/24/2026")
    form.fields["status"].set_value("planned")
    press(qtbot, page, "Save")
    assert form.fields["status"].problem() == "This visit is on superbill no. 1001. Void that first."
    form.fields["status"].set_value("given")
    form.fields["discount"].set_value("10")
    press(qtbot, page, "Save")
    assert "no. 1001" in form.fields["discount"].problem()
    form.fields["discount"].set_value("")
    form.fields["starts_at"].set_value("2:00 PM")
    form.fields["ends_at"].set_value("3:00 PM")
    press(qtbot, page, "Save")
    found = visit(main.session.clinic.read, 1)
    assert (found.discount_cents, found.starts_at, found.superbill) == (0, "14:00", 1001)
