"""Periods as typed, as shown, and parted into weeks, months and years."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from clinic_desktop.reports.model import Period
from clinic_desktop.reports.rules.periods import grain_of, named_period, parse_period, parts_of, period_words
from clinic_desktop.values.problems import Unreadable

TODAY = date(2026, 11, 24)
OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("this month", Period(date(2026, 11, 1), date(2026, 11, 30))),
        (" Last  Month ", OCTOBER),
        ("this year", YEAR),
        ("last year", Period(date(2025, 1, 1), date(2025, 12, 31))),
        ("2026", YEAR),
        ("october", OCTOBER),
        ("Oct 2026", OCTOBER),
        ("oct. 26", OCTOBER),
        ("10/2026", OCTOBER),
        ("Dec", Period(date(2025, 12, 1), date(2025, 12, 31))),
        ("10/1 to 10/31", OCTOBER),
        ("10/1/26 - 10/31/26", OCTOBER),
        ("10/1 – 10/31", OCTOBER),
        ("from 10/1 to 10/31", OCTOBER),
        ("1 Oct 2026 to 31 Oct 2026", OCTOBER),
        ("jan to dec 2026", YEAR),
        ("since 10/1", Period(date(2026, 10, 1), TODAY)),
        ("since october", Period(date(2026, 10, 1), TODAY)),
        ("today", Period(TODAY, TODAY)),
        ("11/3", Period(date(2026, 11, 3), date(2026, 11, 3))),
    ],
)
def test_a_period_is_typed_any_sane_way(typed: str, meant: Period) -> None:
    assert parse_period(typed, TODAY) == meant


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Type a period"),
        ("10/31 to 10/1", "ends (1 Oct 2026) before it begins (31 Oct 2026)"),
        ("13/2026", "no month 13"),
        ("0/2026", "no month 0"),
        ("1600", "Type a year from 1900 to 2199"),
        ("a to b to c", "first and the last day"),
    ],
)
def test_what_is_no_period_says_so(typed: str, said: str) -> None:
    with pytest.raises(Unreadable, match=said.replace("(", r"\(").replace(")", r"\)")):
        parse_period(typed, TODAY)


@pytest.mark.parametrize("typed", ["whenever", "ju", "31", "10/1 to whenever", "2/30/2026"])
def test_nonsense_is_refused(typed: str) -> None:
    with pytest.raises(Unreadable):
        parse_period(typed, TODAY)


def test_the_month_before_january_is_december() -> None:
    assert named_period("last_month", date(2026, 1, 31)) == Period(date(2025, 12, 1), date(2025, 12, 31))


DAYS = some.dates(date(2000, 1, 1), date(2030, 12, 31))
PERIODS = some.builds(lambda first, days: Period(first, first + timedelta(days)), DAYS, some.integers(0, 1200))


@settings(max_examples=60)
@given(PERIODS)
def test_its_parts_are_the_whole_of_it(period: Period) -> None:
    parts = parts_of(period)
    assert (parts[0].first, parts[-1].last) == (period.first, period.last)
    assert all(one.last + timedelta(1) == two.first for one, two in itertools.pairwise(parts))
    assert len(parts) <= 14
    most = {"week": 7, "month": 31, "year": 366}[grain_of(period)]
    assert all(1 <= one.days <= most for one in parts)


@settings(max_examples=60)
@given(PERIODS)
def test_what_is_shown_is_read_back(period: Period) -> None:
    assert parse_period(period_words(period), TODAY) == period
