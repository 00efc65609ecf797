"""Maps that tests draw."""

from clinic_desktop.body_maps.loader import body_figure
from clinic_desktop.body_maps.model.maps import BodyMapDraft, MarkDraft
from clinic_desktop.body_maps.rules.regions import FigurePoint

FIGURE = body_figure()


def region_point(view: str, key: str, side: str = "") -> FigurePoint:
    """The point that stands for a region in a view; `side` of those that are there twice."""
    found = [
        one for shape in FIGURE.views[view].shapes for one in shape.regions if one.key == key and one.side in ("", side)
    ]
    return FigurePoint(view, *found[0].at)


def drawn(kind: str, view: str, key: str, side: str = "", **more: str) -> MarkDraft:
    """A mark in the middle of a region."""
    point = region_point(view, key, side)
    return MarkDraft(kind=kind, view=view, x=str(point.x), y=str(point.y), **more)


LOW_BACK = drawn("pain", "back", "low_back", intensity="7", muscle="quadratus_lumborum", note="Worse when sitting")
CALF = drawn("numb", "back", "lower_leg_back", "left", intensity="4")
SCAR = drawn("scar", "front", "knee", "right")
MAP = BodyMapDraft("11/20/2026", (LOW_BACK, CALF, SCAR))
