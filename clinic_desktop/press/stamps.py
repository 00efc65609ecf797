"""The line below each page of a packet: set once for all of them, and put on each by a few bytes of its own."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any, NamedTuple

from clinic_desktop.press import fonts
from clinic_desktop.press.sheet import LEFT, Paper, draw_line, new_canvas
from clinic_desktop.press.text import Type, set_line

# Seen on a bad fax, and within what a printer reaches.
STAMP_TYPE, STAMP_AT = Type(9.0), 17.0


class StampText(NamedTuple):
    """A line as strings of a PDF, each with the name of its font in the type case; `width` is in points."""

    pieces: tuple[tuple[str, str], ...]
    width: float

    def operators(self, paper_width: float, names: dict[str, str]) -> str:
        """What a PDF writes for it at the right of a page so wide; `names` are what that page calls the fonts."""
        shown = " ".join(f"{names[font]} {STAMP_TYPE.size:g} Tf ({text}) Tj" for font, text in self.pieces)
        at = f"1 0 0 1 {paper_width - LEFT - self.width:.2f} {STAMP_AT:g} Tm"
        # A reader that speaks knows that this is no part of what the page says.
        return f"/Artifact <</Type /Pagination>> BDC q 0 g BT {at} {shown} ET Q EMC"


class TypeCase(NamedTuple):
    """All stamps of a document, and a PDF whose first page has the fonts that they are set in."""

    pdf: bytes
    texts: tuple[StampText, ...]


def type_case(stamps: Sequence[str]) -> TypeCase:
    """The stamps ready to be put on pages; there is one at least."""
    made = BytesIO()
    canvas = new_canvas(made, Paper("", "", ""))
    document: Any = canvas._doc  # type: ignore[attr-defined] # the stubs leave it out
    found = []
    for words in stamps:
        line = set_line(words, STAMP_TYPE)
        pieces = []
        for name, piece in line.pieces:
            font = fonts.opened(name)
            pieces += [(font.name_in(document, part), shown) for part, shown in font.pieces(piece, document)]
        found.append(StampText(tuple(pieces), line.width))
    # A page without any text would name no font.
    draw_line(canvas, 0, 0, set_line(stamps[0], STAMP_TYPE))
    canvas.showPage()
    canvas.save()
    return TypeCase(made.getvalue(), tuple(found))
