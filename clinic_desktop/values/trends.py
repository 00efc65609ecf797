"""A trend as it is drawn on the screen and on paper: numbers over days, with a band, a line, and words for each."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """A number on a day, and how it is written."""

    day: date
    value: int
    words: str


@dataclass(frozen=True, slots=True)
class TrendLine:
    """A level line: its number, and what it is."""

    value: int
    words: str


@dataclass(frozen=True, slots=True)
class Trend:
    """Points by day, the first one first. The scale goes from `least` to `most`, with a word at each end. Between the
    numbers of `band` nothing moved that matters, which `band_words` says; None without. `lines` are level lines, as a
    goal. `title` is what it is a trend of."""

    title: str
    points: tuple[TrendPoint, ...]
    least: TrendLine
    most: TrendLine
    band: tuple[int, int] | None = None
    band_words: str = ""
    lines: tuple[TrendLine, ...] = ()

    def across(self, day: date) -> float:
        """Where a day lies between the first (0) and the last (1); 0 where there is but one day."""
        first, last = self.points[0].day, self.points[-1].day
        return (day - first).days / ((last - first).days or 1)

    def up(self, value: int) -> float:
        """Where a number lies between the least (0) and the most (1)."""
        return (value - self.least.value) / (self.most.value - self.least.value)

    def spaced(self, room: float, *, inset: bool = False) -> tuple[bool, ...]:
        """For each point whether words fit at it, where words of one point take this share of the width. The last one
        has them before any other, then the first. Words stand across their points; `inset` where those of the first
        begin at it and those of the last end at it."""
        last, edge = len(self.points) - 1, room * (1.5 if inset else 1.0)
        shown = [False] * len(self.points)
        shown[last] = True
        shown[0] = not last or self.across(self.points[last].day) >= (2 * room if inset else room)
        before = edge - room if shown[0] else -room
        for place in range(1, last):
            at = self.across(self.points[place].day)
            if at - before >= room and 1.0 - at >= edge:
                shown[place], before = True, at
        return tuple(shown)
