"""What was typed into a draft that was signed meanwhile, at another computer, waits in the next one of its kind."""

from dataclasses import replace
from pathlib import Path

import pytest
from assessing import FIRST, LAST, new_assessment
from charts import open_chart
from planning import PLAN, sign, written_plan
from pytestqt.qtbot import QtBot
from reporting import REPORT, treated_case

from clinic_desktop.assessments.commands import SignAssessment
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.progress.commands import SignReport, WriteReport
from ui.chart.page import ChartPage
from ui.kit.editor import Editor
from ui.session import Session


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    return treated_case(clinic)


@pytest.fixture
def chart(qtbot: QtBot, clinic: Clinic, case: CaseId, tmp_path: Path) -> ChartPage:
    return open_chart(qtbot, Session(clinic), tmp_path)


def opened(chart: ChartPage, part: str) -> Editor:
    chart.open_part(part)
    assert chart._editor
    (found,) = chart._editor.findChildren(Editor)
    return found


def half_written(chart: ChartPage, part: str, field: str) -> None:
    form = opened(chart, part).form
    form.fields[field].set_value("Mine")
    form.let_go()


def test_in_the_next_version_of_a_plan(clinic: Clinic, case: CaseId, chart: ChartPage) -> None:
    row = written_plan(clinic, case)
    half_written(chart, f"treatment/{row}", "home_care")
    sign(clinic, row)
    editor = opened(chart, "treatment/new")
    values = editor.form.values()
    assert (values["home_care"], values["precautions"]) == ("Mine", PLAN.precautions)
    assert "not saved yet" in editor.banner.words()
    assert not clinic.drafts.kept(f"treatment:{row}")


def test_in_the_next_report(clinic: Clinic, case: CaseId, chart: ChartPage) -> None:
    row = clinic.do(WriteReport(case, 0, 0, REPORT)).row
    half_written(chart, f"report/{row}", "response")
    clinic.do(SignReport(case, row, 1, replace(REPORT, day="11/23/2026")))
    editor = opened(chart, "report/new")
    values = editor.form.values()
    assert (values["response"], values["since"], values["status"]) == ("Mine", "11/24/2026", "")
    assert not clinic.drafts.kept(f"report:{row}")


def test_in_the_next_assessment(clinic: Clinic, case: CaseId, chart: ChartPage) -> None:
    row = new_assessment(clinic, case, replace(LAST, day="11/20/2026"))
    half_written(chart, f"assessment/{row}", "posture")
    clinic.do(SignAssessment(case, row, 1, replace(FIRST, day="11/20/2026")))
    assert opened(chart, "assessment/new").form.values()["posture"] == "Mine"
    assert not clinic.drafts.kept(f"assessment:{row}")


def test_what_was_typed_into_the_next_one_goes_first(clinic: Clinic, case: CaseId, chart: ChartPage) -> None:
    clinic.do(SignReport(case, 0, 0, REPORT))
    half_written(chart, "report/new", "response")
    clinic.drafts.keep("report:1", {"response": ["Older", ""]})
    assert opened(chart, "report/new").form.values()["response"] == "Mine"
    assert clinic.drafts.kept("report:1")
