"""Takes a typed line apart: "2:30p vega 60" is a time, minutes, and words that name somebody or something."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from clinic_desktop.schedule.model import Pieces
from clinic_desktop.schedule.rules.lines import LETTERS_OF_A_LINE
from clinic_desktop.values.dates import parse_date
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.values.text import plain
from clinic_desktop.values.times import minutes_between, parse_minutes, parse_time
from clinic_desktop.wording import mark, say

WEEKDAYS = (
    *(mark("Monday"), mark("Tuesday"), mark("Wednesday"), mark("Thursday"), mark("Friday")),
    *(mark("Saturday"), mark("Sunday")),
)
_NEAR = (mark("today"), mark("tomorrow"))
# "2:30 pm" and "60 min" are one word each.
_HALF = r"(?<![\w:.])([0-9]{1,2}(?:[:.][0-9]{2})?|[0-9]{3,4}) ([ap])(?:\.?m)?\.?(?= |$)"
_UNIT = r"(?<![\w:.])([0-9]{1,3}) (m|min|mins|minutes?|h|hr|hrs|hours?)\.?(?= |$)"
_AROUND_DASH = r"(?<=[0-9apm]) ?[-–—] ?(?=[0-9])"
_CLOCK = r"[0-9]{1,2}(?:[:.][0-9]{2}|[0-9]{2})?(?:[ap]\.?(?:m\.?)?)?"
_TIMES = rf"({_CLOCK})-({_CLOCK})"
_SURE_TIME = r"[0-9]{1,2}(?:[:.][0-9]{2})(?:[ap]\.?(?:m\.?)?)?|[0-9]{1,4}[ap]\.?(?:m\.?)?|noon|midnight"
_SURE_MINUTES = r"[0-9]{1,3}(?:m|min|mins|minutes?)\.?|[0-9](?:h|hr|hrs|hours?)(?:[0-9]{1,2}(?:m|min)?)?"
_DAY = r"[0-9]{1,2}/[0-9]{1,2}(?:/[0-9]{2,4})?|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|\+[0-9]{1,3}[dw]"
# Of two digits: more than the hours of a clock are minutes.
_LAST_HOUR = 12
_HOUR_DIGITS = 2


@dataclass(slots=True)
class _Found:
    """What is known of a line so far; bare numbers wait until it is known whether a time stands elsewhere."""

    pieces: Pieces
    bare: list[str]
    words: list[str]


def pieces(text: str, today: date) -> Pieces:
    """The parts of a line, in any order: "2:30p vega 60", "lee 9-10:30 tomorrow", "12/3 vega deep 90 @mo".

    The day is today where none is typed. A number alone is the hour up to 12, or 230; the minutes above, and wherever a
    time stands beside it.
    """
    typed = " ".join(re.sub("[,;]", " ", plain(text[:LETTERS_OF_A_LINE])).split())
    for pattern in (_HALF, _UNIT):
        typed = re.sub(pattern, r"\1\2", typed, flags=re.IGNORECASE)
    typed = re.sub(_AROUND_DASH, "-", typed, flags=re.IGNORECASE)
    found = _Found(Pieces(today), [], [])
    try:
        for word in typed.split():
            _take(found, word, today)
        for number in found.bare:
            _take_number(found, number)
    except Unreadable as unreadable:
        return replace(found.pieces, words=tuple(found.words), problem=unreadable.words)
    return replace(found.pieces, words=tuple(found.words))


def _take(found: _Found, word: str, today: date) -> None:
    low = word.lower()
    if day := _day(low, today):
        found.pieces = replace(found.pieces, day=day)
    elif times := re.fullmatch(_TIMES, low):
        _take_times(found, times[1], times[2])
    elif re.fullmatch(_SURE_TIME, low):
        _take_start(found, parse_time(low))
    elif re.fullmatch(_SURE_MINUTES, low):
        found.pieces = replace(found.pieces, minutes=parse_minutes(low))
    elif re.fullmatch(r"[0-9]{1,4}", low):
        found.bare.append(low)
    elif len(word) > 1 and word[0] == "@":
        found.pieces = replace(found.pieces, initials=low[1:])
    else:
        found.words.append(word)


def _take_start(found: _Found, time: str) -> None:
    if found.pieces.starts_at:
        raise Unreadable(say("Two times stand here. Type one, or both with a dash: 2:30-3:30."))
    found.pieces = replace(found.pieces, starts_at=time)


def _take_times(found: _Found, first: str, last: str) -> None:
    starts, ends = parse_time(first), parse_time(last)
    half = last.rstrip(".m")[-1:]
    if half in "ap" and first[-1].isdigit() and minutes_between(alike := parse_time(first + half), ends) > 0:
        # "8-9p" is an hour of the evening.
        starts = alike
    if minutes_between(starts, ends) <= 0:
        raise Unreadable(say("The end is not after the start."))
    _take_start(found, starts)
    found.pieces = replace(found.pieces, ends_at=ends, minutes=minutes_between(starts, ends))


def _take_number(found: _Found, number: str) -> None:
    is_hour = len(number) > _HOUR_DIGITS or 1 <= int(number) <= _LAST_HOUR
    if is_hour and not found.pieces.starts_at:
        _take_start(found, parse_time(number))
    elif found.pieces.minutes is None:
        found.pieces = replace(found.pieces, minutes=parse_minutes(number))
    else:
        raise Unreadable(say("What does {number} mean here? The minutes are there already.", number=number))


def _day(word: str, today: date) -> date | None:
    if re.fullmatch(_DAY, word):
        return parse_date(word, today)
    for name in _NEAR:
        if word in (name, say(name).lower()):
            return parse_date(name, today)
    for number, name in enumerate(WEEKDAYS):
        if word in (name.lower(), say(name).lower()):
            return today + timedelta((number - today.weekday()) % len(WEEKDAYS))
    return None
