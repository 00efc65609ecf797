"""Reads a payment as typed and allots it to its visits; every problem names its field."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from clinic_desktop.payments.model import ALL_PARTS, BOUGHT_BEFORE, CARDS, PARTS, PaymentDraft
from clinic_desktop.values import dates, money
from clinic_desktop.values.money import cents_typed, parse_cents
from clinic_desktop.values.problems import Problems, Unreadable
from clinic_desktop.values.text import plain
from clinic_desktop.values.typed_days import past_day, refuse_before_birth
from clinic_desktop.wording import say

# The shortest number of a card that is in use has twelve.
_DIGITS_OF_A_CARD = 12


@dataclass(frozen=True, slots=True)
class Unpaid:
    """A visit that a payment is for, with what is open on it in cents, without this payment."""

    day: date
    is_given: bool
    open_cents: int


def payment_values(
    draft: PaymentDraft,
    open_cents: int | None,
    born: date | None,
    today: date,
    visits: Sequence[Unpaid] = (),
    unpaid_price: int | None = None,
) -> dict[str, Any]:
    """The columns of a payment but its client; raises Refused with all that is wrong.

    `open_cents` is what is open on the visits it is for, without this payment; None of one that is for no visit.
    `visits` are those, the oldest first:
    money for one that was given is not dated before it, but for what was bought before or was paid ahead. Of a sale
    `unpaid_price` is what of the price is open, None where nothing is sold.
    """
    found = Problems()
    amounts = _amounts(found, draft, open_cents, unpaid_price)
    _refuse_odd_parts(found, draft, amounts)
    _refuse_other_sum(found, draft, amounts)
    paid_on = _paid_on(found, draft.paid_on, today)
    refuse_before_birth(found, "paid_on", paid_on, born)
    _refuse_early(found, draft, paid_on, amounts["service"] or 0, visits)
    values = {
        "paid_on": paid_on.isoformat() if paid_on else "",
        "method": draft.method,
        "reference": reference_of(found, draft.method, draft.reference),
        **{f"{part}_cents": cents or 0 for part, cents in amounts.items()},
        "note": plain(draft.note),
        "payer_id": int(draft.payer) if draft.payer else None,
        "paid_ahead": int(bool(draft.paid_ahead)),
    }
    found.limit(values, {"reference": 40, "note": 10_000})
    found.refuse()
    return values


def reference_of(found: Problems, method: str, typed: str) -> str:
    """The reference as it is kept; the whole number of a card is noted at its field, and never kept."""
    reference = plain(typed)
    if method in CARDS and sum(map(str.isdecimal, reference)) >= _DIGITS_OF_A_CARD:
        found.add("reference", say("Only the last four digits of a card belong here."))
    return reference


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


def day_typed(text: str, today: date) -> date | None:
    """A day while somebody types, None where it cannot be read yet."""
    try:
        return dates.parse_date(text, today)
    except Unreadable:
        return None


def rest_for_service(draft: PaymentDraft, open_cents: int) -> int | None:
    """What of the amount received is left for the visits once the other parts are taken off, in cents, at most what is
    open; None where nothing was received, or something cannot be read yet."""
    received = cents_typed(draft.received)
    others = [cents_typed(getattr(draft, part)) for part in (*PARTS[1:], "credit")]
    if not received or None in others:
        return None
    return min(max(received - sum(one or 0 for one in others), 0), max(open_cents, 0))


def is_early(paid_on: date, visits: Sequence[Unpaid], cents: int) -> bool:
    """Whether so many cents, paid on that day, pay in full a visit that was given later."""
    found = zip(visits, shares([one.open_cents for one in visits], cents), strict=True)
    return any(one.is_given and one.day > paid_on and share >= one.open_cents > 0 for one, share in found)


def on_record(number: str, paid_on: str) -> str:
    """The sentence about a check that was taken before; `paid_on` is that day as shown."""
    return say("Check {number} is on record already, from {day}.", number=number, day=paid_on)


def _amounts(
    found: Problems, draft: PaymentDraft, open_cents: int | None, unpaid_price: int | None
) -> dict[str, int | None]:
    amounts: dict[str, int | None] = {}
    for part in ALL_PARTS:
        text = getattr(draft, part)
        amounts[part] = found.read(part, parse_cents, text) if text.strip() else 0
        if part == "service":
            _refuse_too_much(found, amounts[part] or 0, open_cents or 0)
        elif part == "tip" and amounts[part]:
            _refuse_tip(found, draft)
    if (amounts["sold"] or 0) > (unpaid_price or 0):
        words = say("Only {left} of its price is not paid yet.", left=money.shown(unpaid_price or 0))
        found.add("sold", words)
    if all(cents == 0 for cents in amounts.values()):
        found.add(_first_part(open_cents, unpaid_price), say("Type what was paid."))
    return amounts


def _first_part(open_cents: int | None, unpaid_price: int | None) -> str:
    """Where the form of a payment begins: what is for visits, for a sale, or else kept on account."""
    if unpaid_price is not None:
        return "sold"
    return "credit" if open_cents is None else "service"


def refuse_bought_with_bought(found: Problems, method: str) -> None:
    """Note that a package, membership or gift card is paid with another one: nothing would be drawn from that."""
    if method in BOUGHT_BEFORE:
        words = say("What was bought before does not buy this. Choose how the money came, and use what was bought"
                    " before for visits.")  # fmt: skip
        found.add("method", words)


def _refuse_tip(found: Problems, draft: PaymentDraft) -> None:
    if draft.payer:
        found.add("tip", say("A plan pays no tip. Take it as a payment of its own."))
    elif draft.method == "membership":
        found.add("tip", say("A tip is not paid from a membership. Take it as a payment of its own."))
    elif draft.method == "package":
        found.add("tip", say("A tip is not paid from a package. Take it as a payment of its own."))


def _refuse_odd_parts(found: Problems, draft: PaymentDraft, amounts: dict[str, int | None]) -> None:
    if not amounts["credit"]:
        return
    if draft.payer:
        found.add("credit", say("What a plan paid too much goes back to the plan, not to the client’s account."))
    elif draft.method in BOUGHT_BEFORE:
        found.add("credit", say("No money came in that could be kept: what it holds stays on it."))


def _refuse_other_sum(found: Problems, draft: PaymentDraft, amounts: dict[str, int | None]) -> None:
    """What was received is all of its parts, and a tip no more than that."""
    received = found.read("received", parse_cents, draft.received) if draft.received.strip() else None
    if received is None:
        return
    total, facts = sum(cents or 0 for cents in amounts.values()), {"received": money.shown(received)}
    if (amounts["tip"] or 0) > received:
        found.add("tip", say("The tip is more than the {received} that was received.", **facts))
    elif None in amounts.values() or found.found:
        # Said at the part; what the sum would be is not known yet.
        return
    elif total < received:
        rest = money.shown(received - total)
        words = say("{rest} of it have no part yet: a tip, or kept for later visits? Type it there.", rest=rest)
        found.add("received", words)
    elif total > received:
        words = say("The parts come to {total}, more than the {received} that was received.",
                    total=money.shown(total), **facts)  # fmt: skip
        found.add("received", words)


def _refuse_too_much(found: Problems, cents: int, open_cents: int) -> None:
    if cents <= open_cents:
        return
    if open_cents > 0:
        words = say(
            "This is {more} more than the {open} that are unpaid."
            " Is the rest a tip, or kept for later visits? Type it there.",
            more=money.shown(cents - open_cents),
            open=money.shown(open_cents),
        )
    else:
        words = say("Nothing is unpaid. Is this a tip, or kept for later visits? Type it there.")
    found.add("service", words)


def _refuse_early(
    found: Problems, draft: PaymentDraft, paid_on: date | None, cents: int, visits: Sequence[Unpaid]
) -> None:
    if not paid_on or draft.method in BOUGHT_BEFORE or draft.paid_ahead:
        return
    if cents > sum(max(one.open_cents, 0) for one in visits) or not is_early(paid_on, visits, cents):
        return
    day = dates.shown(min(one.day for one in visits if one.is_given and one.day > paid_on))
    found.add("paid_on", say("This is before the visit that it pays in full ({day}). Check the day, or check"
                             " “Paid ahead”.", day=day))  # fmt: skip


def _paid_on(found: Problems, typed: str, today: date) -> date | None:
    if not typed.strip():
        found.add("paid_on", say("Type the day it was paid."))
    return past_day(found, "paid_on", typed, today)
