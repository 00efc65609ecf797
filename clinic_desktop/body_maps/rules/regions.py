"""Which region a point of the figure lies in, and the way from one region to the next."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from clinic_desktop.body_maps.model.figure import (
    FIGURE_HEIGHT,
    MIDDLE_UNITS,
    BodyFigure,
    BodyPlace,
    FigureRegion,
    FigureView,
)
from clinic_desktop.values.outlines import lies_inside

# Between two views that stand beside each other, in units.
VIEW_GAP = 30
# How much more it takes to go aside than to go straight on.
_ASIDE = 2.5


class FigurePoint(NamedTuple):
    """A point of a view, in units."""

    view: str
    x: int
    y: int


def region_at(view: FigureView, x: float, y: float) -> FigureRegion | None:
    """The region under a point, of the shape that lies on top there; None beside the figure."""
    for shape in reversed(view.shapes):
        if lies_inside(shape.hull, x, y):
            return next((one for one in shape.regions if lies_inside(one.corners, x, y)), None)
    return None


def place_at(figure: BodyFigure, point: FigurePoint) -> BodyPlace | None:
    """Where on the body a point is; None beside the figure."""
    view = figure.views[point.view]
    found = region_at(view, point.x, point.y)
    return BodyPlace(found.key, _side(view, found, point.x)) if found else None


def offsets(figure: BodyFigure) -> Mapping[str, int]:
    """Where the left edge of each view is when all stand beside each other, in units."""
    found, x = {}, 0
    for key, view in figure.views.items():
        found[key] = x
        x += view.width + VIEW_GAP
    return found


def full_width(figure: BodyFigure) -> int:
    """How wide all views are beside each other, in units."""
    return sum(view.width + VIEW_GAP for view in figure.views.values()) - VIEW_GAP


def first_stop(figure: BodyFigure) -> FigurePoint:
    """Where one begins who walks by the arrow keys."""
    return next(stops(figure))


def stops(figure: BodyFigure) -> Iterator[FigurePoint]:
    """The point of every region in every view."""
    for key, view in figure.views.items():
        for shape in view.shapes:
            for one in shape.regions:
                yield FigurePoint(key, *one.at)


def next_stop(figure: BodyFigure, here: FigurePoint, right: int, down: int) -> FigurePoint:
    """The nearest region in a direction, in the next view where this one has none; `here` where there is none.

    `right` and `down` are -1, 0 or 1, one of them 0.
    """
    along = offsets(figure)

    def cost(to: FigurePoint) -> float:
        across = along[to.view] + to.x - along[here.view] - here.x
        below = to.y - here.y
        on, aside = (across * right, abs(below)) if right else (below * down, abs(across))
        # Up and down stay in a view: a head has nothing above it but another figure's head.
        if on <= 0 or (down and to.view != here.view):
            return float("inf")
        # Within its quarter first; the rest only where that is empty.
        return on + aside * _ASIDE + (FIGURE_HEIGHT if aside > on else 0)

    best = min(stops(figure), key=cost)
    return best if cost(best) < float("inf") else here


def moved_point(figure: BodyFigure, here: FigurePoint, right: int, down: int) -> FigurePoint:
    """A point so many units further, where that is still on the figure; else the same."""
    to = FigurePoint(here.view, here.x + right, here.y + down)
    return to if place_at(figure, to) else here


def _side(view: FigureView, region: FigureRegion, x: float) -> str:
    aside = (x - view.middle) * view.toward
    if region.side:
        return region.side
    return "" if abs(aside) <= MIDDLE_UNITS else "left" if aside > 0 else "right"
