"""The plain shapes that trends are drawn with: lines, dots, and gray grounds."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas


class Slant(NamedTuple):
    """A straight line from one place to another; `gray` is 0 for black, `dashes` are lengths of dash and gap."""

    begin: tuple[float, float]
    end: tuple[float, float]
    weight: float
    gray: float = 0.0
    dashes: tuple[float, ...] = ()


class Dot(NamedTuple):
    """A filled circle around a place."""

    x: float
    y: float
    radius: float


class Shade(NamedTuple):
    """A gray ground, without an edge; its lower left corner and its size."""

    x: float
    y: float
    width: float
    height: float
    gray: float


Shape = Slant | Dot | Shade


def draw_shape(canvas: Canvas, part: Shape) -> None:
    """Draw it, and leave the canvas as it was."""
    canvas.saveState()
    if isinstance(part, Slant):
        canvas.setStrokeGray(part.gray)
        canvas.setLineWidth(part.weight)
        if part.dashes:
            canvas.setDash(list(part.dashes))
        canvas.line(*part.begin, *part.end)
    elif isinstance(part, Dot):
        canvas.circle(part.x, part.y, part.radius, stroke=0, fill=1)
    else:
        canvas.setFillGray(part.gray)
        canvas.rect(part.x, part.y, part.width, part.height, stroke=0, fill=1)
    canvas.restoreState()
