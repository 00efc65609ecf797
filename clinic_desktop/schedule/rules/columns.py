"""Guesses which column of a table is which, by its heading and by what stands below it."""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from clinic_desktop.schedule.model import ROLES, Columns, ScheduleTable
from clinic_desktop.schedule.rules.cells import bare_cell, is_length, is_moment, is_time
from clinic_desktop.values.text import folded

# Headings of the schedulers that clinics use, the likeliest first. A heading that has one of them among other words
# counts less than one that is it.
_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "day": (
        *("date", "appointment date", "appt date", "day", "service date", "date of service", "visit date"),
        *("start date", "date start", "session date", "event date", "scheduled date", "booking date", "on"),
    ),
    "starts": (
        *("start time", "start", "time", "starts at", "starts", "appointment time", "appt time", "begin", "from"),
        *("begins", "start date time", "date time", "start datetime", "scheduled time", "scheduled at", "time in"),
        *("start at", "appointment", "when"),
    ),
    "ends": ("end time", "end", "ends at", "ends", "to", "until", "finish", "end at", "end date time", "time out"),
    "minutes": ("duration", "minutes", "length", "min", "mins", "duration min", "duration minutes", "dur"),
    "client": (
        *("client", "client name", "customer", "customer name", "patient", "patient name", "guest", "guest name"),
        *("name", "full name", "attendee", "invitee", "invitee name", "member", "contact", "attendee name"),
        *("title", "subject", "summary", "booked by"),
    ),
    "given": ("first name", "client first name", "first", "given name", "patient first name", "customer first name"),
    "family": ("last name", "client last name", "last", "surname", "family name", "patient last name"),
    "service": (
        *("service", "service name", "treatment", "appointment type", "type", "session", "session type", "services"),
        *("event type", "event type name", "treatment name", "class", "item", "visit type", "description", "calendar"),
    ),
    "therapist": (
        *("therapist", "provider", "staff", "practitioner", "employee", "staff member", "staff name", "team member"),
        *("therapist name", "provider name", "resource", "clinician", "assigned to", "with", "user name", "calendar"),
    ),
    "status": ("status", "appointment status", "state", "booking status", "canceled", "cancelled", "attendance"),
    "number": (
        *(
            "appointment id",
            "booking id",
            "uid",
            "id",
            "appt id",
            "confirmation",
            "confirmation code",
            "booking number",
        ),
        *("confirmation number", "reference", "event uuid", "visit id", "appointment number", "booking ref"),
    ),
}
_ALL_OF_IT, _AMONG_OTHERS, _BELOW, _BY_NAME = 100, 40, 20, 5
_SURE_NAMES = 4
# What no heading that has these words in it is about: when it was booked, whom to call.
_NOT = ("created", "booked on", "modified", "updated", "birth", "phone", "email", "e-mail", "paid", "price", "notes")
_TOLD_BY_CELLS = ("day", "starts", "client")
_SAMPLE = 30
_MOSTLY = 0.6
_ROWS_BEFORE = 15
_LEAST_CELLS = 2


def guessed_columns(sheet: ScheduleTable, today: date) -> Columns:
    """The place of the column for each role that one is found for, the surest first. A column has one role at most."""
    samples = [
        [bare_cell(cell) for row in sheet.rows[:_SAMPLE] if (cell := _cell(row, at))] for at in range(_width(sheet))
    ]
    scored = [
        (-_score(role, _cell(sheet.headings, at), samples[at], today), place, at, role)
        for place, role in enumerate(ROLES)
        for at in range(_width(sheet))
    ]
    found: dict[str, int] = {}
    for score, _, at, role in sorted(scored):
        if score < 0 and role not in found and at not in found.values():
            found[role] = at
    return _settled(found, samples, today)


def with_headings(rows: Sequence[tuple[str, ...]], today: date) -> ScheduleTable:
    """The table in the rows of a file: what stands above the first row with a day or a time are its headings; lines
    above them, as the name of a report, are left out."""
    for at, row in enumerate(rows[:_ROWS_BEFORE]):
        if not any(is_moment(cell, today) or is_time(cell) for cell in row):
            continue
        above = next((back for back in range(at - 1, -1, -1) if _filled(rows[back]) >= _LEAST_CELLS), None)
        headings = rows[above] if above is not None else ()
        return ScheduleTable(headings, tuple(rows[at:]), at + 1)
    first = next((at for at, row in enumerate(rows) if _filled(row) >= _LEAST_CELLS), 0)
    return ScheduleTable(tuple(rows[first]) if rows else (), tuple(rows[first + 1 :]), first + 2)


def headings_hash(headings: Sequence[str]) -> str:
    """What stands for a set of headings, in any order and however they are written."""
    return hashlib.sha256("\n".join(sorted(map(_bare, headings))).encode()).hexdigest()


def kept_columns(columns: Columns, headings: Sequence[str]) -> dict[str, str]:
    """The columns by their headings, as they are remembered: another file may have them in another order."""
    return {role: _bare(headings[at]) for role, at in columns.items() if at < len(headings)}


def known_columns(kept: Mapping[str, str], headings: Sequence[str]) -> Columns:
    """The places of remembered columns in a file with these headings."""
    places = {_bare(heading): at for at, heading in reversed(list(enumerate(headings)))}
    return {role: places[kept[role]] for role in ROLES if kept.get(role) in places}


def _settled(found: dict[str, int], samples: list[list[str]], today: date) -> Columns:
    """Where a visit begins with its day, that is the day, whatever other days there are; half a name is none."""
    starts = found.get("starts")
    if starts is not None and _share(samples[starts], lambda one: is_moment(one, today)):
        found["day"] = starts
    if "client" in found and not {"given", "family"} <= found.keys():
        found.pop("given", None)
        found.pop("family", None)
    elif {"given", "family"} <= found.keys():
        found.pop("client", None)
    return found


def _score(role: str, heading: str, sample: list[str], today: date) -> int:
    fits = {
        "day": lambda one: is_moment(one, today),
        "starts": lambda one: is_time(one) or is_moment(one, today),
        "ends": lambda one: is_time(one) or is_moment(one, today),
        "minutes": is_length,
    }.get(role)
    name = _bare(heading)
    if any(word in name for word in _NOT):
        return 0
    if fits and sample and not _share(sample, fits):
        # By its name alone where no other column will do: then each row says what is wrong with it.
        return _BY_NAME * (name in _HEADINGS[role][:_SURE_NAMES])
    if named := _named(role, name):
        return named
    # What stands below has to do: not for who and what, which are words alike, nor for numbers that have a heading.
    if role == "starts":
        looks_so = _share(sample, is_time)
    else:
        looks_so = _are_names(sample) if role == "client" else bool(fits and sample)
    return _BELOW * (looks_so and (not name or role in _TOLD_BY_CELLS))


def _named(role: str, heading: str) -> int:
    for rank, known in enumerate(_HEADINGS[role]):
        if heading == known:
            return _ALL_OF_IT - rank
    words = f" {heading} "
    return next((_AMONG_OTHERS - rank for rank, known in enumerate(_HEADINGS[role]) if f" {known} " in words), 0)


def _are_names(sample: list[str]) -> bool:
    """Whether these look like names of people: two words or more of letters, and not the same ones all the time."""
    return (
        bool(sample)
        and _share(sample, lambda one: bool(re.fullmatch(r"[^\W\d_][^\d@]*[ ,]+[^\d@]+", one)))
        and len(set(sample)) > len(sample) // 2
    )


def _share(sample: list[str], fits: Callable[[str], bool]) -> bool:
    return bool(sample) and sum(map(fits, sample)) >= _MOSTLY * len(sample)


def _bare(heading: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", folded(heading)))


def _width(sheet: ScheduleTable) -> int:
    return max((len(sheet.headings), *(len(row) for row in sheet.rows[:_SAMPLE])))


def _filled(row: Sequence[str]) -> int:
    return sum(1 for cell in row if cell)


def _cell(row: Sequence[str], at: int) -> str:
    return row[at] if at < len(row) else ""
