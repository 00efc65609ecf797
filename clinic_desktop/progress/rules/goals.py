"""How far the goals of a plan are: the newest figure of each, and the day on which it reached the goal."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from clinic_desktop.assessments.model import Assessment
from clinic_desktop.measures.model import Score
from clinic_desktop.measures.rules.words import number
from clinic_desktop.plans.model import PlanGoal
from clinic_desktop.plans.rules.goals import GoalFigure
from clinic_desktop.values.text import folded

# A day, and so much of what a goal is about.
_Figure = tuple[date, int]


def _goal_now(goal: PlanGoal, scores: Mapping[str, Sequence[Score]], last: Assessment | None) -> int | None:
    """How far a goal is: the newest score (tenths) of its measure, or how much of its activity the client did at the
    last assessment; None where nobody measured."""
    found = _figures(goal, scores, [last] if last else [])
    return found[-1][1] if found else None


def goal_figure(
    goal: PlanGoal, scores: Mapping[str, Sequence[Score]], assessed: Sequence[Assessment]
) -> GoalFigure | None:
    """How far a goal is; None where nobody measured. `assessed` are the assessments, the newest first.

    It is reached where the newest figure reaches it, and that since the first of those before which do too. Where
    somebody judged the goal since that day, what they said stands.
    """
    now = _goal_now(goal, scores, next(iter(assessed), None))
    if now is None:
        return None
    reached = None
    for day, amount in reversed(_figures(goal, scores, tuple(reversed(assessed)))):
        if not _is_reached(goal, amount):
            break
        reached = day, amount
    if reached is None or _is_judged(goal, reached[0]):
        return GoalFigure(amount_words(goal, now))
    return GoalFigure(amount_words(goal, now), amount_words(goal, reached[1]), reached[0])


def amount_words(goal: PlanGoal, now: int) -> str:
    """So much of what a goal is about, as it is written, without a unit."""
    return number(now) if goal.measure else f"{now:,}"


def _figures(
    goal: PlanGoal, scores: Mapping[str, Sequence[Score]], assessed: Iterable[Assessment]
) -> Sequence[_Figure]:
    """Every figure of what a goal is about, the oldest first, as `assessed` are."""
    if goal.measure:
        return [(one.taken_on, one.tenths) for one in scores.get(goal.measure, ())]
    return [
        (one.day, limit.now)
        for one in assessed
        for limit in one.limits
        if folded(limit.activity) == folded(goal.activity) and limit.unit == goal.unit
    ]


def _is_reached(goal: PlanGoal, amount: int) -> bool:
    return amount <= goal.target if goal.target < goal.baseline else amount >= goal.target


def _is_judged(goal: PlanGoal, day: date) -> bool:
    return goal.mark is not None and (goal.state != "not_yet" or goal.mark.marked_on >= day)
