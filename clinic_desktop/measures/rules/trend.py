"""The trend of a measure's scores, with the change that matters drawn in, and what it shows in words."""

from collections.abc import Sequence
from fractions import Fraction

from clinic_desktop.measures.model import Measure, Score
from clinic_desktop.measures.rules.changes import ExactScore, change_between, exact_score, rounded_score
from clinic_desktop.measures.rules.words import letter_sentence, matters_words, number, score_words
from clinic_desktop.values import dates
from clinic_desktop.values.trends import Trend, TrendLine, TrendPoint
from clinic_desktop.wording import say

# Read out to the end, a long trend helps nobody.
_MOST_SAID = 8


def still_between(measure: Measure, first: ExactScore, answers: int = 0) -> tuple[int, int] | None:
    """The scores (tenths) next to `first`, below and above it, at which the change matters: between them it does not.
    Of a mean of so many `answers` there are no others than their parts. They may lie beyond the scale, and then no
    score is that far. None where no change that matters is published."""
    if not matters_words(measure):
        return None
    start = 0 if measure.is_change else first
    far: list[ExactScore] = [measure.points] if measure.points else []
    # A share of the first score, unless that is so low that a share says nothing: as in `change`.
    if measure.percent and first and not (measure.blind_below is not None and first < measure.blind_below):
        far.append(Fraction(measure.percent * first) / 100)
    part = Fraction(10, answers) if answers else 1
    step = min(far, default=part)
    return rounded_score((start - step) // part * part), rounded_score(-(-(start + step) // part) * part)


def trend(measure: Measure, scores: Sequence[Score], goal: int | None = None) -> Trend:
    """The trend of these scores, the first one first; `goal` is a score (tenths) to be reached."""
    first = exact_score(measure, scores[0])
    between = still_between(measure, first, len(scores[0].answers) if measure.is_mean else 0)
    return Trend(
        title=measure.title,
        points=tuple(TrendPoint(one.taken_on, one.tenths, score_words(measure, one.tenths)) for one in scores),
        least=TrendLine(measure.least, number(measure.least)),
        most=TrendLine(measure.most, number(measure.most)),
        band=_within(measure, between) if between else None,
        band_words=say("Shaded: less than the change that matters ({matters})", matters=matters_words(measure)),
        lines=() if goal is None else (TrendLine(goal, say("Goal {score}", score=score_words(measure, goal))),),
    )


def trend_words(measure: Measure, scores: Sequence[Score], goal: int | None = None) -> str:
    """What the trend shows, for who does not see it: the scores with their days, the goal, the change."""
    told = scores if len(scores) <= _MOST_SAID else (scores[0], *scores[1 - _MOST_SAID :])
    points = ", ".join(f"{score_words(measure, one.tenths)} ({dates.shown(one.taken_on)})" for one in told)
    parts = [say("{name}: {points}.", name=measure.name, points=points)]
    if goal is not None:
        parts.append(say("Goal {score}.", score=score_words(measure, goal)))
    if len(scores) > 1:
        parts.append(letter_sentence(measure, change_between(measure, scores[0], scores[-1])))
    return " ".join(parts)


def _within(measure: Measure, between: tuple[int, int]) -> tuple[int, int]:
    return max(measure.least, between[0]), min(measure.most, between[1])
