"""What a prescription orders besides its days: how often, where, for how long, and who signed; read from its words."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from factories import PRESCRIPTION, new_case, new_prescription, refused
from hypothesis import given
from hypothesis import strategies as some

from clinic_desktop.clinic import Clinic
from clinic_desktop.referrals import queries
from clinic_desktop.referrals.commands.prescriptions import ChangePrescription
from clinic_desktop.referrals.model import OrderRate
from clinic_desktop.referrals.rules.frequency import next_period, parse_rate, period_start, rate_words, read_rate
from clinic_desktop.referrals.rules.prescriptions import prescription_values
from clinic_desktop.values.body import BODY_REGIONS
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.values.regions import read_regions, shown_regions

TODAY = date(2026, 11, 24)
RATES = some.builds(OrderRate, some.integers(1, 31), some.integers(1, 26), some.sampled_from(("week", "month")))
DAYS = some.dates(date(2020, 1, 1), date(2030, 1, 1))


@pytest.mark.parametrize(
    ("words", "rate"),
    [
        *((words, OrderRate(2)) for words in ("2x/week", "2 x / wk", "twice a week", "2 times a week", "twice weekly")),
        *((words, OrderRate(2)) for words in ("2 per week", "1-2x/week", "1 to 2 a week", "2x/wk x 4 weeks", "2×/wk")),
        *((words, OrderRate(1)) for words in ("1/wk", "weekly", "once a week", "every week", "weekly for 6 weeks")),
        *((words, OrderRate(3, 1, "month")) for words in ("3 times per month", "3/month", "3 visits a month")),
        *((words, OrderRate(1, 2)) for words in ("every other week", "every 2 weeks", "1 every two weeks", "q2w")),
        *((words, None) for words in ("", "as needed", "biweekly", "2x/wk x 4, then 1x/wk", "12 visits", "0/week")),
        *((words, None) for words in ("2", "week", "2x/week or 3x/week", "99 a week", "1 every 99 weeks", "daily")),
    ],
)
def test_plain_words_say_a_number(words: str, rate: OrderRate | None) -> None:
    assert read_rate(words) == rate


@given(RATES)
def test_a_number_is_read_as_it_is_told(rate: OrderRate) -> None:
    assert parse_rate(rate_words(rate)) == rate


@given(some.text())
def test_any_text_is_a_number_or_none(text: str) -> None:
    assert read_rate(text) is None or read_rate(text.upper()) == read_rate(text)


@given(RATES, DAYS, some.integers(0, 900))
def test_weeks_and_months_follow_each_other(rate: OrderRate, first: date, later: int) -> None:
    day = first + timedelta(later)
    start = period_start(rate, day, first)
    following = next_period(rate, start)
    assert start <= day < following
    assert period_start(rate, following, first) == following
    assert start.isoweekday() == 7 if rate.unit == "week" else start.day == 1


def test_what_is_no_number_is_said() -> None:
    with pytest.raises(Unreadable, match="2 a week"):
        parse_rate("often")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Neck, both shoulders", ("Neck", "Left shoulder", "Right shoulder")),
        ("L-spine", ("Low back",)),
        ("R hip and low back", ("Low back", "Right hip")),
        ("head and face", ("Head and face",)),
        ("cervical/lumbar", ("Neck", "Low back")),
        ("b/l knees; lt. ankle", ("Left knee", "Right knee", "Left ankle")),
        ("back", ("Upper back", "Mid back", "Low back")),
        ("", ()),
    ],
)
def test_regions_are_read_as_people_write_them(typed: str, found: tuple[str, ...]) -> None:
    assert read_regions(typed) == (found, ())


@given(some.lists(some.sampled_from(BODY_REGIONS), unique=True))
def test_regions_are_read_as_they_are_shown(regions: list[str]) -> None:
    known, unknown = read_regions(shown_regions(regions))
    assert (set(known), unknown) == (set(regions), ())


@given(some.text())
def test_any_text_names_regions_or_none(text: str) -> None:
    known, _ = read_regions(text)
    assert set(known) <= set(BODY_REGIONS)


def test_all_of_it_is_kept_and_read(clinic: Clinic) -> None:
    typed = replace(
        PRESCRIPTION,
        frequency="2x/wk x 4, then 1x/wk",
        rate="2 a week",
        regions="neck, L shoulder",
        signed_on="11/3/2026",
        visit_minutes="60",
        visit_units="4 units",
    )
    case = new_case(clinic)
    found = queries.prescription(clinic.read, new_prescription(clinic, case, typed))
    assert (found.rate, found.regions) == (OrderRate(2), ("Neck", "Left shoulder"))
    # A day alone says that it is signed.
    assert (found.signature, found.signed_on) == ("signed", date(2026, 11, 3))
    assert (found.visit_minutes, found.visit_units) == (60, 4)
    (row,) = queries.prescription_page(clinic.read, case).rows
    assert (row.rate, row.regions, row.signed_on) == (OrderRate(2), found.regions, found.signed_on)
    # Without a number of its own the words count, and they stay as they were written.
    clinic.do(ChangePrescription(found.id, found.version, replace(typed, rate="", frequency="once a week")))
    (row,) = queries.prescription_page(clinic.read, case).rows
    assert row.rate == OrderRate(1)
    assert queries.prescription(clinic.read, found.id).frequency == "once a week"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"regions": "Neck, shin"}, "regions"),
        ({"rate": "often"}, "rate"),
        ({"signed_on": "tomorrow"}, "signed_on"),
        ({"signed_on": "11/1/2026"}, "signed_on"),
        ({"signature": "missing", "signed_on": "11/3/2026"}, "signed_on"),
        ({"visit_minutes": "0"}, "visit_minutes"),
        ({"visit_units": "100"}, "visit_units"),
    ],
)
def test_a_slip_is_named_at_its_field(typed: dict[str, Any], field: str) -> None:
    draft = replace(PRESCRIPTION, **typed)
    assert refused(lambda: prescription_values(draft, None, TODAY)) == [field]
