"""Days of other programs: the order of day and month by the whole column, years of two digits never by themselves."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from imported import TODAY

from clinic_desktop.imports.model.sheet import Matching
from clinic_desktop.imports.rules.days import days_in, order_of, read_past_day
from clinic_desktop.values.problems import Unreadable

MONTH_FIRST, DAY_FIRST, OPEN = Matching((), False), Matching((), True), Matching((), None)
SHORT = Matching((), False, reads_short_years=True)
BORN = date(1980, 3, 14)


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["3/14/1980", "4/5/1981"], False),
        (["14/3/1980", "4/5/1981"], True),
        (["3/4/1980", "4/5/1981"], None),
        (["14/3/1980", "3/14/1980", "4/5/1981"], None),
        (["1980-03-14", "1981-05-04"], False),
        (["5/5/1980"], False),
    ],
)
def test_the_order_is_that_of_the_whole_column(cells: list[str], order: bool | None) -> None:
    assert order_of(days_in(cells)) is order


@pytest.mark.parametrize(
    "cell",
    [
        *("3/14/1980", "03/14/1980", "3-14-1980", "3.14.1980", "03141980", "1980-03-14", "19800314", "14 Mar 1980"),
        *(
            "March 14, 1980",
            "1980-03-14T00:00:00Z",
            "3/14/1980 12:00:00 AM",
            "Fri, 3/14/1980",
            "1980-03-14 00:00:00.000",
        ),
    ],
)
@pytest.mark.parametrize("matching", [MONTH_FIRST, OPEN])
def test_a_day_is_read_in_every_form_that_programs_write(cell: str, matching: Matching) -> None:
    assert read_past_day(cell, matching, TODAY, is_birth=True) == BORN


def test_a_day_that_says_nothing_itself_is_asked_for() -> None:
    with pytest.raises(Unreadable, match="month or the day"):
        read_past_day("3/4/1980", OPEN, TODAY, is_birth=True)
    assert read_past_day("3/4/1980", MONTH_FIRST, TODAY, is_birth=True) == date(1980, 3, 4)
    assert read_past_day("3/4/1980", DAY_FIRST, TODAY, is_birth=True) == date(1980, 4, 3)
    with pytest.raises(Unreadable, match="changed places"):
        read_past_day("3/14/1980", DAY_FIRST, TODAY, is_birth=True)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("3/14/45", date(1945, 3, 14)),
        ("3/14/80", BORN),
        ("11/24/26", TODAY),
        ("11/25/26", date(1926, 11, 25)),
        ("14 Mar 80", BORN),
        ("3/14/'80", BORN),
    ],
)
def test_a_short_year_is_past_once_somebody_said_so_and_refused_before(cell: str, day: date) -> None:
    with pytest.raises(Unreadable, match="two digits"):
        read_past_day(cell, MONTH_FIRST, TODAY, is_birth=True)
    assert read_past_day(cell, SHORT, TODAY, is_birth=True) == day
    assert days_in([cell]).short_years == 1


@pytest.mark.parametrize(
    "cell", ["3/14", "today", "-1w", "Mar 14", "2/30/1980", "11/25/2026", "1/1/1850", "31110", "x"]
)
@pytest.mark.parametrize("is_birth", [True, False])
def test_what_is_no_past_day_with_its_year_is_refused(cell: str, is_birth: bool) -> None:
    with pytest.raises(Unreadable):
        read_past_day(cell, SHORT, TODAY, is_birth=is_birth)


@given(st.dates(TODAY - timedelta(days=36_000), TODAY), st.booleans(), st.booleans())
@settings(max_examples=80)
def test_no_day_is_ever_in_the_future_and_full_years_are_exact(day: date, day_first: bool, is_short: bool) -> None:
    numbers = (day.day, day.month) if day_first else (day.month, day.day)
    matching = Matching((), day_first, reads_short_years=True)
    year = f"{day.year % 100:02d}" if is_short else str(day.year)
    found = read_past_day(f"{numbers[0]}/{numbers[1]}/{year}", matching, TODAY, is_birth=True)
    assert found == day if not is_short else (found <= TODAY and (found.month, found.day) == (day.month, day.day))


@given(st.text(max_size=30))
@settings(max_examples=80)
def test_any_text_is_a_day_or_a_sentence(text: str) -> None:
    try:
        assert read_past_day(text, SHORT, TODAY, is_birth=False) <= TODAY
    except Unreadable as unreadable:
        assert unreadable.words
