"""Pages as a typewriter writes them: ten characters and six lines an inch, each at its place on a printed form.

The font is Courier, which each reader of PDFs has, and which scanners of forms expect: it is the one font that is named
and not carried along. Lines and columns are counted from 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from clinic_desktop.press.sheet import HAIRLINE, PAGE_HEIGHT, Paper, draw_across, draw_line, new_canvas
from clinic_desktop.press.text import SetLine, Type, set_line

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

# In points: the width of a character, the height of a line, and how far a letter rises above its baseline.
PITCH, LEADING, ASCENT = 7.2, 12.0, 7.548
_FONT, _SIZE = "Courier", 12.0
_POINTS_PER_HUNDREDTH = 0.72


class FirstCharacter(NamedTuple):
    """Where the first character stands from the left and the upper edge, in hundredths of an inch."""

    left: int
    top: int

    def x(self, column: int) -> float:
        """The left of a column, in points from the left edge."""
        return self.left * _POINTS_PER_HUNDREDTH + PITCH * (column - 1)

    def y(self, line: int) -> float:
        """The baseline of a line, in points from the lower edge."""
        return PAGE_HEIGHT - self.top * _POINTS_PER_HUNDREDTH - LEADING * (line - 1) - ASCENT


class Typed(NamedTuple):
    """A text from a column on; only what a typewriter has."""

    line: int
    column: int
    text: str


class Note(NamedTuple):
    """Words in a small type of the program, at a place in points."""

    x: float
    y: float
    line: SetLine


class ThinLine(NamedTuple):
    """A thin straight line between two places in points."""

    x: float
    y: float
    to_x: float
    to_y: float


class TypedPage(NamedTuple):
    """What stands on one page."""

    typed: Sequence[Typed] = ()
    notes: Sequence[Note] = ()
    strokes: Sequence[ThinLine] = ()


def note(x: float, y: float, words: str, size: float, *, bold: bool = False) -> Note:
    """Words at a place."""
    return Note(x, y, set_line(words, Type(size, bold)))


def typed_pdf(paper: Paper, origin: FirstCharacter, pages: Sequence[TypedPage]) -> bytes:
    """The pages as a PDF, without any margin, head or foot of its own: the same bytes each time.

    Raises ValueError for a text that a typewriter does not have.
    """
    made = BytesIO()
    canvas = new_canvas(made, paper)
    for page in pages:
        for place, word in enumerate(paper.across):
            draw_across(canvas, word, place, len(paper.across))
        canvas.setLineWidth(HAIRLINE)
        for one in page.strokes:
            canvas.line(*one)
        for words in page.notes:
            draw_line(canvas, words.x, words.y, words.line)
        _type(canvas, origin, page.typed)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def _type(canvas: Canvas, origin: FirstCharacter, typed: Sequence[Typed]) -> None:
    for one in typed:
        if not (one.text.isascii() and one.text.isprintable()):
            raise ValueError("a character that no typewriter has")
    if typed:
        canvas.setFont(_FONT, _SIZE)
    for one in typed:
        canvas.drawString(origin.x(one.column), origin.y(one.line), one.text)
