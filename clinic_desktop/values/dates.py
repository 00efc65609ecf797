"""Dates as people in the US type them, month first; shown one way on the screen, another on paper."""

import calendar
import re
from datetime import date, timedelta

from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
FIRST_YEAR, LAST_YEAR = 1900, 2199
OLDEST = 130
_NUMBERS = re.compile(r"([0-9]{1,2})[/.\-]([0-9]{1,2})(?:[/.\-]([0-9]{4}|[0-9]{2}))?")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_SOLID = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4})")
_DAY_MONTH = re.compile(r"([0-9]{1,2})\s*([a-z]{3,9})\.?,?\s*([0-9]{4}|[0-9]{2})?")
_MONTH_DAY = re.compile(r"([a-z]{3,9})\.?\s*([0-9]{1,2})(?:\s*,\s*|\s+|$)([0-9]{4}|[0-9]{2})?")
_AWAY = re.compile(r"([+-])\s*([0-9]{1,4})\s*([dwmy])")


def parse_date(text: str, today: date) -> date:
    """A day from "3/14", "3/14/26", "14 mar", "March 14, 2026", "2026-03-14", "today", "-1w"; raises Unreadable.

    Without a year it is the one nearest to today (of two equally near, the earlier). A year of two digits
    is the one within 80 years back and 19 years ahead.
    """
    return _read(text, today, ahead=19)


def parse_birth_date(text: str, today: date) -> date:
    """A birth date: with its year, not in the future, at most 130 years ago; raises Unreadable."""
    found = _read(text, today, ahead=0, needs_year=True)
    if found > today:
        raise Unreadable(say("This day has not come yet. Check the year."))
    if found.year < today.year - OLDEST:
        raise Unreadable(say("This is more than {years} years ago. Check the year.", years=OLDEST))
    return found


def shown(day: date) -> str:
    """A day as the screen shows it: "14 Dec 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def printed(day: date) -> str:
    """A day as paper shows it: "12/14/2026"."""
    return f"{day.month:02d}/{day.day:02d}/{day.year:04d}"


def age(born: date, on: date) -> int:
    """Whole years; who was born on 29 Feb turns older on 1 Mar in a common year."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _read(text: str, today: date, *, ahead: int, needs_year: bool = False) -> date:
    typed = " ".join(text.strip().lower().split())
    if not needs_year:
        near = {"today": 0, "yesterday": -1, "tomorrow": 1}.get(typed)
        if near is not None:
            return today + timedelta(days=near)
        away = _AWAY.fullmatch(typed)
        if away:
            return _away(away, today)
    year, month, day = _parts(typed)
    if not year:
        if needs_year:
            raise Unreadable(say("Type the year too, for example 3/14/1985."))
        return _nearest(month, day, today)
    return _day(_whole_year(year, today, ahead), month, day)


def _parts(typed: str) -> tuple[str, int, int]:
    """Year as typed ("" for none), month, day."""
    if found := _ISO.fullmatch(typed):
        return found[1], int(found[2]), int(found[3])
    if found := _SOLID.fullmatch(typed):
        return found[3], int(found[1]), int(found[2])
    if found := _NUMBERS.fullmatch(typed):
        return found[3] or "", int(found[1]), int(found[2])
    if found := _DAY_MONTH.fullmatch(typed):
        return found[3] or "", _month(found[2]), int(found[1])
    if found := _MONTH_DAY.fullmatch(typed):
        return found[3] or "", _month(found[1]), int(found[2])
    raise Unreadable(say("Type a date such as 3/14/2026 or 14 mar."))


def _month(word: str) -> int:
    for number, name in enumerate(calendar.month_name):
        if (number and name.lower().startswith(word)) or (word == "sept" and number == 9):  # noqa: PLR2004
            return number
    raise Unreadable(say("Type a date such as 3/14/2026 or 14 mar."))


def _whole_year(year: str, today: date, ahead: int) -> int:
    if len(year) > 2:  # noqa: PLR2004 - two digits or four
        return int(year)
    guess = today.year - today.year % 100 + int(year)
    while guess > today.year + ahead:
        guess -= 100
    while guess <= today.year + ahead - 100:
        guess += 100
    return guess


def _day(year: int, month: int, day: int) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Unreadable(say("Check the year {year}.", year=year))
    if not 1 <= month <= 12:  # noqa: PLR2004 - months
        raise Unreadable(say("There is no month {month}. Dates start with the month, as in 3/14/2026.", month=month))
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        name = calendar.month_name[month]
        raise Unreadable(say("{month} {year} has {last} days, not {day}.", month=name, year=year, last=last, day=day))
    return date(year, month, day)


def _nearest(month: int, day: int, today: date) -> date:
    found: list[date] = []
    trouble: Unreadable | None = None
    for year in range(max(FIRST_YEAR, today.year - 4), min(LAST_YEAR, today.year + 4) + 1):
        try:
            found.append(_day(year, month, day))
        except Unreadable as unreadable:
            trouble = unreadable
    if not found:
        assert trouble is not None
        raise trouble
    return min(found, key=lambda one: (abs(one - today), one))


def _away(found: "re.Match[str]", today: date) -> date:
    count = int(found[2]) * (-1 if found[1] == "-" else 1)
    try:
        if found[3] in "dw":
            moved = today + timedelta(days=count * (7 if found[3] == "w" else 1))
        else:
            months = today.year * 12 + today.month - 1 + count * (12 if found[3] == "y" else 1)
            year, month = divmod(months, 12)
            moved = date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError):
        raise Unreadable(say("This is too far away. Type the date itself.")) from None
    return _day(moved.year, moved.month, moved.day)
