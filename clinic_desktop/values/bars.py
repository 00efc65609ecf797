"""A bar chart as it is drawn on the screen and on paper: amounts in stacked bars, told apart by their fill."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

Hatch = Literal["", "/", "\\", "x", "-"]


class Fill(NamedTuple):
    """How a part of a bar is filled: how dark (0 is the ground, 1 the ink), and the lines over it. No two are told
    apart by how dark they are alone: a fax makes them all the same."""

    dark: float
    hatch: Hatch


# In the order of the parts of a bar.
FILLS = (
    Fill(0.95, ""),
    Fill(0.0, "/"),
    Fill(0.45, ""),
    Fill(0.0, "x"),
    Fill(0.0, ""),
    Fill(0.0, "-"),
    Fill(0.2, "\\"),
)
# So many bars are still one picture; a list of more tells it better.
MOST_BARS = 14
MOST_PARTS = len(FILLS)


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: what it is, how much its parts are (cents, or a count), and how the whole is written."""

    label: str
    parts: tuple[int, ...]
    words: str

    @property
    def whole(self) -> int:
        """All parts that are drawn: below zero nothing is."""
        return sum(max(0, part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars below each other; `parts` are what the parts of each bar are, `said` says the same to who does not see
    it."""

    title: str
    parts: tuple[str, ...]
    bars: tuple[Bar, ...]
    said: str

    @property
    def most(self) -> int:
        """The longest bar; 1 where all are empty, so that a share can be told."""
        return max((bar.whole for bar in self.bars), default=0) or 1

    def spans(self, bar: Bar) -> Iterator[tuple[int, float, float]]:
        """The parts of a bar that are drawn: which one, and where it begins and ends as a share of the longest bar."""
        begun = 0
        for place, part in enumerate(bar.parts):
            if part > 0:
                yield place, begun / self.most, (begun + part) / self.most
                begun += part


def hatching(
    hatch: Hatch, box: tuple[float, float, float, float], gap: float
) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """The lines over a box (left, low, right, high), so far from each other; each from place to place within it."""
    left, low, right, high = box
    if hatch == "-":
        y = low + gap / 2
        while y < high:
            yield (left, y), (right, y)
            y += gap
    if hatch in ("/", "x"):
        yield from _slanted(box, gap)
    if hatch in ("\\", "x"):
        for begin, end in _slanted(box, gap):
            yield (begin[0], low + high - begin[1]), (end[0], low + high - end[1])


def _slanted(
    box: tuple[float, float, float, float], gap: float
) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """Lines that rise to the right."""
    left, low, right, high = box
    tall = high - low
    foot = left - tall + gap / 2
    while foot < right:
        begin, end = max(foot, left), min(foot + tall, right)
        yield (begin, low + begin - foot), (end, low + end - foot)
        foot += gap
