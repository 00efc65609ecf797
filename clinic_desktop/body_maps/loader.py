"""Reads the figure from the file that it is drawn in."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from clinic_desktop.body_maps.model.figure import (
    VIEWS,
    BodyFigure,
    FigureRegion,
    FigureShape,
    FigureView,
)
from clinic_desktop.body_maps.model.kinds import KINDS, REGIONS
from clinic_desktop.paths import DATA
from clinic_desktop.values.outlines import (
    Outline,
    Point,
    flattened,
    mirrored_whole,
    moved_outline,
    parse_outline,
)
from clinic_desktop.wording import say
from clinic_desktop.written.file import BadFile, whole

FILE = DATA / "body" / "figure.toml"


def body_figure() -> BodyFigure:
    """The figure that comes with the program. Raises BadFile."""
    found = _kept(FILE)
    if isinstance(found, BadFile):
        raise found
    return found


def figure_trouble() -> str:
    """Why there is no figure to draw on, "" where all is well: for the pages that show it."""
    found = _kept(FILE)
    if not isinstance(found, BadFile):
        return ""
    return say(
        "The figure cannot be read, so that no body map is drawn or shown. What was marked is safe. Put the file right,"
        " or install the program again, and start it anew. {problem}",
        problem=found.first(FILE),
    )


@cache
def _kept(path: Path) -> BodyFigure | BadFile:
    try:
        return read_figure(whole(path).decode("utf-8"))
    except BadFile as bad:
        return bad
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as wrong:
        why = say("the key “{key}” is missing", key=wrong.args[0]) if isinstance(wrong, KeyError) else str(wrong)
        return BadFile((say("{path} is no figure: {why}.", path=path, why=why),))


def read_figure(text: str) -> BodyFigure:
    """A figure as a file writes it; raises ValueError, KeyError, TypeError or AttributeError."""
    found = tomllib.loads(text)
    outlines = {key: parse_outline(path) for key, path in found["outlines"].items()}
    views = {key: _view(key, found["views"][key], found["drawings"], outlines) for key in VIEWS}
    marks = {key: parse_outline(found["marks"][key]) for key in KINDS}
    return BodyFigure(MappingProxyType(views), MappingProxyType(marks))


def _view(
    key: str, found: Mapping[str, Any], drawings: Mapping[str, Any], outlines: Mapping[str, Outline]
) -> FigureView:
    middle, toward = int(found["middle"]), int(found["toward"])
    shapes = tuple(_Drawing(one, outlines, middle, toward, key).shape() for one in drawings[found["drawing"]])
    return FigureView(key, int(found["width"]), middle, toward, shapes)


class _Drawing:
    """One shape of a drawing, brought into a view."""

    def __init__(
        self, found: Mapping[str, Any], outlines: Mapping[str, Outline], middle: int, toward: int, view: str
    ) -> None:
        self._found, self._outlines = found, outlines
        self._middle, self._toward, self._view = middle, toward, view
        # Only of a front or a back is one half enough.
        self._is_half = found["outline"] == "half"

    def shape(self) -> FigureShape:
        outline, edge = self._whole("outline"), self._whole("edge")
        lines = [self._moved(parse_outline(one)) for one in self._found.get("middle_lines", ())]
        for one in self._found["lines"]:
            lines += [self._moved(parse_outline(one), back) for back in self._ways()]
        regions = tuple(region for one in self._found["regions"] for region in self._regions(one))
        return FigureShape(outline, flattened(outline), edge, tuple(lines), regions)

    def _ways(self) -> tuple[int, ...]:
        return (1, -1) if self._is_half else (1,)

    def _whole(self, name: str) -> Outline:
        drawn = self._outlines[self._found[name]]
        return self._moved(mirrored_whole(drawn) if self._is_half else drawn)

    def _moved(self, drawn: Outline, back: int = 1) -> Outline:
        return moved_outline(drawn, self._middle, self._toward * back)

    def _regions(self, found: Mapping[str, Any]) -> list[FigureRegion]:
        key, (x, y) = found["key"], found["at"]
        if key not in REGIONS:
            raise ValueError(f"no such region: {key}")
        half = [_point(one) for one in found["points"].split()]
        if found.get("joined"):
            return [self._region(key, "", [*half, *((-x, y) for x, y in reversed(half))], (x, y))]
        if not self._is_half:
            return [self._region(key, self._view, half, (x, y))]
        return [
            self._region(key, side, [(back * x, y) for x, y in half], (back * x, y))
            for side, back in (("left", 1), ("right", -1))
        ]

    def _region(self, key: str, side: str, drawn: list[Point], at: tuple[int, int]) -> FigureRegion:
        corners = tuple((self._middle + self._toward * x, y) for x, y in drawn)
        return FigureRegion(key, side, corners, (self._middle + self._toward * at[0], at[1]))


def _point(text: str) -> Point:
    x, y = text.split(",")
    return float(int(x)), float(int(y))
