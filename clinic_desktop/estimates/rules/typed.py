"""Reads an estimate, its delivery and a request for one as typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from clinic_desktop.estimates.model.due import RequestDraft
from clinic_desktop.estimates.model.estimate import (
    MOST_ITEMS,
    MOST_VISITS,
    WAYS,
    DeliveryDraft,
    ExpectedItem,
    GoodFaithDraft,
    ItemLine,
)
from clinic_desktop.practice.model import Service
from clinic_desktop.values import dates
from clinic_desktop.values.problems import Problems, Unreadable
from clinic_desktop.values.text import plain
from clinic_desktop.values.typed_days import past_day
from clinic_desktop.visits.model import ServiceLine, UnitRule
from clinic_desktop.visits.rules.services import service_values
from clinic_desktop.wording import say, say_many

Values = dict[str, Any]
_MOST_SEPARATE = 12
_FEBRUARY, _LEAP_DAY = 2, 29


@dataclass(frozen=True, slots=True)
class EstimateBounds:
    """What an estimate is read against: today, the services by their ids, the rule that counts units, and the days of
    the visits that are planned from today on."""

    today: date
    services: Mapping[int, Service]
    rule: UnitRule = "midpoint"
    planned: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadEstimate:
    """An estimate as it was read."""

    items: tuple[ExpectedItem, ...]
    visits: int
    frequency: str
    first_day: date
    last_day: date
    place: str
    separate: tuple[str, ...]


def read_estimate(draft: GoodFaithDraft, bounds: EstimateBounds) -> ReadEstimate:
    """What was typed; raises Refused with each slip at its field, as "services/0/minutes" or "last_day"."""
    found = Problems()
    visits = found.read("visits", parse_visits, draft.visits) or 0
    items = _items(found, draft.services, bounds, visits)
    first, last = _days(found, draft, bounds.today)
    if first and last:
        _check_planned(found, visits, [day for day in bounds.planned if first <= day <= last])
    frequency, place = plain(draft.frequency), plain(draft.place)
    if visits > 1 and not frequency:
        found.add("frequency", say("Say how often they are, like “1 a week”: an estimate of several visits needs it."))
    if visits == 1 and first and last and first != last:
        found.add("last_day", say("It is one visit, on one day: type the day of the visit in both places."))
    separate = tuple(one for line in draft.separate.splitlines() if (one := plain(line)))
    if len(separate) > _MOST_SEPARATE:
        found.add("separate", say("No more than {most} lines fit here.", most=_MOST_SEPARATE))
    if any(len(one) > _LINE_LETTERS for one in separate):
        found.add("separate", say("This is too long: {limit} letters fit on a line.", limit=_LINE_LETTERS))
    found.limit({"frequency": frequency, "place": place}, {"frequency": 100})
    found.refuse()
    assert first and last
    return ReadEstimate(items, visits, frequency, first, last, place, separate)


_LINE_LETTERS = 200


def latest_last_day(first: date) -> date:
    """The last day that one estimate of recurring visits may have: twelve months from its first day."""
    if (first.month, first.day) == (_FEBRUARY, _LEAP_DAY):
        return date(first.year + 1, _FEBRUARY, _LEAP_DAY - 1)
    return first.replace(year=first.year + 1)


def parse_visits(typed: str) -> int:
    """A number of visits; raises Unreadable."""
    entry = typed.strip()
    if not entry:
        raise Unreadable(say("Type how many visits are expected."))
    if not (entry.isascii() and entry.isdecimal()) or not 1 <= int(entry[:5]) <= MOST_VISITS:
        raise Unreadable(say("Type a whole number of visits from 1 to {most}.", most=MOST_VISITS))
    return int(entry)


def delivery_values(draft: DeliveryDraft, issued_on: date, today: date) -> Values:
    """The columns of a delivery but who made it; raises Refused."""
    found = Problems()
    day = past_day(found, "delivered_on", draft.delivered_on, today)
    if not draft.delivered_on.strip():
        found.add("delivered_on", say("Type the day on which the client got it, or it was sent."))
    if day and day < issued_on:
        found.add("delivered_on", say("This is before it was issued ({day}).", day=dates.shown(issued_on)))
    if draft.how not in WAYS:
        found.add("how", say("Choose how it was delivered."))
    whom = found.need("delivered_to", draft.delivered_to, say("Type who got it: a name, an address, an email."))
    values: Values = {
        "delivered_on": day.isoformat() if day else "",
        "how": draft.how,
        "delivered_to": whom,
        "note": plain(draft.note),
    }
    found.limit(values, {"note": 2_000})
    found.refuse()
    return values


def request_values(draft: RequestDraft, today: date) -> Values:
    """The columns of a request; raises Refused."""
    found = Problems()
    day = past_day(found, "asked_on", draft.asked_on, today)
    if not draft.asked_on.strip():
        found.add("asked_on", say("Type the day on which the client asked."))
    values: Values = {"asked_on": day.isoformat() if day else "", "note": plain(draft.note)}
    found.limit(values, {"note": 2_000})
    found.refuse()
    return values


def _items(found: Problems, lines: Sequence[ItemLine], bounds: EstimateBounds, visits: int) -> tuple[ExpectedItem, ...]:
    if not lines:
        found.add("services", say("Add the service that is expected."))
    if len(lines) > MOST_ITEMS:
        found.add("services", say("No more than {most} services fit on an estimate.", most=MOST_ITEMS))
        return ()
    typed = [ServiceLine(one.service, one.minutes, price=one.price) for one in lines]
    read = service_values(found, typed, bounds.services, bounds.rule, is_given=True)
    items, seen = [], set()
    for at, (line, values) in enumerate(zip(lines, read, strict=True)):
        times = _times(found, f"services/{at}/visits", line.visits, visits)
        if values is None:
            continue
        item = values["service_id"], values["minutes"], values["price_cents"]
        if item in seen:
            words = say("This service stands above already, as long and at this price: type its visits in one line.")
            found.add(f"services/{at}/service", words)
        seen.add(item)
        items.append(
            ExpectedItem(
                row=values["service_id"],
                name=values["name"],
                procedure_code=values["procedure_code"],
                priced_by=values["priced_by"],
                price_cents=values["price_cents"],
                minutes=values["minutes"],
                units=values["units"],
                fee_cents=values["fee_cents"],
                visits=times,
            )
        )
    return tuple(items)


def _times(found: Problems, field: str, typed: str, visits: int) -> int:
    if not typed.strip():
        return visits
    times = found.read(field, parse_visits, typed) or 0
    if visits and times > visits:
        words = say_many("There is only {count} visit in all.", "There are only {count} visits in all.", visits)
        found.add(field, words)
    return times


def _days(found: Problems, draft: GoodFaithDraft, today: date) -> tuple[date | None, date | None]:
    first = found.read("first_day", dates.parse_date, draft.first_day, today)
    last = found.read("last_day", dates.parse_date, draft.last_day, today)
    if first and first < today:
        found.add("first_day", say("This day is past: an estimate is about what is to come."))
    elif first and last and last < first:
        found.add("last_day", say("This is before the first day."))
    elif first and last and last > latest_last_day(first):
        most = dates.shown(latest_last_day(first))
        found.add("last_day", say("One estimate holds for 12 months at most: here until {day}.", day=most))
    return first, last


def _check_planned(found: Problems, visits: int, planned: Sequence[date]) -> None:
    if 0 < visits < len(planned):
        words = say("{count} visits are planned in these days: type at least so many.", count=len(planned))
        found.add("visits", words)
