"""What lies between two scores: how far, how much of the first, and whether it is as much as matters.

All of it is reckoned with exact scores: a mean of three answers is kept in thirds, and 6.7 to 4.7 may be 30 % or not.
"""

from fractions import Fraction

from clinic_desktop.measures.model import ActivityChange, Measure, Score, ScoreChange
from clinic_desktop.values.text import folded

# A score in tenths of a point, exact where it is a mean.
ExactScore = int | Fraction


def exact_score(measure: Measure, score: Score) -> ExactScore:
    """The score in tenths as its answers make it, before it was rounded: PEG 8, 7 and 7 is 220/3."""
    if not measure.is_mean or not score.answers:
        return score.tenths
    return Fraction(10 * sum(one.points for one in score.answers), len(score.answers))


def rounded_score(exact: ExactScore) -> int:
    """The tenth next to it, a half upward: what is shown."""
    return (2 * exact + 1) // 2


def change_between(measure: Measure, first: Score, last: Score) -> ScoreChange:
    """From the first score to the last, as `change`."""
    return change(measure, exact_score(measure, first), exact_score(measure, last))


def change(measure: Measure, first: ExactScore, last: ExactScore) -> ScoreChange:
    """From the first score to the last, both in tenths. A measure that itself says how much changed since treatment
    began (GROC) is taken at its last word, whatever it said before."""
    start, end = Fraction(first), Fraction(last)
    points = end if measure.is_change else end - start
    by_points = bool(measure.points) and abs(points) >= measure.points
    reached = by_points or _is_share_reached(measure, start, points)
    is_better = (points < 0) == measure.falls
    return ScoreChange(
        first=rounded_score(first),
        last=rounded_score(last),
        points=_shown_points(measure, first, last, by_points=by_points),
        percent=_shown_percent(measure, start, points),
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


def _is_share_reached(measure: Measure, first: Fraction, points: Fraction) -> bool:
    """Whether the step is as much of the first score as matters. Of a score so low that the measure hardly shows a
    change a share says nothing; of 0 every rise is more than any share, unless points are published too."""
    if not measure.percent or not points:
        return False
    if first == 0:
        return not measure.points
    if measure.blind_below is not None and first < measure.blind_below:
        return False
    return 100 * abs(points) >= measure.percent * first


def _single(measure: Measure, step: int) -> str:
    if not measure.single or abs(step) * 10 < measure.single:
        return "none"
    return "better" if (step < 0) == measure.falls else "worse"


def _shown_points(measure: Measure, first: ExactScore, last: ExactScore, *, by_points: bool) -> int:
    """The step between the two as they are shown, so that who reckons it again finds the same; but never as much as
    matters where it is less by a hair."""
    shown = rounded_score(last) if measure.is_change else rounded_score(last) - rounded_score(first)
    if by_points or not measure.points or abs(shown) < measure.points:
        return shown
    return measure.points - 1 if shown > 0 else 1 - measure.points


def _shown_percent(measure: Measure, first: Fraction, points: Fraction) -> int | None:
    """The share in whole percent, a half upward; but never as much as matters where it is less by a hair."""
    if first <= 0 or measure.is_change:
        return None
    percent = (200 * abs(points) + first) // (2 * first)
    is_less = 100 * abs(points) < measure.percent * first
    return min(percent, measure.percent - 1) if is_less else percent
