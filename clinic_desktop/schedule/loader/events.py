"""The parts of one event of a calendar, whatever the library made of them."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from clinic_desktop.schedule.loader.zones import Zones, zone_called
from clinic_desktop.schedule.model import MOST_ROWS
from clinic_desktop.values.text import plain

if TYPE_CHECKING:
    from icalendar import Event

LETTERS = 200
_MOST_PEOPLE = 8
WRONG = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError, AssertionError)


def moment_of(event: "Event", name: str, zones: Zones) -> date | datetime | None:
    """The day or the moment of a property, None without one that can be read; `zones` are those of the file."""
    value = first_of(event.get(name))
    found = part_of(value, "dt")
    return _zoned(found, value, zones) if isinstance(found, date) else None


def moments_of(event: "Event", name: str, zones: Zones) -> list[date | datetime]:
    """The days or moments of a list like those that an event leaves out."""
    found = [
        _zoned(value, part, zones)
        for part in _listed(event.get(name))
        for one in part_of(part, "dts") or ()
        if isinstance(value := part_of(one, "dt"), date)
    ]
    return found[:MOST_ROWS]


def unknown_zone(event: "Event", start: date | datetime) -> str:
    """The name of the zone of a start that nobody knows, "" for others."""
    if not isinstance(start, datetime) or start.tzinfo:
        return ""
    return plain(_zone_name(first_of(event.get("dtstart"))))[:LETTERS]


def lasts(event: "Event", start: date | datetime, zones: Zones) -> timedelta | None:
    """How long an event goes on, below 0 where its end is before its start; None where it does not say."""
    ends = moment_of(event, "dtend", zones)
    if isinstance(ends, datetime) and isinstance(start, datetime) and bool(ends.tzinfo) == bool(start.tzinfo):
        return ends - start
    found = part_of(first_of(event.get("duration")), "dt")
    return found if isinstance(found, timedelta) else None


def people_of(event: "Event", name: str) -> list[str]:
    """The names of those who come, or who asked them; an address alone is no name."""
    listed = _listed(event.get(name))[:_MOST_PEOPLE]
    names = (plain(str((part_of(one, "params") or {}).get("CN", "")))[:LETTERS] for one in listed)
    return [one for one in names if one]


def text_in(event: "Event", name: str) -> str:
    """The text of a property in one line, "" without one."""
    value = first_of(event.get(name))
    return "" if value is None else " ".join(plain(str(value)).split())[:LETTERS]


def number_in(event: "Event", name: str) -> int:
    """The whole number of a property, 0 without one that can be read."""
    try:
        return int(text_in(event, name) or 0)
    except ValueError:
        return 0


def reaches_on(event: "Event") -> bool:
    """Whether a moved event of a series moves all those after it as well."""
    params = part_of(first_of(event.get("recurrence-id")), "params") or {}
    return str(params.get("RANGE", "")).upper() == "THISANDFUTURE"


def part_of(value: Any, name: str) -> Any:
    """A part of a value; None of one that the library could not read."""
    try:
        return getattr(value, name, None)
    except WRONG:
        return None


def first_of(value: Any) -> Any:
    """The first value of a property that stands there several times."""
    return value[0] if isinstance(value, list) and value else value


def _zoned(found: date, value: Any, zones: Zones) -> date | datetime:
    if not isinstance(found, datetime) or found.tzinfo or not (name := _zone_name(value)):
        return found
    return found.replace(tzinfo=zone_called(name, zones))


def _zone_name(value: Any) -> str:
    return str((part_of(value, "params") or {}).get("TZID", ""))


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
