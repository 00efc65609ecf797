"""Reads a period as typed, and parts it into weeks, months or years."""

import re
from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from clinic_desktop.reports.model import Grain, Period
from clinic_desktop.values import dates
from clinic_desktop.values.dates import FIRST_YEAR, LAST_YEAR
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say

# Up to so many days are told by the week, and up to so many by the month.
_WEEKS_UP_TO, _MONTHS_UP_TO = 45, 366
_YEAR_LENGTH, _MONTHS_A_YEAR = 4, 12
_BETWEEN = r"\s+(?:to|until|till)\s+|\s*[\u2013\u2014]\s*|\s+-\s+|\s*\.\.+\s*"
_MONTH = r"(?P<name>[a-z]{3,9})\.?(?:[ ,/-]+(?P<year>[0-9]{4}|[0-9]{2}))?"
_MONTH_NUMBER = r"(?P<month>[0-9]{1,2}) ?/ ?(?P<year>[0-9]{4})"


def named_period(name: str, today: date) -> Period:
    """This or last month or year, by key: this_month, last_month, this_year, last_year."""
    if name.endswith("year"):
        return _year(today.year - (name == "last_year"))
    first = today.replace(day=1)
    if name == "last_month":
        first = (first - timedelta(1)).replace(day=1)
    return _month(first.year, first.month)


def parse_period(text: str, today: date) -> Period:
    """The period meant by "this month", "last year", "2026", "oct 2026", "10/2026", "10/1 to 10/15", "since 9/1" or a
    single day. Raises Unreadable."""
    typed = " ".join(text.lower().split())
    if not typed:
        raise Unreadable(say("Type a period, like “this year” or “10/1 to 10/31”."))
    if typed.replace(" ", "_") in ("this_month", "last_month", "this_year", "last_year"):
        return named_period(typed.replace(" ", "_"), today)
    whole = _whole(typed, today)
    if whole:
        return whole
    since = re.fullmatch(r"(?:since|from) (?P<day>.+)", typed)
    if since and not re.search(_BETWEEN, typed):
        return _ordered(_begin(since["day"], today), today)
    halves = re.split(_BETWEEN, re.sub(r"^(?:from|between) ", "", typed))
    if len(halves) == 1:
        day = dates.parse_date(typed, today)
        return Period(day, day)
    if len(halves) != len(("first", "last")):
        raise Unreadable(say("Type the first and the last day, like “10/1 to 10/31”."))
    return _ordered(_begin(halves[0], today), _end(halves[1], today))


def period_words(period: Period) -> str:
    """A period as shown: "2026", "October 2026", "1 Oct 2026 to 15 Oct 2026"."""
    first, last = period.first, period.last
    if period == _year(first.year):
        return str(first.year)
    if period == _month(first.year, first.month):
        return dates.month_year(first)
    if first == last:
        return dates.shown(first)
    return say("{first} to {last}", first=dates.shown(first), last=dates.shown(last))


def grain_of(period: Period) -> Grain:
    """By what a period is told."""
    if period.days <= _WEEKS_UP_TO:
        return "week"
    return "month" if period.days <= _MONTHS_UP_TO else "year"


def parts_of(period: Period) -> tuple[Period, ...]:
    """Its weeks (from Monday), months or years, in order; those at the ends as far as they lie in it."""
    return tuple(_cut(period, grain_of(period)))


def span_at(ends: Sequence[str], day: str) -> int:
    """Where among the parts of a period a day lies, of which these are the last days: the parts lie one behind the
    other. One that is no day lies in the last."""
    return min(bisect_left(ends, day), len(ends) - 1)


def span_words(span: Period, grain: Grain) -> str:
    """What a part of a period is called: a week by its days, a month by its name, also where it is not whole."""
    if grain == "month":
        return dates.month_year(span.first)
    return str(span.first.year) if grain == "year" else period_words(span)


def _cut(period: Period, grain: Grain) -> Iterator[Period]:
    first = period.first
    while first <= period.last:
        if grain == "week":
            end = first + timedelta(6 - first.weekday())
        elif grain == "month":
            end = _month(first.year, first.month).last
        else:
            end = date(first.year, 12, 31)
        yield Period(first, min(end, period.last))
        first = end + timedelta(1)


def _whole(typed: str, today: date) -> Period | None:
    """A year or a month by itself; None where it is neither."""
    if re.fullmatch(r"[0-9]{4}", typed):
        return _year(int(typed))
    numbered = re.fullmatch(_MONTH_NUMBER, typed)
    if numbered:
        return _month(int(numbered["year"]), int(numbered["month"]))
    named = re.fullmatch(_MONTH, typed)
    month = _month_called(named["name"]) if named else 0
    if not named or not month:
        return None
    if named["year"]:
        year = int(named["year"])
        return _month(year if len(named["year"]) == _YEAR_LENGTH else 2000 + year, month)
    # Without a year the one that has begun last.
    return _month(today.year - (month > today.month), month)


def _begin(typed: str, today: date) -> date:
    whole = _whole(typed, today)
    return whole.first if whole else dates.parse_date(typed, today)


def _end(typed: str, today: date) -> date:
    whole = _whole(typed, today)
    return whole.last if whole else dates.parse_date(typed, today)


def _ordered(first: date, last: date) -> Period:
    if last < first:
        facts = {"first": dates.shown(first), "last": dates.shown(last)}
        raise Unreadable(say("The period ends ({last}) before it begins ({first}).", **facts))
    return Period(first, last)


def _month_called(name: str) -> int:
    """The number of a month by its name or the beginning of it; 0 where it is none."""
    found = [at for at in range(1, 13) if dates.month_name(at).lower().startswith(name)]
    return found[0] if len(found) == 1 else 0


def _month(year: int, month: int) -> Period:
    if not 1 <= month <= _MONTHS_A_YEAR:
        raise Unreadable(say("There is no month {number}.", number=month))
    _refuse_year(year)
    return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def _year(year: int) -> Period:
    _refuse_year(year)
    return Period(date(year, 1, 1), date(year, 12, 31))


def _refuse_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Unreadable(say("Type a year from {first} to {last}.", first=FIRST_YEAR, last=LAST_YEAR))
