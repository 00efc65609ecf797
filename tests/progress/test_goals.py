"""That the figure of a goal is reached is said, with its day; whether the goal is met a person says."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from assessing import LAST
from charts import open_chart
from pdfs import words as said
from pytestqt.qtbot import QtBot
from reporting import signed_report, treated_case
from scoring import new_score, typed
from windows import seen

from clinic_desktop.assessments.commands import AddAssessment
from clinic_desktop.assessments.model import LimitLine
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.measures.loader import catalogue
from clinic_desktop.plans.commands.after import MarkGoal
from clinic_desktop.plans.model import GoalMarkDraft, PlanGoal
from clinic_desktop.plans.queries import plans_of
from clinic_desktop.plans.rules.goals import GoalFigure
from clinic_desktop.progress.document.paper import report_pdf
from clinic_desktop.progress.queries import figures_of, goals_now, report_paper
from ui.kit.editor import Editor
from ui.session import Session

TODAY = date(2026, 11, 24)
SIT = LimitLine("Sit at the desk", "minutes", "60", "60")


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    return treated_case(clinic)


def goals(clinic: Clinic, case: CaseId) -> tuple[PlanGoal, ...]:
    (plan,) = plans_of(clinic.read, case)
    return plan.goals


def figures(clinic: Clinic, case: CaseId) -> list[GoalFigure | None]:
    found = goals_now(clinic.read, plans_of(clinic.read, case), TODAY)
    return [found.get(one.id) for one in goals(clinic, case)]


def test_a_figure_that_is_reached_names_the_day_since_when(clinic: Clinic, case: CaseId) -> None:
    assert figures(clinic, case) == [GoalFigure("45"), GoalFigure("15"), None]
    new_score(clinic, case, "ndi", typed("14", "11/18/2026"))
    new_score(clinic, case, "ndi", typed("12", "11/20/2026"))
    clinic.do(AddAssessment(case, replace(LAST, day="11/20/2026", limits=(SIT,))))
    assert figures(clinic, case) == [
        GoalFigure("60", "60", date(2026, 11, 20)),
        GoalFigure("12", "14", date(2026, 11, 18)),
        None,
    ]
    # It went back since: nothing is reached now.
    new_score(clinic, case, "ndi", typed("16", "11/23/2026"))
    assert figures(clinic, case)[1] == GoalFigure("16")
    new_score(clinic, case, "ndi", typed("13", "11/24/2026"))
    assert figures(clinic, case)[1] == GoalFigure("13", "13", TODAY)


def test_nothing_is_marked_by_itself_and_what_somebody_said_stands(clinic: Clinic, case: CaseId) -> None:
    new_score(clinic, case, "ndi", typed("14", "11/18/2026"))
    ndi = goals(clinic, case)[1]
    assert ndi.mark is None
    clinic.do(MarkGoal(ndi.id, 0, GoalMarkDraft("not_yet", "11/17/2026")))
    assert figures(clinic, case)[1] == GoalFigure("14", "14", date(2026, 11, 18))
    clinic.do(MarkGoal(ndi.id, 1, GoalMarkDraft("not_yet", "11/19/2026", "Wants to see it hold.")))
    assert figures(clinic, case)[1] == GoalFigure("14")
    clinic.do(MarkGoal(ndi.id, 2, GoalMarkDraft("met", "11/17/2026")))
    assert figures(clinic, case)[1] == GoalFigure("14")


def test_it_stands_on_the_plan_page_in_the_goal_and_in_the_report(
    qtbot: QtBot, clinic: Clinic, case: CaseId, tmp_path: Path
) -> None:
    new_score(clinic, case, "ndi", typed("14", "11/18/2026"))
    chart = open_chart(qtbot, Session(clinic), tmp_path)
    chart.open_part("plan")
    words = "Figure reached on 18 Nov 2026: 14."
    assert seen(chart).count(words) == 1
    chart.open_part(f"goal/{goals(clinic, case)[1].id}")
    assert f"Now 14. {words} Whether the goal is met is yours to say." in seen(chart)
    assert chart._editor
    (editor,) = chart._editor.findChildren(Editor)
    assert editor.form.values()["marked_on"] == "11/18/2026"
    chart.open_part("report/new")
    assert f"NDI: Neck Disability Index: baseline 24, now 14, goal 14. {words}" in seen(chart)
    row = signed_report(clinic, case)
    pages = " ".join(said(report_pdf(report_paper(clinic.read, row))).split())
    assert "Outcome measure. Figure reached on 11/18/2026: 14." in pages


def test_a_report_of_a_day_tells_only_what_was_known_by_then(clinic: Clinic, case: CaseId) -> None:
    clinic.clock._fixed = clinic.clock.now().replace(day=28)
    new_score(clinic, case, "ndi", typed("14", "11/26/2026"))

    def told(day: date) -> list[str]:
        return [one.reached for one in figures_of(clinic.read, case, (date(2026, 10, 1), day), catalogue()).goals]

    assert told(date(2026, 11, 25)) == ["", "", ""]
    assert told(date(2026, 11, 26)) == ["", "Figure reached on 26 Nov 2026: 14.", ""]
