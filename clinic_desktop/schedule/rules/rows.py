"""Makes appointments of the rows of a table."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, tzinfo

from clinic_desktop.schedule.model import MOST_APPOINTMENTS, Appointment, Columns, DaySpan, SchedulerFile, ScheduleTable
from clinic_desktop.schedule.rules.cells import (
    bare_cell,
    is_day_first,
    month_first,
    read_day,
    read_length,
    read_moment,
    read_times,
)
from clinic_desktop.schedule.rules.columns import headings_hash
from clinic_desktop.schedule.rules.naming import names_in
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.values.text import folded, plain
from clinic_desktop.values.times import minutes_between
from clinic_desktop.wording import say

_CANCELLED = r"cancel|no[ -]?show|declined|deleted|removed|void"
_YES = ("yes", "true", "1", "x", "y")
_LETTERS = 200
_LETTERS_OF_A_NAME = 100
# A heading that says it alone: its cells are a yes, or the day it was cancelled on.
_SAYS_IT = r"cancell?ed"
_LONGEST_DAY = 600
_DAY = 24 * 60


def appointments_in(
    sheet: ScheduleTable, columns: Columns, span: DaySpan, today: date, zone: tzinfo | None = None
) -> SchedulerFile:
    """The appointments of a table that lie on the chosen days, and those that cannot be read; what lies on other days
    is counted."""
    whole = sheet
    if is_day_first([_at(row, columns.get(role, -1)) for row in sheet.rows for role in ("day", "starts")]):
        sheet = replace(sheet, rows=tuple(tuple(map(month_first, row)) for row in sheet.rows), is_day_first=True)
    rows = (at for at, row in enumerate(sheet.rows) if any(row))
    every = keyed(_appointment(sheet, columns, at, today, zone) for at in rows)
    return in_span(every, span, SchedulerFile((), whole, columns, source=headings_hash(sheet.headings)))


def in_span(every: Iterable[Appointment], span: DaySpan, whole: SchedulerFile) -> SchedulerFile:
    """The file with those of its appointments that lie on the chosen days, or on none that can be read, as many as are
    looked at in one go; the others lie beyond."""
    found: list[Appointment] = []
    beyond: list[Appointment] = []
    left_out, is_cut = 0, False
    for one in every:
        if one.day is not None and one.day not in span:
            left_out += 1
            beyond.append(one)
        elif len(found) == MOST_APPOINTMENTS:
            is_cut = True
            beyond.append(one)
        else:
            found.append(one)
    return replace(whole, appointments=tuple(found), beyond=tuple(beyond), left_out=left_out, is_cut=is_cut, span=span)


def keyed(found: Iterable[Appointment]) -> list[Appointment]:
    """The appointments with their keys as hashes, and with what they say. A number of the scheduler’s tells one from
    all others, else who comes on which day, the first, the second time. A number that stands twice is of a series."""
    listed = list(found)
    count = Counter(one.key for one in listed if one.key)
    seen: Counter[str] = Counter()
    made = []
    for one in sorted(listed, key=lambda other: (other.day or date.max, other.starts_at, other.number)):
        own = one.key
        if not own or count[own] > 1:
            own = f"{own}\n{one.day}\n{folded(one.name)}"
        seen[own] += 1
        if seen[own] > 1:
            own = f"{own}\n{seen[own]}"
        made.append(replace(one, key=_hash(own), said=said_by(one)))
    return sorted(made, key=lambda one: one.number)


def said_by(one: Appointment) -> str:
    """What stands for all that an appointment says."""
    facts = (one.day, one.starts_at, one.minutes, one.names, one.service, one.therapist, one.hints, one.is_cancelled)
    return _hash(repr(facts))


def _appointment(sheet: ScheduleTable, columns: Columns, at: int, today: date, zone: tzinfo | None) -> Appointment:
    row = sheet.rows[at]

    def cell(role: str) -> str:
        place = columns.get(role, -1)
        return bare_cell(plain(_at(row, place))[:_LETTERS])

    made = Appointment(
        number=sheet.first_line + at,
        names=_names(cell("given"), cell("family"), cell("client")),
        service=cell("service"),
        therapist=cell("therapist"),
        is_cancelled=_is_cancelled(cell("status"), _heading(sheet.headings, columns)),
        key=cell("number"),
    )
    try:
        day, starts, until = _start(cell("day"), cell("starts"), today, zone)
        minutes = _minutes(cell("minutes"), cell("ends"), starts, until, zone)
    except Unreadable as unreadable:
        return replace(made, trouble=unreadable.words)
    trouble = "" if made.names else say("No client stands here.")
    is_odd = minutes is None and bool(starts) and bool(cell("minutes") or cell("ends") or until)
    remark = say("How long it takes cannot be read: its length is left open.") if is_odd else ""
    if sheet.is_day_first:
        remark = say("The day stands before the month in this file.")
    return replace(made, day=day, starts_at=starts, minutes=minutes, trouble=trouble, remark=remark)


def _start(day: str, starts: str, today: date, zone: tzinfo | None) -> tuple[date, str, str]:
    """The day, the time, and the end where it stands beside that, from two columns or from one that has both."""
    if not day and not starts:
        raise Unreadable(say("No day stands here."))
    if starts and starts != day:
        found, time, until = _second(starts, today, zone)
        if found is None:
            found = read_day(day, today) if day else None
        if not time and day:
            time = read_moment(day, today, zone)[1]
    else:
        (found, time), until = read_moment(day, today, zone), ""
    if found is None:
        raise Unreadable(say("No day stands here."))
    return found, time, until


def _second(starts: str, today: date, zone: tzinfo | None) -> tuple[date | None, str, str]:
    """What the column of the start has: a time, with its end or without, or a whole moment."""
    try:
        return None, *read_times(starts)
    except Unreadable as no_time:
        try:
            return *read_moment(starts, today, zone), ""
        except Unreadable:
            raise no_time from None


def _minutes(length: str, ends: str, starts: str, until: str, zone: tzinfo | None) -> int | None:
    """How long it takes, by its length or its end; None where neither says so."""
    if length:
        try:
            return read_length(length)
        except Unreadable:
            # "60-90": then by the end, if there is one.
            pass
    if not ((ends or until) and starts):
        return None
    try:
        time = _second(ends, date.min, zone)[1] if ends else until
    except Unreadable:
        return None
    lasts = minutes_between(starts, time) if time else 0
    if lasts < 0:
        # It ends after midnight.
        lasts += _DAY
    return lasts if 0 < lasts <= _LONGEST_DAY else None


def _at(row: Sequence[str], place: int) -> str:
    return row[place] if 0 <= place < len(row) else ""


def _names(given: str, family: str, whole: str) -> tuple[str, ...]:
    if given or family:
        return (f"{family}, {given}" if given and family else family or given,)
    return names_in(whole) if len(whole) <= _LETTERS_OF_A_NAME else ()


def _is_cancelled(status: str, heading: str) -> bool:
    low = folded(status)
    if re.search(_SAYS_IT, heading):
        return low in _YES or (bool(low) and any(map(str.isdigit, low)) and low != "0")
    return bool(re.search(_CANCELLED, low))


def _heading(headings: Sequence[str], columns: Columns) -> str:
    at = columns.get("status", -1)
    return folded(headings[at]) if 0 <= at < len(headings) else ""


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
