"""Days as typed, month first; today is always given, so every example stands still."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from clinic_desktop import wording
from clinic_desktop.values.dates import age, kept, parse_birth_date, parse_date, printed, printed_within, shown
from clinic_desktop.values.problems import Unreadable

TODAY = date(2026, 3, 31)
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
NEARLY = st.text(alphabet="0123456789/-+ ,.dwmyjanfebrtody\u0663\uff13\u2212", max_size=14)

READ = {
    "3/14": date(2026, 3, 14),
    "3/14/26": date(2026, 3, 14),
    "03/14/2026": date(2026, 3, 14),
    " 3 / 14 / 2026 ": date(2026, 3, 14),
    "3-14-2026": date(2026, 3, 14),
    "3.14.2026": date(2026, 3, 14),
    "03142026": date(2026, 3, 14),
    "2026-03-14": date(2026, 3, 14),
    "14 mar": date(2026, 3, 14),
    "mar 14": date(2026, 3, 14),
    "14 Mar 2026": date(2026, 3, 14),
    "14-mar-26": date(2026, 3, 14),
    "14mar2026": date(2026, 3, 14),
    "March 14, 2026": date(2026, 3, 14),
    "MARCH 14TH 2026": date(2026, 3, 14),
    "Sept. 1, 2025": date(2025, 9, 1),
    "may 1": date(2026, 5, 1),
    "jun 1": date(2026, 6, 1),
    "jul 1": date(2026, 7, 1),
    "2/29/28": date(2028, 2, 29),
    "today": TODAY,
    "Yesterday": date(2026, 3, 30),
    "TOMORROW": date(2026, 4, 1),
    "-1w": date(2026, 3, 24),
    "+10d": date(2026, 4, 10),
    "+ 10 D": date(2026, 4, 10),
    "-1m": date(2026, 2, 28),
    "\u22121m": date(2026, 2, 28),
    "-2m": date(2026, 1, 31),
    "+1m": date(2026, 4, 30),
    "+9m": date(2026, 12, 31),
    "-3m": date(2025, 12, 31),
    "+1y": date(2027, 3, 31),
    "+23m": date(2028, 2, 29),
}
REFUSED = {
    "": "Type the date as month/day/year, like 3/14/2026.",
    "soon": "Type the date as month/day/year, like 3/14/2026.",
    "3": "Type the date as month/day/year, like 3/14/2026.",
    "3/14/202": "Type the date as month/day/year, like 3/14/2026.",
    "3/14/20266": "Type the date as month/day/year, like 3/14/2026.",
    "mar": "Type the date as month/day/year, like 3/14/2026.",
    "mar 2026": "Type the date as month/day/year, like 3/14/2026.",
    "14 ma": "Type the date as month/day/year, like 3/14/2026.",
    "14 maro": "Type the date as month/day/year, like 3/14/2026.",
    "10d": "Type the date as month/day/year, like 3/14/2026.",
    "\uff13/\uff11\uff14/2026": "Type the date as month/day/year, like 3/14/2026.",
    "3/\uff11\uff14/2026": "Type the date as month/day/year, like 3/14/2026.",
    "3/14/\uff12\uff10\uff12\uff16": "Type the date as month/day/year, like 3/14/2026.",
    "\u0663/14/2026": "Type the date as month/day/year, like 3/14/2026.",
    "14.3.2026": "There is no month 14: type the month first, like 3/14/2026.",
    "14/3/2026": "There is no month 14: type the month first, like 3/14/2026.",
    "20260314": "There is no month 20: type the month first, like 3/14/2026.",
    "0/14/2026": "There is no month 0: type the month first, like 3/14/2026.",
    "3/32/2026": "There is no day 32: type the date like 3/14/2026.",
    "3/0/2026": "There is no day 0: type the date like 3/14/2026.",
    "2/30/2026": "February has no 30th day in 2026.",
    "feb 30": "February has no 30th day in 2026.",
    "2/29/2026": "February has no 29th day in 2026.",
    "2/29/2100": "February has no 29th day in 2100.",
    "31 apr 2027": "April has no 31st day in 2027.",
    "3/14/1899": "Check the year: it can be from 1900 to 2199.",
    "3/14/2200": "Check the year: it can be from 1900 to 2199.",
    "3/14/0000": "Check the year: it can be from 1900 to 2199.",
    "+9999w": "Check the year: it can be from 1900 to 2199.",
    "-9999m": "Check the year: it can be from 1900 to 2199.",
    "-9999y": "Check the year: it can be from 1900 to 2199.",
}


@pytest.mark.parametrize(("text", "day"), READ.items())
def test_reads(text: str, day: date) -> None:
    assert parse_date(text, TODAY) == day


@pytest.mark.parametrize(("text", "words"), REFUSED.items(), ids=ascii)
def test_refuses(text: str, words: str) -> None:
    with pytest.raises(Unreadable) as unreadable:
        parse_date(text, TODAY)
    assert unreadable.value.words == words


@pytest.mark.parametrize("text", REFUSED, ids=ascii)
def test_every_sentence_is_translated_when_it_is_raised(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wording, "_single", lambda sentence: f"<{sentence}>")
    with pytest.raises(Unreadable) as unreadable:
        parse_date(text, TODAY)
    assert unreadable.value.words.startswith("<")


@pytest.mark.parametrize(
    ("text", "today", "day"),
    [
        ("12/20", date(2026, 1, 5), date(2025, 12, 20)),
        ("1/5", date(2026, 12, 20), date(2027, 1, 5)),
        ("6/1", date(2026, 6, 1), date(2026, 6, 1)),
        ("2/29", date(2026, 1, 31), date(2024, 2, 29)),
        ("2/29", date(2026, 11, 24), date(2028, 2, 29)),
        ("2/29", date(2100, 2, 27), date(2096, 2, 29)),
        ("2/29", date(2100, 3, 2), date(2104, 2, 29)),
        ("2/29", date(2028, 9, 30), date(2028, 2, 29)),
        # 2 July 2027 is 183 days from 1 January of 2027 and of 2028: the earlier one is meant.
        ("1/1", date(2027, 7, 2), date(2027, 1, 1)),
        # The same within a leap year: 183 days to either side.
        ("1/1", date(2028, 7, 2), date(2028, 1, 1)),
        ("12/31", date(1900, 1, 2), date(1900, 12, 31)),
    ],
)
def test_without_a_year_the_nearest_day_is_meant(text: str, today: date, day: date) -> None:
    assert parse_date(text, today) == day


@pytest.mark.parametrize(
    ("text", "year"),
    [("1/1/45", 2045), ("1/1/46", 1946), ("1/1/26", 2026), ("1/1/00", 2000), ("1/1/99", 1999)],
)
def test_a_short_year_lies_from_80_back_to_19_ahead(text: str, year: int) -> None:
    assert parse_date(text, TODAY).year == year


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3/14/1980", date(1980, 3, 14)),
        ("14 mar 80", date(1980, 3, 14)),
        ("3/31/26", date(2026, 3, 31)),
        ("4/1/26", date(1926, 4, 1)),
        ("1/1/27", date(1927, 1, 1)),
        ("1/1/45", date(1945, 1, 1)),
        ("2/29/00", date(2000, 2, 29)),
        ("1900-01-01", date(1900, 1, 1)),
    ],
)
def test_reads_a_birth_date(text: str, day: date) -> None:
    assert parse_birth_date(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("3/14", "Type the year of birth too, like 3/14/1980."),
        ("mar 14", "Type the year of birth too, like 3/14/1980."),
        ("4/1/2026", "This day is in the future: check the date of birth."),
        ("today", "Type the date as month/day/year, like 3/14/2026."),
        ("-40y", "Type the date as month/day/year, like 3/14/2026."),
        ("2/29/1981", "February has no 29th day in 1981."),
        ("12/31/1899", "Check the year: it can be from 1900 to 2199."),
        ("", "Type the date as month/day/year, like 3/14/2026."),
    ],
)
def test_refuses_a_birth_date(text: str, words: str) -> None:
    with pytest.raises(Unreadable) as unreadable:
        parse_birth_date(text, TODAY)
    assert unreadable.value.words == words


def test_nobody_is_older_than_130() -> None:
    assert parse_birth_date("4/1/1900", date(2031, 3, 31)) == date(1900, 4, 1)
    with pytest.raises(Unreadable) as unreadable:
        parse_birth_date("4/1/1900", date(2031, 4, 1))
    assert unreadable.value.words == "This is more than 130 years ago: check the year of birth."


def test_writes() -> None:
    assert shown(date(2026, 12, 14)) == "14 Dec 2026"
    assert shown(date(2026, 5, 1)) == "1 May 2026"
    assert printed(date(2026, 12, 14)) == "12/14/2026"
    assert printed(date(2026, 5, 1)) == "05/01/2026"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Before visit 9. By 4 Jan 2027.", "Before visit 9. By 01/04/2027."),
        ("From 1 Nov 2026 to 30 Nov 2026", "From 11/01/2026 to 11/30/2026"),
        ("31 Feb 2026 and 4 Janus 2027 and 14 Dec 20261", "31 Feb 2026 and 4 Janus 2027 and 14 Dec 20261"),
        ("", ""),
    ],
)
def test_days_within_a_sentence_are_printed_as_on_paper(words: str, expected: str) -> None:
    assert printed_within(words) == expected
    assert printed_within(expected) == expected


def test_months_are_shown_and_read_in_the_language_of_the_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    spanish = {"Dec": "dic", "December": "diciembre", "today": "hoy"}
    monkeypatch.setattr(wording, "_single", lambda sentence: spanish.get(sentence, sentence))
    assert shown(date(2026, 12, 14)) == "14 dic 2026"
    assert parse_date("14 dic 2026", TODAY) == parse_date("14 Dec 2026", TODAY) == date(2026, 12, 14)
    assert parse_date("14 diciem 2026", TODAY) == date(2026, 12, 14)
    assert parse_date("HOY", TODAY) == TODAY


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        (date(1980, 3, 14), date(2026, 3, 13), 45),
        (date(1980, 3, 14), date(2026, 3, 14), 46),
        (date(2004, 2, 29), date(2026, 2, 28), 21),
        (date(2004, 2, 29), date(2026, 3, 1), 22),
        (date(2004, 2, 29), date(2028, 2, 29), 24),
        (date(2026, 3, 14), date(2026, 3, 14), 0),
        (date(2026, 3, 14), date(2026, 3, 13), -1),
    ],
)
def test_age(born: date, on: date, years: int) -> None:
    assert age(born, on) == years


@given(DAYS, DAYS)
def test_reads_back_what_it_writes(day: date, today: date) -> None:
    for text in (shown(day), printed(day), day.isoformat(), printed(day).replace("/", "")):
        assert parse_date(text, today) == day


@given(DAYS, st.dates(date(1950, 1, 1), date(2150, 12, 31)))
def test_without_a_year_no_other_year_is_nearer(day: date, today: date) -> None:
    found = parse_date(f"{day.month}/{day.day}", today)
    assert (found.month, found.day) == (day.month, day.day)
    is_leap_day = (day.month, day.day) == (2, 29)
    years = [year for year in range(1904, 2197, 4) if year != 2100] if is_leap_day else range(1900, 2200)
    assert abs(found - today) == min(abs(day.replace(year=year) - today) for year in years)


@given(st.dates(date(1980, 1, 1), date(2170, 12, 31)), st.integers(0, 99))
def test_a_short_year_ends_in_the_digits_typed(today: date, year: int) -> None:
    full = parse_date(f"1/1/{year:02d}", today).year
    assert full % 100 == year
    assert today.year - 80 <= full <= today.year + 19


@given(st.dates(date(2001, 1, 1), date(2199, 12, 31)), DAYS)
def test_a_short_year_of_birth_is_the_latest_that_has_passed(today: date, day: date) -> None:
    assume((day.month, day.day) != (2, 29))
    born = parse_birth_date(f"{day.month}/{day.day}/{day.year % 100:02d}", today)
    assert born.year % 100 == day.year % 100
    assert born <= today < born.replace(year=born.year + 100)


@given(DAYS, st.integers(0, 9999), st.sampled_from("+-"))
def test_steps_of_days_are_days(today: date, days: int, sign: str) -> None:
    meant = today.toordinal() + int(f"{sign}{days}")
    if date(1900, 1, 1).toordinal() <= meant <= date(2199, 12, 31).toordinal():
        assert parse_date(f"{sign}{days}d", today) == today + timedelta(days=int(f"{sign}{days}"))
    else:
        with pytest.raises(Unreadable):
            parse_date(f"{sign}{days}d", today)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.integers(-1000, 1000))
def test_steps_of_months_keep_the_day_or_stop_at_the_months_end(today: date, months: int) -> None:
    found = parse_date(f"{months:+d}m", today)
    assert found.year * 12 + found.month == today.year * 12 + today.month + months
    is_month_end = (found + timedelta(days=1)).day == 1
    assert found.day == today.day or (found.day < today.day and is_month_end)


@given(DAYS, DAYS)
def test_age_goes_up_by_one_each_year(born: date, on: date) -> None:
    assume((on.month, on.day) != (2, 29) and on.year < 2199)
    assert age(born, on.replace(year=on.year + 1)) == age(born, on) + 1


@given(st.text() | NEARLY, DAYS)
def test_any_text_is_a_day_in_range_or_unreadable(text: str, today: date) -> None:
    for parser in (parse_date, parse_birth_date):
        try:
            found = parser(text, today)
        except Unreadable as unreadable:
            assert unreadable.words.endswith(".")
        else:
            assert date(1900, 1, 1) <= found <= date(2199, 12, 31)
            assert parser is parse_date or found <= today


def test_a_day_is_read_as_it_was_kept() -> None:
    assert kept("2026-12-14") == date(2026, 12, 14)
    assert kept("") is None
