"""The data of claims alone, for sheets that have the form on them already; and the page to align a printer with.

No line, no word of the form is drawn: it belongs to somebody else, and payers refuse a copy.
"""

from collections.abc import Iterator, Sequence

from clinic_desktop.claims.model import ClaimSheet, Offsets
from clinic_desktop.claims.rules.check import WIDTH, column, printed
from clinic_desktop.claims.rules.places import PLACES
from clinic_desktop.press.sheet import Paper
from clinic_desktop.press.typed import (
    ASCENT,
    LEADING,
    PITCH,
    FirstCharacter,
    Note,
    ThinLine,
    Typed,
    TypedPage,
    note,
    typed_pdf,
)
from clinic_desktop.wording import say

# A mark at the place of a box, and the number beside it.
_MARK, _SMALL, _WORDS = 5.0, 6.5, 8.5
_TICK, _LONG_TICK = 4.0, 9.0
# The ruler of columns stands below the last box, and above the edge that a printer does not reach.
_RULER_LINE = 63
# How far the numbers of lines stand from the right end of the form.
_NUMBERS = 22.0
# So many columns and lines make an inch.
_COLUMNS_AN_INCH, _LINES_AN_INCH = 10, 6


def form_pdf(claims: Sequence[ClaimSheet], offsets: Offsets, *, is_demo: bool = False) -> bytes:
    """A page a claim, nothing on it but its data."""
    pages = [TypedPage(typed=tuple(_typed(one))) for one in claims]
    across = (say("DEMO"),) if is_demo else ()
    return typed_pdf(Paper(say("Claim form, data only"), "", "", across), _origin(offsets), pages)


def alignment_pdf(printer: str, offsets: Offsets) -> bytes:
    """Marks where the boxes begin, a ruler in inches and columns, and the offsets it is printed with."""
    origin = _origin(offsets)
    notes = [*_words(printer, offsets, origin), *_numbers(origin)]
    page = TypedPage(notes=notes, strokes=[*_marks(origin), *_rulers(origin)])
    return typed_pdf(Paper(say("Alignment page"), "", ""), origin, [page])


def inches(hundredths: int) -> str:
    """Hundredths of an inch as a number of inches: "0.28"."""
    return f"{hundredths // 100}.{hundredths % 100:02}"


def _origin(offsets: Offsets) -> FirstCharacter:
    return FirstCharacter(offsets.left, offsets.top)


def _typed(claim: ClaimSheet) -> Iterator[Typed]:
    for box in claim.boxes:
        for piece in box.pieces:
            text = printed(piece)
            if text:
                yield Typed(piece.line, column(piece), text)


def _words(printer: str, offsets: Offsets, origin: FirstCharacter) -> Iterator[Note]:
    """In the upper left corner, where the form has nothing to fill in."""
    facts = {"left": inches(offsets.left), "top": inches(offsets.top)}
    stated = say("Left {left} in, top {top} in.", **facts)
    lines = (
        say("Alignment page: print it at 100% on plain paper,"),
        say("and hold it with a form against the light."),
        stated,
        say("Printer: {printer}", printer=printer) if printer else say("No printer chosen"),
        say("Each corner is where the first character of a box stands."),
    )
    for at, words in enumerate(lines):
        yield note(origin.x(2), origin.y(2) - at * (_WORDS + 3), words, _WORDS, bold=words is stated)


def _numbers(origin: FirstCharacter) -> Iterator[Note]:
    for one in PLACES:
        yield note(origin.x(one.column) + 2, origin.y(one.line) + 1.5, one.number or say("Payer"), _SMALL)
    for at in range(0, WIDTH, _COLUMNS_AN_INCH):
        yield note(origin.x(at + 1) + 1, origin.y(_RULER_LINE) + _LONG_TICK + 1, str(at + 1), _SMALL)
    for at in range(0, _RULER_LINE, _LINES_AN_INCH):
        yield note(origin.x(WIDTH + 1) - _NUMBERS, origin.y(at + 1) - 2, str(at + 1), _SMALL)


def _marks(origin: FirstCharacter) -> Iterator[ThinLine]:
    """The corner of a character: its left side and its baseline."""
    for one in PLACES:
        x, y = origin.x(one.column), origin.y(one.line)
        yield ThinLine(x, y, x + _MARK, y)
        yield ThinLine(x, y, x, y + ASCENT)


def _rulers(origin: FirstCharacter) -> Iterator[ThinLine]:
    """Columns along the foot, lines along the right; long ticks are an inch apart."""
    low, right = origin.y(_RULER_LINE), origin.x(WIDTH + 1)
    for at in range(WIDTH + 1):
        long = at % _COLUMNS_AN_INCH == 0
        x = origin.x(1) + PITCH * at
        yield ThinLine(x, low, x, low + (_LONG_TICK if long else _TICK))
    for at in range(_RULER_LINE):
        long = at % _LINES_AN_INCH == 0
        y = origin.y(1) - LEADING * at
        yield ThinLine(right - (_LONG_TICK if long else _TICK), y, right, y)
