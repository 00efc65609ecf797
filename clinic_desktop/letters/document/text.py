"""Running text of a letter: paragraphs within its margins, items with their bullet hanging, no line left alone."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from clinic_desktop.press.addressed import WINDOW_LEFT
from clinic_desktop.press.sheet import PAGE_WIDTH, Sheet
from clinic_desktop.press.text import SetLine, Type, set_line, set_lines

# The text begins where the address in the window does, and the margins are alike.
MARGIN = WINDOW_LEFT
MEASURE = PAGE_WIDTH - 2 * MARGIN
SMALL = Type(9.0)
SMALL_LEAD = 12.0
# A phone number is not parted by the end of a line.
_PHONE, _JOINED = re.compile(r"(\([0-9]{3}\)) (?=[0-9])"), "\\1\u00a0"
_BASELINE, _BULLET, _HANGING = 0.76, "•", 12.0
# Up to so many lines are never parted by the end of a page.
_KEPT_LINES = 3


class Setting(NamedTuple):
    """How a letter is set, in points: its text, the leading of it, and the room between paragraphs. One that `is_close`
    names its enclosures in a sentence, and the numbers of who signs in one line."""

    size: float
    lead: float
    gap: float
    is_close: bool = False

    @property
    def text(self) -> Type:
        """Text."""
        return Type(self.size)

    @property
    def strong(self) -> Type:
        """The subject, and headings."""
        return Type(self.size, bold=True)


class Line(NamedTuple):
    """A line that is set, so far from the left margin; a bullet stands before the first line of an item."""

    x: float
    line: SetLine
    is_item: bool = False


def laid(paragraph: str, face: Type) -> list[Line]:
    """The lines of a paragraph; each line of it that begins with a bullet is an item."""
    found: list[Line] = []
    for typed in paragraph.split("\n"):
        is_item = typed.lstrip().startswith(_BULLET)
        words = typed.lstrip().removeprefix(_BULLET).strip() if is_item else typed.strip()
        words = _PHONE.sub(_JOINED, words)
        inset = _HANGING if is_item else 0.0
        for place, line in enumerate(set_lines(words, face, MEASURE - inset)):
            found.append(Line(inset, line, is_item and not place))
    return found


def place(sheet: Sheet, lines: Sequence[Line], lead: float) -> None:
    """Set the lines of a paragraph; where the page ends inside it, two lines at least stand on each side."""
    if len(lines) <= _KEPT_LINES:
        sheet.keep(len(lines) * lead)
    left = list(lines)
    while left:
        fitting = 0
        while fitting < len(left) and sheet.has_room((fitting + 1) * lead):
            fitting += 1
        if fitting < len(left):
            fitting = _parted(fitting, len(left))
        if not fitting and sheet.is_fresh:
            fitting = 1
        for one in left[:fitting]:
            _put(sheet, one, lead)
        left = left[fitting:]
        if left:
            sheet.turn()


def _parted(fitting: int, count: int) -> int:
    """How many lines stay on the page: neither the first one nor the last one stands alone."""
    fitting = fitting - 1 if count - fitting == 1 else fitting
    return 0 if fitting == 1 else max(fitting, 0)


def _put(sheet: Sheet, one: Line, lead: float) -> None:
    baseline = sheet.y - _BASELINE * lead
    if one.is_item:
        sheet.put(MARGIN + 2.0, baseline, set_line(_BULLET, Type(one.line.size)))
    sheet.put(MARGIN + one.x, baseline, one.line)
    sheet.y -= lead
