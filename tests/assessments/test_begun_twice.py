"""Two who begin an assessment of one case at once: the later one is told so, and what they typed is put in only where
asked; it turns up in no other assessment by itself."""

from dataclasses import replace
from pathlib import Path

import pytest
from assessing import FIRST, LAST, new_assessment
from charts import left_over, open_chart, opened, shown
from factories import new_case
from pytestqt.qtbot import QtBot
from windows import press, seen

from clinic_desktop.assessments.commands import AddAssessment, SignAssessment
from clinic_desktop.assessments.queries import assessments_of
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import ChangedSince
from ui.chart.page import ChartPage
from ui.session import Session

THEIRS = replace(LAST, day="11/20/2026", posture="Theirs")


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    case = new_case(clinic)
    new_assessment(clinic, case, FIRST)
    return case


@pytest.fixture
def chart(qtbot: QtBot, clinic: Clinic, case: CaseId, tmp_path: Path) -> ChartPage:
    return open_chart(qtbot, Session(clinic), tmp_path)


def test_the_later_one_puts_it_into_the_one_that_is_there(
    qtbot: QtBot, clinic: Clinic, case: CaseId, chart: ChartPage
) -> None:
    editor = opened(chart, "assessment/new")
    editor.form.fields["posture"].set_value("Mine")
    editor.form.fields["gait"].set_value("Mine too")
    row = clinic.do(AddAssessment(case, THEIRS)).row
    assert not editor.save()
    assert editor.banner.words().startswith("Another assessment of this case was written meanwhile.")
    press(qtbot, editor, "Show what is there now")
    form = shown(chart).form
    assert (form.values()["posture"], form.values()["gait"]) == ("Theirs", LAST.gait)
    assert "was written meanwhile without that. It is kept, and not in here: Posture, Gait." in seen(chart)
    (offer,) = left_over(chart)
    offer.put_button.click()
    assert (form.values()["posture"], form.values()["gait"]) == ("Mine", "Mine too")
    assert form.fields["posture"].below() == "Changed meanwhile to “Theirs”."
    assert left_over(chart) == [] and shown(chart).save()
    found = next(one for one in assessments_of(clinic.read, case) if one.id == row)
    assert found.posture == "Mine" and len(assessments_of(clinic.read, case)) == 2


def test_it_turns_up_in_no_later_one_unasked(clinic: Clinic, case: CaseId, chart: ChartPage) -> None:
    editor = opened(chart, "assessment/new")
    editor.form.fields["posture"].set_value("Mine")
    editor.form.fields["pain_now"].set_value("9")
    editor.form.let_go()
    clinic.do(SignAssessment(case, 0, 0, THEIRS))
    editor = opened(chart, "assessment/new")
    assert (editor.form.values()["posture"], editor.form.values()["pain_now"]) == ("", "")
    assert editor.banner.words() == ""
    (offer,) = left_over(chart)
    offer.throw_button.click()
    assert clinic.drafts.names("assessment:new:") == ()


def test_what_is_typed_into_the_next_one_is_nothing_left_over(clinic: Clinic, case: CaseId, chart: ChartPage) -> None:
    row = clinic.do(AddAssessment(case, THEIRS)).row
    editor = opened(chart, "assessment/new")
    editor.form.fields["posture"].set_value("Mine")
    editor.form.let_go()
    opened(chart, f"assessment/{row}")
    assert left_over(chart) == []
    assert opened(chart, "assessment/new").form.values()["posture"] == "Mine" and left_over(chart) == []


def test_lists_that_begin_alike_are_put_in_without_a_word(clinic: Clinic, case: CaseId, chart: ChartPage) -> None:
    editor = opened(chart, "assessment/new")
    begun = editor.form.values()["limits"]
    typed = begun.replace('"now":""', '"now":"45"')
    assert typed != begun
    editor.form.fields["limits"].set_value(typed)
    editor.form.let_go()
    clinic.do(SignAssessment(case, 0, 0, replace(THEIRS, limits=FIRST.limits)))
    form = opened(chart, "assessment/new").form
    assert form.values()["limits"] == begun
    (offer,) = left_over(chart)
    offer.put_button.click()
    assert form.values()["limits"] == typed and form.fields["limits"].below() == ""


def test_one_begun_after_another_is_refused(clinic: Clinic, case: CaseId) -> None:
    for command in (AddAssessment(case, THEIRS, 0), SignAssessment(case, 0, 0, THEIRS, 0)):
        with pytest.raises(ChangedSince):
            clinic.do(command)
    assert clinic.do(AddAssessment(case, THEIRS, assessments_of(clinic.read, case)[0].id)).row
