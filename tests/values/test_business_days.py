"""Business days: weekdays that are no federal holiday, observed on Friday or Monday where the day is a weekend."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from clinic_desktop.values.business_days import (
    add_business_days,
    business_days_between,
    holidays,
    is_business_day,
)

# As the Office of Personnel Management lists them.
OF_2026 = ("1-1", "1-19", "2-16", "5-25", "6-19", "7-3", "9-7", "10-12", "11-11", "11-26", "12-25")
OF_2021 = ("1-1", "1-18", "2-15", "5-31", "6-18", "7-5", "9-6", "10-11", "11-11", "11-25", "12-24", "12-31")


@pytest.mark.parametrize(("year", "days"), [(2026, OF_2026), (2021, OF_2021)])
def test_the_holidays_of_a_year(year: int, days: tuple[str, ...]) -> None:
    expected = {date(year, *map(int, day.split("-"))) for day in days}
    assert {day for day in holidays(year) if day.year == year} == expected


def test_the_holiday_in_june_is_younger_than_the_others() -> None:
    assert date(2020, 6, 19) not in holidays(2020)
    assert len({day for day in holidays(2020) if day.year == 2020}) == 10


def test_days_are_counted_over_weekends_and_holidays() -> None:
    booked = date(2026, 11, 30)
    assert business_days_between(booked, date(2026, 12, 4)) == 4
    assert business_days_between(booked, date(2026, 12, 16)) == 12
    assert business_days_between(date(2026, 11, 25), date(2026, 11, 30)) == 2
    assert business_days_between(booked, booked) == business_days_between(booked, date(2026, 11, 1)) == 0
    assert add_business_days(date(2026, 12, 24), 1) == date(2026, 12, 28)
    assert add_business_days(booked, 0) == booked


@given(some.dates(date(2000, 1, 1), date(2100, 1, 1)), some.integers(1, 60))
def test_adding_and_counting_are_one_another_backwards(start: date, count: int) -> None:
    end = add_business_days(start, count)
    assert is_business_day(end)
    assert business_days_between(start, end) == count
    assert business_days_between(start, end - timedelta(days=1)) == count - 1
