"""How large the pictures of a clean PDF stand on its pages: what their dots per inch are counted by."""

from math import hypot
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Dictionary, Matrix, Name, Stream

from clinic_desktop.scanner.limits import MOST_DEPTH


class Stands(NamedTuple):
    """The largest that a picture stands anywhere, in points."""

    wide: float
    high: float


def placed(pdf: pikepdf.Pdf) -> dict[tuple[int, int], Stands]:
    """Each picture that a page draws, or a drawing on a page, by its number. One that only a pattern draws is none."""
    reading = _Reading()
    for page in pdf.pages:
        content = page.obj.get(Name.Contents)
        if isinstance(content, Stream):
            reading.draw(content, page.obj.get(Name.Resources), Matrix(), 0)
    return reading.found


class _Reading:
    """Follows the pen over pages. What draws on many pages is taken apart once."""

    def __init__(self) -> None:
        self.found: dict[tuple[int, int], Stands] = {}
        self._steps: dict[tuple[int, int], list[tuple[str, Any]]] = {}

    def draw(self, content: Any, resources: Any, pen: Matrix, depth: int) -> None:
        named = resources.get(Name.XObject) if isinstance(resources, Dictionary) else None
        if not isinstance(named, Dictionary) or depth > MOST_DEPTH:
            return
        kept: list[Matrix] = []
        for operator, operands in self._taken_apart(content):
            if operator == "q":
                kept.append(pen)
            elif operator == "Q":
                pen = kept.pop() if kept else pen
            elif operator == "cm":
                pen = Matrix(*operands) @ pen
            else:
                self._meet(named.get(operands), resources, pen, depth)

    def _meet(self, thing: Any, resources: Any, pen: Matrix, depth: int) -> None:
        if not isinstance(thing, Stream):
            return
        if thing.get(Name.Subtype) == Name.Form:
            own = thing.get(Name.Matrix)
            inner = Matrix(*(float(one) for one in own)) @ pen if own is not None else pen
            self.draw(thing, thing.get(Name.Resources, resources), inner, depth + 1)
            return
        before = self.found.get(thing.objgen, Stands(0, 0))
        wide, high = hypot(pen.a, pen.b), hypot(pen.c, pen.d)
        self.found[thing.objgen] = Stands(max(before.wide, wide), max(before.high, high))

    def _taken_apart(self, content: Any) -> list[tuple[str, Any]]:
        if content.objgen not in self._steps:
            self._steps[content.objgen] = list(_steps(content))
        return self._steps[content.objgen]


def _steps(content: Any) -> Any:
    for step in pikepdf.parse_content_stream(content, operators="q Q cm Do"):
        operator, operands = str(step.operator), list(step.operands)
        if operator == "cm":
            try:
                yield operator, tuple(float(one) for one in operands[:6])
            except (TypeError, ValueError):
                continue
        elif operator == "Do" and operands and isinstance(operands[0], Name):
            yield operator, operands[0]
        elif operator in ("q", "Q"):
            yield operator, None
