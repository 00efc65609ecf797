"""The drawn figure: its views, what they are drawn of, and the regions of each.

One unit is a thousandth of the figure's height; y counts down from the crown, x to the right from the left edge of a
view as one looks at it. Left and right are the client's own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from clinic_desktop.values.outlines import Outline, Point
from clinic_desktop.wording import mark

FIGURE_HEIGHT = 1000
# In the order in which they stand beside each other.
VIEWS: Mapping[str, str] = MappingProxyType(
    {"front": mark("Front"), "back": mark("Back"), "left": mark("Left"), "right": mark("Right")}
)
SIDES: Mapping[str, str] = MappingProxyType({"": "", "left": mark("left"), "right": mark("right")})
# Nearer to the middle of the trunk than this, a place is on neither side.
MIDDLE_UNITS = 12


class BodyPlace(NamedTuple):
    """Where on the body: a key of REGIONS, and a key of SIDES, "" in the middle of the trunk."""

    region: str
    side: str


@dataclass(frozen=True, slots=True)
class FigureRegion:
    """A region in one view: its corners, and the point in it that stands for it. `side` is "" for one that reaches
    over the middle of the trunk."""

    key: str
    side: str
    corners: tuple[Point, ...]
    at: tuple[int, int]


@dataclass(frozen=True, slots=True)
class FigureShape:
    """A part of a view: its closed outline and the same as corners, what is drawn of its edge, the fine lines in it,
    and its regions, which the outline cuts."""

    outline: Outline
    hull: tuple[Point, ...]
    edge: Outline
    lines: tuple[Outline, ...]
    regions: tuple[FigureRegion, ...]


@dataclass(frozen=True, slots=True)
class FigureView:
    """The figure from one side. `toward` is 1 where the client's left (from a side: the front) is at the right of the
    `middle`, -1 where it is at the left. The last shape lies on top."""

    key: str
    width: int
    middle: int
    toward: int
    shapes: tuple[FigureShape, ...]


@dataclass(frozen=True, slots=True)
class BodyFigure:
    """All views by their keys in the order of VIEWS, and the shape of each kind of mark around its own middle, in
    hundredths."""

    views: Mapping[str, FigureView]
    marks: Mapping[str, Outline]
