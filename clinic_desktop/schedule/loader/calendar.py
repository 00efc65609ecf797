"""Reads a calendar (ICS, RFC 5545): its events on the chosen days, by the clinic's clock."""

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Any

from clinic_desktop.schedule.loader.repeating import OddRule, instant, occurrences
from clinic_desktop.schedule.model import MOST_APPOINTMENTS, MOST_ROWS, Appointment, DaySpan, SchedulerFile
from clinic_desktop.schedule.rules.naming import names_in
from clinic_desktop.schedule.rules.rows import keyed
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.values.text import plain
from clinic_desktop.wording import say

if TYPE_CHECKING:
    from icalendar import Event

_LETTERS = 200
_MOST_PEOPLE = 8
_LONGEST = timedelta(hours=10)
# What Outlook writes before the title of an event that was called off.
_CALLED_OFF = r"^\s*cancell?ed\s*:\s*"
# A zone of its own may have rules without an end. Zones go by their names; one that nobody knows is the clinic's.
_OWN_ZONES = r"(?ims)^BEGIN:VTIMEZONE\b.*?^END:VTIMEZONE[ \t]*\r?\n?"
_WRONG = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError, AssertionError)


@dataclass(frozen=True, slots=True)
class _Series:
    """An event as it stands in the file: its place, its parts, and its first start."""

    number: int
    event: "Event"
    uid: str
    start: date | datetime


def is_calendar(text: str) -> bool:
    """Whether a text is a calendar."""
    return bool(re.match(r"\s*BEGIN:VCALENDAR\b", text, re.IGNORECASE))


def events_in(text: str, span: DaySpan, zone: tzinfo | None = None) -> SchedulerFile:
    """The appointments of a calendar that lie on the chosen days in `zone`, None for the computer’s own. Raises
    Unreadable for what is no calendar."""
    listed, troubled = _events(text)
    moved = {(one.uid, instant(at)) for one in listed if (at := _moment(one.event, "recurrence-id")) is not None}
    found, left_out, is_cut = list(troubled), 0, False
    for series in listed:
        try:
            took_place = 0
            for one in _appointments(series, span, zone, moved):
                took_place += 1
                if len(found) == MOST_APPOINTMENTS:
                    is_cut = True
                    break
                found.append(one)
            left_out += not took_place
        except OddRule:
            words = say("It repeats in a way that is not read here. Plan its visits in the chart.")
            found.append(replace(_bare(series), trouble=words))
        except _WRONG:
            found.append(Appointment(series.number, trouble=say("This event cannot be read.")))
    return SchedulerFile(tuple(keyed(found)), None, {}, left_out, is_cut)


def _events(text: str) -> tuple[list[_Series], list[Appointment]]:
    """The events of all calendars in a text, and what stands for those without a start."""
    if len(re.findall(r"(?im)^BEGIN:VEVENT\b", text)) > MOST_ROWS:
        raise Unreadable(say("The file has more than {most} events. Export fewer days.", most=f"{MOST_ROWS:,}"))
    # Imported here: most clinics read no calendar.
    from icalendar import Calendar, Event

    try:
        with warnings.catch_warnings():
            # Of zones whose names it has to guess.
            warnings.simplefilter("ignore")
            calendars = Calendar.from_ical(re.sub(_OWN_ZONES, "", text), multiple=True)
            found = [one for calendar in calendars for one in calendar.walk("VEVENT") if isinstance(one, Event)]
    except _WRONG as wrong:
        raise Unreadable(say("The calendar is damaged, and cannot be read. Export it again.")) from wrong
    listed, troubled = [], []
    for number, event in enumerate(found, 1):
        start = _moment(event, "dtstart")
        if start is None:
            troubled.append(Appointment(number, trouble=say("No day stands here.")))
        else:
            listed.append(_Series(number, event, _text(event, "uid"), start))
    return listed, troubled


def _appointments(
    series: _Series, span: DaySpan, zone: tzinfo | None, moved: set[tuple[str, str]]
) -> Iterator[Appointment]:
    """Each time that an event takes place on the chosen days; what was called off is told as cancelled."""
    bare, start = _bare(series), series.start
    if not isinstance(start, datetime):
        yield from _whole_days(series, bare, span)
        return
    moment = _moment(series.event, "recurrence-id")
    rule = series.event.get("rrule")
    if moment is not None or not isinstance(rule, dict):
        own = f"{series.uid}\n{instant(moment)}" if moment is not None else series.uid
        yield from _placed(replace(bare, key=own if series.uid else ""), start, span, zone)
        return
    called_off = {instant(one) for one in _moments(series.event, "exdate")}
    extra = [one for one in _moments(series.event, "rdate") if isinstance(one, datetime)]
    for one in (*occurrences(start, rule, span), *extra):
        when = instant(one)
        if (series.uid, when) in moved:
            continue
        is_off = bare.is_cancelled or when in called_off or one.date().isoformat() in called_off
        key = f"{series.uid}\n{when}" if series.uid else ""
        yield from _placed(replace(bare, key=key, is_cancelled=is_off), one, span, zone)


def _whole_days(series: _Series, bare: Appointment, span: DaySpan) -> Iterator[Appointment]:
    """An event of whole days is no visit: a holiday, a birthday, a closed day."""
    rule, start = series.event.get("rrule"), datetime(series.start.year, series.start.month, series.start.day)
    days = occurrences(start, rule, span) if isinstance(rule, dict) else iter((start,))
    for one in days:
        if one.date() in span:
            words = say("It takes the whole day, so it is no visit.")
            yield replace(bare, day=one.date(), minutes=None, trouble=words)
            return


def _placed(bare: Appointment, start: datetime, span: DaySpan, zone: tzinfo | None) -> Iterator[Appointment]:
    here = start.astimezone(zone) if start.tzinfo else start
    if here.date() in span:
        trouble = bare.trouble or ("" if bare.names else say("No client stands here."))
        time = f"{here.hour:02d}:{here.minute:02d}"
        yield replace(bare, day=here.date(), starts_at=time, trouble=trouble)


def _bare(series: _Series) -> Appointment:
    """All that an event says but when."""
    event = series.event
    title = _text(event, "summary")
    people = _people(event, "attendee")
    organizer = _people(event, "organizer")
    status = _text(event, "status").upper()
    clients = [one for one in people if one not in organizer and "@" not in one]
    return Appointment(
        number=series.number,
        minutes=_minutes(event, series.start),
        names=tuple(dict.fromkeys((*names_in(re.sub(_CALLED_OFF, "", title, flags=re.IGNORECASE)), *clients))),
        service=title,
        hints=(title, *organizer, *people, _text(event, "location")),
        is_cancelled=status == "CANCELLED" or bool(re.match(_CALLED_OFF, title, re.IGNORECASE)),
    )


def _minutes(event: "Event", start: date | datetime) -> int | None:
    """How long an event lasts; None where it does not say, or longer than anybody treats."""
    ends = _moment(event, "dtend")
    if isinstance(ends, datetime) and isinstance(start, datetime) and bool(ends.tzinfo) == bool(start.tzinfo):
        lasts: Any = ends - start
    else:
        lasts = _part(_first(event.get("duration")), "dt")
    if not isinstance(lasts, timedelta) or not timedelta(minutes=1) <= lasts <= _LONGEST:
        return None
    return int(lasts.total_seconds() // 60)


def _people(event: "Event", name: str) -> list[str]:
    """The names of those who come, or who asked them; an address alone is no name."""
    value = event.get(name)
    listed = value if isinstance(value, list) else [value] if value is not None else []
    names = (plain(str((_part(one, "params") or {}).get("CN", "")))[:_LETTERS] for one in listed[:_MOST_PEOPLE])
    return [one for one in names if one]


def _moments(event: "Event", name: str) -> list[date | datetime]:
    """The days or moments of a list like those that an event leaves out."""
    value = event.get(name)
    listed = value if isinstance(value, list) else [value] if value is not None else []
    found = [_part(one, "dt") for part in listed for one in _part(part, "dts") or ()]
    return [one for one in found if isinstance(one, date)][:MOST_ROWS]


def _moment(event: "Event", name: str) -> date | datetime | None:
    found = _part(_first(event.get(name)), "dt")
    return found if isinstance(found, date) else None


def _text(event: "Event", name: str) -> str:
    value = _first(event.get(name))
    return "" if value is None else " ".join(plain(str(value)).split())[:_LETTERS]


def _part(value: Any, name: str) -> Any:
    """A part of a value; None of one that the library could not read."""
    try:
        return getattr(value, name, None)
    except _WRONG:
        return None


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value
