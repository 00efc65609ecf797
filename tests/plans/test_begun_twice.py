"""Two who begin a plan or a report of one case at once: the later one is told so, and what they typed is kept, put into
the draft that is there only where asked, or thrown away; it turns up in no other version by itself."""

from dataclasses import replace
from pathlib import Path

import pytest
from charts import left_over, open_chart, opened, shown
from planning import PLAN, sign, signed_plan, written_plan
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from reporting import REPORT, treated_case
from windows import press, seen

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import ChangedSince
from clinic_desktop.plans.commands.plans import SignPlan, WritePlan
from clinic_desktop.plans.model import PlanId
from clinic_desktop.plans.queries import plans_of
from clinic_desktop.progress.commands import SignReport, WriteReport
from clinic_desktop.progress.queries import reports_of
from ui.chart.page import ChartPage
from ui.session import Session

NEXT = replace(PLAN, home_care="Theirs", discharge="Theirs too.")


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    return treated_case(clinic)


@pytest.fixture
def chart(qtbot: QtBot, clinic: Clinic, case: CaseId, tmp_path: Path) -> ChartPage:
    return open_chart(qtbot, Session(clinic), tmp_path)


def kept(clinic: Clinic) -> tuple[str, ...]:
    return tuple(one for kind in ("treatment:new:", "report:new:") for one in clinic.drafts.names(kind))


def test_the_later_one_puts_it_into_the_draft_that_is_there(
    qtbot: QtBot, clinic: Clinic, case: CaseId, chart: ChartPage
) -> None:
    editor = opened(chart, "treatment/new")
    editor.form.fields["home_care"].set_value("Mine")
    row = PlanId(clinic.do(WritePlan(case, 0, 0, NEXT)).row)
    assert not editor.save()
    assert (
        editor.banner.words() == "Somebody began the next version meanwhile. What you typed is kept, and not in it yet."
    )
    press(qtbot, editor, "Show what is there now")
    values = shown(chart).form.values()
    # Theirs, and nothing of mine unasked: neither what was typed nor what the program proposed to me.
    assert (values["home_care"], values["discharge"], values["precautions"]) == (
        "Theirs",
        NEXT.discharge,
        PLAN.precautions,
    )
    assert "This version was begun twice." in seen(chart) and "not in here: Home care." in seen(chart)
    (offer,) = left_over(chart)
    offer.put_button.click()
    form = shown(chart).form
    assert form.values()["home_care"] == "Mine" and form.values()["discharge"] == NEXT.discharge
    assert form.fields["home_care"].below() == "Changed meanwhile to “Theirs”."
    assert left_over(chart) == [] and kept(clinic) == ()
    # Not saved before somebody saves it; after a lock it is there again.
    assert plans_of(clinic.read, case)[0].home_care == "Theirs"
    again = opened(chart, f"treatment/{row}")
    assert again.form.values()["home_care"] == "Mine"
    assert again.save()
    assert (plans_of(clinic.read, case)[0].id, plans_of(clinic.read, case)[0].home_care) == (row, "Mine")


def test_after_a_lock_it_is_offered_in_the_draft_and_thrown_away(
    clinic: Clinic, case: CaseId, chart: ChartPage
) -> None:
    editor = opened(chart, "treatment/new")
    editor.form.fields["home_care"].set_value("Mine")
    editor.form.let_go()
    clinic.do(WritePlan(case, 0, 0, NEXT))
    assert opened(chart, "treatment/new").form.values()["home_care"] == "Theirs"
    (offer,) = left_over(chart)
    offer.throw_button.click()
    assert kept(clinic) == () and "What you typed is thrown away." in seen(chart)
    offer.take_button.click()
    assert len(kept(clinic)) == 1 and "Home care." in seen(chart)
    offer.throw_button.click()
    assert shown(chart).form.values()["home_care"] == "Theirs"
    opened(chart, "treatment/new")
    assert left_over(chart) == []


def test_it_turns_up_in_no_later_version_unasked(clinic: Clinic, case: CaseId, chart: ChartPage) -> None:
    editor = opened(chart, "treatment/new")
    editor.form.fields["home_care"].set_value("Mine")
    row = PlanId(clinic.do(WritePlan(case, 0, 0, NEXT)).row)
    sign(clinic, row, NEXT)
    # Saved now it would be version 3, though it was written as version 2.
    assert not editor.save()
    assert editor.banner.words().startswith("Version 2 was signed meanwhile.")
    editor = opened(chart, "treatment/new")
    assert editor.form.values()["home_care"] == "Theirs" and editor.banner.words() == ""
    assert "You typed into version 2, and it was signed without that." in seen(chart)
    editor.form.fields["discharge"].set_value("Newer.")
    opened(chart, "treatment/new")
    (offer,) = left_over(chart)
    offer.put_button.click()
    values = shown(chart).form.values()
    assert (values["home_care"], values["discharge"]) == ("Mine", "Newer.")
    assert kept(clinic) == (f"treatment:new:{case}:3",)


def test_what_is_typed_here_already_stays_and_the_other_is_kept(clinic: Clinic, case: CaseId, chart: ChartPage) -> None:
    editor = opened(chart, "treatment/new")
    editor.form.fields["home_care"].set_value("Mine")
    editor.form.fields["precautions"].set_value("Mine too")
    editor.form.let_go()
    clinic.do(WritePlan(case, 0, 0, NEXT))
    form = opened(chart, "treatment/new").form
    form.fields["home_care"].set_value("Here")
    (offer,) = left_over(chart)
    offer.put_button.click()
    assert (form.values()["home_care"], form.values()["precautions"]) == ("Here", "Mine too")
    assert "not in here: Home care." in seen(chart)
    assert list(clinic.drafts.kept(f"treatment:new:{case}:2") or {}) == ["home_care"]


def test_a_report_that_was_begun_twice(qtbot: QtBot, clinic: Clinic, case: CaseId, chart: ChartPage) -> None:
    editor = opened(chart, "report/new")
    editor.form.fields["status"].set_value("Mine")
    row = clinic.do(WriteReport(case, 0, 0, replace(REPORT, response=""))).row
    assert not editor.save()
    assert editor.banner.words().startswith("Somebody began the next report meanwhile.")
    press(qtbot, editor, "Show what is there now")
    assert shown(chart).form.values()["status"] == REPORT.status
    assert "This report was begun twice." in seen(chart) and "not in here: How the client is now." in seen(chart)
    clinic.do(SignReport(case, row, 1, REPORT))
    editor = opened(chart, "report/new")
    assert editor.form.values()["status"] == "" and "it was signed without that" in seen(chart)
    (offer,) = left_over(chart)
    offer.put_button.click()
    assert editor.form.values()["status"] == "Mine"


def test_a_report_of_before_is_not_saved_as_the_next_one(clinic: Clinic, case: CaseId, chart: ChartPage) -> None:
    editor = opened(chart, "report/new")
    editor.form.fields["status"].set_value("Mine")
    clinic.do(SignReport(case, 0, 0, REPORT))
    assert not editor.save()
    assert editor.banner.words().startswith("Another report was signed meanwhile.")
    assert len(reports_of(clinic.read, case)) == 1


def test_only_what_was_begun_for_another_place_is_refused(clinic: Clinic, case: CaseId) -> None:
    with pytest.raises(ChangedSince):
        clinic.do(WritePlan(case, 0, 0, NEXT, 1))
    with pytest.raises(ChangedSince):
        clinic.do(SignPlan(case, 0, 0, NEXT, number=3))
    signed_plan(clinic, case, NEXT)
    assert clinic.do(WritePlan(case, 0, 0, NEXT, 3)).row


def test_nothing_is_offered_where_nobody_typed(clinic: Clinic, case: CaseId, chart: ChartPage) -> None:
    opened(chart, "treatment/new").form.let_go()
    written_plan(clinic, case, NEXT)
    opened(chart, "treatment/new")
    assert left_over(chart) == [] and not any(
        one.text() == "Put it in" and not one.isHidden() for one in shown(chart).banner.findChildren(QPushButton)
    )


def test_it_goes_with_its_case(clinic: Clinic, case: CaseId, chart: ChartPage) -> None:
    for part in ("treatment/new", "report/new"):
        form = opened(chart, part).form
        form.fields["home_care" if part == "treatment/new" else "status"].set_value("Mine")
        form.let_go()
    assert len(kept(clinic)) == 2
    clinic.drafts.forget_of_all(f"treatment:new:{case}")
    assert kept(clinic) == (f"report:new:{case}:0",)
