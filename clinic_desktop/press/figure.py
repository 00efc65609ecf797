"""Drawn figures on paper: outlines that are filled and stroked in black, gray and white, as vectors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from clinic_desktop.values.outlines import Outline, PathStep

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.pdfgen.pathobject import PDFPathObject

BLACK, WHITE = 0.0, 1.0


class Stroke(NamedTuple):
    """An outline with the weight of its line in points and the gray of that, 0 being black; `fill` is the gray inside,
    None where what lies below shows through. Its points are in points too, y down."""

    steps: Outline
    weight: float
    ink: float = BLACK
    fill: float | None = None


def scaled_outline(steps: Outline, scale: float, right: float = 0.0, down: float = 0.0) -> Outline:
    """The same in another size, and then moved."""
    return tuple(
        PathStep(one.verb, tuple((x * scale + right, y * scale + down) for x, y in one.points)) for one in steps
    )


def draw_strokes(canvas: Canvas, x: float, y: float, strokes: Sequence[Stroke]) -> None:
    """Draw them with their upper left corner there, y up as in a PDF; the last one lies on top."""
    canvas.saveState()
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    for one in strokes:
        canvas.setLineWidth(one.weight)
        canvas.setStrokeGray(one.ink)
        if one.fill is not None:
            canvas.setFillGray(one.fill)
        path = canvas.beginPath()
        for step in one.steps:
            _add(path, step, x, y)
        canvas.drawPath(path, stroke=1 if one.weight else 0, fill=int(one.fill is not None))
    canvas.restoreState()


def _add(path: PDFPathObject, step: PathStep, x: float, y: float) -> None:
    points = [(x + right, y - down) for right, down in step.points]
    if step.verb == "M":
        path.moveTo(*points[0])
    elif step.verb == "L":
        path.lineTo(*points[0])
    elif step.verb == "C":
        (first, second, end) = points
        path.curveTo(*first, *second, *end)
    else:
        path.close()
