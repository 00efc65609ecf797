"""The treatment plan on the screen: the card in the chart, its editor, its way to the prescriber, its paper."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from assessing import FIRST
from charts import open_chart
from factories import VISIT, new_case, new_client, new_prescription, new_visit
from keyboard import Keyboard
from pdfs import words as said
from planning import NDI, PLAN, SIT, ordered_case, signed_plan, written_plan
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from scoring import new_score, typed
from windows import seen

from clinic_desktop.assessments.commands import AddAssessment
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.clinic import Clinic
from clinic_desktop.plans.commands.after import SendPlan
from clinic_desktop.plans.commands.plans import WritePlan
from clinic_desktop.plans.model import GoalLine, PhaseLine, PlanSendingDraft
from clinic_desktop.plans.queries import plans_of, treatment_plan
from clinic_desktop.practice.commands import AddTherapist
from clinic_desktop.practice.model import TherapistDraft
from clinic_desktop.referrals.model import PrescriptionDraft
from ui.chart.page import ChartPage
from ui.chart.plan_paper import PlanPaperPage
from ui.kit.editor import Editor
from ui.plans.form import PlanForm
from ui.plans.rows import rows_value
from ui.session import Session


@pytest.fixture
def session(clinic: Clinic) -> Session:
    return Session(clinic)


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    return ordered_case(clinic)


@pytest.fixture
def chart(qtbot: QtBot, session: Session, case: CaseId, tmp_path: Path) -> ChartPage:
    return open_chart(qtbot, session, tmp_path)


def press(inside: QWidget, words: str) -> None:
    QApplication.processEvents()
    next(one for one in inside.findChildren(QPushButton) if one.text() == words and one.isVisible()).click()


def form_of(chart: ChartPage) -> PlanForm:
    return next(one for one in chart.findChildren(PlanForm) if one.isVisible())


def editor_of(chart: ChartPage) -> Editor:
    return next(one for one in chart.findChildren(Editor) if one.isVisible())


def problems(chart: ChartPage) -> dict[str, str]:
    return {key: field.problem() for key, field in form_of(chart).fields.items() if field.problem()}


def fill(form: PlanForm, **changes: str) -> None:
    for key, value in (form.as_values(PLAN) | changes).items():
        form.fields[key].set_value(value)


def test_a_case_without_a_plan_says_what_belongs_there(chart: ChartPage) -> None:
    chart.open_part("plan")
    assert "It says what is to be reached by when" in seen(chart.plan.treatment)
    press(chart.plan.treatment, "New plan")
    assert form_of(chart).isVisible()
    assert chart.topic == "47-plans#plan"


def test_a_new_plan_begins_with_what_the_order_says(chart: ChartPage) -> None:
    chart.open_part("treatment/new")
    draft = form_of(chart).draft()
    assert (draft.prescription, draft.therapist, draft.starts_on) == ("1", "1", "11/24/2026")
    assert draft.diagnoses == ("M54.2", "S13.4XXA")
    assert draft.phases == (PhaseLine("2", "4"), PhaseLine("1", "4"))
    form = form_of(chart)
    assert form.sum.box.text() == "12 visits over 8 weeks: 2 a week for 4 weeks, then 1 a week for 4 weeks."
    shown = [form.fields[key].box.property("text") for key in ("ends_on", "reevaluate_on", "units")]
    assert shown == ["01/18/2027", "12/11/2026", ""]
    form.fields["minutes"].set_value("55")
    assert form.fields["units"].box.property("text") == "4"
    assert form.fields["units"].value() == ""


def test_a_new_plan_begins_with_what_was_found_and_scored(clinic: Clinic, case: CaseId, chart: ChartPage) -> None:
    clinic.do(AddAssessment(case, FIRST))
    new_score(clinic, case, "ndi", typed("24", "11/20/2026"))
    chart.open_part("treatment/new")
    draft = form_of(chart).draft()
    assert draft.goals[:2] == (
        GoalLine("limit", "Sit at the desk", "20", "60", "minutes", "01/18/2027"),
        GoalLine("limit", "Wakes up at night", "5", "1", "nights", "01/18/2027"),
    )
    assert (draft.goals[-1].about, draft.goals[-1].baseline) == ("ndi", "24")
    assert draft.baseline.startswith("Sit at the desk: 20 minutes, needs 60.")
    assert draft.baseline.endswith("NDI 24/50.")
    assert "Sit at the desk 60 minutes (baseline 20) by 18 Jan 2027." in form_of(chart).goals_said.box.text()


def test_another_order_proposes_anew_what_nobody_typed_over(clinic: Clinic, case: CaseId, chart: ChartPage) -> None:
    other = PrescriptionDraft(prescriber_name="Maria Lee, MD", ordered_on="11/24/2026", expires_on="6 weeks",
                              visits_ordered="6", frequency="Once a week", diagnoses=("M54.2",))  # fmt: skip
    new_prescription(clinic, case, other)
    chart.open_part("treatment/new")
    form = form_of(chart)
    assert (form.draft().prescription, form.draft().phases) == ("2", (PhaseLine("1", "6"),))
    form.orders.set_value("1")
    assert form.draft().phases == (PhaseLine("2", "4"), PhaseLine("1", "4"))
    assert form.draft().diagnoses == ("M54.2", "S13.4XXA")
    form.phases.set_value(rows_value((PhaseLine("3", "2"),)))
    form.orders.set_value("2")
    assert form.draft().phases == (PhaseLine("3", "2"),)
    assert form.draft().diagnoses == ("M54.2",)


def test_more_than_is_ordered_is_said_while_one_types(chart: ChartPage) -> None:
    chart.open_part("treatment/new")
    form = form_of(chart)
    form.phases.set_value(rows_value((PhaseLine("7", "4"),)))
    assert form.phases.below() == "The prescription orders 12 visits; these are 28."
    editor_of(chart).save()
    assert problems(chart)["phases"] == "The prescription orders 12 visits; these are 28."


def test_a_measure_asks_for_neither_activity_nor_unit_and_brings_its_score(
    clinic: Clinic, case: CaseId, chart: ChartPage
) -> None:
    new_score(clinic, case, "ndi", typed("24", "11/20/2026"))
    chart.open_part("treatment/new")
    goals = form_of(chart).goals
    goals.set_value("")
    cells = goals.cells(0)
    assert cells["activity"].isVisible()
    cells["about"].set_value("ndi")
    assert not cells["activity"].isVisible()
    assert not cells["unit"].isVisible()
    assert cells["baseline"].value() == "24"
    cells["about"].set_value("limit")
    assert cells["activity"].isVisible()


def test_an_activity_of_the_assessment_brings_its_numbers(clinic: Clinic, case: CaseId, chart: ChartPage) -> None:
    clinic.do(AddAssessment(case, FIRST))
    chart.open_part("treatment/new")
    goals = form_of(chart).goals
    goals.set_value("")
    cells = goals.cells(0)
    cells["activity"].set_value("sit at the DESK")
    assert [cells[key].value() for key in ("baseline", "target", "unit")] == ["20", "60", "minutes"]


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(clinic: Clinic, case: CaseId, chart: ChartPage) -> None:
    chart.open_part("treatment/new")
    form = form_of(chart)
    wrong = rows_value((replace(SIT, target=""), replace(NDI, target="51", due_on="2/1/2027")))
    fill(form, goals=wrong, discharge="", reevaluate_on="1/19/2027")
    press(editor_of(chart), "Sign plan")
    cells = [form.goals.cells(at) for at in (0, 1)]
    assert cells[0]["target"].problem().startswith("Type the goal")
    assert cells[1]["target"].problem() == "NDI goes from 0 to 50."
    assert cells[1]["due_on"].problem() == "This is after the plan ends (18 Jan 2027)."
    assert "The plan ends on 18 Jan 2027" in problems(chart)["reevaluate_on"]
    assert problems(chart)["discharge"].startswith("Say when the treatment is done")
    assert (form.draft().baseline, plans_of(clinic.read, case)) == (PLAN.baseline, ())


def test_a_plan_is_saved_as_a_draft_and_signed(clinic: Clinic, case: CaseId, chart: ChartPage) -> None:
    chart.open_part("treatment/new")
    fill(form_of(chart))
    press(editor_of(chart), "Save draft")
    card = chart.plan.treatment
    assert "Version 1 · Draft, not signed yet" in seen(card)
    press(card, "Go on with the draft")
    days: dict[str, Any] = {"ends_on": "01/18/2027", "reevaluate_on": "12/11/2026"}
    goals = tuple(replace(one, due_on="01/12/2027") for one in PLAN.goals)
    assert form_of(chart).draft() == replace(PLAN, units="4", goals=goals, **days)
    press(editor_of(chart), "Sign plan")
    told = seen(card)
    assert "Version 1 · Signed by Maya Ortiz, LMT, 24 Nov 2026" in told
    assert "Not sent to the prescriber yet" in told
    assert "0 of 12 visits given; 1 was planned by today · 0 of 2 goals met" in told
    assert plans_of(clinic.read, case)[0].signed_on is not None


def test_what_was_typed_comes_back_after_a_lock(chart: ChartPage) -> None:
    chart.open_part("treatment/new")
    form_of(chart).fields["home_care"].set_value("Chin tucks")
    chart.open_part("summary")
    chart.open_part("treatment/new")
    assert form_of(chart).draft().home_care == "Chin tucks"
    assert form_of(chart).draft().phases == (PhaseLine("2", "4"), PhaseLine("1", "4"))


def test_only_its_therapist_finds_the_button_to_sign(clinic: Clinic, chart: ChartPage) -> None:
    other = clinic.do(AddTherapist(TherapistDraft("Ben", "Hale", "LMT", "2999999925", "225700000X"))).row
    chart.open_part("treatment/new")
    form_of(chart).fields["therapist"].set_value(str(other))
    assert "Only its therapist can sign a plan" in seen(editor_of(chart))
    signing = next(one for one in editor_of(chart).findChildren(QPushButton) if one.text() == "Sign plan")
    assert not signing.isEnabled()
    form_of(chart).fields["therapist"].set_value("1")
    assert signing.isEnabled()


def test_a_change_of_a_signed_plan_opens_the_next_version(clinic: Clinic, case: CaseId, chart: ChartPage) -> None:
    row = signed_plan(clinic, case)
    chart.open_part("plan")
    goal = treatment_plan(clinic.read, row).goals[0]
    chart.open_part(f"goal/{goal.id}")
    press(editor_of(chart), "Save")
    assert "Sit at the desk 60 minutes (baseline 20) by 12 Jan 2027. Met on 24 Nov 2026." in seen(chart.plan.treatment)
    assert "1 of 2 goals met" in seen(chart.plan.treatment)
    press(chart.plan.treatment, "Change plan")
    form = form_of(chart)
    assert [one.about for one in form.draft().goals] == ["ndi"]
    assert form.draft().home_care == PLAN.home_care
    press(editor_of(chart), "Sign plan")
    assert [one.number for one in plans_of(clinic.read, case)] == [2, 1]
    assert chart.plan.treatment.versions.isVisible()
    assert "1 of 2 goals met" in seen(chart.plan.treatment)


def test_a_signed_version_is_no_form_any_more(clinic: Clinic, case: CaseId, chart: ChartPage, session: Session) -> None:
    told: list[str] = []
    session.trouble.connect(told.append)
    row = signed_plan(clinic, case)
    chart.open_part(f"treatment/{row}")
    assert told == ["This version is signed, so it stays as it is. Change the plan on the page Plan."]


def test_a_draft_that_somebody_changed_is_shown_beside_what_was_typed(
    clinic: Clinic, case: CaseId, chart: ChartPage
) -> None:
    row = written_plan(clinic, case)
    chart.open_part(f"treatment/{row}")
    form_of(chart).fields["home_care"].set_value("Mine")
    version = treatment_plan(clinic.read, row).version
    clinic.do(WritePlan(case, row, version, replace(PLAN, precautions="Theirs")))
    editor_of(chart).save()
    assert "Somebody changed this" in editor_of(chart).banner.words()
    press(editor_of(chart), "Show what is there now")
    assert (form_of(chart).draft().home_care, form_of(chart).draft().precautions) == ("Mine", "Theirs")
    assert editor_of(chart).save()


def test_a_plan_is_sent_to_whoever_ordered_it(clinic: Clinic, case: CaseId, chart: ChartPage) -> None:
    row = signed_plan(clinic, case)
    chart.open_part("summary")
    assert "Treatment plan to send" in seen(chart.summary)
    chart.open_part(f"plan-sent/{row}")
    form = editor_of(chart).form
    assert form.values()["sent_to"] == "Maria Lee, MD"
    assert form.values()["sent_on"] == "11/24/2026"
    form.fields["sent_to"].set_value("")
    assert not editor_of(chart).save()
    assert form.fields["sent_to"].problem()
    form.fields["sent_to"].set_value("Dr. Lee, 253-555-0177")
    assert editor_of(chart).save()
    assert "Sent to Dr. Lee, 253-555-0177 on 24 Nov 2026, not back yet" in seen(chart.plan.treatment)


def test_what_is_missing_stands_among_the_next_steps(clinic: Clinic, case: CaseId, chart: ChartPage) -> None:
    written_plan(clinic, case)
    chart.open_part("summary")
    assert "Treatment plan to sign" in seen(chart.summary)
    press(chart.summary, "Open draft")
    assert form_of(chart).isVisible()


def test_visits_count_towards_the_plan(clinic: Clinic, case: CaseId, chart: ChartPage) -> None:
    signed_plan(clinic, case)
    new_visit(clinic, case, replace(VISIT, date_of_service="11/24/2026"))
    chart.open_part("plan")
    assert "1 of 12 visits given" in seen(chart.plan.treatment)


def paper_of(chart: ChartPage) -> PlanPaperPage:
    return next(one for one in chart.findChildren(PlanPaperPage) if one.isVisible())


def test_the_paper_is_shown_and_saved(clinic: Clinic, case: CaseId, chart: ChartPage, tmp_path: Path) -> None:
    row = signed_plan(clinic, case)
    chart.open_part("plan")
    press(chart.plan.treatment, "Show paper")
    page = paper_of(chart)
    assert page.bar.save_button.isEnabled()
    page.bar.save_to(tmp_path / "plan.pdf")
    assert page.banner.words() == "Saved."
    assert "12 visits over 8 weeks" in said((tmp_path / "plan.pdf").read_bytes())
    assert chart.topic == "47-plans#paper"
    page.go_back()
    assert chart.plan.treatment.isVisible()
    assert treatment_plan(clinic.read, row).signed_on


def test_a_draft_has_a_paper_too(clinic: Clinic, case: CaseId, chart: ChartPage, tmp_path: Path) -> None:
    chart.open_part(f"treatment-plan/{written_plan(clinic, case)}")
    page = paper_of(chart)
    page.bar.save_to(tmp_path / "plan.pdf")
    assert "DRAFT" in said((tmp_path / "plan.pdf").read_bytes())
    assert not page.attach_button.isVisible()


def test_a_signed_copy_is_attached_and_saved_out_again(
    clinic: Clinic, case: CaseId, chart: ChartPage, tmp_path: Path
) -> None:
    row = signed_plan(clinic, case)
    chart.open_part(f"treatment-plan/{row}")
    page = paper_of(chart)
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF-1.7\n" + bytes(4000))
    page.attach(scan)
    assert page.banner.words() == "The signed copy is kept (4 KB). Type the day beside the signature, too."
    assert "PDF, 4 KB, attached 24 Nov 2026" in seen(page)
    (copy,) = treatment_plan(clinic.read, row).copies
    page.save_copy(copy, tmp_path / "out.pdf")
    assert (tmp_path / "out.pdf").read_bytes() == scan.read_bytes()
    scan.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(2_000_000))
    page.attach(scan)
    assert "Replaced by a newer one" in seen(page)
    assert [one.kind for one in treatment_plan(clinic.read, row).copies] == ["png", "pdf"]
    page.attach(scan)
    press(page, "Type the day")
    assert editor_of(chart).form.fields["signed_on"].box.hasFocus()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"GIF89a", "This is no PDF, JPEG or PNG file."),
        (b"", "This file is empty."),
        (b"%PDF-" + bytes(10 * 1024 * 1024), "This file is larger than 10 MB."),
    ],
)
def test_another_file_is_no_signed_copy(
    clinic: Clinic, case: CaseId, chart: ChartPage, tmp_path: Path, content: bytes, why: str
) -> None:
    row = signed_plan(clinic, case)
    chart.open_part(f"treatment-plan/{row}")
    (tmp_path / "scan.pdf").write_bytes(content)
    paper_of(chart).attach(tmp_path / "scan.pdf")
    assert paper_of(chart).banner.words().startswith(why)
    paper_of(chart).attach(tmp_path / "gone.pdf")
    assert paper_of(chart).banner.words().startswith("The file could not be read")
    assert treatment_plan(clinic.read, row).copies == ()


@pytest.mark.parametrize("part", ["treatment", "goal", "plan-sent", "treatment-plan"])
def test_another_client_s_plan_does_not_open(
    qtbot: QtBot, clinic: Clinic, session: Session, tmp_path: Path, part: str
) -> None:
    case = ordered_case(clinic)
    row = written_plan(clinic, case) if part == "treatment" else signed_plan(clinic, case)
    clinic.do(SendPlan(row, 0, PlanSendingDraft("today", "fax", "Dr. Lee"))) if part == "plan-sent" else None
    other = new_client(clinic, ClientDraft("Ana", "", "Lee"))
    new_case(clinic, other)
    told: list[str] = []
    session.trouble.connect(told.append)
    chart = open_chart(qtbot, session, tmp_path, other)
    at = treatment_plan(clinic.read, row).goals[0].id if part == "goal" else row
    chart.open_part(f"{part}/{at}")
    assert len(told) == 1
    assert "another client’s" in told[0]


def test_a_plan_is_written_and_signed_by_keyboard(qtbot: QtBot, clinic: Clinic, case: CaseId, chart: ChartPage) -> None:
    clinic.do(AddAssessment(case, FIRST))
    chart.open_part("treatment/new")
    keys = Keyboard(qtbot, chart)
    for at, text in (
        ("Minutes a visit", "55"),
        ("Techniques", "myofas"),
        ("Regions", "neck"),
        ("Done when", "Goals met."),
    ):
        keys.tab_to(at)
        keys.type(text)
        if at in ("Techniques", "Regions"):
            keys.enter()
    keys.tab_to("Sign plan")
    keys.enter()
    (plan,) = plans_of(clinic.read, case)
    assert (plan.regions, plan.techniques, plan.minutes) == (("Neck",), ("Myofascial release",), 55)
    assert keys.pressed < 90
