"""Which release speaks for a day: the newest that has begun, in its fiscal year; and what is said without one."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from clinic_desktop.codes.model import Release
from clinic_desktop.codes.queries.releases import packed, shipped_release
from clinic_desktop.codes.rules.releases import release_on
from clinic_desktop.values import dates

DAYS = some.dates(date(2020, 1, 1), date(2031, 12, 31))
FIRST_DAYS = some.builds(date, some.integers(2020, 2030), some.sampled_from((4, 10)), some.just(1))


def release(day: date) -> Release:
    return Release(day, 1, "file", 1, "", has_notes=False)


OCTOBER_2025, APRIL_2026, OCTOBER_2026 = (release(date(*day)) for day in ((2025, 10, 1), (2026, 4, 1), (2026, 10, 1)))
ALL = (OCTOBER_2026, OCTOBER_2025, APRIL_2026)


@pytest.mark.parametrize(
    ("on", "chosen"),
    [
        *(((2025, 10, 1), OCTOBER_2025), ((2026, 3, 31), OCTOBER_2025), ((2026, 4, 1), APRIL_2026)),
        *(((2026, 9, 30), APRIL_2026), ((2026, 10, 1), OCTOBER_2026), ((2027, 3, 31), OCTOBER_2026)),
        *(((2027, 4, 1), OCTOBER_2026), ((2027, 9, 30), OCTOBER_2026)),
    ],
)
def test_each_day_has_its_release(on: tuple[int, int, int], chosen: Release) -> None:
    found = release_on(ALL, date(*on))
    assert (found.release, found.lacking, found.words) == (chosen, "", "")


@pytest.mark.parametrize(
    ("releases", "on", "here", "lacking"),
    [
        # Before the first, the earliest speaks; behind the last year, the newest.
        (ALL, (2025, 9, 30), "October 2025", "October 2024"),
        (ALL, (2025, 3, 31), "October 2025", "October 2024"),
        (ALL, (2027, 10, 1), "October 2026", "October 2027"),
        (ALL, (2028, 4, 1), "October 2026", "October 2027"),
        ((APRIL_2026,), (2026, 10, 1), "April 2026", "October 2026"),
        ((APRIL_2026,), (2026, 11, 24), "April 2026", "October 2026"),
        # The April release alone: the October release of the same year would speak for the winter.
        ((APRIL_2026,), (2026, 3, 31), "April 2026", "October 2025"),
    ],
)
def test_a_release_that_is_not_there_is_named(
    releases: tuple[Release, ...], on: tuple[int, int, int], here: str, lacking: str
) -> None:
    chosen = release_on(releases, date(*on))
    assert (chosen.release.name, chosen.lacking) == (here, lacking)
    assert chosen.words == f"Diagnosis codes checked against the {here} release; {lacking} is not loaded."


@given(some.lists(FIRST_DAYS, min_size=1, max_size=8, unique=True), DAYS)
def test_the_newest_that_has_begun_speaks(first_days: list[date], on: date) -> None:
    chosen = release_on([release(day) for day in first_days], on)
    begun = [day for day in first_days if day <= on]
    assert chosen.release.effective_on == (max(begun) if begun else min(first_days))
    year_began = date(on.year - (on.month < 10), 10, 1)
    covered = any(year_began <= day for day in begun)
    assert chosen.lacking == ("" if covered else dates.month_year(year_began))


@given(FIRST_DAYS)
def test_a_release_holds_to_the_end_of_its_fiscal_year(day: date) -> None:
    last = release(day).last_day
    assert (last.month, last.day) == (9, 30)
    assert timedelta(days=180) < last - day < timedelta(days=366)


def test_the_shipped_release_is_named_by_its_file() -> None:
    shipped = shipped_release()
    assert (shipped.effective_on, shipped.name, shipped.row) == (date(2026, 4, 1), "April 2026", 0)
    assert shipped.last_day == date(2026, 9, 30)
    assert packed(shipped)[:6] == b"\xfd7zXZ\x00"
