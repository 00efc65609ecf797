"""Clock times and lengths of time in minutes: read what a person types, and write times for the screen."""

import re

from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import mark, say

MOST_MINUTES = 600
# Without am or pm these hours are those after noon: a clinic treats nobody before seven in the morning.
_AFTERNOON = range(1, 7)
_NOON = 12
_HOURS = 24
_MINUTES = 60
_NAMED = {mark("noon"): "12:00", mark("midnight"): "00:00"}
_HALVES = (mark("{time} AM"), mark("{time} PM"))

# [0-9] and not \d, which also takes the digits of other scripts. Patterns stay text, so that `re` compiles
# them at first use and not at program start.
_TIME = r"([0-9]{1,2})(?: ?[:.] ?([0-9]{2})|([0-9]{2}))?(?: ?([ap])(?:\.? ?m)?\.?)?"
_ONLY_MINUTES = r"([0-9]+) ?(?:m|min|mins|minutes?)?\.?"
_HOURS_AND_MINUTES = (
    r"([0-9]{1,3}):([0-9]{2})",
    r"([0-9]{1,3}) ?(?:h|hr|hrs|hours?)\.?(?: ?([0-9]{1,2}) ?(?:m|min|mins|minutes?)?\.?)?",
)
_DECIMAL = r"[0-9]*[.,][0-9]+ ?[a-z]*\.?"


def parse_time(text: str) -> str:
    """The time of day as kept, "14:30", from "2:30 pm", "2:30p", "2.30", "230", "1430", "9", "noon", "midnight".

    Without am or pm, 1 to 6 are hours of the afternoon and 7 to 12 are as typed, as a clinic's day goes. What only a
    24-hour clock shows is as typed: 13:00 to 23:59, an hour of 0, an hour with a zero before it. Raises Unreadable.
    """
    typed = " ".join(text.lower().split())
    for word, time in _NAMED.items():
        if typed in (word, say(word).lower()):
            return time
    found = re.fullmatch(_TIME, typed)
    if found is None:
        raise Unreadable(say("Type the time like 9:30, 2:15 pm or 14:15."))
    hour, minute = int(found[1]), int(found[2] or found[3] or "0")
    if hour >= _HOURS:
        raise Unreadable(say("There is no hour {hour}: type the time like 9:30 or 2:15 pm.", hour=hour))
    if minute >= _MINUTES:
        raise Unreadable(say("There is no minute {minute}: type the time like 9:30 or 2:15 pm.", minute=minute))
    return f"{_hour_of_day(found[1], found[4]):02d}:{minute:02d}"


def shown_time(time: str) -> str:
    """A time as kept for the screen, for paper and for fields: "14:30" is "2:30 PM"; "" stays ""."""
    if not time:
        return ""
    half, hour = divmod(int(time[:2]), _NOON)
    return say(_HALVES[half], time=f"{hour or _NOON}:{time[3:]}")


def minutes_between(start: str, end: str) -> int:
    """The minutes from one time of a day, as kept, to another one; below 0 when the end is earlier."""
    return _minute_of_day(end) - _minute_of_day(start)


def parse_minutes(text: str, most: int = MOST_MINUTES) -> int:
    """Whole minutes, 1 to `most`, from "60", "60 min", "1h", "1:15", "1 h 15"; raises Unreadable."""
    typed = " ".join(text.lower().split())
    minutes = _counted_minutes(typed)
    if minutes is None:
        if re.fullmatch(_DECIMAL, typed):
            raise Unreadable(say("Type whole minutes, like 75, or hours and minutes, like 1:15."))
        raise Unreadable(say("Type the minutes like 60, or hours and minutes like 1:15."))
    if minutes < 1:
        raise Unreadable(say("Type at least one minute."))
    if minutes > most:
        raise Unreadable(say("The most is {most} minutes: check the digits.", most=most))
    return minutes


def _hour_of_day(typed: str, half: str | None) -> int:
    hour = int(typed)
    if half:
        if not 1 <= hour <= _NOON:
            raise Unreadable(say("With am or pm the hour is 1 to 12: type 2:15 pm, or 14:15 without it."))
        return hour % _NOON + (_NOON if half == "p" else 0)
    return hour + _NOON if hour in _AFTERNOON and typed[0] != "0" else hour


def _minute_of_day(time: str) -> int:
    return int(time[:2]) * _MINUTES + int(time[3:])


def _counted_minutes(typed: str) -> int | None:
    """The minutes of a text that says how many, None for other texts."""
    only = re.fullmatch(_ONLY_MINUTES, typed)
    if only:
        # Cut to nine digits, far above any limit: Python refuses to read more than 4300.
        return int((only[1].lstrip("0") or "0")[:9])
    for pattern in _HOURS_AND_MINUTES:
        found = re.fullmatch(pattern, typed)
        if found and int(found[2] or "0") < _MINUTES:
            return int(found[1]) * _MINUTES + int(found[2] or "0")
    return None
