"""Business days: weekdays that are no federal holiday (5 USC 6103), as the Good Faith Estimate counts them."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

_MONDAY, _THURSDAY, _SATURDAY, _SUNDAY = 0, 3, 5, 6
_DAY = timedelta(days=1)
_WEEK = 7
# The first year of the holiday in June.
_JUNETEENTH_SINCE = 2021


def is_business_day(day: date) -> bool:
    """Whether it is a weekday and no federal holiday."""
    return day.weekday() < _SATURDAY and day not in holidays(day.year)


@cache
def holidays(year: int) -> frozenset[date]:
    """The federal holidays of a year, as they are observed: on Friday or Monday where the day itself is a weekend.

    New Year's Day of the next year, where it is observed on 31 December, is among them.
    """
    fixed = [date(year, 1, 1), date(year, 7, 4), date(year, 11, 11), date(year, 12, 25), date(year + 1, 1, 1)]
    if year >= _JUNETEENTH_SINCE:
        fixed.append(date(year, 6, 19))
    moving = (
        *(_nth(year, 1, _MONDAY, 3), _nth(year, 2, _MONDAY, 3), _last_monday(year, 5), _nth(year, 9, _MONDAY, 1)),
        *(_nth(year, 10, _MONDAY, 2), _nth(year, 11, _THURSDAY, 4)),
    )
    return frozenset((*map(_observed, fixed), *moving))


def business_days_between(start: date, end: date) -> int:
    """Business days after `start` up to and with `end`; 0 where `end` is not later."""
    return sum(map(is_business_day, _after(start, end)))


def add_business_days(start: date, count: int) -> date:
    """The day that is `count` business days after `start`, 1 the next one."""
    day = start
    while count > 0:
        day += _DAY
        count -= is_business_day(day)
    return day


def _after(start: date, end: date) -> Iterator[date]:
    for number in range(start.toordinal() + 1, end.toordinal() + 1):
        yield date.fromordinal(number)


def _nth(year: int, month: int, weekday: int, nth: int) -> date:
    first = date(year, month, 1)
    return first + _DAY * ((weekday - first.weekday()) % _WEEK + _WEEK * (nth - 1))


def _last_monday(year: int, month: int) -> date:
    last = date(year, month + 1, 1) - _DAY
    return last - _DAY * last.weekday()


def _observed(day: date) -> date:
    if day.weekday() == _SATURDAY:
        return day - _DAY
    return day + _DAY if day.weekday() == _SUNDAY else day
