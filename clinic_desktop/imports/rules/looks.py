"""What a cell looks like by itself: a day, a phone number, an email address, and what else has a shape."""

import re

from clinic_desktop.values.identifiers import STATES

# [0-9] and not \d, which also takes the digits of other scripts. Patterns stay text, compiled at first use.
_PATTERNS = {
    "day": r"[0-9]{1,2}[/.\-][0-9]{1,2}[/.\-][0-9]{2,4}(?: .{1,20})?|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[ T].{1,25})?"
    r"|[0-9]{1,2} [A-Za-z]{3,9}\.? [0-9]{4}|[A-Za-z]{3,9}\.? [0-9]{1,2},? [0-9]{4}",
    "phone": r"(?:(?:cell|mobile|home|work|main|office|tel|phone|c|m|h|w)[.: ]+)?(?:\+?1[ .\-]?)?"
    r"\(?[2-9][0-9]{2}\)?[ .\-/]*[0-9]{3}[ .\-]*[0-9]{4}(?: ?(?:x|ext).{1,8})?(?: ?\(?[a-z]{1,6}\)?)?",
    "email": r"[^@\s]+@[^@\s]+\.[^@\s]+",
    "zip": r"[0-9]{5}(?:-[0-9]{4})?",
    "time": r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?: ?[ap]\.?m\.?)?|[0-9]{1,2} ?[ap]\.?m\.?",
    "money": r"-?\$ ?[0-9,]+(?:\.[0-9]{2})?|-?[0-9]+\.[0-9]{2}",
    "number": r"[0-9]+",
    "name": r"[^\W\d_][^\d@/]*[ ,]+[^\d@/]+",
}
_SEX = ("f", "m", "x", "female", "male", "non-binary", "nonbinary", "u", "woman", "man")
# What programs write for nothing.
_NOTHING = frozenset(
    ("n/a", "na", "none", "null", "-", "--", "unknown", "#n/a", "not specified", "(none)", "undefined")
)
_LONGEST = 60


def looks_like(shape: str, cell: str) -> bool:
    """Whether a cell has this shape: day, phone, email, zip, time, money, number, name, state or sex."""
    if len(cell) > _LONGEST:
        return False
    if shape == "state":
        return cell.upper() in STATES
    if shape == "sex":
        return cell.lower() in _SEX
    return re.fullmatch(_PATTERNS[shape], cell, re.IGNORECASE | re.ASCII if shape != "name" else 0) is not None


def is_nothing(cell: str) -> bool:
    """Whether a cell says that there is nothing, as programs do."""
    return cell.lower() in _NOTHING


def says_value(cell: str) -> bool:
    """Whether a cell can be no heading: a day, a phone number, an email address, a time, an amount or a number."""
    return any(looks_like(shape, cell) for shape in ("day", "phone", "email", "zip", "time", "money", "number"))
