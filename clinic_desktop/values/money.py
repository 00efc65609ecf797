"""Money is whole cents, always."""

import re

from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say

MOST_CENTS = 100_000_000
_TYPED = re.compile(r"\$?\s*([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)?(?:\.([0-9]{0,2}))?")


def parse_cents(text: str) -> int:
    """Cents from "$1,234.50", "80" or "80.5"; raises Unreadable. Never negative, $1,000,000.00 at most."""
    found = _TYPED.fullmatch(text.strip())
    if not found or not (found[1] or found[2]):
        raise Unreadable(say("Type an amount such as 80 or 80.50."))
    cents = int((found[1] or "0").replace(",", "")) * 100 + int((found[2] or "").ljust(2, "0") or 0)
    if cents > MOST_CENTS:
        raise Unreadable(say("This is more than a million dollars. Check the amount."))
    return cents


def shown(cents: int) -> str:
    """Cents as the screen shows them: "$1,234.50", with a true minus sign below zero."""
    sign = "\N{MINUS SIGN}" if cents < 0 else ""
    return f"{sign}${_plain(cents, ',')}"


def typed(cents: int) -> str:
    """Cents as a field holds them: "1234.50"."""
    return _plain(cents, "")


def _plain(cents: int, separator: str) -> str:
    dollars, rest = divmod(abs(cents), 100)
    return f"{dollars:{separator}}.{rest:02d}"
