from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from factories import HOSTILE_NAMES
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pdfs import as_viewed, pages, reader, words
from planning import PLAN, ordered_case, signed_plan, written_plan

from clinic_desktop.clinic import Clinic
from clinic_desktop.plans.document.paper import plan_pdf
from clinic_desktop.plans.loader import measure_titles
from clinic_desktop.plans.model import GoalId, PlanGoal, PlanPaper, PlanPaperFacts, PlanPhase
from clinic_desktop.plans.queries import paper_now, plan_paper, treatment_plan
from clinic_desktop.practice.commands import ChangePractice
from clinic_desktop.practice.model import PracticeDraft
from clinic_desktop.practice.queries import practice
from clinic_desktop.press.output import protected

# As much as a careful therapist writes into each field.
_LONG = (
    "Avoid deep pressure over the left carotid and the front of the neck; watch the blood pressure at each visit. " * 3
)


@pytest.fixture
def paper(clinic: Clinic) -> PlanPaper:
    return plan_paper(clinic.read, signed_plan(clinic, ordered_case(clinic)))


def test_the_paper_says_what_a_payer_asks_for(paper: PlanPaper) -> None:
    pdf = plan_pdf(paper)
    said = words(pdf)
    assert len(pages(pdf)) == 1
    for told in (
        *("Treatment plan", "Version 1 · 11/24/2026", "Alder & Rowe Massage", "Page 1 of 1"),
        *("M54.2", "Cervicalgia", "Maria Lee, MD", "Prescription 11/23/2026", "11/23/2026 to 02/15/2027, 12 visits"),
        *("Sit at the desk", "NDI: Neck Disability Index", "01/12/2027", "24", "14", "Counted in minutes"),
        *("2 a week for 4 weeks", "1 a week for 4 weeks", "12 visits over 8 weeks", "11/24/2026 to 01/18/2027"),
        *("55 minutes hands-on, 4 units", "by 12/11/2026", "Myofascial release", "Neck, Upper back"),
        *("Chin tucks", "No deep pressure", "Progress note to Dr. Lee", "Goals met, or no change"),
        *("Signed in the clinic’s record by Maya Ortiz, LMT on 11/24/2026", "NPI 2999999990", "NPI ____________"),
        "I order treatment by it as medically necessary",
    ):
        assert told in said, told
    assert "DRAFT" not in said
    assert "Expected cost" not in said
    assert "Patient" in said
    assert "Client" not in said
    facts = reader(pdf).metadata
    assert facts
    assert facts.title == "Treatment plan"


def test_a_phase_of_several_weeks_and_a_goal_are_called_so(paper: PlanPaper) -> None:
    said = words(plan_pdf(replace(paper, plan=replace(paper.plan, phases=(PlanPhase(1, 4), PlanPhase(1, 8, 2))))))
    assert "1 every 2 weeks for 8 weeks" in said and "8 visits over 12 weeks" in said
    assert "Function" in said and "Goal" in said and "Target" not in said


def test_the_same_version_gives_the_same_bytes_whatever_changed_since(clinic: Clinic, paper: PlanPaper) -> None:
    before = plan_pdf(paper)
    draft = PracticeDraft("Another name", "1 Oak Street", city="Tacoma", state="WA", zip="98402")
    clinic.do(ChangePractice(draft, practice(clinic.read).version))
    assert practice(clinic.read).name == "Another name"
    assert plan_pdf(plan_paper(clinic.read, paper.plan.id)) == before
    opened = protected(before, "open sesame")
    assert opened != protected(before, "open sesame")


def test_a_draft_says_so_across_the_page(clinic: Clinic) -> None:
    plan = treatment_plan(clinic.read, written_plan(clinic, ordered_case(clinic)))
    said = words(plan_pdf(PlanPaper(plan, paper_now(clinic.read, plan, measure_titles()))))
    assert said.count("DRAFT") == 1
    assert "Draft: not signed yet" in said
    bare = replace(plan, goals=(), diagnoses=(), baseline="", techniques=(), regions=(), minutes=None, units=None)
    assert "None typed yet" in words(plan_pdf(PlanPaper(bare, PlanPaperFacts())))


def test_without_an_order_nobody_else_signs(paper: PlanPaper) -> None:
    facts = replace(paper.facts, prescriber_name="", ordered_on=None)
    said = words(plan_pdf(replace(paper, facts=facts)))
    assert "No prescription is on record" in said
    assert "I order treatment" not in said


def test_the_estimate_stands_there_where_it_is_given(paper: PlanPaper) -> None:
    facts = replace(
        paper.facts, cost=("12 visits: billed $1,680.00", "Expected cost to the patient: $240.00"), is_demo=True
    )
    said = words(plan_pdf(replace(paper, facts=facts)))
    assert "Expected cost (estimate, not a guarantee) 12 visits: billed $1,680.00" in said
    assert "Demo: everybody here is invented" in said


def test_what_earlier_versions_reached_stands_there(paper: PlanPaper) -> None:
    facts = replace(paper.facts, met_before=("Sit at the desk 30 minutes (baseline 20) by 12/01/2026.",))
    assert "Reached before • Sit at the desk 30 minutes" in words(plan_pdf(replace(paper, facts=facts)))


def full(paper: PlanPaper) -> PlanPaper:
    """As many goals, words and lines as fit the form of a careful therapist."""
    goals = tuple(
        PlanGoal(GoalId(at), "", f"Goal {at} of the client, in their own words", "minutes", 20, 60, date(2027, 1, 12))
        for at in range(8)
    )
    notes: dict[str, Any] = {
        name: _LONG for name in ("baseline", "precautions", "home_care", "coordination", "discharge")
    }
    lists: dict[str, Any] = {
        "techniques": tuple(f"Technique number {at}" for at in range(12)),
        "regions": PLAN.regions * 6,
    }
    facts = replace(
        paper.facts,
        cost=("A line of the estimate, as long as it gets on one line.",) * 5,
        titles=tuple((f"M54.{at}", "A title of a diagnosis, as long as they are") for at in range(6)),
        met_before=("Sit at the desk 30 minutes (baseline 20) by 12/01/2026.",) * 4,
    )
    diagnoses = tuple(code for code, _ in facts.titles)
    return PlanPaper(replace(paper.plan, goals=goals, diagnoses=diagnoses, **notes, **lists), facts)


def test_a_full_plan_stands_on_two_pages_with_both_signatures_together(paper: PlanPaper) -> None:
    pdf = plan_pdf(full(paper))
    first, second = pages(pdf)
    assert "Page 1 of 2" in first
    assert "Page 2 of 2" in second
    assert "Treatment plan · Version 1 · 11/24/2026" in second
    assert "Signed in the clinic’s record" in second
    assert "I have read this treatment plan" in second
    for at in range(8):
        assert f"Goal {at} of the client" in first + second


def test_far_too_much_leaves_nothing_out(paper: PlanPaper) -> None:
    texts: dict[str, Any] = {
        name: f"begin-{name} {'word ' * 390}end-{name}" for name in ("baseline", "precautions", "home_care")
    }
    pdf = plan_pdf(replace(paper, plan=replace(full(paper).plan, **texts)))
    said = words(pdf)
    for name in texts:
        assert f"begin-{name}" in said
        assert f"end-{name}" in said


@pytest.mark.parametrize("name", [*HOSTILE_NAMES, "مريم الحسن", "ドゥ ヒカリ", "Ω" * 60])
def test_texts_of_any_script_are_set_to_the_letter(paper: PlanPaper, name: str) -> None:
    facts = replace(paper.facts, client_name=name, prescriber_name=name, titles=(("M54.2", name),))
    plan = replace(paper.plan, baseline=name, techniques=(name,), home_care=name)
    pdf = plan_pdf(PlanPaper(plan, facts))
    assert len(pages(pdf)) <= 2
    assert plan_pdf(PlanPaper(plan, facts)) == pdf


@pytest.mark.parametrize(
    "name", ["Robert'); DROP TABLE clients; --", "<b>O'Brien & Søn</b>", "שרה כהן", "王小明", "%_{x}"]
)
def test_names_are_found_in_the_paper_as_they_were_typed(paper: PlanPaper, name: str) -> None:
    plan, facts = replace(paper.plan, techniques=(name,)), replace(paper.facts, prescriber_name=name)
    # On a line with Latin letters the viewer may give the words of a name from the right in another order.
    assert as_viewed(plan_pdf(PlanPaper(plan, facts))).count(name) >= 2


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(baseline=st.text(max_size=300), activity=st.text(max_size=100), count=st.integers(0, 8))
def test_usual_sizes_are_two_pages_at_most(paper: PlanPaper, baseline: str, activity: str, count: int) -> None:
    goal = PlanGoal(GoalId(1), "", activity, "minutes", 20, 60, date(2027, 1, 12))
    made = replace(paper.plan, baseline=baseline, home_care=baseline, goals=(goal,) * count)
    assert 1 <= len(reader(plan_pdf(PlanPaper(made, paper.facts))).pages) <= 2
