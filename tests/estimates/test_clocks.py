"""The clocks of the Good Faith Estimate against worked dates, and against a slow count day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from clinic_desktop.estimates.rules.clocks import due_asked, due_changed, due_scheduled
from clinic_desktop.values.business_days import is_business_day

DAY = timedelta(1)
# Scheduled on, for, due on; reckoned by hand with a calendar of the federal holidays. None: fewer than 3 business days.
WORKED = (
    # The two of the brief: Monday for Friday of the same week, and for the Wednesday two weeks later.
    ("2026-11-30", "2026-12-04", "2026-12-01"),
    ("2026-11-30", "2026-12-16", "2026-12-03"),
    # Three business days ahead and two: Tuesday for Friday, and Wednesday for Friday.
    ("2026-12-01", "2026-12-04", "2026-12-02"),
    ("2026-12-02", "2026-12-04", None),
    # Ten and nine: from Monday to the Monday two weeks later, and to the Friday before.
    ("2026-11-30", "2026-12-14", "2026-12-03"),
    ("2026-11-30", "2026-12-11", "2026-12-01"),
    # Thanksgiving is 26 November: Wednesday for Monday is Friday and Monday, two.
    ("2026-11-25", "2026-11-30", None),
    ("2026-11-25", "2026-12-01", "2026-11-27"),
    ("2026-11-24", "2026-12-09", "2026-11-30"),
    # Christmas 2027 is a Saturday, observed on Friday the 24th; New Year 2028 likewise on Friday 31 December.
    ("2027-12-23", "2027-12-29", "2027-12-27"),
    ("2027-12-23", "2027-12-28", None),
    ("2027-12-30", "2028-01-05", "2028-01-03"),
    ("2027-12-20", "2028-01-05", "2027-12-23"),
    ("2027-12-22", "2028-01-10", "2027-12-28"),
    # Over the turn of the year: 1 January 2027 is a Friday.
    ("2026-12-31", "2027-01-06", "2027-01-04"),
    ("2026-12-31", "2027-01-05", None),
    ("2026-12-30", "2027-01-14", "2027-01-05"),
    # On a weekend the clock starts with Monday: Saturday for Wednesday is three, due on Monday.
    ("2026-12-05", "2026-12-09", "2026-12-07"),
    ("2026-12-06", "2026-12-08", None),
    ("2026-12-05", "2026-12-18", "2026-12-09"),
    # Juneteenth 2027 is a Saturday, observed on Friday 18 June.
    ("2027-06-17", "2027-06-23", "2027-06-21"),
    ("2027-06-17", "2027-06-22", None),
    # On the day itself, and after it.
    ("2026-12-04", "2026-12-04", None),
    ("2026-12-05", "2026-12-04", None),
)
ASKED = (
    ("2026-11-30", "2026-12-03"),
    ("2026-11-25", "2026-12-01"),
    # A Saturday, and a Sunday before a Monday that is a holiday (18 January 2027).
    ("2026-12-05", "2026-12-09"),
    ("2027-01-17", "2027-01-21"),
    ("2027-12-30", "2028-01-05"),
)
CHANGED = (
    ("2026-12-04", "2026-12-03"),
    ("2026-12-07", "2026-12-04"),
    # The Friday after Thanksgiving, and the Monday after New Year.
    ("2026-11-27", "2026-11-25"),
    ("2027-01-04", "2026-12-31"),
)


@pytest.mark.parametrize(("scheduled", "visit", "due"), WORKED)
def test_scheduled_visits(scheduled: str, visit: str, due: str | None) -> None:
    found = due_scheduled(date.fromisoformat(scheduled), date.fromisoformat(visit))
    assert (found.isoformat() if found else None) == due


@pytest.mark.parametrize(("asked", "due"), ASKED)
def test_requests(asked: str, due: str) -> None:
    assert due_asked(date.fromisoformat(asked)).isoformat() == due


@pytest.mark.parametrize(("visit", "due"), CHANGED)
def test_changes(visit: str, due: str) -> None:
    assert due_changed(date.fromisoformat(visit)).isoformat() == due


def slowly(scheduled: date, visit: date) -> date | None:
    """The rule as it is written, with a list of every business day after that of scheduling."""
    after = [scheduled + DAY * step for step in range(1, 60)]
    open_days = [day for day in after if is_business_day(day)]
    ahead = sum(day <= visit for day in open_days)
    if ahead < 3:
        return None
    return open_days[2] if ahead >= 10 else open_days[0]


@settings(max_examples=200)
@given(some.dates(date(2021, 1, 1), date(2040, 12, 31)), some.integers(-3, 40))
def test_the_clock_of_any_visit(scheduled: date, ahead: int) -> None:
    visit = scheduled + DAY * ahead
    due = due_scheduled(scheduled, visit)
    assert due == slowly(scheduled, visit)
    if due:
        # Never on the day of scheduling, never on a day that is closed, and always before the visit.
        assert scheduled < due < visit
        assert is_business_day(due)


@settings(max_examples=100)
@given(some.dates(date(2021, 1, 1), date(2040, 12, 31)))
def test_the_last_business_day_before_a_visit(visit: date) -> None:
    due = due_changed(visit)
    assert due < visit
    assert is_business_day(due)
    assert not any(map(is_business_day, (due + DAY * step for step in range(1, (visit - due).days))))
