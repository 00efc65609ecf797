"""How much a page has to draw: drawings of drawings of drawings can be more than any viewer ever ends with."""

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from clinic_desktop.scanner.flattening import numbers
from clinic_desktop.scanner.limits import MOST_DRAWINGS, MOST_TILES
from clinic_desktop.scanner.troubles import NotTaken

_USES = "Do gs scn SCN"


class Weighing:
    """Weighs the pages of one document; what several use is weighed once."""

    def __init__(self) -> None:
        """Nothing is weighed yet."""
        self._known: dict[tuple[int, int], int] = {}

    def weigh(self, page: Any) -> None:
        """Raises NotTaken for a page that draws more drawings, or more tiles of a pattern, than is allowed."""
        if self._weight(page.Contents, page.Resources) > MOST_DRAWINGS:
            raise NotTaken("tangled")
        sheet = numbers(page.MediaBox, 4) or [0, 0, 0, 0]
        for pattern in _under(page.Resources, Name.Pattern).values():
            if isinstance(pattern, Stream) and _tiles(pattern, sheet[2] * sheet[3]) > MOST_TILES:
                raise NotTaken("tangled")

    def _weight(self, content: Any, resources: Any) -> int:
        if content.objgen in self._known:
            return self._known[content.objgen]
        # What draws itself is drawn once by a viewer.
        self._known[content.objgen] = 1
        parts = {**_drawings(resources), **_masks(resources), **_patterns(resources)}
        weight = 1
        if parts:
            uses: dict[str, int] = {}
            for step in pikepdf.parse_content_stream(content, operators=_USES):
                name = str(step.operands[-1]) if len(step.operands) else ""
                uses[name] = uses.get(name, 0) + 1
            for name in uses.keys() & parts.keys():
                weight += uses[name] * self._weight(parts[name], parts[name].get(Name.Resources, resources))
        self._known[content.objgen] = weight
        return weight


def _under(resources: Any, kind: Name) -> Any:
    found = resources.get(kind) if isinstance(resources, Dictionary) else None
    return found if isinstance(found, Dictionary) else Dictionary()


def _drawings(resources: Any) -> dict[str, Any]:
    found = _under(resources, Name.XObject).items()
    return {name: one for name, one in found if isinstance(one, Stream) and one.get(Name.Subtype) != Name.Image}


def _masks(resources: Any) -> dict[str, Any]:
    found = {}
    for name, state in _under(resources, Name.ExtGState).items():
        mask: Any = state.get(Name.SMask) if isinstance(state, Dictionary) else None
        drawn = mask.get(Name.G) if isinstance(mask, Dictionary) else None
        if isinstance(drawn, Stream):
            found[name] = drawn
    return found


def _patterns(resources: Any) -> dict[str, Any]:
    return {name: one for name, one in _under(resources, Name.Pattern).items() if isinstance(one, Stream)}


def _tiles(pattern: Any, area: float) -> float:
    """How many of it a sheet of so many square points may have."""
    steps = numbers(Array([pattern.get(Name.XStep, 0), pattern.get(Name.YStep, 0)]), 2) or [0, 0]
    turn = numbers(pattern.get(Name.Matrix), 6) or [1, 0, 0, 1, 0, 0]
    each = abs(steps[0] * steps[1] * (turn[0] * turn[3] - turn[1] * turn[2]))
    # Without a step, a viewer takes the tile's own size.
    return area / each if each else 0
