"""Makes appointments of the rows of a table."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, tzinfo

from clinic_desktop.schedule.model import MOST_APPOINTMENTS, Appointment, Columns, DaySpan, SchedulerFile, ScheduleTable
from clinic_desktop.schedule.rules.cells import read_length, read_moment
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


def appointments_in(
    sheet: ScheduleTable, columns: Columns, span: DaySpan, today: date, zone: tzinfo | None = None
) -> SchedulerFile:
    """The appointments of a table that lie on the chosen days, and those that cannot be read; what lies on other days
    is counted."""
    found: list[Appointment] = []
    left_out, is_cut = 0, False
    for at, row in enumerate(sheet.rows):
        if not any(row):
            continue
        one = _appointment(sheet, columns, at, today, zone)
        if one.day is not None and one.day not in span:
            left_out += 1
        elif len(found) == MOST_APPOINTMENTS:
            is_cut = True
        else:
            found.append(one)
    return SchedulerFile(tuple(keyed(found)), sheet, columns, left_out, is_cut)


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
        return plain(row[place])[:_LETTERS] if 0 <= place < len(row) else ""

    made = Appointment(
        number=sheet.first_line + at,
        names=_names(cell("given"), cell("family"), cell("client")),
        service=cell("service"),
        therapist=cell("therapist"),
        is_cancelled=_is_cancelled(cell("status"), _heading(sheet.headings, columns)),
        key=cell("number"),
    )
    try:
        day, starts = _start(cell("day"), cell("starts"), today, zone)
        minutes = _minutes(cell("minutes"), cell("ends"), starts, today, zone)
    except Unreadable as unreadable:
        return replace(made, trouble=unreadable.words)
    trouble = "" if made.names else say("No client stands here.")
    return replace(made, day=day, starts_at=starts, minutes=minutes, trouble=trouble)


def _start(day: str, starts: str, today: date, zone: tzinfo | None) -> tuple[date, str]:
    """The day and the time from two columns, or from one that has both."""
    if not day and not starts:
        raise Unreadable(say("No day stands here."))
    found, time = read_moment(day, today, zone) if day else (None, "")
    if starts and starts != day:
        other, clock = read_moment(starts, today, zone)
        found, time = found or other, clock or time
    if found is None:
        raise Unreadable(say("No day stands here."))
    return found, time


def _minutes(length: str, ends: str, starts: str, today: date, zone: tzinfo | None) -> int | None:
    """How long it takes, by its length or its end; None where neither says so."""
    if length:
        try:
            return read_length(length)
        except Unreadable:
            # "60-90": then by the end, if there is one.
            pass
    if not (ends and starts):
        return None
    try:
        _, time = read_moment(ends, today, zone)
    except Unreadable:
        return None
    lasts = minutes_between(starts, time) if time else 0
    return lasts if 0 < lasts <= _LONGEST_DAY else None


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
