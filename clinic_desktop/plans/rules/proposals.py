"""What a new plan begins with: what the order says, what was found and scored, and what the version before it said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from clinic_desktop.assessments.model import LIMIT_UNITS, FunctionalLimit
from clinic_desktop.measures.model import Measure, Score
from clinic_desktop.measures.rules.words import number, score_words
from clinic_desktop.plans.model import (
    LIMIT,
    MOST_GOALS,
    GoalLine,
    PhaseLine,
    PlanBounds,
    PlanGoal,
    PlanPhase,
    TreatmentPlan,
    TreatmentPlanDraft,
)
from clinic_desktop.plans.rules.phases import proposed_phases
from clinic_desktop.values import dates
from clinic_desktop.wording import say

_MOST_FOUND = 4
_TENTH = 10


@dataclass(frozen=True, slots=True)
class PlanFindings:
    """What is on record of the client's function: the limits of the last assessment, and the newest score of each
    measure by its key."""

    limits: tuple[FunctionalLimit, ...] = ()
    scores: Mapping[str, Score] | None = None


def proposed_by_order(bounds: PlanBounds, frequency: str, today: date) -> TreatmentPlanDraft:
    """What follows from the order alone: diagnoses, first day, phases."""
    first = max(today, bounds.first_day or today)
    days = (bounds.last_day - first).days + 1 if bounds.last_day else None
    phases = proposed_phases(frequency, bounds.visits_ordered, days if days and days > 0 else None)
    return TreatmentPlanDraft(
        diagnoses=bounds.ordered_codes or bounds.case_codes,
        starts_on=dates.printed(first),
        phases=phase_lines(phases),
    )


def proposed_goals(found: PlanFindings, measures: Mapping[str, Measure], due_on: date) -> tuple[GoalLine, ...]:
    """A goal for each functional limit, then for each score by the change that matters: to be looked over, not taken
    as they are."""
    day = dates.printed(due_on)
    limits = [
        GoalLine(LIMIT, one.activity, str(one.now), str(one.needed), one.unit, day)
        for one in found.limits[:_MOST_FOUND]
        if one.now != one.needed
    ]
    scores = [
        GoalLine(key, baseline=number(score.tenths), target=number(target), due_on=day)
        for key, score in (found.scores or {}).items()
        if (measure := measures.get(key)) and (target := _target(measure, score)) != score.tenths
    ]
    return tuple((*limits, *scores[:_MOST_FOUND]))


def proposed_baseline(found: PlanFindings, measures: Mapping[str, Measure]) -> str:
    """The function at the beginning in sentences: "Sit at the desk: 20 minutes, needs 60. NDI 24/50." """
    limits = [
        say("{what}: {now} {unit}, needs {needed}.", what=one.activity, now=one.now, needed=one.needed,
            unit=say(LIMIT_UNITS.get(one.unit, one.unit)))
        for one in found.limits
    ]  # fmt: skip
    scores = [
        say("{measure} {score}.", measure=measures[key].name, score=score_words(measures[key], one.tenths))
        for key, one in (found.scores or {}).items()
        if key in measures
    ]
    return " ".join((*limits, *scores))


def next_version(plan: TreatmentPlan) -> TreatmentPlanDraft:
    """The version that follows a signed one: the same, with the goals that are still open."""
    return typed_plan(plan, tuple(one for one in plan.goals if one.state == "not_yet"))


def typed_plan(plan: TreatmentPlan, goals: Sequence[PlanGoal]) -> TreatmentPlanDraft:
    """A plan as its form shows it, with these goals."""
    return TreatmentPlanDraft(
        prescription=str(plan.prescription or ""),
        therapist=str(plan.therapist),
        diagnoses=plan.diagnoses,
        baseline=plan.baseline,
        goals=goal_lines(goals),
        techniques=plan.techniques,
        regions=plan.regions,
        phases=phase_lines(plan.phases),
        minutes=str(plan.minutes or ""),
        units=str(plan.units or ""),
        precautions=plan.precautions,
        home_care=plan.home_care,
        coordination=plan.coordination,
        discharge=plan.discharge,
        starts_on=dates.printed(plan.starts_on),
        ends_on=dates.printed(plan.ends_on),
        reevaluate_on=dates.printed(plan.reevaluate_on),
    )


def phase_lines(phases: Sequence[PlanPhase]) -> tuple[PhaseLine, ...]:
    """Phases as their form shows them."""
    return tuple(PhaseLine(str(one.times), str(one.weeks), str(one.every) if one.every > 1 else "") for one in phases)


def goal_lines(goals: Sequence[PlanGoal]) -> tuple[GoalLine, ...]:
    """Goals as their form shows them."""
    return tuple(_line(one) for one in goals[:MOST_GOALS])


def _line(goal: PlanGoal) -> GoalLine:
    day = dates.printed(goal.due_on)
    if goal.measure:
        now, target = number(goal.baseline), number(goal.target)
        return GoalLine(goal.measure, baseline=now, target=target, due_on=day)
    return GoalLine(LIMIT, goal.activity, str(goal.baseline), str(goal.target), goal.unit, day)


def _target(measure: Measure, score: Score) -> int:
    """A score that is better by the change that matters, as far as the scale goes; the same where none is known."""
    if measure.is_mean and score.answers:
        return _mean_target(measure, [one.points for one in score.answers])
    # Rounded up: a goal that is reached is never less than what matters.
    step = measure.points or -(-abs(score.tenths) * measure.percent // 100)
    if measure.digits == "whole":
        step = -(-step // _TENTH) * _TENTH
    wanted = score.tenths - step if measure.falls else score.tenths + step
    return min(max(wanted, measure.least), measure.most)


def _mean_target(measure: Measure, points: Sequence[int]) -> int:
    """The same of a mean, reckoned with the sum of its answers: 20 of three answers, 6.7, is better by 30% at 14, which
    is 4.7, though of what is shown that is less than 30%."""
    count, whole = len(points), sum(points)
    # In hundredths of a point, so that nothing is rounded before the end.
    step = 10 * measure.points * count if measure.points else whole * measure.percent
    far = -(-step // 100)
    wanted = whole - far if measure.falls else whole + far
    low, high = (-(-measure.least * count // _TENTH), measure.most * count // _TENTH)
    return (2 * _TENTH * min(max(wanted, low), high) + count) // (2 * count)
