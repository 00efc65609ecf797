"""Reads the cells of a table: days, times, moments with their zone, and lengths, month first as in the US."""

import re
from collections.abc import Sequence
from datetime import date, datetime, tzinfo

from clinic_desktop.values.dates import parse_date
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.values.times import parse_minutes, parse_time
from clinic_desktop.wording import say

_LONGEST = 60
_TIME = (
    r"(?P<time>[0-9]{1,2}:[0-9]{2}|[0-9]{1,2}\.[0-9]{2}(?= ?[ap]))(?::[0-9]{2}(?:\.[0-9]{1,6})?)?"
    r" ?(?P<half>[ap](?:\.? ?m)?\b\.?)?(?: ?(?P<zone>z|[+-][0-9]{2}:?[0-9]{2}))?(?: ?\(?[a-z]{3,4}\)?)?"
)
_SHORT = r"(?P<time>[0-9]{1,2}|[0-9]{3,4}) ?(?P<half>[ap](?:\.? ?m)?\b\.?)(?P<zone>)"
_NAMED = ("noon", "midnight")
_FROM_TO = r"(.*[0-9apm.]|noon) ?(?:-|–|—|\bto\b|\buntil\b) ?([0-9].*|noon|midnight)"
# As Excel is told that a number is a text.
_AS_TEXT = r'="(.*)"'
_IN_NUMBERS = r"([0-9]{1,2})([/.-])([0-9]{1,2})(?=[/.-][0-9]{2})"
_MONTHS = 12
_DIGITS_OF_A_DAY = r"(20[0-9]{2})(0[1-9]|1[0-2])([0-3][0-9])"
_WEEKDAY = r"^(?:mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun)(?:day|nesday|sday|rsday|urday)?\.?,? +"
_BEFORE_TIME = r"(?:,| at| @|t| -| –)?\s*$"


def is_moment(text: str, today: date) -> bool:
    """Whether a cell is a day, with or without a time."""
    if not any(map(str.isdigit, text)) or len(text) > _LONGEST:
        return False
    try:
        day, _ = read_moment(text, today, None)
    except Unreadable:
        return False
    return day is not None


def is_time(text: str) -> bool:
    """Whether a cell is a time of day with its minutes or its half, and nothing else."""
    low = " ".join(text.lower().split())
    if low in _NAMED or re.fullmatch(_TIME, low) or re.fullmatch(_SHORT, low):
        return True
    both = re.fullmatch(_FROM_TO, low)
    return both is not None and is_time(both[1]) and is_time(both[2])


def is_length(text: str) -> bool:
    """Whether a cell says how long something takes."""
    try:
        parse_minutes(_length(text))
    except Unreadable:
        return False
    return True


def read_length(text: str) -> int:
    """The minutes of a cell, "60", "60 min", "1:00", "1 hr", "1h 30m"; raises Unreadable."""
    return parse_minutes(_length(text))


def read_times(text: str) -> tuple[str, str]:
    """The time of a cell that has nothing else, as kept, and its end where it has both, "9:00 AM - 10:00 AM"; else "".
    Raises Unreadable."""
    low = " ".join(text.lower().split())[:_LONGEST]
    both = re.fullmatch(_FROM_TO, low)
    first, last = both.groups() if both else (low, "")
    starts, ends = parse_time(_clock(first)), parse_time(_clock(last)) if last else ""
    half = re.search(r"[ap](?:\.? ?m)?\.?$", last)
    if half and first[-1:].isdigit() and starts < ends and (later := parse_time(f"{first} {half[0]}")) < ends:
        # "1:30 - 2:30 pm".
        starts = later
    return starts, ends


def read_day(text: str, today: date) -> date | None:
    """The day of a cell beside which the time stands in another one: as it stands there, whatever time and zone it has
    too; None without one. Raises Unreadable."""
    return _moment(text, today)[0]


def bare_cell(text: str) -> str:
    """A cell without what Excel needs to take it for a text: ="0123" is 0123."""
    found = re.fullmatch(_AS_TEXT, text)
    return found[1].strip() if found else text


def is_day_first(cells: Sequence[str]) -> bool:
    """Whether the days in a column stand before their months: some cannot be read otherwise, and all can be so."""
    found = [(int(one[1]), int(one[3])) for cell in cells if (one := re.match(_IN_NUMBERS, bare_cell(cell)))]
    return any(first > _MONTHS for first, _ in found) and all(second <= _MONTHS for _, second in found)


def month_first(cell: str) -> str:
    """A cell that begins with day, month and year, with the month first."""
    return re.sub(rf"^((?:=\")?){_IN_NUMBERS}", r"\g<1>\g<4>\g<3>\g<2>", cell)


def read_moment(text: str, today: date, zone: tzinfo | None) -> tuple[date | None, str]:
    """The day of a cell, None without one, and its time as kept, "" without one; raises Unreadable.

    As "11/30/2026 2:30 PM", "2026-11-30T14:30:00-08:00", "Mon, Nov 30, 2026 at 2:30 pm". A time with a zone is told as
    in `zone`, None for the computer’s own.
    """
    day, time, offset = _moment(text, today)
    return _at_home(day, time, offset, zone) if day and offset else (day, time)


def _moment(text: str, today: date) -> tuple[date | None, str, str]:
    """The day, the time and how far that is ahead of UTC, as they stand in a cell."""
    typed = " ".join(text.lower().split())
    if not typed or len(typed) > _LONGEST:
        raise Unreadable(say("Type the date as month/day/year, like 3/14/2026."))
    typed = re.sub(_WEEKDAY, "", typed)
    typed = re.sub(rf"^{_DIGITS_OF_A_DAY}(?![0-9])", r"\1-\2-\3", typed)
    found = re.search(rf"(?<![0-9.]){_TIME}$", typed) or re.search(rf"(?<![0-9/:.-]){_SHORT}$", typed)
    if found is None:
        return parse_date(typed.rstrip(" ,"), today), "", ""
    time = parse_time(f"{found['time']} {(found['half'] or '').replace(' ', '')}")
    rest = re.sub(_BEFORE_TIME, "", typed[: found.start()])
    return parse_date(rest, today) if rest else None, time, found["zone"] or ""


def _clock(typed: str) -> str:
    """A time without its seconds and without the letters of its zone."""
    found = re.fullmatch(_TIME, typed)
    return f"{found['time']} {(found['half'] or '').replace(' ', '')}".strip() if found else typed


def _at_home(day: date, time: str, offset: str, zone: tzinfo | None) -> tuple[date, str]:
    """A moment with its distance from UTC, on the clinic's wall."""
    ahead = "+00:00" if offset == "z" else f"{offset[:3]}:{offset[-2:]}"
    try:
        here = datetime.fromisoformat(f"{day.isoformat()}T{time}{ahead}").astimezone(zone)
    except (ValueError, OverflowError) as wrong:
        raise Unreadable(say("Type the time like 9:30, 2:15 pm or 14:15.")) from wrong
    return here.date(), f"{here.hour:02d}:{here.minute:02d}"


def _length(text: str) -> str:
    """As `parse_minutes` reads it: without the seconds of a clock, and without words around."""
    low = " ".join(text.lower().split())
    low = re.sub(r"^([0-9]{1,2}:[0-9]{2}):[0-9]{2}$", r"\1", low)
    return re.sub(r"\.0+$", "", low)
