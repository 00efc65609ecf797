"""Reads a payment as typed and allots it to its visits; every problem names its field."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from clinic_desktop.payments.model import CARDS, PARTS, PaymentDraft
from clinic_desktop.values import money
from clinic_desktop.values.money import parse_cents
from clinic_desktop.values.problems import Problems, Unreadable
from clinic_desktop.values.text import plain
from clinic_desktop.values.typed_days import past_day, refuse_before_birth
from clinic_desktop.wording import say

# The shortest number of a card that is in use has twelve.
_DIGITS_OF_A_CARD = 12


def payment_values(draft: PaymentDraft, open_cents: int, born: date | None, today: date) -> dict[str, Any]:
    """The columns of a payment but its client; raises Refused with all that is wrong.

    `open_cents` is what is open on the visits it is for, without this payment. It may lie long before them: a package
    is dated the day it was bought.
    """
    found = Problems()
    amounts = _amounts(found, draft, open_cents)
    paid_on = _paid_on(found, draft.paid_on, today)
    refuse_before_birth(found, "paid_on", paid_on, born)
    reference = plain(draft.reference)
    if draft.method in CARDS and sum(map(str.isdecimal, reference)) >= _DIGITS_OF_A_CARD:
        found.add("reference", say("Only the last four digits of a card belong here."))
    values = {
        "paid_on": paid_on.isoformat() if paid_on else "",
        "method": draft.method,
        "reference": reference,
        **{f"{part}_cents": cents or 0 for part, cents in amounts.items()},
        "note": plain(draft.note),
    }
    found.limit(values, {"reference": 40, "note": 10_000})
    found.refuse()
    return values


def shares(open_cents: Sequence[int], cents: int) -> tuple[int, ...]:
    """How many cents each visit gets, in the order of what is open on them: none more than that, all of it in sum.

    Raises ValueError for more than is open.
    """
    allotted, rest = [], cents
    for open_here in open_cents:
        share = min(max(open_here, 0), rest)
        allotted.append(share)
        rest -= share
    if rest:
        raise ValueError(f"{rest} cents find no visit")
    return tuple(allotted)


def shares_again(open_cents: Sequence[int], own: Sequence[int], cents: int) -> tuple[int, ...]:
    """As `shares` for a payment that is changed: while its service part is what it was, each visit keeps its share.

    `open_cents` counts what the payment gave so far as open. Raises ValueError for more than is open.
    """
    return tuple(own) if sum(own) == cents else shares(open_cents, cents)


def amounts_typed(draft: PaymentDraft) -> tuple[int | None, ...]:
    """The parts in cents while somebody types: 0 where nothing stands, None where it cannot be read."""
    return tuple(cents_typed(getattr(draft, part)) for part in PARTS)


def cents_typed(text: str) -> int | None:
    """One part while somebody types, as in `amounts_typed`."""
    if not text.strip():
        return 0
    try:
        return parse_cents(text)
    except Unreadable:
        return None


def on_record(number: str, paid_on: str) -> str:
    """The sentence about a check that was taken before; `paid_on` is that day as shown."""
    return say("Check {number} is on record already, from {day}.", number=number, day=paid_on)


def _amounts(found: Problems, draft: PaymentDraft, open_cents: int) -> dict[str, int | None]:
    amounts: dict[str, int | None] = {}
    for part in PARTS:
        text = getattr(draft, part)
        amounts[part] = found.read(part, parse_cents, text) if text.strip() else 0
        if part == "service":
            _refuse_too_much(found, amounts[part] or 0, open_cents)
        elif part == "tip" and amounts[part] and draft.method == "package":
            found.add(part, say("A tip is not paid from a package. Take it as a payment of its own."))
    if all(cents == 0 for cents in amounts.values()):
        found.add("service", say("Type what was paid."))
    return amounts


def _refuse_too_much(found: Problems, cents: int, open_cents: int) -> None:
    if cents <= open_cents:
        return
    if open_cents > 0:
        facts = {"more": money.shown(cents - open_cents), "open": money.shown(open_cents)}
        words = say("This is {more} more than the {open} that are unpaid. Is the rest a tip? Type it there.", **facts)
    else:
        words = say("Nothing is unpaid. Is this a tip? Type it there.")
    found.add("service", words)


def _paid_on(found: Problems, typed: str, today: date) -> date | None:
    if not typed.strip():
        found.add("paid_on", say("Type the day it was paid."))
    return past_day(found, "paid_on", typed, today)
