"""Amounts, days, times and kinds as they are printed. Whatever cannot be read is printed as it came: drafts show it."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from clinic_desktop.payments.model import BOUGHT_BEFORE, CARDS, METHODS
from clinic_desktop.press.letters import joined
from clinic_desktop.superbills.model.bill import BilledPayment, BilledService, BilledVisit
from clinic_desktop.values import dates
from clinic_desktop.values.check_numbers import check_number
from clinic_desktop.values.times import shown_time
from clinic_desktop.wording import mark, say

_LAST_DIGITS = 4
# As it stands on a card, with spaces or dashes between: twelve digits or more (ISO/IEC 7812).
# Patterns of a whole reference. They stay text, so that `re` compiles them at first use.
_CARD_NUMBER = r"[0-9](?:[ -]?[0-9]){11,18}"
_ENDING = r"(?:(?:card |visa |mastercard |mc |amex |discover )?(?:ending(?: in)?|no\.?|x+|\*+|\.{2,}|…|#)? ?)[0-9]{4}"

RELATIONSHIPS: Mapping[str, str] = MappingProxyType(
    {
        "spouse": mark("Patient is the subscriber’s spouse"),
        "child": mark("Patient is the subscriber’s child"),
        "other": mark("Patient is related to the subscriber otherwise"),
    }
)


def worded(words: Mapping[str, str], key: str) -> str:
    """The words of a key; a key that is not known is printed itself."""
    return say(words[key]) if key in words else key


def day(one: date | None) -> str:
    """A day on US paper, "" for none."""
    return dates.printed(one) if one else ""


def amount(cents: int) -> str:
    """Cents within a table: "1,234.50", "-10.00"."""
    dollars, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{dollars:,}.{rest:02d}"


def dollars(cents: int) -> str:
    """Cents in a sum or a sentence: "$1,234.50", "-$10.00"."""
    return f"{'-' if cents < 0 else ''}${amount(abs(cents))}"


def lines(parts: Iterable[str]) -> str:
    """What there is of the parts, each on a line of its own."""
    return "\n".join(part for part in parts if part)


def span(service: BilledService, visit: BilledVisit) -> str:
    """From when to when a service was given; the only one of a visit may have the times of the visit."""
    of = service if service.starts_at or len(visit.services) > 1 else visit
    starts, ends = _clock(of.starts_at), _clock(of.ends_at)
    # "10:00–11:00 AM": the half of the day once, where both have it.
    *_, half = ends.partition(" ")
    if half and starts.endswith(f" {half}"):
        starts = starts.removesuffix(f" {half}")
    # A time is not broken at the end of a line.
    return joined((starts, ends), "–").replace(" ", "\u00a0")


def method(payment: BilledPayment) -> str:
    """How it was paid: "Card ending in 4242", "Check no. 1207", "Package, bought before".

    Of a reference only the number is printed that says which card or which check: people write beside it what is no
    part of a bill, a tip among others (domain 1.1).
    """
    words = worded(METHODS, payment.method)
    if payment.method in BOUGHT_BEFORE:
        return say("{method}, bought before", method=words)
    if payment.method in CARDS and (digits := last_digits(payment.reference)):
        return say("{method} ending in {digits}", method=words, digits=digits)
    if payment.method == "check" and (number := check_number(payment.reference)):
        return say("{method} no. {number}", method=words, number=number)
    return words


def last_digits(reference: str) -> str:
    """The last four digits of a card: of "4242", "x4242", "ending in 4242" or a whole number. Of anything else "": a
    tip or a date beside them would be read as the card."""
    bare = reference.strip()
    if re.fullmatch(_ENDING, bare, re.ASCII | re.IGNORECASE):
        return bare[-_LAST_DIGITS:]
    return re.sub("[^0-9]", "", bare)[-_LAST_DIGITS:] if re.fullmatch(_CARD_NUMBER, bare, re.ASCII) else ""


def _clock(time: str) -> str:
    return shown_time(time) if re.fullmatch("(?:[01][0-9]|2[0-3]):[0-5][0-9]", time) else time
