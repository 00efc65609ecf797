"""The top of a document: who it is from on the left, what it is on the right, a line below both."""

from clinic_desktop.press.blocks import Block
from clinic_desktop.press.sheet import BOTTOM, LEFT, LINE, RIGHT, Align, Sheet
from clinic_desktop.press.text import SetLine, Type

TITLE, ISSUER = Type(17.0, bold=True), Type(13.5, bold=True)
# Of the left side.
HEAD_WIDTH = 350.0
_FIRST_LINE, _LEADING = 14.0, 1.38


def set_head(sheet: Sheet, left: Block, right: list[SetLine]) -> None:
    """Both sides begin on one baseline, that of the large type."""
    rest, lowest = _set_down(sheet, [one.line for row in left.rows for one in row], "left")
    _, beside = _set_down(sheet, right, "right")
    lowest = min(lowest, beside)
    while rest:
        # Only a case file has so much to say of a clinic.
        sheet.turn()
        rest, lowest = _set_down(sheet, rest, "left")
    sheet.y = lowest - _FIRST_LINE * 0.6
    sheet.rule(LEFT, RIGHT, sheet.y, LINE)


def _set_down(sheet: Sheet, lines: list[SetLine], align: Align) -> tuple[list[SetLine], float]:
    """What did not fit on the page, and the lowest baseline."""
    baseline = sheet.y - _FIRST_LINE
    for place, line in enumerate(lines):
        below = baseline - line.size * _LEADING if place else baseline
        if place and below < BOTTOM:
            return lines[place:], baseline
        baseline = below
        sheet.put(LEFT if align == "left" else RIGHT, baseline, line, align)
    return [], baseline
