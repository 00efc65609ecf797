"""Reads the cells of a table: days, times, moments with their zone, and lengths, month first as in the US."""

import re
from datetime import date, datetime, tzinfo

from clinic_desktop.values.dates import parse_date
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.values.times import parse_minutes, parse_time
from clinic_desktop.wording import say

_LONGEST = 60
_TIME = (
    r"(?P<time>[0-9]{1,2}:[0-9]{2})(?::[0-9]{2}(?:\.[0-9]{1,6})?)? ?(?P<half>[ap]\.? ?m\.?)?"
    r"(?: ?(?P<zone>z|[+-][0-9]{2}:?[0-9]{2}))?(?: ?\(?[a-z]{3,4}\)?)?"
)
_SHORT = r"(?P<time>[0-9]{1,2}) ?(?P<half>[ap]\.? ?m\.?)(?P<zone>)"
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
    return bool(re.fullmatch(_TIME, low) or re.fullmatch(_SHORT, low))


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


def read_moment(text: str, today: date, zone: tzinfo | None) -> tuple[date | None, str]:
    """The day of a cell, None without one, and its time as kept, "" without one; raises Unreadable.

    As "11/30/2026 2:30 PM", "2026-11-30T14:30:00-08:00", "Mon, Nov 30, 2026 at 2:30 pm". A time with a zone is told as
    in `zone`, None for the computer’s own.
    """
    typed = " ".join(text.lower().split())
    if not typed or len(typed) > _LONGEST:
        raise Unreadable(say("Type the date as month/day/year, like 3/14/2026."))
    typed = re.sub(_WEEKDAY, "", typed)
    found = re.search(rf"{_TIME}$", typed) or re.search(rf"(?<![0-9/:-]){_SHORT}$", typed)
    if found is None:
        return parse_date(typed.rstrip(" ,"), today), ""
    time = parse_time(f"{found['time']} {(found['half'] or '').replace(' ', '')}")
    rest = re.sub(_BEFORE_TIME, "", typed[: found.start()])
    day = parse_date(rest, today) if rest else None
    if day and found["zone"]:
        return _at_home(day, time, found["zone"], zone)
    return day, time


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
