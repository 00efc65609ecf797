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
_NEAR = (mark("today"), mark("tomorrow"), mark("yesterday"))
# "2:30 pm" and "60 min" are one word each.
_HALF = r"(?<![\w:.])([0-9]{1,2}(?:[:.][0-9]{2})?|[0-9]{3,4}) ([ap])(?:\.?m)?\.?(?= |$)"
_UNIT = r"(?<![\w:.])([0-9]{1,3}) (m|min|mins|minutes?|h|hr|hrs|hours?)\.?(?= |$)"
_AROUND_DASH = r"(?<=[0-9apm]) ?[-–—] ?(?=[0-9])"
_CLOCK = r"noon|midnight|[0-9]{1,2}(?:[:.][0-9]{2}|[0-9]{2})?(?:[ap]\.?(?:m\.?)?)?"
_TIMES = rf"({_CLOCK})-({_CLOCK})"
_TO = rf"(?<!\S)({_CLOCK}) (?:to|till?|until) (?={_CLOCK}(?: |$))"
_SURE_TIME = r"[0-9]{1,2}(?:[:.][0-9]{2})(?:[ap]\.?(?:m\.?)?)?|[0-9]{1,4}[ap]\.?(?:m\.?)?|noon|midnight"
_WEEKDAY = r"mon|tues?|weds?|thu|thurs?|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_MONTH = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?"
)
# What people say for a day, as one word that is read below.
_SAID: tuple[tuple[str, str], ...] = (
    (r"(?<!\S)12 (noon|midnight)(?!\S)", r"\1"),
    (r"(?<!\S)(?:half an hour|half hour)(?!\S)", "30min"),
    (r"(?<!\S)an hour and a half(?!\S)", "90min"),
    (r"(?<!\S)an hour(?!\S)", "60min"),
    (r"(?<!\S)1[.,]5 ?(?:h|hr|hrs|hours?)(?!\S)", "90min"),
    (r"(?<!\S)in ([0-9]{1,2}) (d|w)(?:ays?|eeks?)(?!\S)", r"+\1\2"),
)
_SAID_BY_NAME: tuple[tuple[str, str], ...] = (
    (rf"(?<!\S)(?:next week(?: on)?|next) ({_WEEKDAY})\.?(?!\S)", r"next:\1"),
    (rf"(?<!\S)(?:this|on) ({_WEEKDAY})\.?(?!\S)", r"\1"),
    (r"(?<!\S)this (morning|afternoon|evening)(?!\S)", r"\1"),
    (rf"(?<!\S)([0-9]{{1,2}})(?:st|nd|rd|th)(?: of)? ({_MONTH})\.?(?!\S)", r"\2:\1"),
    (rf"(?<!\S)({_MONTH})\.? ([0-9]{{1,2}})(?:st|nd|rd|th)?(?!\S)", r"\1:\2"),
    (rf"(?<!\S)([0-9]{{1,2}})(?:st|nd|rd|th)? ({_MONTH})\.?(?!\S)", r"\2:\1"),
)
_LETTERS_OF_A_DAY = 3
_TOMORROW = ("tmrw", "tmr", "tmw", "tomorow", "tommorow", "tommorrow")
# Which half of the day an hour without one means.
_HALVES = {"morning": "a", "afternoon": "p", "evening": "p", "tonight": "p"}
_SURE_MINUTES = r"[0-9]{1,3}(?:m|min|mins|minutes?)\.?|[0-9](?:h|hr|hrs|hours?)(?:[0-9]{1,2}(?:m|min)?)?"
_DAY = r"[0-9]{1,2}/[0-9]{1,2}(?:/[0-9]{2,4})?|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|\+[0-9]{1,3}[dw]"
# Of two digits: more than the hours of a clock are minutes; of those of a 24-hour clock only what may be a length.
_LAST_HOUR = 12
_HOURS_OF_A_DAY = 24
_SHORTEST = (15, 20)
_HOUR_DIGITS = 2


@dataclass(slots=True)
class _Found:
    """What is known of a line so far; bare numbers wait until it is known whether a time stands elsewhere."""

    pieces: Pieces
    bare: list[str]
    words: list[str]
    half: str = ""
    by_name: bool = True


def pieces(text: str, today: date, *, by_name: bool = True) -> Pieces:
    """The parts of a line, in any order: "2:30p vega 60", "lee 9-10:30 tomorrow", "12/3 vega deep 90 @mo".

    The day is today where none is typed. A number alone is the hour up to 12, or 230; the minutes above, and wherever a
    time stands beside it. Without `by_name` no name of a weekday, a month or a part of the day is one: "Rose May".
    """
    typed = " ".join(re.sub("[,;]", " ", plain(text[:LETTERS_OF_A_LINE])).split())
    for pattern in (_HALF, _UNIT):
        typed = re.sub(pattern, r"\1\2", typed, flags=re.IGNORECASE)
    for pattern, word in (*_SAID, *(_SAID_BY_NAME if by_name else ())):
        typed = re.sub(pattern, word, typed, flags=re.IGNORECASE)
    typed = re.sub(_TO, r"\1-", typed, flags=re.IGNORECASE)
    typed = re.sub(_AROUND_DASH, "-", typed, flags=re.IGNORECASE)
    halves = [_HALVES[word] for word in typed.lower().split() if word in _HALVES] if by_name else []
    found = _Found(Pieces(today), [], [], halves[0] if halves else "", by_name)
    try:
        for word in typed.split():
            _take(found, word, today)
        for number in found.bare:
            _take_number(found, number)
    except Unreadable as unreadable:
        return replace(found.pieces, words=tuple(found.words), problem=unreadable.words)
    return replace(found.pieces, words=tuple(found.words), problem=_short_words(found))


def _take(found: _Found, word: str, today: date) -> None:
    low = word.lower()
    if day := _day(low, today):
        found.pieces = replace(found.pieces, day=day)
    elif found.by_name and (low in _HALVES or (day := _day_by_name(low.rstrip("."), today))):
        found.pieces = replace(found.pieces, day=day or found.pieces.day, is_by_name=True)
    elif times := re.fullmatch(_TIMES, low):
        _take_times(found, times[1], times[2])
    elif re.fullmatch(_SURE_TIME, low):
        _take_start(found, parse_time(low + found.half if low[-1].isdigit() else low))
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
        _take_start(found, parse_time(number + found.half))
    elif not found.pieces.starts_at and 0 < int(number) < _HOURS_OF_A_DAY and int(number) not in _SHORTEST:
        raise Unreadable(say("What does {number} mean here? Type {number}:00, or {number} min.", number=number))
    elif found.pieces.minutes is None:
        found.pieces = replace(found.pieces, minutes=parse_minutes(number))
    else:
        raise Unreadable(say("What does {number} mean here? The minutes are there already.", number=number))


def _short_words(found: _Found) -> str:
    """Of a number alone that would be fewer minutes than anybody treats: it was meant for something else."""
    minutes = found.pieces.minutes
    if minutes and minutes <= _LAST_HOUR and str(minutes) in found.bare:
        return say("What does {number} mean here? Type {number} min, if it is that.", number=minutes)
    return ""


def _day_by_name(word: str, today: date) -> date | None:
    """A day by the name of a weekday or of a month, which may be that of a client as well."""
    if word in _TOMORROW:
        return today + timedelta(1)
    if of_month := re.fullmatch(rf"({_MONTH}):([0-9]{{1,2}})", word):
        return parse_date(f"{of_month[1]} {of_month[2]}", today)
    name, is_next = word.removeprefix("next:"), word.startswith("next:")
    for place, full in enumerate(WEEKDAYS):
        is_begun = re.fullmatch(_WEEKDAY, name) and full.lower().startswith(name[:_LETTERS_OF_A_DAY])
        if is_begun or name in (full.lower(), say(full).lower()):
            ahead = (place - today.weekday()) % len(WEEKDAYS)
            # The next one is that of the week to come.
            return today + timedelta(ahead + len(WEEKDAYS) * (is_next and place >= today.weekday()))
    return None


def _day(word: str, today: date) -> date | None:
    if re.fullmatch(_DAY, word):
        return parse_date(word, today)
    for name in _NEAR:
        if word in (name, say(name).lower()):
            return parse_date(name, today)
    return None
