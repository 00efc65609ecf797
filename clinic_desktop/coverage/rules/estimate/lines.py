"""How the money of a series comes about, in sentences; visits that are alike are said once."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from clinic_desktop.coverage.model.money import Estimate, VisitEstimate
from clinic_desktop.coverage.rules.estimate.words import visit_words
from clinic_desktop.values import dates
from clinic_desktop.values.money import shown
from clinic_desktop.wording import say


class VisitLines(NamedTuple):
    """Visits whose money comes about in the same way: how they are called, and the sentences."""

    title: str
    lines: tuple[str, ...]


def span(low_cents: int, high_cents: int) -> str:
    """An amount, or the range between two, the smaller first."""
    least, most = sorted((low_cents, high_cents))
    return shown(least) if least == most else say("{low} to {high}", low=shown(least), high=shown(most))


def arithmetic(estimate: Estimate) -> Iterator[VisitLines]:
    """How the money comes about, visit by visit; those alike are said once."""
    for lines, alike in groupby(estimate.rows, key=_visit_lines):
        visits = list(alike)
        yield VisitLines(_visits_named(visits), lines)


def _visit_lines(row: VisitEstimate) -> tuple[str, ...]:
    low, high = visit_words(row.low), visit_words(row.high)
    if low == high:
        return low
    return say("At worst: {words}", words=" ".join(low)), say("At best: {words}", words=" ".join(high))


def _visits_named(visits: Sequence[VisitEstimate]) -> str:
    first, last = visits[0], visits[-1]
    if len(visits) == 1:
        if first.on is None:
            return say("Visit {number}", number=first.number)
        return say("Visit {number}, {day}", number=first.number, day=dates.shown(first.on))
    if first.on is None or last.on is None:
        return say("Visits {first} to {last}", first=first.number, last=last.number)
    return say(
        "Visits {first} to {last}, {day} to {end}",
        first=first.number,
        last=last.number,
        day=dates.shown(first.on),
        end=dates.shown(last.on),
    )
