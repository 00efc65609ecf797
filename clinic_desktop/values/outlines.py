"""Outlines as files write them: path data as in SVG, of which M, L, C and Z are known, absolute and one by one."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

PathVerb = Literal["M", "L", "C", "Z"]
Point = tuple[float, float]
# How many numbers follow each letter.
_NUMBERS: dict[str, int] = {"M": 2, "L": 2, "C": 6, "Z": 0}
# Of a curve, where it is taken for straight lines: a figure as high as a screen has no corner to be seen then.
_PIECES = 6


class PathStep(NamedTuple):
    """One step of an outline: where a line or a curve goes, its last point being the end."""

    verb: PathVerb
    points: tuple[Point, ...]


Outline = tuple[PathStep, ...]


def parse_outline(text: str) -> Outline:
    """The steps of path data like "M 0 10 L 4 5 Z"; raises ValueError for anything else, so that no file is half read.

    It begins with M; every letter is written, with just its numbers behind it.
    """
    words = text.split()
    found: list[PathStep] = []
    at = 0
    while at < len(words):
        verb = words[at]
        if verb not in _NUMBERS:
            raise ValueError(f"not a step of an outline: {verb!r}")
        numbers = [_number(word) for word in words[at + 1 : at + 1 + _NUMBERS[verb]]]
        if len(numbers) != _NUMBERS[verb]:
            raise ValueError(f"{verb} has too few numbers")
        found.append(PathStep(verb, tuple(zip(numbers[::2], numbers[1::2], strict=True))))  # type: ignore[arg-type]
        at += 1 + _NUMBERS[verb]
    if not found or found[0].verb != "M":
        raise ValueError("an outline begins with M")
    return tuple(found)


def written_outline(steps: Outline) -> str:
    """The path data of steps, as `parse_outline` reads them."""
    return " ".join(
        " ".join([one.verb, *(_written(number) for point in one.points for number in point)]) for one in steps
    )


def moved_outline(steps: Outline, middle: float, toward: float) -> Outline:
    """The same with x counted from `middle`, to the right (`toward` 1) or to the left (-1): a mirror image."""
    return tuple(PathStep(one.verb, tuple((middle + toward * x, y) for x, y in one.points)) for one in steps)


def mirrored_whole(half: Outline) -> Outline:
    """The closed outline of which this is one half, drawn from the middle (x is 0) and back to it."""
    ends = [one.points[-1] for one in half if one.points]
    if ends[0][0] != 0 or ends[-1][0] != 0:
        raise ValueError("a half begins and ends in the middle")
    back: list[PathStep] = []
    for place in range(len(half) - 1, 0, -1):
        one, to = half[place], ends[place - 1]
        # Controls are met in the other order on the way back.
        met = (*reversed(one.points[:-1]), to)
        back.append(PathStep(one.verb, tuple((-x, y) for x, y in met)))
    return (*half, *back, PathStep("Z", ()))


def flattened(steps: Outline) -> tuple[Point, ...]:
    """The corners of one closed outline, its curves taken for short straight lines."""
    found: list[Point] = []
    for one in steps:
        if one.verb == "C":
            begin, (first, second, end) = found[-1], one.points
            found += [_on_curve(begin, first, second, end, step / _PIECES) for step in range(1, _PIECES + 1)]
        else:
            found += one.points
    return tuple(found)


def lies_inside(corners: Sequence[Point], x: float, y: float) -> bool:
    """Whether a point lies in a closed polygon. Of polygons that share an edge just one holds a point on it."""
    is_in = False
    before_x, before_y = corners[-1]
    for at_x, at_y in corners:
        if (at_y > y) != (before_y > y) and x < at_x + (y - at_y) * (before_x - at_x) / (before_y - at_y):
            is_in = not is_in
        before_x, before_y = at_x, at_y
    return is_in


def _on_curve(begin: Point, first: Point, second: Point, end: Point, part: float) -> Point:
    rest = 1 - part
    weights = (rest**3, 3 * rest**2 * part, 3 * rest * part**2, part**3)
    along = list(zip((begin, first, second, end), weights, strict=True))
    return sum(point[0] * share for point, share in along), sum(point[1] * share for point, share in along)


def _number(word: str) -> float:
    # Python reads "nan", "1_0" and "١" too; an outline has none of them.
    bare = word.removeprefix("-")
    if not bare.isascii() or not bare.replace(".", "", 1).isdigit():
        raise ValueError(f"not a number: {word!r}")
    return float(word)


def _written(number: float) -> str:
    # Adding nothing takes the sign off a zero.
    return f"{round(number, 2) + 0.0:.2f}".rstrip("0").rstrip(".")
