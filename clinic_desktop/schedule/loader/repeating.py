"""On which of the chosen days an event takes place that repeats, in bounded work whatever its rule says."""

import itertools
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from clinic_desktop.schedule.model import DaySpan

# What a rule may be made of. By hours or minutes no clinic repeats a treatment, and such a rule may have no end.
_PARTS = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST"}
_FREQUENCIES = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
_LONGEST_INTERVAL = 500
_MOST_DAYS = 15 * 366
# Of the others fewer: a birthday goes back a whole life.
_MOST_YEARS = {"WEEKLY": 60, "MONTHLY": 60, "YEARLY": 130}
_DAY = timedelta(days=1)


class OddRule(ValueError):
    """A rule that is not read: it repeats more often than daily, since long ago, or makes no sense."""


def occurrences(start: datetime, rule: Mapping[str, Any], span: DaySpan) -> Iterator[datetime]:
    """The starts of an event on the chosen days, and on the day before and after, for another zone.

    `start` is the first one, in the event's own zone if it has one; so are those that come. Raises OddRule.
    """
    # Imported here: most clinics read no calendar.
    from dateutil.rrule import rrulestr

    wall = start.replace(tzinfo=None)
    first, last = _bound(span.first, -1), _bound(span.last, 2)
    parts, count = _checked(rule)
    frequency = next(part for part in parts if part.startswith("FREQ=")).removeprefix("FREQ=")
    if last - wall > (_MOST_YEARS[frequency] * 366 if frequency in _MOST_YEARS else _MOST_DAYS) * _DAY:
        raise OddRule
    wall, count = _nearer(wall, parts, count, first)
    until = min(last, *_until(rule, start), last)
    text = ";".join((*parts, f"UNTIL={until:%Y%m%dT%H%M%S}"))
    try:
        # Counted here: a rule that is counted by the library and fits no day goes on for eight thousand years.
        for one in itertools.islice(rrulestr(text, dtstart=wall), count):
            if one >= first:
                yield one.replace(tzinfo=start.tzinfo)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError) as wrong:
        raise OddRule from wrong


def _checked(rule: Mapping[str, Any]) -> tuple[list[str], int | None]:
    """The parts of a rule as text, without its end and its count, and the count."""
    read = {str(name).upper(): _listed(value) for name, value in rule.items()}
    if not read.keys() <= _PARTS or [str(one) for one in read.get("FREQ", ())][:1] not in [
        [one] for one in _FREQUENCIES
    ]:
        raise OddRule
    interval, count = (_number(read.get(name)) for name in ("INTERVAL", "COUNT"))
    if interval is not None and not 1 <= interval <= _LONGEST_INTERVAL:
        raise OddRule
    names = sorted(read.keys() - {"COUNT", "UNTIL"})
    return [f"{name}={','.join(map(_written, read[name]))}" for name in names], count


def _nearer(wall: datetime, parts: list[str], count: int | None, first: datetime) -> tuple[datetime, int | None]:
    """A later start of the same series, and how many are left then: what lies long before the days is not gone through
    one by one. Only where each step has the same length, and where it is counted, the same number."""
    has_choice = any(part.startswith("BY") for part in parts)
    days = 1 if "FREQ=DAILY" in parts else len("MTWTFSS") if "FREQ=WEEKLY" in parts else 0
    if not days or (count is not None and has_choice):
        return wall, count
    every = next((int(part.removeprefix("INTERVAL=")) for part in parts if part.startswith("INTERVAL=")), 1)
    # One step is kept before the days: the first week of a series may be a part of one.
    steps = max(0, (first - wall) // (every * days * _DAY) - 1)
    return wall + steps * every * days * _DAY, None if count is None else max(0, count - steps)


def _until(rule: Mapping[str, Any], start: datetime) -> list[datetime]:
    """The end of a rule on the wall of its event; a day ends at midnight."""
    value = next((_listed(end) for name, end in rule.items() if str(name).upper() == "UNTIL"), [])
    found = []
    for one in value[:1]:
        if isinstance(one, datetime):
            found.append((one.astimezone(start.tzinfo) if one.tzinfo else one).replace(tzinfo=None))
        elif isinstance(one, date):
            found.append(datetime.combine(one, time.max).replace(microsecond=0))
    return found


def _bound(day: date, days: int) -> datetime:
    return datetime.combine(day, time.min) + days * _DAY


def _number(value: list[Any] | None) -> int | None:
    if value is None:
        return None
    try:
        return max(0, int(value[0]))
    except (ValueError, TypeError, IndexError) as wrong:
        raise OddRule from wrong


def _listed(value: object) -> list[Any]:
    return list(value) if isinstance(value, (list, tuple)) else [value]


def _written(value: object) -> str:
    return value.decode("ascii", "replace") if isinstance(value, bytes) else str(value)


def instant(at: date | datetime) -> str:
    """What tells one occurrence of an event from the others: its start in UTC, or as it stands where it has no zone."""
    if isinstance(at, datetime) and at.tzinfo:
        return at.astimezone(UTC).isoformat()
    return at.isoformat()
