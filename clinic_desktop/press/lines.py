"""Lines of text as a PDF writes them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from clinic_desktop.press import fonts
from clinic_desktop.press.text import SetLine

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas


class Put(NamedTuple):
    """A line of text that begins there, its baseline at `y`; points from the lower left corner."""

    x: float
    y: float
    line: SetLine


def draw_lines(canvas: Canvas, lines: list[Put]) -> None:
    """Draw them in one piece, and forget them."""
    if lines:
        canvas.addLiteral(" ".join(_operators(canvas, lines)))
        lines.clear()


def _operators(canvas: Canvas, lines: list[Put]) -> Iterator[str]:
    """What a PDF writes for text. ReportLab's own text object finds out about each piece what is known here."""
    document = canvas._doc  # type: ignore[attr-defined] # the stubs leave it out
    current: tuple[str, int, float] | None = None
    yield "BT"
    for x, y, line in lines:
        yield f"1 0 0 1 {x:.3f} {y:.3f} Tm"
        # Each piece begins where the one before it ended.
        for name, piece in line.pieces:
            font = fonts.opened(name)
            for part, shown in font.pieces(piece, document):
                if current != (name, part, line.size):
                    current = (name, part, line.size)
                    yield f"{font.name_in(document, part)} {line.size:.6g} Tf"
                yield f"({shown}) Tj"
    yield "ET"
