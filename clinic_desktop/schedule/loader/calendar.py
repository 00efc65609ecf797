"""Reads a calendar (ICS, RFC 5545): its events on the chosen days, by the clinic's clock."""

import hashlib
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from clinic_desktop.jobs import Progress
from clinic_desktop.schedule.loader.blocks import CalendarText, prepared
from clinic_desktop.schedule.loader.events import (
    WRONG,
    lasts,
    moment_of,
    moments_of,
    number_in,
    people_of,
    reaches_on,
    text_in,
    unknown_zone,
)
from clinic_desktop.schedule.loader.repeating import OddRule, instant, occurrences
from clinic_desktop.schedule.loader.zones import Zones
from clinic_desktop.schedule.model import MOST_APPOINTMENTS, MOST_ROWS, Appointment, DaySpan, SchedulerFile
from clinic_desktop.schedule.rules.naming import names_in
from clinic_desktop.schedule.rules.rows import in_span, keyed
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say

if TYPE_CHECKING:
    from icalendar import Event

_LONGEST = timedelta(hours=10)
# What Outlook writes before the title of an event that was called off.
_CALLED_OFF = r"^\s*cancell?ed\s*:\s*"
# So many are made of one file, whatever repeats in it.
_MOST_MADE = MOST_ROWS + 2 * MOST_APPOINTMENTS
_EVERY = 20


@dataclass(frozen=True, slots=True)
class _Series:
    """An event as it stands in the file: its place, its parts, and its first start."""

    number: int
    event: "Event"
    uid: str
    start: date | datetime


@dataclass(frozen=True, slots=True)
class _Calendar:
    """What all events are read by: the days, the clinic's zone, the file's own ones; which single events of series
    stand there by themselves, and from which on a series goes on otherwise."""

    span: DaySpan
    zone: tzinfo | None
    own: Zones
    moved: set[tuple[str, str]]
    otherwise: dict[str, datetime]


def is_calendar(text: str) -> bool:
    """Whether a text is a calendar."""
    return bool(re.match(r"\s*BEGIN:VCALENDAR\b", text, re.IGNORECASE))


def events_in(text: str, span: DaySpan, zone: tzinfo | None = None, progress: Progress | None = None) -> SchedulerFile:
    """The appointments of a calendar that lie on the chosen days in `zone`, None for the computer’s own. Raises
    Unreadable for what is no calendar, and Cancelled."""
    whole = prepared(text, span.first)
    listed, troubled = _events(whole)
    about = _about(listed, span, zone, whole.zones)
    found, elsewhere = list(troubled), 0
    for at, series in enumerate(listed):
        if progress and at % _EVERY == 0:
            progress.report(at, len(listed), say("Reading the events"))
        if len(found) > _MOST_MADE:
            break
        made = list(_made(series, about))
        found += made
        elsewhere += not made
    if whole.is_cut:
        found.append(Appointment(len(listed) + 1, trouble=say("The file ends in the middle here. Export it again.")))
    # What is missing from half a file is not gone, nor from another one that says as little of whose it is.
    is_told = bool(whole.name) and not whole.is_cut
    source = hashlib.sha256(whole.name.encode("utf-8", "surrogatepass")).hexdigest() if is_told else ""
    read = in_span(keyed(found), span, SchedulerFile(source=source, has_past=bool(whole.dropped)))
    return replace(read, left_out=read.left_out + elsewhere + whole.dropped)


def _events(whole: CalendarText) -> tuple[list[_Series], list[Appointment]]:
    """The events of all calendars in a text, and what stands for those without a start."""
    if whole.events > MOST_ROWS:
        raise Unreadable(say("The file has more than {most} events. Export fewer days.", most=f"{MOST_ROWS:,}"))
    # Imported here: most clinics read no calendar.
    from icalendar import Calendar, Event

    try:
        with warnings.catch_warnings():
            # Of zones whose names it has to guess.
            warnings.simplefilter("ignore")
            calendars = Calendar.from_ical(whole.text, multiple=True)
            found = [one for calendar in calendars for one in calendar.walk("VEVENT") if isinstance(one, Event)]
    except WRONG as wrong:
        raise Unreadable(say("The calendar is damaged, and cannot be read. Export it again.")) from wrong
    listed, troubled = [], []
    for number, event in enumerate(found, 1):
        start = moment_of(event, "dtstart", whole.zones)
        if start is None:
            troubled.append(Appointment(number, names=_names(event), trouble=say("No day stands here.")))
        else:
            listed.append(_Series(number, event, text_in(event, "uid"), start))
    return _newest(listed, whole.zones), troubled


def _newest(listed: list[_Series], zones: Zones) -> list[_Series]:
    """The events, each as it was written last: some programs leave the older ones in the file."""
    newest: dict[tuple[str, str], int] = {}
    places = []
    for one in listed:
        at = moment_of(one.event, "recurrence-id", zones)
        place = (one.uid or str(one.number), instant(at) if at else "")
        newest[place] = max(newest.get(place, 0), number_in(one.event, "sequence"))
        places.append(place)
    return [
        one
        for one, place in zip(listed, places, strict=True)
        if number_in(one.event, "sequence") == newest[place] or newest[place] <= 0
    ]


def _about(listed: list[_Series], span: DaySpan, zone: tzinfo | None, own: Zones) -> _Calendar:
    about = _Calendar(span, zone, own, set(), {})
    for one in listed:
        at = moment_of(one.event, "recurrence-id", own)
        if at is None:
            continue
        about.moved.update((one.uid, written) for written in (instant(at), _wall(at)))
        if isinstance(at, datetime) and reaches_on(one.event):
            about.otherwise[one.uid] = at
    return about


def _made(series: _Series, about: _Calendar) -> Iterator[Appointment]:
    """The appointments of an event, or what stands for one that is not read."""
    try:
        yield from _appointments(series, about)
    except OddRule:
        yield replace(_bare(series, about), trouble=_odd_words())
    except WRONG:
        yield Appointment(series.number, trouble=say("This event cannot be read."))


def _appointments(series: _Series, about: _Calendar) -> Iterator[Appointment]:
    """Each time that an event takes place on the chosen days, and one that takes place once whenever that is; what was
    called off is told as cancelled."""
    bare, start = _bare(series, about), series.start
    if not isinstance(start, datetime):
        yield from _whole_days(series, bare, about.span)
        return
    moment = moment_of(series.event, "recurrence-id", about.own)
    rule = series.event.get("rrule")
    if moment is None and (isinstance(rule, list) or series.event.get("exrule") is not None):
        raise OddRule
    if moment is not None or not isinstance(rule, dict):
        own = f"{series.uid}\n{_day(moment, about.zone)}" if moment is not None else series.uid
        yield _placed(replace(bare, key=own if series.uid else ""), start, about.zone)
        return
    called_off = {
        written for one in moments_of(series.event, "exdate", about.own) for written in (instant(one), _wall(one))
    }
    extra = [one for one in moments_of(series.event, "rdate", about.own) if isinstance(one, datetime)]
    for one in (*occurrences(start, rule, about.span), *extra):
        said = {instant(one), _wall(one), one.date().isoformat()}
        if any((series.uid, written) in about.moved for written in said):
            continue
        key = f"{series.uid}\n{_day(one, about.zone)}" if series.uid else ""
        made = _placed(
            replace(bare, key=key, is_cancelled=bare.is_cancelled or bool(said & called_off)), one, about.zone
        )
        if made.day in about.span:
            yield replace(made, trouble=_odd_words()) if _is_after(one, about.otherwise.get(series.uid)) else made


def _whole_days(series: _Series, bare: Appointment, span: DaySpan) -> Iterator[Appointment]:
    """An event of whole days is no visit: a holiday, a birthday, a closed day."""
    rule, start = series.event.get("rrule"), datetime(series.start.year, series.start.month, series.start.day)
    days = occurrences(start, rule, span) if isinstance(rule, dict) else iter((start,))
    for one in days:
        if one.date() in span:
            words = say("It takes the whole day, so it is no visit.")
            yield replace(bare, day=one.date(), minutes=None, trouble=words)
            return


def _placed(bare: Appointment, start: datetime, zone: tzinfo | None) -> Appointment:
    # By way of UTC: a time that the change of clocks leaves out is the one that the clock shows then.
    here = start.astimezone(UTC).astimezone(zone) if start.tzinfo else start
    trouble = bare.trouble or ("" if bare.names else say("No client stands here."))
    return replace(bare, day=here.date(), starts_at=f"{here.hour:02d}:{here.minute:02d}", trouble=trouble)


def _bare(series: _Series, about: _Calendar) -> Appointment:
    """All that an event says but when."""
    event = series.event
    title = text_in(event, "summary")
    minutes, remark = _minutes(lasts(event, series.start, about.own))
    if name := unknown_zone(event, series.start):
        remark = say("Its time zone is not known here: “{name}”. The time is read as the clinic’s.", name=name)
    is_off = text_in(event, "status").upper() == "CANCELLED" or bool(re.match(_CALLED_OFF, title, re.IGNORECASE))
    hints = (title, *people_of(event, "organizer"), *people_of(event, "attendee"), text_in(event, "location"))
    return Appointment(
        number=series.number,
        minutes=minutes,
        names=_names(event),
        service=title,
        hints=hints,
        is_cancelled=is_off,
        remark=remark,
    )


def _names(event: "Event") -> tuple[str, ...]:
    """What may be the client's name: the title without what says that it was called off, and who comes."""
    title = re.sub(_CALLED_OFF, "", text_in(event, "summary"), flags=re.IGNORECASE)
    organizer = people_of(event, "organizer")
    clients = [one for one in people_of(event, "attendee") if one not in organizer and "@" not in one]
    return tuple(dict.fromkeys((*names_in(title), *clients)))


def _minutes(length: timedelta | None) -> tuple[int | None, str]:
    """How many minutes an event takes, None where it does not say or nobody treats so long; and what is odd of it."""
    if length is not None and length < timedelta():
        return None, say("It ends before it begins: its length is left open.")
    if length is not None and length > _LONGEST:
        return None, say("It takes more than 10 hours: its length is left open.")
    if length is None or length < timedelta(minutes=1):
        return None, ""
    return int(length.total_seconds() // 60), ""


def _is_after(one: datetime, change: datetime | None) -> bool:
    """Whether one of a series comes with or after the one from which on all of them were changed."""
    if change is None:
        return False
    if one.tzinfo and change.tzinfo:
        return one >= change
    return one.replace(tzinfo=None) >= change.replace(tzinfo=None)


def _odd_words() -> str:
    return say("It repeats in a way that is not read here. Plan its visits in the chart.")


def _day(at: date | datetime, zone: tzinfo | None) -> str:
    """The day on which one of a series was to be: it stays the same one at another hour."""
    here = at.astimezone(zone) if isinstance(at, datetime) and at.tzinfo else at
    return (here.date() if isinstance(here, datetime) else here).isoformat()


def _wall(at: date | datetime) -> str:
    return (at.replace(tzinfo=None) if isinstance(at, datetime) else at).isoformat()
