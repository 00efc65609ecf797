from dataclasses import replace
from datetime import date, timedelta

import pytest
from factories import refused
from hypothesis import example, given
from hypothesis import strategies as st
from planning import NDI, PLAN, SIT, with_goal

from clinic_desktop.cases.model import CaseId
from clinic_desktop.measures.model import Score, ScoreAnswer, ScoreId
from clinic_desktop.measures.rules.changes import change
from clinic_desktop.measures.rules.scores import mean_tenths, score_of
from clinic_desktop.measures.rules.words import number
from clinic_desktop.plans.loader import known_measures
from clinic_desktop.plans.model import (
    GoalId,
    GoalLine,
    GoalMark,
    GoalMarkDraft,
    PhaseLine,
    PlanBounds,
    PlanGoal,
    PlanPhase,
    PlanSendingDraft,
    TreatmentPlanDraft,
)
from clinic_desktop.plans.rules import phases as reckoned
from clinic_desktop.plans.rules.goals import goal_words, mark_values
from clinic_desktop.plans.rules.proposals import PlanFindings, proposed_goals
from clinic_desktop.plans.rules.sending import copy_kind, sending_values, size_words
from clinic_desktop.plans.rules.typed import plan_values, usual_units
from clinic_desktop.referrals.model import OrderRate
from clinic_desktop.referrals.rules.frequency import rate_words

TODAY = date(2026, 11, 24)
START = date(2026, 11, 24)
MEASURES = known_measures()
BOUNDS = PlanBounds(
    has_order=True,
    first_day=date(2026, 11, 23),
    last_day=date(2027, 2, 15),
    visits_ordered=12,
    ordered_codes=("M54.2", "S13.4XXA"),
    case_codes=("M54.2", "S13.4XXA", "M25.511"),
    measures=MEASURES,
)
PHASE = st.integers(1, 12).flatmap(
    lambda every: st.builds(PlanPhase, st.integers(1, 7), st.integers(every, 20), st.sampled_from((1, every)))
)
PHASES = st.lists(PHASE, min_size=1, max_size=6)
DAYS = st.dates(date(2020, 1, 1), date(2100, 1, 1))


def wrong(draft: TreatmentPlanDraft, bounds: PlanBounds = BOUNDS, *, signs: bool = False) -> list[str]:
    return refused(lambda: plan_values(draft, bounds, TODAY, signs=signs))


def test_two_a_week_and_then_one_add_up() -> None:
    phases = (PlanPhase(2, 4), PlanPhase(1, 4))
    assert (reckoned.visits_of(phases), reckoned.weeks_of(phases)) == (12, 8)
    assert reckoned.sum_words(phases) == "12 visits over 8 weeks"
    assert reckoned.phases_words(phases) == "2 a week for 4 weeks, then 1 a week for 4 weeks"
    assert reckoned.phases_words(()) == reckoned.sum_words(()) == ""


@given(PHASES, DAYS)
def test_phases_add_up_and_stay_in_their_weeks(phases: list[PlanPhase], start: date) -> None:
    days = list(reckoned.visit_days(phases, start))
    # Of the weeks left over those visits whose part of the round lies in them.
    left = sum(-(-one.times * (one.weeks % one.every) // one.every) for one in phases)
    whole = sum(one.times * (one.weeks // one.every) for one in phases)
    assert len(days) == reckoned.visits_of(phases) == whole + left
    assert days == sorted(days)
    assert days[0] == start
    assert days[-1] == reckoned.last_visit_day(phases, start) < start + timedelta(7 * reckoned.weeks_of(phases))
    assert reckoned.planned_by(phases, start, start - timedelta(1)) == 0
    assert reckoned.planned_by(phases, start, days[-1]) == len(days)


@given(PHASES, DAYS, st.integers(0, 900))
def test_what_is_proposed_is_taken(phases: list[PlanPhase], start: date, left: int) -> None:
    last = start + timedelta(left)
    end = reckoned.proposed_end(phases, start, last)
    review = reckoned.proposed_review(phases, start, end)
    assert start <= review <= end <= start + timedelta(7 * reckoned.weeks_of(phases) - 1)
    assert review <= start + timedelta(30)
    assert end >= reckoned.last_visit_day(phases, start)
    assert end <= last or reckoned.last_visit_day(phases, start) > last
    lines = tuple(PhaseLine(str(one.times), str(one.weeks), str(one.every)) for one in phases)
    typed = TreatmentPlanDraft(phases=lines, starts_on=start.isoformat(), ends_on=end.isoformat(),
                               reevaluate_on=review.isoformat())  # fmt: skip
    assert wrong(typed, PlanBounds()) == []


@example(53, 371)
@given(st.integers(1, 99), st.integers(7, 400))
def test_an_order_without_a_rhythm_proposes_all_its_visits_and_no_more(visits: int, days: int) -> None:
    phases = reckoned.proposed_phases("as needed", visits, days)
    assert reckoned.visits_of(phases) == visits or visits > 7 * (days // 7)
    assert reckoned.visits_of(phases) <= visits


@pytest.mark.parametrize(
    ("frequency", "visits", "days", "phases"),
    [
        ("2x/week for 4 weeks, then 1/wk x 4 weeks", 12, 84, [(2, 4), (1, 4)]),
        ("2 times a week x 6 weeks", None, None, [(2, 6)]),
        ("Once a week", 8, 90, [(1, 8)]),
        ("Once a week", 8, 37, [(1, 5)]),
        ("2x/week for 4 weeks, then 1/wk x 4 weeks", 12, 36, [(2, 4), (1, 1)]),
        ("2x/week", 12, 3, [(2, 1)]),
        ("Twice a week", 7, 90, [(2, 3), (1, 1)]),
        ("weekly for 6 wks", None, None, [(1, 6)]),
        ("3 visits per week", 12, 30, [(3, 4)]),
        ("", 8, 56, [(1, 8)]),
        ("As needed", 10, 35, [(2, 5)]),
        ("Once a week", None, 90, []),
        ("Twice a month", None, None, []),
        ("9 x/week for 99 weeks", None, None, []),
    ],
)
def test_phases_are_proposed_from_the_order(
    frequency: str, visits: int | None, days: int | None, phases: list[tuple[int, int]]
) -> None:
    assert [(one.times, one.weeks) for one in reckoned.proposed_phases(frequency, visits, days)] == phases


def test_re_evaluation_is_at_visit_6_where_that_comes_before_30_days() -> None:
    end = date(2027, 6, 1)
    assert reckoned.proposed_review((PlanPhase(2, 4),), START, end) == START + timedelta(17)
    assert reckoned.proposed_review((PlanPhase(1, 8),), START, end) == START + timedelta(30)
    assert reckoned.proposed_review((PlanPhase(1, 2),), START, START + timedelta(13)) == START + timedelta(13)


def test_what_is_left_empty_follows() -> None:
    values = plan_values(PLAN, BOUNDS, TODAY, signs=True).values
    assert (values["starts_on"], values["ends_on"], values["reevaluate_on"]) == (
        "2026-11-24",
        "2027-01-18",
        "2026-12-11",
    )
    assert (values["minutes"], values["units"], values["phases"]) == (55, 4, "[[2, 4], [1, 4]]")


@pytest.mark.parametrize(("minutes", "units"), [(None, None), (7, 0), (8, 1), (22, 1), (23, 2), (55, 4), (60, 4)])
def test_units_follow_from_the_minutes(minutes: int | None, units: int | None) -> None:
    assert usual_units(minutes) == units


@pytest.mark.parametrize(
    ("draft", "fields"),
    [
        (with_goal(about=""), ["goals/0/about"]),
        (with_goal(about="groc"), ["goals/0/about"]),
        (with_goal(about="no such measure"), ["goals/0/about"]),
        (with_goal(activity=" "), ["goals/0/activity"]),
        (with_goal(unit=""), ["goals/0/unit"]),
        (with_goal(baseline=""), ["goals/0/baseline"]),
        (with_goal(baseline="some"), ["goals/0/baseline"]),
        (with_goal(target=""), ["goals/0/target"]),
        (with_goal(target="٦٠"), ["goals/0/target"]),
        (with_goal(target="20"), ["goals/0/target"]),
        (with_goal(due_on=""), ["goals/0/due_on"]),
        (with_goal(due_on="11/23/2026"), ["goals/0/due_on"]),
        (with_goal(due_on="1/19/2027"), ["goals/0/due_on"]),
        (with_goal(due_on="2/30/2027"), ["goals/0/due_on"]),
        (replace(PLAN, goals=(SIT, replace(NDI, target="51"))), ["goals/1/target"]),
        (replace(PLAN, goals=(SIT, replace(NDI, baseline="-1"))), ["goals/1/baseline"]),
        (replace(PLAN, goals=(SIT, replace(NDI, target="24"))), ["goals/1/target"]),
        (replace(PLAN, goals=(SIT, replace(NDI, target="30"))), ["goals/1/target"]),
        (replace(PLAN, goals=(GoalLine("lefs", baseline="50", target="40", due_on="1/2/2027"),)), ["goals/0/target"]),
        (replace(PLAN, goals=(SIT,) * 9), ["goals"]),
        (replace(PLAN, phases=()), ["phases"]),
        (replace(PLAN, phases=(PhaseLine("0", "4"),)), ["phases/0/times"]),
        (replace(PLAN, phases=(PhaseLine("8", "x"),)), ["phases/0/times", "phases/0/weeks"]),
        (replace(PLAN, phases=(PhaseLine("2", "7"),), goals=()), ["phases"]),
        (replace(PLAN, starts_on=""), ["starts_on"]),
        (replace(PLAN, starts_on="11/22/2026"), ["starts_on"]),
        (replace(PLAN, ends_on="11/20/2026", goals=(), reevaluate_on="11/24/2026"), ["ends_on", "reevaluate_on"]),
        (replace(PLAN, ends_on="1/11/2027", goals=()), ["ends_on"]),
        (replace(PLAN, ends_on="2/16/2027"), ["ends_on"]),
        (replace(PLAN, starts_on="1/4/2027", goals=()), ["ends_on"]),
        (replace(PLAN, reevaluate_on="1/19/2027"), ["reevaluate_on"]),
        (replace(PLAN, reevaluate_on="11/23/2026"), ["reevaluate_on"]),
        (replace(PLAN, diagnoses=("M54.2", "M25.511")), ["diagnoses"]),
        (replace(PLAN, minutes="481"), ["minutes"]),
        (replace(PLAN, units="5"), ["units"]),
        (replace(PLAN, baseline="x" * 2001), ["baseline"]),
        (replace(PLAN, techniques=("x" * 101,)), ["techniques"]),
        (replace(PLAN, regions=tuple(map(str, range(13)))), ["regions"]),
    ],
)
def test_bad_input_is_named_at_its_field(draft: TreatmentPlanDraft, fields: list[str]) -> None:
    assert wrong(draft) == fields


def test_a_draft_may_lack_what_a_signature_needs() -> None:
    bare = TreatmentPlanDraft(phases=PLAN.phases, starts_on=PLAN.starts_on)
    assert wrong(bare) == []
    lacking = ["diagnoses", "baseline", "goals", "minutes", "techniques", "regions", "discharge"]
    assert wrong(bare, signs=True) == lacking
    assert wrong(PLAN, signs=True) == []
    assert wrong(replace(PLAN, minutes="x"), signs=True) == ["minutes"]


def test_without_an_order_the_codes_of_the_case_bound_it() -> None:
    bounds = PlanBounds(case_codes=("M25.511",), measures=MEASURES)
    assert wrong(replace(PLAN, diagnoses=("M25.511",), phases=(PhaseLine("7", "52"),)), bounds) == []
    assert wrong(PLAN, bounds) == ["diagnoses"]


def test_empty_rows_are_no_goals_and_keep_the_places_of_the_others() -> None:
    read = plan_values(replace(PLAN, goals=(GoalLine(), SIT)), BOUNDS, TODAY)
    assert [(one["place"], one["activity"]) for one in read.goals] == [(0, "Sit at the desk")]
    assert wrong(replace(PLAN, goals=(GoalLine("limit"), replace(SIT, target="")))) == ["goals/1/target"]


def goal(measure: str = "", baseline: int = 20, target: int = 60, mark: GoalMark | None = None) -> PlanGoal:
    activity, unit = ("", "") if measure else ("Sit at the desk", "minutes")
    return PlanGoal(GoalId(1), measure, activity, unit, baseline, target, date(2027, 1, 12), mark)


def test_a_goal_is_a_sentence() -> None:
    names = {"ndi": "NDI", "lefs": "LEFS"}
    assert goal_words(goal(), names) == "Sit at the desk 60 minutes (baseline 20) by 12 Jan 2027."
    assert goal_words(goal(), names, on_paper=True) == "Sit at the desk 60 minutes (baseline 20) by 01/12/2027."
    nights = replace(goal(baseline=5, target=1), activity="Wakes up", unit="nights")
    assert goal_words(nights, names) == "Wakes up 1 night a week (baseline 5) by 12 Jan 2027."
    assert goal_words(goal("ndi", 245, 140), names) == "NDI 14 or less (baseline 24.5) by 12 Jan 2027."
    assert goal_words(goal("lefs", 400, 500), names) == "LEFS 50 or more (baseline 40) by 12 Jan 2027."


def test_a_goal_that_was_given_up_says_why() -> None:
    assert refused(lambda: mark_values(GoalMarkDraft("given_up", "today"), TODAY)) == ["note"]
    assert refused(lambda: mark_values(GoalMarkDraft("", "tomorrow"), TODAY)) == ["state", "marked_on"]
    assert refused(lambda: mark_values(GoalMarkDraft("met", ""), TODAY)) == ["marked_on"]
    assert mark_values(GoalMarkDraft("met", "today"), TODAY)["marked_on"] == "2026-11-24"


@pytest.mark.parametrize(
    ("draft", "fields"),
    [
        (PlanSendingDraft(), ["sent_on"]),
        (PlanSendingDraft("11/24/2026"), ["sent_to"]),
        (PlanSendingDraft("11/24/2026", "pigeon", "Dr. Lee"), ["sent_how"]),
        (PlanSendingDraft("11/23/2026", "fax", "Dr. Lee"), ["sent_on"]),
        (PlanSendingDraft("11/25/2026", "fax", "Dr. Lee"), ["sent_on"]),
        (PlanSendingDraft("", "fax", "", "11/23/2026"), ["signed_on"]),
        (PlanSendingDraft("", "fax", "", "11/24/2026"), []),
        (PlanSendingDraft("11/24/2026", "fax", "Dr. Lee, 253-555-0177", "11/24/2026"), []),
    ],
)
def test_a_sending_has_a_day_and_somebody_it_went_to(draft: PlanSendingDraft, fields: list[str]) -> None:
    assert refused(lambda: sending_values(draft, TODAY, TODAY)) == fields


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"%PDF-1.7\n", "pdf"), (b"\xff\xd8\xff\xe0JFIF", "jpeg"), (b"\x89PNG\r\n\x1a\nIHDR", "png")],
)
def test_a_signed_copy_is_known_by_its_first_bytes(content: bytes, kind: str) -> None:
    assert copy_kind(content) == kind


@pytest.mark.parametrize(
    "content", [b"", b"MZ\x90", b"<html>", b" %PDF-1.7", b"GIF89a", b"%PDF-" + bytes(10 * 1024 * 1024)]
)
def test_another_file_is_none(content: bytes) -> None:
    assert refused(lambda: copy_kind(content)) == [""]


def test_sizes_are_said_shortly() -> None:
    assert [size_words(one) for one in (1, 348_160, 2_202_010)] == ["1 KB", "340 KB", "2.1 MB"]


@given(st.integers(1, 100))
def test_a_proposed_goal_is_never_less_than_the_change_that_matters(tenths: int) -> None:
    peg = MEASURES["peg"]
    score = Score(ScoreId(1), 1, CaseId(1), "peg", TODAY, tenths, (), "", "")
    (goal,) = proposed_goals(PlanFindings(scores={"peg": score}), MEASURES, TODAY)
    target = round(float(goal.target) * 10)
    assert change(peg, tenths, target).verdict == "better"
    # Nor a tenth more.
    assert change(peg, tenths, target + 1).verdict == "none"


def test_every_other_week_is_a_phase_too() -> None:
    phases = (PlanPhase(1, 4), PlanPhase(1, 8, 2), PlanPhase(2, 7, 4))
    assert [len(one.days) for one in phases] == [4, 4, 4]
    assert (reckoned.visits_of(phases), reckoned.weeks_of(phases)) == (12, 19)
    days = [(day - START).days for day in reckoned.visit_days(phases, START)]
    assert days == [0, 7, 14, 21, 28, 42, 56, 70, 84, 98, 112, 126]
    assert reckoned.planned_by(phases, START, START + timedelta(41)) == 5
    assert reckoned.phases_words(phases[:2]) == "1 a week for 4 weeks, then 1 every 2 weeks for 8 weeks"
    assert reckoned.sum_words(phases) == "12 visits over 19 weeks"


@pytest.mark.parametrize(
    ("frequency", "visits", "days", "phases"),
    [
        ("Every other week", 4, 90, [(1, 8, 2)]),
        ("Once every other week for 8 weeks", None, None, [(1, 8, 2)]),
        ("1 visit every 2 weeks", 6, 200, [(1, 12, 2)]),
        ("q2w x 8 weeks", None, None, [(1, 8, 2)]),
        ("Every 4 weeks", 3, 60, [(1, 8, 4)]),
        ("2 every 3 weeks", 5, 365, [(2, 6, 3), (1, 3, 3)]),
        ("2x/week for 4 weeks, then every other week for 4 weeks", 10, 84, [(2, 4, 1), (1, 4, 2)]),
        ("2x/week for 4 weeks, then every 2 weeks", 10, 84, [(2, 4, 1), (1, 4, 2)]),
        ("Every 4 weeks", 3, 16, [(1, 2, 2)]),
        ("Every week", 4, 90, [(1, 4, 1)]),
        # Twice a week to some, every other week to others.
        ("Bi-weekly", None, 90, []),
        ("Biweekly", 6, 90, [(1, 6, 1)]),
    ],
)
def test_an_order_by_several_weeks_is_read_as_one(
    frequency: str, visits: int | None, days: int | None, phases: list[tuple[int, int, int]]
) -> None:
    found = reckoned.proposed_phases(frequency, visits, days)
    assert [(one.times, one.weeks, one.every) for one in found] == phases


@given(st.integers(1, 7), st.integers(1, 12), st.integers(1, 60), st.integers(7, 400))
def test_what_such_an_order_proposes_is_taken(times: int, every: int, visits: int, days: int) -> None:
    rate = OrderRate(times, every)
    phases = reckoned.proposed_phases(rate_words(rate), visits, days)
    assert 1 <= reckoned.visits_of(phases) <= visits
    bounds = PlanBounds(has_order=True, visits_ordered=visits, rate=rate)
    lines = tuple(PhaseLine(str(one.times), str(one.weeks), str(one.every)) for one in phases)
    assert wrong(TreatmentPlanDraft(phases=lines, starts_on="11/24/2026"), bounds) == []


def test_slips_in_it_are_named_at_their_cells() -> None:
    def phase(*typed: str) -> TreatmentPlanDraft:
        return replace(PLAN, phases=(PhaseLine(*typed),), goals=(), ends_on="1/18/2027")

    assert wrong(phase("1", "4", "2")) == []
    assert wrong(phase("1", "2", "4")) == ["phases/0/weeks"]
    assert wrong(phase("1", "8", "13")) == ["phases/0/every"]
    assert wrong(phase("", "", "2")) == ["phases/0/times", "phases/0/weeks"]
    kept = plan_values(phase("1", "4", "2"), BOUNDS, TODAY).values["phases"]
    assert kept == "[[1, 4, 2]]"


def test_more_often_than_the_order_is_beyond_it() -> None:
    other_week = replace(BOUNDS, rate=OrderRate(1, 2))
    often = replace(PLAN, phases=(PhaseLine("1", "8"),), goals=())
    assert wrong(often, other_week) == ["phases"]
    assert wrong(replace(often, phases=(PhaseLine("1", "8", "2"),)), other_week) == []
    assert reckoned.beyond_words((PlanPhase(1, 8),), other_week) == (
        "The prescription orders 1 every 2 weeks; this is more often."
    )
    # Its months are those of the calendar.
    assert wrong(often, replace(BOUNDS, rate=OrderRate(2, 1, "month"))) == []


@given(st.lists(st.integers(0, 10), min_size=3, max_size=3), st.sampled_from(("peg", "psfs")))
def test_a_goal_of_a_mean_is_reckoned_with_its_answers(points: list[int], key: str) -> None:
    measure = MEASURES[key]
    score = Score(ScoreId(1), 1, CaseId(1), key, TODAY, score_of(measure, points), answered(points), "", "")
    goals = proposed_goals(PlanFindings(scores={key: score}), MEASURES, TODAY)
    reached = [
        whole for whole in range(31)
        if (100 * (sum(points) - whole) >= 30 * sum(points) if key == "peg" else whole - sum(points) >= 6)
    ]  # fmt: skip
    wanted = (max(reached) if key == "peg" else min(reached, default=30)) if reached or key == "psfs" else None
    if wanted is None or wanted == sum(points):
        assert goals == ()
    else:
        assert [one.target for one in goals] == [number(mean_tenths([wanted, 0, 0]))]


def test_peg_at_20_of_30_points_is_better_by_30_percent_at_14() -> None:
    score = Score(ScoreId(1), 1, CaseId(1), "peg", TODAY, 67, answered([7, 7, 6]), "", "")
    (goal,) = proposed_goals(PlanFindings(scores={"peg": score}), MEASURES, TODAY)
    assert (goal.baseline, goal.target) == ("6.7", "4.7")


def answered(points: list[int]) -> tuple[ScoreAnswer, ...]:
    return tuple(ScoreAnswer(one) for one in points)
