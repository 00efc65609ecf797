from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_desktop.cases.model import CaseId
from clinic_desktop.chart.rules.costs import cost_lines
from clinic_desktop.chart.rules.plans import plan_steps
from clinic_desktop.plans.model import GoalId, GoalMark, PlanGoal, PlanId, PlanPhase, PlanSending, TreatmentPlan
from clinic_desktop.plans.rules import progress as rules
from clinic_desktop.practice.model import TherapistId
from clinic_desktop.referrals.model import PrescriptionId

START = date(2026, 11, 24)


def plan(
    number: int = 1, signed: int | None = 0, starts: int = 0, ends: int = 55, states: tuple[str, ...] = ()
) -> TreatmentPlan:
    """A version signed, begun and ended so many days after the first one began."""
    day = START + timedelta(starts)
    goals = tuple(
        PlanGoal(GoalId(at), "", "Sit", "minutes", 20, 60, day, GoalMark(1, one, day, "") if one else None)
        for at, one in enumerate(states, 1)
    )
    return TreatmentPlan(
        id=PlanId(number),
        version=1,
        case=CaseId(1),
        number=number,
        prescription=PrescriptionId(1),
        therapist=TherapistId(1),
        therapist_name="Maya Ortiz, LMT",
        diagnoses=(),
        baseline="",
        goals=goals,
        techniques=(),
        regions=(),
        phases=(PlanPhase(2, 4), PlanPhase(1, 4)),
        minutes=None,
        units=None,
        precautions="",
        home_care="",
        coordination="",
        discharge="",
        starts_on=day,
        ends_on=START + timedelta(ends),
        reevaluate_on=day + timedelta(17),
        signed_on=None if signed is None else START + timedelta(signed),
        signer="Maya Ortiz, LMT",
        sending=None,
        copies=(),
    )


def on(days: int) -> date:
    return START + timedelta(days)


def test_the_newest_signed_version_counts_from_the_day_it_was_signed() -> None:
    plans = [plan(3, None), plan(2, 20), plan(1)]
    counts = {
        days: one.number if (one := rules.counting_plan(plans, on(days))) else 0 for days in (-1, 0, 19, 20, 55, 56)
    }
    assert counts == {-1: 0, 0: 1, 19: 1, 20: 2, 55: 2, 56: 0}
    assert rules.draft_of(plans) is plans[0]
    assert rules.draft_of(plans[1:]) is None


def test_a_plan_signed_late_does_not_count_before() -> None:
    late = [plan(1, signed=5)]
    assert rules.counting_plan(late, on(4)) is None
    assert rules.counting_plan(late, on(5)) is late[0]


@given(
    st.lists(st.tuples(st.one_of(st.none(), st.integers(0, 60)), st.integers(0, 30), st.integers(30, 90))),
    st.integers(-5, 95),
)
def test_what_counts_is_signed_by_then_and_holds_the_day(spans: list[tuple[int | None, int, int]], day: int) -> None:
    plans = [plan(number, *span) for number, span in enumerate(spans, 1)]
    found = rules.counting_plan(plans, on(day))
    fits = [
        one for one in plans if one.signed_on and one.signed_on <= on(day) and one.starts_on <= on(day) <= one.ends_on
    ]
    assert found == (fits[-1] if fits else None)


def test_what_is_shown_first() -> None:
    assert rules.shown_plan([], START) is None
    draft = plan(1, None)
    assert rules.shown_plan([draft], START) is draft
    ended = plan(1)
    assert rules.shown_plan([plan(2, None), ended], on(90)) is ended


def test_progress_counts_visits_in_the_days_of_the_plan() -> None:
    one = plan(states=("met", "", "given_up", "not_yet"))
    visits = [on(days) for days in (-3, 0, 3, 7, 10, 90)]
    found = rules.progress([one], one, visits, [], on(16))
    assert (found.given, found.by_now, found.planned) == (4, 5, 12)
    assert (found.met, found.goals) == (1, 3)
    assert rules.visits_words(found) == "4 of 12 visits given; 5 were planned by today"
    assert rules.goals_words(found) == "1 of 3 goals met"
    assert rules.review_words(one, found) == "Re-evaluation due by 11 Dec 2026"
    assert rules.end_words(one, found) == "Ends on 18 Jan 2027"


def test_goals_that_an_earlier_version_met_count_on() -> None:
    first, second = plan(1, states=("met", "not_yet")), plan(2, 20, states=("",))
    found = rules.progress([second, first], second, [], [], on(21))
    assert (found.met, found.goals) == (1, 2)


@pytest.mark.parametrize(
    ("assessed", "today", "done", "overdue"),
    [
        ([], 17, False, False),
        ([], 18, False, True),
        ([0, 6], 18, False, True),
        ([7], 18, True, False),
        ([30], 31, True, False),
        ([30], 29, False, True),
    ],
)
def test_a_re_evaluation_is_done_by_an_assessment_around_its_day(
    assessed: list[int], today: int, *, done: bool, overdue: bool
) -> None:
    one = plan()
    found = rules.progress([one], one, [], map(on, assessed), on(today))
    assert (found.is_reevaluated, found.is_overdue) == (done, overdue)


def test_what_is_overdue_or_over_says_so() -> None:
    one = plan()
    found = rules.progress([one], one, [START], [], on(60))
    assert rules.review_words(one, found) == "Re-evaluation was due by 11 Dec 2026, 43 days ago"
    assert rules.end_words(one, found) == "Ended on 18 Jan 2027"
    done = rules.progress([one], one, [START], [on(17)], on(18))
    assert rules.review_words(one, done) == "Re-evaluated; it was due by 11 Dec 2026"


def sent(days: int | None, signed: int | None = None) -> TreatmentPlan:

    back = None if signed is None else on(signed)
    return replace(plan(), sending=PlanSending(1, None if days is None else on(days), "fax", "Dr. Lee", back, ""))


def test_where_it_is_with_the_prescriber() -> None:
    assert rules.prescriber_words(plan(1, None)) == ""
    assert rules.prescriber_words(plan()) == "Not sent to the prescriber yet"
    assert rules.prescriber_words(sent(0)) == "Sent to Dr. Lee on 24 Nov 2026, not back yet"
    assert rules.prescriber_words(sent(0, 2)) == "Signed by the prescriber on 26 Nov 2026"
    assert [one.waits_for_prescriber for one in (plan(1, None), plan(), sent(0), sent(0, 2))] == [
        False,
        True,
        True,
        False,
    ]
    assert rules.standing_words(plan()) == "Signed by Maya Ortiz, LMT, 24 Nov 2026"
    assert rules.standing_words(plan(1, None)) == "Draft, not signed yet"


def parts(plans: list[TreatmentPlan], today: date, *assessed: date) -> list[str]:
    """Where the next steps about these versions lead."""
    signed = next((one for one in plans if one.signed_on), None)
    made = rules.progress(plans, signed, [], assessed, today) if signed else None
    return [one.part for one in plan_steps(plans, made, today)]


def test_next_steps_ask_for_signatures_and_the_re_evaluation() -> None:
    assert parts([], START) == []
    assert parts([plan(1, None)], START) == ["treatment/1"]
    assert parts([plan()], START) == ["plan-sent/1"]
    assert parts([sent(0)], on(6)) == []
    assert parts([sent(0)], on(7)) == ["plan-sent/1/signed_on"]
    assert parts([sent(0, 3)], on(17)) == []
    assert parts([sent(0, 3)], on(18)) == ["assessment"]
    assert parts([sent(0, 3)], on(18), on(16)) == []
    # A plan that is over asks for nothing.
    assert parts([sent(0)], on(56)) == []
    assert parts([plan(2, None), sent(0, 3)], on(18)) == ["treatment/2", "assessment"]


def test_without_an_estimate_there_is_no_cost() -> None:
    assert cost_lines(None, START) == ()
