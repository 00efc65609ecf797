"""A line to sign on, with the name below it and one for the day."""

from clinic_desktop.press.blocks import MOST_REPEATED_LINES, Scale
from clinic_desktop.press.sheet import HAIRLINE, LEFT, Sheet
from clinic_desktop.press.text import SetLine, set_lines

_BASELINE = 0.76
_SIGNATURE_WIDTH, _ABOVE_SIGNATURE = 290.0, 1.6


def signature(sheet: Sheet, scale: Scale, name: str, day_label: str) -> None:
    """A line to sign on with the name below it, and one for the day."""
    sheet.y -= scale.lead * _ABOVE_SIGNATURE
    below = 1
    for left, width, words in ((LEFT, _SIGNATURE_WIDTH, name), (LEFT + 320, 110.0, day_label)):
        sheet.rule(left, left + width, sheet.y, HAIRLINE * 2)
        lines = _signed(words, scale, width)
        for down, line in enumerate(lines):
            sheet.put(left, sheet.y - (down + _BASELINE) * scale.lead - 1, line)
        below = max(below, len(lines))
    sheet.y -= below * scale.lead + 1


def signature_height(scale: Scale, name: str) -> float:
    """How much room `signature` takes, in points."""
    return (_ABOVE_SIGNATURE + max(len(_signed(name, scale, _SIGNATURE_WIDTH)), 1)) * scale.lead + 1


def _signed(words: str, scale: Scale, width: float) -> tuple[SetLine, ...]:
    return set_lines(" ".join(words.split()), scale.fine, width, MOST_REPEATED_LINES)
