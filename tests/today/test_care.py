"""Re-evaluations and reports that are due are follow-ups: on Today in one list with the others, each once."""

from dataclasses import replace
from datetime import date

import pytest
from assessing import FIRST
from planning import PLAN, ordered_case, signed_plan
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from reporting import REPORT, signed_report
from windows import seen

from clinic_desktop.assessments.commands import AddAssessment
from clinic_desktop.cases.model import CaseId
from clinic_desktop.chart.queries import glance
from clinic_desktop.clinic import Clinic
from clinic_desktop.contacts.commands import LogContact
from clinic_desktop.contacts.model import ContactDraft
from clinic_desktop.progress.commands import SignReport, WriteReport
from clinic_desktop.today.queries.care import care_due
from clinic_desktop.today.queries.follow_ups import to_follow
from clinic_desktop.today.queries.listing import MOST_DUE
from ui.session import Session
from ui.today.page import TodayPage

TODAY = date(2026, 11, 24)


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    return ordered_case(clinic)


def due(clinic: Clinic, day: date = TODAY) -> list[tuple[str, date]]:
    return [(one.what, one.due_on) for one in care_due(clinic.read, day)]


def test_a_re_evaluation_is_told_a_week_before_and_until_it_is_done(clinic: Clinic, case: CaseId) -> None:
    signed_plan(clinic, case, replace(PLAN, reevaluate_on="12/11/2026"))
    by = date(2026, 12, 11)
    assert due(clinic, date(2026, 12, 3)) == []
    assert due(clinic, date(2026, 12, 4)) == [("Re-evaluation", by)]
    assert due(clinic, date(2027, 1, 5)) == [("Re-evaluation", by)]
    # The plan is over.
    assert due(clinic, date(2027, 6, 1)) == []
    clinic.do(AddAssessment(case, replace(FIRST, day="11/20/2026")))
    assert due(clinic, by) == [("Re-evaluation", by)]
    clinic.clock._fixed = clinic.clock.now().replace(month=12, day=5)
    clinic.do(AddAssessment(case, replace(FIRST, day="12/5/2026")))
    assert due(clinic, by) == []


def test_both_stand_on_today_in_their_order(qtbot: QtBot, clinic: Clinic, case: CaseId) -> None:
    signed_report(clinic, case, replace(REPORT, next_on="11/28/2026"))
    signed_plan(clinic, case, replace(PLAN, reevaluate_on="11/26/2026"))
    assert due(clinic) == [("Re-evaluation", date(2026, 11, 26)), ("Progress report", date(2026, 11, 28))]
    session, wanted = Session(clinic), list[str]()
    session.asked_for.connect(lambda place, part: wanted.append(f"{place}:{part}"))
    page = TodayPage(session)
    qtbot.addWidget(page)
    page.show()
    for verb in ("Assess again", "Write report"):
        next(one for one in page.findChildren(QPushButton) if one.text() == verb).click()
    assert wanted == [f"clients:1/of/{case}/assessment/new", f"clients:1/of/{case}/report/new"]


def logged(clinic: Clinic, case: CaseId, day: str, todo: str = "Call") -> None:
    draft = ContactDraft(contacted_on="1/2/2026", party="client", name="Roz", said="x", todo=todo, due_on=day)
    clinic.do(LogContact(case, draft))


def opened(qtbot: QtBot, clinic: Clinic) -> tuple[TodayPage, list[str]]:
    session, wanted = Session(clinic), list[str]()
    session.asked_for.connect(lambda place, part: wanted.append(f"{place}:{part}"))
    page = TodayPage(session)
    qtbot.addWidget(page)
    page.resize(1300, 900)
    page.show()
    return page, wanted


def buttons(page: TodayPage, verb: str) -> list[QPushButton]:
    return [one for one in page.findChildren(QPushButton) if one.text() == verb and one.isVisible()]


def test_they_stand_among_the_other_follow_ups_in_the_order_of_their_days(
    qtbot: QtBot, clinic: Clinic, case: CaseId
) -> None:
    signed_report(clinic, case, replace(REPORT, next_on="11/27/2026"))
    logged(clinic, case, "11/28/2026", "Later")
    logged(clinic, case, "11/23/2026", "Before")
    assert [one.todo for one in to_follow(clinic.read, TODAY)] == ["Before", "Progress report", "Later"]
    page, wanted = opened(qtbot, clinic)
    assert seen(page).count("Progress report") == 1 and "The last report says by when." in seen(page)
    # It is done by signing it, not by a tick.
    assert len(buttons(page, "Done")) == 2
    row = clinic.do(WriteReport(case, 0, 0, replace(REPORT, since="11/24/2026"))).row
    assert "Progress report to sign" in seen(page)
    (opens,) = buttons(page, "Open draft")
    assert opens.accessibleName() == "Open draft: Progress report to sign, Nguyễn, Rosalind (Zuzu)"
    opens.click()
    assert wanted == [f"clients:1/of/{case}/report/{row}"]
    clinic.do(SignReport(case, row, 1, replace(REPORT, since="11/24/2026")))
    assert "Progress report" not in seen(page)
    assert len(buttons(page, "Done")) == 2


def test_none_is_lost_behind_many_others(qtbot: QtBot, clinic: Clinic, case: CaseId) -> None:
    signed_report(clinic, case, replace(REPORT, next_on="11/28/2026"))
    with clinic.together():
        for number in range(MOST_DUE + 1):
            logged(clinic, case, "11/1/2026", f"c{number}")
    found = to_follow(clinic.read, TODAY)
    assert len(found) == MOST_DUE + 1 and found[-1].todo == "Progress report"
    page, _ = opened(qtbot, clinic)
    assert "Progress report" not in seen(page) and "At least 46 more are not shown here." in seen(page)
    (every,) = buttons(page, "Show all 51 follow-ups")
    every.click()
    (writes,) = buttons(page, "Write report")
    # One reads on where the list was cut.
    focus = page.focusWidget()
    assert isinstance(focus, QPushButton) and "c5," in focus.accessibleName()
    assert writes.accessibleName() == "Write report: Progress report, Nguyễn, Rosalind (Zuzu)"
    # Also once the list was read again.
    logged(clinic, case, "11/30/2026", "Another")
    QApplication.processEvents()
    assert len(buttons(page, "Write report")) == 1


def test_nothing_is_looked_at_again_after_a_discharge(clinic: Clinic, case: CaseId) -> None:
    signed_plan(clinic, case, replace(PLAN, reevaluate_on="11/26/2026"))
    assert [what for what, _ in due(clinic)] == ["Re-evaluation"]
    signed_report(clinic, case, replace(REPORT, kind="discharge"))
    assert due(clinic) == []


def test_the_chart_counts_them_among_its_follow_ups(clinic: Clinic, case: CaseId) -> None:
    signed_plan(clinic, case, replace(PLAN, reevaluate_on="11/26/2026"))
    signed_report(clinic, case, replace(REPORT, day="11/20/2026", next_on="11/25/2026"))
    logged(clinic, case, "11/24/2026")

    def days(today: date) -> list[int]:
        return [day.day for day in glance(clinic.read, 1, case, today).due_days]

    assert days(TODAY) == [24]
    assert days(date(2026, 11, 25)) == [24, 25]
    assert days(date(2026, 11, 26)) == [24, 25, 26]
    signed_report(clinic, case, replace(REPORT, kind="discharge"))
    assert days(date(2026, 11, 26)) == [24]
