"""What stands on the screen is what is kept, whichever page was open when it changed."""

from dataclasses import replace

import pytest
from factories import PAYMENT, THERAPIST, VISIT, new_case, new_payment, new_visit
from fixed import PASSWORD
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from windows import Starter, signed_in, words

from clinic_desktop.cases.model import CaseId
from clinic_desktop.practice.commands import ChangeTherapist
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.visits.commands.visits import RecordVisit
from clinic_desktop.visits.model import VisitId
from ui.chart.place import ClientsPlace
from ui.kit.table import Table
from ui.main_window import MainWindow
from ui.today.page import TodayPage


@pytest.fixture
def main(start: Starter, folder: ClinicFolder) -> MainWindow:
    """The window of a clinic with one client, who came once and owes $140.00."""
    main = signed_in(start(folder.path), PASSWORD)
    new_visit(main.session.clinic, new_case(main.session.clinic))
    return main


def place(main: MainWindow, part: str = "") -> ClientsPlace:
    main.go("clients", part)
    QApplication.processEvents()
    found = main.page("clients")
    assert isinstance(found, ClientsPlace)
    return found


def cells(table: Table) -> list[str]:
    """The texts of the first row."""
    model = table.model()
    row = [model.index(0, at) for at in range(model.columnCount())]
    return [model.data(index, Qt.ItemDataRole.DisplayRole) for index in row]


def test_the_list_of_clients_follows_what_is_charged_and_paid(main: MainWindow) -> None:
    table = place(main).list.table
    assert cells(table)[-1] == "$140.00"
    new_payment(main.session.clinic, VisitId(1), draft=replace(PAYMENT, service="100"))
    assert cells(table)[-1] == "$40.00"
    main.session.undo()
    assert cells(table)[-1] == "$140.00"
    main.session.undo()
    assert cells(table)[-1] == ""


def test_a_chart_names_the_therapist_as_the_settings_do(main: MainWindow) -> None:
    chart = place(main, "1/visits").chart
    assert chart
    assert "Maya Ortiz, LMT" in cells(chart.visits.table)
    main.session.run(ChangeTherapist(1, 1, replace(THERAPIST, family_name="Ortiz-Lee")))
    assert "Maya Ortiz-Lee, LMT" in cells(chart.visits.table)


def test_a_payment_is_nothing_to_today(main: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    today = main.page("today")
    assert isinstance(today, TodayPage)
    read: list[str] = []
    monkeypatch.setattr(today, "reload", lambda: read.append("again"))
    new_payment(main.session.clinic, VisitId(1))
    assert not read
    main.session.run(ChangeTherapist(1, 1, replace(THERAPIST, designation="")))
    assert read == ["again"]


def test_a_chart_that_is_read_again_reads_the_chosen_visit_once(main: MainWindow) -> None:
    chart = place(main, "1/visits").chart
    assert chart
    read: list[str] = []
    reader = main.session.clinic.read._database.conn
    reader.set_trace_callback(read.append)
    chart.reload()
    reader.set_trace_callback(None)
    assert len([sql for sql in read if sql.startswith("SELECT visit_services.*")]) == 1
    new_visit(main.session.clinic, CaseId(1), replace(VISIT, date_of_service="11/23/2026"))
    chart.visits.select(2)
    QApplication.processEvents()
    assert [text for text in words(chart.visits) if text.startswith("23 Nov 2026")]


def test_a_page_that_nobody_looks_at_is_read_when_it_is_shown(main: MainWindow) -> None:
    main.go("today")
    place(main, "1/visits")
    clinic = main.session.clinic
    ran: list[str] = []
    with clinic.read._database.tracer(lambda sql, _: ran.append(sql)):
        main.session.run(RecordVisit(1, replace(VISIT, date_of_service="11/24/2026", starts_at="9", ends_at="10")))
    # Today and the other pages of the chart wait; the chart itself was read.
    assert any("account_rows" in sql for sql in ran)
    assert not [sql for sql in ran if "clients.preferred_name" in sql]
    assert len(ran) < 25
    main.go("today")
    QApplication.processEvents()
    assert "9:00 AM" in words(main)
