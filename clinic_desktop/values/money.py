"""Money is whole cents: read what a person types, and write it for the screen and for a field."""

import re

from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say

# Far above any bill of a clinic; a larger number is a slip, such as a phone number in the price field.
MOST_CENTS = 100_000_000

# [0-9] and not \d, which also takes the digits of other scripts. Patterns stay text, so that `re` compiles
# them at first use and not at program start.
_PLAIN = r"[0-9]+|(?=\.[0-9])"
_GROUPED = r"[0-9]{1,3}(?:,[0-9]{3})+"
_AMOUNT = rf"\$? ?({_GROUPED}|{_PLAIN})(?:\.([0-9]{{0,2}}))?"
_MINUS = r"\$? ?[-\u2212(]"
_LONG_TAIL = r"\$? ?[0-9,]*\.[0-9]{3,}"
_COMMAS = r"\$? ?[0-9,]+(?:\.[0-9]{0,2})?"


def parse_cents(text: str) -> int:
    """Cents from dollars as typed: "80", "80.5", "$1,234.50"; 0 to MOST_CENTS (domain 8.1).

    Raises Unreadable for nothing, a minus, a third decimal, a comma out of place, or other letters.
    """
    entry = text.strip()
    amount = re.fullmatch(_AMOUNT, entry)
    if amount is None:
        raise Unreadable(_what_is_wrong(entry))
    # Leading zeros go first: Python refuses to read more than 4300 digits, and the length says enough.
    whole = amount[1].replace(",", "").lstrip("0")
    if len(whole) > len(str(MOST_CENTS)):
        raise Unreadable(_too_much())
    cents = int(whole or "0") * 100 + int((amount[2] or "").ljust(2, "0"))
    if cents > MOST_CENTS:
        raise Unreadable(_too_much())
    return cents


def cents_typed(text: str) -> int | None:
    """An amount while somebody types: 0 where nothing stands, None where it cannot be read yet."""
    if not text.strip():
        return 0
    try:
        return parse_cents(text)
    except Unreadable:
        return None


def shown(cents: int) -> str:
    """Cents for the screen: "$1,234.50"; below zero with a real minus sign (U+2212) in front."""
    dollars, rest = divmod(abs(cents), 100)
    sign = "\u2212" if cents < 0 else ""
    return f"{sign}${dollars:,}.{rest:02d}"


def typed(cents: int) -> str:
    """Cents as a person would type them into a field: "1234.50"; `parse_cents` reads it back."""
    sign = "-" if cents < 0 else ""
    dollars, rest = divmod(abs(cents), 100)
    return f"{sign}{dollars}.{rest:02d}"


def _what_is_wrong(entry: str) -> str:
    if not entry:
        return say("Type an amount, like 80.00.")
    if re.match(_MINUS, entry):
        return say("Type the amount without a minus sign.")
    if re.fullmatch(_LONG_TAIL, entry):
        return say("Cents have two digits: type the amount like 80.50.")
    if "," in entry and re.fullmatch(_COMMAS, entry):
        return say("A comma is out of place: type the amount like 1,234.50 or 1234.50.")
    return say("Type the amount in digits, like 80.00 or 1,234.50.")


def _too_much() -> str:
    return say("The largest amount is {amount}: check the digits.", amount=shown(MOST_CENTS))
