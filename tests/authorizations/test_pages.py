"""Authorizations on the screen: the card in the chart, the editor, the chip in its head, the report, and Today."""

from dataclasses import replace
from pathlib import Path

import pytest
from charts import with_codes
from factories import VISIT, new_case, new_client, new_policy, new_visit
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from windows import press, seen, type_in

from clinic_desktop.authorizations.commands import AddAuthorization
from clinic_desktop.authorizations.model import AuthorizationDraft
from clinic_desktop.authorizations.queries import authorization, burn_down
from clinic_desktop.cases.commands import RetireCase
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.clinic import Clinic
from clinic_desktop.policies.commands import RetirePolicy
from ui.authorizations.columns import AUTHORIZATION_COLUMNS, REPORT_COLUMNS
from ui.chart.page import ChartPage
from ui.codes.shelf import Shelf
from ui.jobs import InlineJobs
from ui.kit.text import ChipText
from ui.preferences import AUTHORIZATION_REPORT, Preferences
from ui.reports.authorizations import AuthorizationsReport
from ui.session import Session
from ui.today.page import TodayPage

GRANTED = AuthorizationDraft(number="PA-1042", granted="12", starts_on="11/1/2026", ends_on="12/31/2026")


@pytest.fixture
def session(clinic: Clinic) -> Session:
    return Session(clinic)


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    found = new_case(clinic, new_client(clinic))
    new_policy(clinic, found)
    return found


@pytest.fixture
def chart(qtbot: QtBot, session: Session, case: CaseId, tmp_path: Path) -> ChartPage:
    jobs = InlineJobs(session)
    page = ChartPage(session, Shelf(session, jobs, with_codes(tmp_path)), jobs, ClientId(1))
    qtbot.addWidget(page)
    page.resize(1300, 800)
    page.show()
    return page


def chips(page: ChartPage) -> list[tuple[str, str]]:
    QApplication.processEvents()
    found = [one for one in page.header.findChildren(ChipText) if one.isVisible()]
    return [(one.text(), one.property("chip")) for one in found if "uthorization" in one.text()]


def listed(page: ChartPage) -> list[str]:
    model = page.coverage.authorizations.model()
    return [model.data(model.index(0, at)) for at in range(model.columnCount())] if model.rowCount() else []


def test_an_authorization_is_asked_for_and_answered(qtbot: QtBot, chart: ChartPage, clinic: Clinic) -> None:
    chart.open_part("coverage")
    assert "No authorization yet." in seen(chart)
    press(qtbot, chart, "Add authorization")
    form = type_in(chart, status="requested", asked_on="11/20/2026", codes="mt001")
    # Nobody has answered yet, so nobody is asked when.
    assert not form.fields["decided_on"].isVisible()
    assert form.values()["policy"] == "1"
    press(qtbot, chart, "Save")
    assert listed(chart) == ["", "Cascade Mutual", "MT001", "", "", "", "", "Asked for"]
    assert chips(chart) == [("Authorization for MT001 asked for on 20 Nov 2026", "plain")]
    chart.open_part("authorization/1/status")
    form = type_in(chart, status="granted", codes="", decided_on="11/23/2026", ends_on="90 days")
    assert form.fields["decided_on"].isVisible()
    assert form.fields["ends_on"].below() == "Until 21 Feb 2027."
    press(qtbot, chart, "Save")
    assert form.fields["number"].problem() == "Type its number: the payer finds it by that."
    type_in(chart, number="PA-1042", granted="12", used_before="13")
    assert form.fields["used_before"].below().startswith("This is more than was granted.")
    type_in(chart, used_before="2")
    press(qtbot, chart, "Save")
    assert listed(chart)[:5] == ["PA-1042", "Cascade Mutual", "any", "2 of 12 visits", "10"]
    assert listed(chart)[5:] == ["23 Nov 2026", "21 Feb 2027", "Running"]
    assert chips(chart) == [("Authorization 10 of 12 left · to 21 Feb 2027", "plain")]
    chart._session.undo()
    assert listed(chart)[-1] == "Asked for"


def test_the_head_warns_before_the_last_two_visits(chart: ChartPage, clinic: Clinic, case: CaseId) -> None:
    clinic.do(AddAuthorization(case, replace(GRANTED, granted="3")))
    assert chips(chart) == [("Authorization 3 of 3 left · to 31 Dec 2026", "plain")]
    new_visit(clinic, case)
    assert chips(chart) == [("Authorization 2 of 3 left · to 31 Dec 2026", "warning")]
    for day in ("11/18/2026", "11/19/2026"):
        new_visit(clinic, case, replace(VISIT, date_of_service=day))
    assert chips(chart) == [("Authorization used up · to 31 Dec 2026", "warning")]
    new_visit(clinic, case, replace(VISIT, date_of_service="11/17/2026"))
    (burn,) = burn_down(clinic.read, case, clinic.clock.today())
    assert [column.text(burn) for column in AUTHORIZATION_COLUMNS][3:5] == ["4 of 3 visits", "0"]


def test_many_at_once_leave_room_in_the_head(chart: ChartPage, clinic: Clinic, case: CaseId) -> None:
    for number in range(5):
        clinic.do(AddAuthorization(case, replace(GRANTED, number=f"PA-{number}", codes=f"MT00{number}")))
    found = chips(chart)
    assert len(found) == 4
    assert found[-1] == ("2 more authorizations", "plain")
    clinic.do(AddAuthorization(case, replace(GRANTED, number="X", codes="MT009", ends_on="1/1/2027", used_before="12")))
    assert chips(chart)[-1] == ("3 more authorizations", "warning")


def test_a_policy_that_was_taken_away_stays_where_it_stands(
    qtbot: QtBot, chart: ChartPage, clinic: Clinic, case: CaseId
) -> None:
    clinic.do(AddAuthorization(case, replace(GRANTED, policy="1")))
    clinic.do(RetirePolicy(1, 1))
    chart.open_part("authorization/1/note")
    form = type_in(chart, note="By fax")
    assert form.fields["policy"].words_of("1") == "Cascade Mutual, removed"
    press(qtbot, chart, "Save")
    assert authorization(clinic.read, 1).policy == 1


def test_one_is_removed_with_what_was_typed_about_it(
    qtbot: QtBot, chart: ChartPage, clinic: Clinic, case: CaseId
) -> None:
    clinic.do(AddAuthorization(case, GRANTED))
    chart.open_part("authorization/1")
    press(qtbot, chart, "Remove authorization")
    assert not burn_down(clinic.read, case, clinic.clock.today())
    assert chips(chart) == []
    with qtbot.waitSignal(chart._session.trouble):
        chart.open_part("authorization/1")
    assert chart.coverage.isVisible()


class Report:
    """The report, and where its lines lead."""

    def __init__(self, qtbot: QtBot, session: Session, settings: str) -> None:
        self.asked: list[tuple[str, str]] = []
        session.asked_for.connect(lambda place, part: self.asked.append((place, part)))
        self.preferences = Preferences(settings)
        self.page = AuthorizationsReport(session, InlineJobs(session), self.preferences)
        qtbot.addWidget(self.page)
        self.page.resize(1200, 700)
        self.page.show()

    def choose(self, which: str) -> list[list[str]]:
        self.page.which.setCurrentIndex(self.page.which.findData(which))
        model = self.page.table.model()
        columns = range(model.columnCount())
        return [[model.data(model.index(row, at)) for at in columns] for row in range(model.rowCount())]


@pytest.fixture
def report(qtbot: QtBot, session: Session, tmp_path: Path) -> Report:
    return Report(qtbot, session, str(tmp_path / "w.ini"))


def test_the_report_lists_what_it_is_asked_for(report: Report, clinic: Clinic, case: CaseId) -> None:
    assert report.page.which.currentData() == "running_out"
    clinic.do(AddAuthorization(case, replace(GRANTED, policy="1", ends_on="12/4/2026")))
    clinic.do(AddAuthorization(case, replace(GRANTED, number="PA-2", codes="MT001, MT002", counts="units")))
    assert report.choose("running_out") == [
        ["Nguyễn, Rosalind (Zuzu)", "Cascade Mutual", "PA-1042", "any", "0 of 12 visits", "12", "4 Dec 2026",
         "Running out"],
    ]  # fmt: skip
    assert [row[2:] for row in report.choose("running")] == [
        ["PA-2", "MT001, MT002", "0 of 12 units", "12", "31 Dec 2026", "Running"]
    ]
    assert report.choose("ended") == []
    assert [row[2] for row in report.choose("all")] == ["PA-1042", "PA-2"]
    assert report.preferences.value(AUTHORIZATION_REPORT) == "all"
    # It reads itself again.
    clinic.do(RetireCase(case, 1))
    assert report.choose("all") == []
    assert [column.title for column in REPORT_COLUMNS][-1] == "State"


def test_a_line_leads_to_the_authorization_in_its_chart(report: Report, clinic: Clinic, case: CaseId) -> None:
    row = clinic.do(AddAuthorization(case, GRANTED)).row
    report.choose("all")
    report.page.table.go_to_first(opened=True)
    assert report.asked == [("clients", f"1/of/{case}/authorization/{row}")]


@pytest.mark.parametrize("which", ["running_out", "running", "ended", "all"])
def test_an_empty_report_says_what_belongs_there(qtbot: QtBot, report: Report, which: str) -> None:
    report.choose(which)
    words = report.page.table._empty.text()
    assert "uthorization" in words
    press(qtbot, report.page, "Go to the clients")
    assert report.asked == [("clients", "")]


def test_today_tells_it_and_leads_there(qtbot: QtBot, session: Session, clinic: Clinic, case: CaseId) -> None:
    page = TodayPage(session)
    qtbot.addWidget(page)
    page.resize(1300, 900)
    page.show()
    assert "Authorizations to renew" not in seen(page)
    asked: list[tuple[str, str]] = []
    session.asked_for.connect(lambda place, part: asked.append((place, part)))
    clinic.do(AddAuthorization(case, replace(GRANTED, granted="2")))
    new_visit(clinic, case)
    assert "1 visit of authorization PA-1042 is left, to 31 Dec 2026" in seen(page)
    press(qtbot, page, "Add authorization")
    row = clinic.do(AddAuthorization(case, AuthorizationDraft(status="requested", asked_on="11/23/2026"))).row
    assert "is left, to 31 Dec 2026; the next one was asked for on 23 Nov 2026" in seen(page)
    press(qtbot, page, "Type the answer")
    begin = f"1/of/{case}/authorization"
    assert asked == [("clients", f"{begin}/new"), ("clients", f"{begin}/{row}/status")]
