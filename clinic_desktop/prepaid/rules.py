"""Reads a package, membership or gift card as typed; what a visit costs from it, and why one cannot be used."""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from clinic_desktop.prepaid.model import ENDINGS, KINDS, EndingDraft, Prepaid, PrepaidDraft
from clinic_desktop.values import dates, money
from clinic_desktop.values.money import parse_cents
from clinic_desktop.values.problems import Problems
from clinic_desktop.values.text import plain
from clinic_desktop.values.typed_days import optional_day, past_day
from clinic_desktop.wording import say, say_many

MOST_VISITS = 999
# How the state of one is meant: it can be used, somebody should look, there is nothing to do.
Tone = Literal["good", "warning", "plain"]
# One that expires within so many days is pointed out while something is left.
SOON_DAYS = 14
_MOST_MONTHS = 24
_MONTHS = 12

_CARD = re.compile(r"gift card\s*(?:no\.?\s*|number\s*|#\s*)?(\S.*)", re.IGNORECASE)


def card_number(typed: str) -> str:
    """The number of a gift card as it is compared: capital letters, no spaces."""
    return "".join(plain(typed).upper().split())


def card_said(typed: str) -> str:
    """The number of a gift card as somebody says it, "Gift card no. 7": what stands behind those words."""
    found = _CARD.fullmatch(typed.strip())
    return found[1] if found else typed


def share_cents(held: Prepaid) -> int:
    """What the next visit of one that holds visits costs, in cents: all shares together come to its price, to the
    cent. Rounded is what so many visits come to, so that no share is more than a cent away from another.

    Raises ValueError for one that holds a value.
    """
    if held.visits is None:
        raise ValueError("one that holds a value has no share")
    so_far = _so_far(held.price_cents, held.visits, min(held.uses + 1, held.visits))
    return max(so_far - held.drawn_cents, 0)


def least_and_most(price_cents: int, visits: int) -> tuple[int, int]:
    """What the cheapest and the dearest visit of so many cost, in cents, as `share_cents` shares the price of one that
    is new: they are a cent apart, or the same. Raises ValueError for less than one visit."""
    if visits < 1:
        raise ValueError("a price is shared by one visit at least")
    each, more = divmod(price_cents, visits)
    return each, each + bool(more)


def _so_far(price_cents: int, visits: int, uses: int) -> int:
    """What so many uses of one cost together, rounded to the cent."""
    return (2 * price_cents * uses + visits) // (2 * visits)


def why_not(held: Prepaid, day: date, cents: int) -> str:
    """Why a visit of that day cannot be paid with so many cents from it; "" where it can."""
    kind = _named(held)
    if held.ended_kind and held.ended_on:
        return _ended_words(held, kind, dates.shown(held.ended_on))
    if held.expires_on and held.expires_on < day:
        return say("This {kind} expired on {day}.", kind=kind, day=dates.shown(held.expires_on))
    if day < held.starts_on:
        return say("This {kind} begins on {day}.", kind=kind, day=dates.shown(held.starts_on))
    if held.visits is not None and held.uses >= held.visits:
        return say_many("The visit of this {kind} is used.", "All {count} visits of this {kind} are used.",
                        held.visits, kind=kind)  # fmt: skip
    return _too_little(held, kind, cents)


def is_live(one: Prepaid) -> bool:
    """Whether something can still come of it: it did not end, and holds something or may still get it. One of which a
    part went back gets nothing more when the rest is used."""
    return not one.ended_kind and (one.left_cents > 0 or (one.open_cents > 0 and not one.is_used_up))


def ends_soon(one: Prepaid, today: date) -> bool:
    """Whether it expires within SOON_DAYS, or expired already, with something left."""
    last = one.expires_on
    return is_live(one) and one.left_cents > 0 and last is not None and last <= today + timedelta(SOON_DAYS)


def runs_out(one: Prepaid, today: date, *, is_renewed: bool) -> bool:
    """Whether it is pointed out that it runs out: something on it expires soon or expired, or it is a membership whose
    period ends within SOON_DAYS, or ended no longer ago, and no other period follows (`is_renewed`)."""
    if ends_soon(one, today):
        return True
    if one.kind != "membership" or one.expires_on is None or one.ended_kind in ("closed", "refunded"):
        return False
    return not is_renewed and abs((one.expires_on - today).days) <= SOON_DAYS


def that_run_out(held: Sequence[Prepaid], today: date) -> tuple[Prepaid, ...]:
    """Those of one client that run out (`runs_out`), of all that they have, the first to end on top."""
    renewed = {one.follows for one in held}
    found = (one for one in held if runs_out(one, today, is_renewed=one.id in renewed))
    return tuple(sorted(found, key=lambda one: (one.expires_on or date.max, one.id)))


def by_end(held: Sequence[Prepaid]) -> tuple[Prepaid, ...]:
    """What a client has in the order in which it is used: what expires first, then what was sold first."""
    return tuple(sorted(held, key=lambda one: (one.expires_on or date.max, one.sold_on, one.id)))


def prepaid_values(draft: PrepaidDraft, today: date, *, is_of_client: bool) -> dict[str, Any]:
    """The columns of one that is sold, but its client; raises Refused with all that is wrong."""
    found = Problems()
    is_card = draft.kind == "gift_card"
    visits = None if is_card else _visits(found, draft.visits)
    cents = _price(found, draft.price)
    sold_on = past_day(found, "sold_on", draft.sold_on, today)
    if not draft.sold_on.strip():
        found.add("sold_on", say("Type the day it was sold."))
    starts_on = optional_day(found, "starts_on", draft.starts_on, today) or sold_on
    expires_on = optional_day(found, "expires_on", draft.expires_on, today)
    if starts_on and expires_on and expires_on < starts_on:
        found.add("expires_on", say("This is before it begins."))
    if draft.kind == "membership" and not draft.expires_on.strip():
        found.add("expires_on", say("Type the last day of the period that is paid."))
    number = card_number(draft.number) if is_card else ""
    if is_card and not number:
        found.add("number", say("Type the number that stands on the gift card."))
    bought_by = "" if is_of_client else found.need("bought_by", draft.bought_by, say("Type who bought it."))
    values = {
        "kind": draft.kind,
        "bought_by": bought_by,
        "name": plain(draft.name) or _usual_name(draft.kind, visits),
        "service_id": int(draft.service) if draft.service and not is_card else None,
        "visits": visits,
        "price_cents": cents,
        "number": number,
        "sold_on": _kept(sold_on),
        "starts_on": _kept(starts_on),
        "expires_on": _kept(expires_on),
        "note": plain(draft.note),
    }
    found.limit(values, {"name": 100, "number": 40, "note": 10_000})
    found.refuse()
    return values


def refuse_before_use(found: Problems, field: str, day: date, used_on: date | None) -> None:
    """Note at a field a last day, or an end, before the newest visit that it pays."""
    if used_on and day < used_on:
        later = dates.shown(used_on)
        found.add(field, say("It pays the visit of {day}: remove that use first, or type a later day.", day=later))


def ending_values(draft: EndingDraft, held: Prepaid, today: date, used_on: date | None = None) -> dict[str, Any]:
    """The columns of one that ends, its rest forfeited; `used_on` is its newest use. Raises Refused with all wrong."""
    found = Problems()
    day = past_day(found, "ended_on", draft.ended_on, today)
    if not draft.ended_on.strip():
        found.add("ended_on", say("Type the day it ended."))
    if day and day < held.sold_on:
        found.add("ended_on", say("This is before it was sold ({day}).", day=dates.shown(held.sold_on)))
    elif day:
        refuse_before_use(found, "ended_on", day, used_on)
    why = plain(draft.why)
    if draft.kind == "closed" and not why:
        found.add("why", say("Say why it was closed."))
    found.limit({"why": why}, {"why": 500})
    found.refuse()
    return {
        "ended_kind": draft.kind,
        "ended_on": _kept(day),
        "forfeited_cents": held.left_cents,
        "ended_why": why,
    }


def left_words(held: Prepaid) -> str:
    """What it still holds: "2 of 5 visits left, $190.00", "$40.00 of $100.00 left"."""
    left = money.shown(held.left_cents)
    if held.visits is None:
        return say("{left} of {price} left", left=left, price=money.shown(held.price_cents))
    facts = {"left": held.visits_left or 0, "cents": left}
    return say_many("{left} of {count} visit left, {cents}", "{left} of {count} visits left, {cents}",
                    held.visits, **facts)  # fmt: skip


def prepaid_title(one: Prepaid) -> str:
    """What it is called: of a gift card with the number that stands on it."""
    return say("{name}, no. {number}", name=one.name, number=one.number) if one.number else one.name


def used_words(one: Prepaid) -> str:
    """How much of it was used: "3 of 5 visits used", "$40.00 of $100.00 used"."""
    if one.visits is not None:
        return say_many(
            "{used} of {count} visit used", "{used} of {count} visits used", one.visits, used=f"{one.uses:,}"
        )
    return say("{used} of {whole} used", used=money.shown(one.drawn_cents), whole=money.shown(one.price_cents))


def state_words(one: Prepaid, today: date) -> tuple[str, Tone]:
    """How it stands, and how that is meant."""
    if one.ended_kind:
        return say(ENDINGS[one.ended_kind]), "plain"
    if one.expires_on and one.expires_on < today and is_live(one):
        return say("Past its last day"), "warning"
    if not is_live(one):
        return say("Used up"), "plain"
    if ends_soon(one, today):
        assert one.expires_on
        left = (one.expires_on - today).days
        soon = say_many("Expires in {count} day", "Expires in {count} days", left) if left else say("Expires today")
        return soon, "warning"
    if one.open_cents > 0:
        return say("{amount} not paid yet", amount=money.shown(one.open_cents)), "warning"
    return say("Can be used"), "good"


@dataclass(frozen=True, slots=True)
class MembershipPeriod:
    """From the first to the last day of a membership."""

    first: date
    last: date

    def next(self) -> "MembershipPeriod":
        """The period that follows, as long as this one: so many months where it is of months, else so many days."""
        first = self.last + timedelta(days=1)
        for months in range(1, _MOST_MONTHS + 1):
            if _months_on(self.first, months) == first:
                return MembershipPeriod(first, _months_on(first, months) - timedelta(days=1))
        return MembershipPeriod(first, first + (self.last - self.first))


def _months_on(day: date, months: int) -> date:
    """The same day so many months on; past the end of a month the first of the next."""
    year, month = divmod(day.year * _MONTHS + day.month - 1 + months, _MONTHS)
    if day.day <= monthrange(year, month + 1)[1]:
        return date(year, month + 1, day.day)
    return date(year + month // (_MONTHS - 1), (month + 1) % _MONTHS + 1, 1)


def _ended_words(held: Prepaid, kind: str, day: str) -> str:
    if held.ended_kind == "refunded":
        return say("This {kind} was refunded on {day}.", kind=kind, day=day)
    if held.ended_kind == "expired":
        return say("This {kind} expired on {day}.", kind=kind, day=day)
    return say("This {kind} was closed on {day}.", kind=kind, day=day)


def _too_little(held: Prepaid, kind: str, cents: int) -> str:
    if cents <= held.left_cents:
        return ""
    facts = {"kind": kind, "left": money.shown(held.left_cents), "share": money.shown(cents)}
    if held.open_cents:
        facts |= {"paid": money.shown(held.paid_cents), "price": money.shown(held.price_cents)}
        return say(
            "Of this {kind} {paid} of {price} are paid, which leaves {left}: not enough for {share}."
            " Take the rest of its price first.",
            **facts,
        )
    if held.left_cents == 0:
        return say("Nothing is left on this {kind}.", **facts)
    return say("This {kind} holds {left}: not enough for {share}.", **facts)


def _named(held: Prepaid) -> str:
    return say(KINDS[held.kind]).lower()


def _usual_name(kind: str, visits: int | None) -> str:
    if kind == "package" and visits:
        return say("Package of {count}", count=visits)
    return say(KINDS[kind])


def _visits(found: Problems, typed: str) -> int | None:
    text = plain(typed)
    if not text:
        return None
    if not (text.isascii() and text.isdecimal()) or not 1 <= int(text[:9]) <= MOST_VISITS:
        found.add("visits", say("Type how many visits it holds, like 5."))
        return None
    return int(text)


def _price(found: Problems, typed: str) -> int:
    cents = found.read("price", parse_cents, typed)
    if cents == 0:
        found.add("price", say("Type what it costs."))
    return cents or 0


def _kept(day: date | None) -> str:
    return day.isoformat() if day else ""
