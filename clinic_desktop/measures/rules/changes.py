"""What lies between two scores: how far, how much of the first, and whether it is as much as matters."""

from clinic_desktop.measures.model import ActivityChange, Measure, Score, ScoreChange
from clinic_desktop.values.text import folded


def change(measure: Measure, first: int, last: int) -> ScoreChange:
    """From the first score to the last, both in tenths. A measure that itself says how much changed since treatment
    began (GROC) is taken at its last word, whatever it said before."""
    points = last if measure.is_change else last - first
    by_points = bool(measure.points) and abs(points) >= measure.points
    reached = by_points or _is_share_reached(measure, first, points)
    is_better = (points < 0) == measure.falls
    percent = (200 * abs(points) + first) // (2 * first) if first > 0 and not measure.is_change else None
    return ScoreChange(
        first=first,
        last=last,
        points=points,
        percent=percent,
        verdict="none" if not reached else "better" if is_better else "worse",
        by_points=by_points,
    )


def activity_changes(measure: Measure, first: Score, last: Score) -> tuple[ActivityChange, ...]:
    """Each activity that stands in both scores, in the order of the first, compared singly: three points matter there
    (Stratford 1995), for one alone is less sure than the mean."""
    now = {folded(one.activity): one.points for one in last.answers if one.activity}
    both = [(one, now[folded(one.activity)]) for one in first.answers if folded(one.activity) in now]
    return tuple(
        ActivityChange(one.activity, one.points, points, _single(measure, points - one.points)) for one, points in both
    )


def _single(measure: Measure, step: int) -> str:
    if not measure.single or abs(step) * 10 < measure.single:
        return "none"
    return "better" if (step < 0) == measure.falls else "worse"


def _is_share_reached(measure: Measure, first: int, points: int) -> bool:
    """Whether the step is as much of the first score as matters. Of a score so low that the measure hardly shows a
    change a share says nothing; of 0 every rise is more than any share, unless points are published too."""
    if not measure.percent or not points:
        return False
    if first == 0:
        return not measure.points
    if measure.blind_below is not None and first < measure.blind_below:
        return False
    return 100 * abs(points) >= measure.percent * first
