"""Re-evaluations and reports that are due stand on Today."""

from dataclasses import replace
from datetime import date

import pytest
from assessing import FIRST
from planning import PLAN, ordered_case, signed_plan
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from reporting import REPORT, signed_report

from clinic_desktop.assessments.commands import AddAssessment
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.today.queries.care import care_due
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
