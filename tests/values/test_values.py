"""Money, dates and identifiers: what people type is read, kept in one form, or answered with a sentence."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from clinic_desktop.values import dates, identifiers, money
from clinic_desktop.values.problems import Unreadable

TODAY = date(2026, 11, 24)
NPIS = ("1999999992", "2999999990", "1234567893", "2999999909", "2999999917")
PARSERS: tuple[Callable[[str], object], ...] = (
    identifiers.parse_npi, identifiers.parse_ein, identifiers.parse_ssn, identifiers.parse_zip,
    identifiers.parse_state, identifiers.parse_phone, identifiers.parse_taxonomy, identifiers.parse_procedure_code,
    identifiers.parse_modifier, identifiers.parse_email, money.parse_cents,
    lambda text: dates.parse_date(text, TODAY), lambda text: dates.parse_birth_date(text, TODAY),
)  # fmt: skip


@given(some.integers(0, money.MOST_CENTS))
def test_money_shown_and_typed_reads_back(cents: int) -> None:
    assert money.parse_cents(money.shown(cents)) == cents
    assert money.parse_cents(money.typed(cents)) == cents


@pytest.mark.parametrize("text", ["", "-5", "1,23", "1.234", "ten", "1e3", "٣", "1,000,000.01", "."])
def test_money_that_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        money.parse_cents(text)


@pytest.mark.parametrize(("text", "cents"), [("80", 8000), (" $1,234.5 ", 123450), (".5", 50), ("0", 0)])
def test_money_as_typed(text: str, cents: int) -> None:
    assert money.parse_cents(text) == cents


def test_money_below_zero_has_a_true_minus() -> None:
    assert money.shown(-500) == "\N{MINUS SIGN}$5.00"


@given(some.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_dates_shown_and_printed_read_back(day: date) -> None:
    assert dates.parse_date(dates.shown(day), TODAY) == day
    assert dates.parse_date(dates.printed(day), TODAY) == day
    assert dates.parse_date(day.isoformat(), TODAY) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3/14", date(2027, 3, 14)), ("14 mar", date(2027, 3, 14)), ("Mar 14", date(2027, 3, 14)),
        ("11/20", date(2026, 11, 20)), ("3/14/26", date(2026, 3, 14)), ("3-14-2026", date(2026, 3, 14)),
        ("03142026", date(2026, 3, 14)), ("March 14, 2026", date(2026, 3, 14)), ("14 Sept 26", date(2026, 9, 14)),
        ("today", TODAY), ("Yesterday", date(2026, 11, 23)), ("-1w", date(2026, 11, 17)), ("+3m", date(2027, 2, 24)),
        ("1/1/45", date(2045, 1, 1)), ("1/1/46", date(1946, 1, 1)), ("2/29", date(2028, 2, 29)),
    ],
)  # fmt: skip
def test_dates_as_typed(text: str, day: date) -> None:
    assert dates.parse_date(text, TODAY) == day


def test_month_arithmetic_stays_within_the_month() -> None:
    assert dates.parse_date("+1m", date(2027, 1, 31)) == date(2027, 2, 28)


@pytest.mark.parametrize("text", ["", "2/30/2026", "13/1/2026", "1/1/1899", "hello", "0/0/2026", "3/14/026"])
def test_days_that_do_not_exist_are_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        dates.parse_date(text, TODAY)


@pytest.mark.parametrize(("text", "day"), [("3/14/85", date(1985, 3, 14)), ("3/14/27", date(1927, 3, 14))])
def test_birth_dates_lie_in_the_past(text: str, day: date) -> None:
    assert dates.parse_birth_date(text, TODAY) == day


@pytest.mark.parametrize("text", ["3/14", "11/25/2026", "1/1/1895", "today"])
def test_birth_dates_need_a_year_that_can_be(text: str) -> None:
    with pytest.raises(Unreadable):
        dates.parse_birth_date(text, TODAY)


def test_age_of_a_leap_day_child() -> None:
    born = date(2008, 2, 29)
    assert dates.age(born, date(2027, 2, 28)) == 18
    assert dates.age(born, date(2027, 3, 1)) == 19


@given(some.sampled_from(NPIS), some.integers(0, 9), some.sampled_from("0123456789"))
def test_one_wrong_digit_of_an_npi_is_found(npi: str, place: int, digit: str) -> None:
    changed = npi[:place] + digit + npi[place + 1 :]
    if changed == npi:
        assert identifiers.parse_npi(f" {npi[:4]}-{npi[4:]} ") == npi
    else:
        with pytest.raises(Unreadable):
            identifiers.parse_npi(changed)


@pytest.mark.parametrize("npi", ["1234567890", "2123456789", "123456789", "", "３９９９９９９９９２"])
def test_an_npi_that_cannot_be_is_refused(npi: str) -> None:
    with pytest.raises(Unreadable):
        identifiers.parse_npi(npi)


@pytest.mark.parametrize(
    ("parser", "text", "kept"),
    [
        (identifiers.parse_ein, "910000000", "91-0000000"), (identifiers.parse_ssn, "078 05 1120", "078-05-1120"),
        (identifiers.parse_zip, "984021234", "98402-1234"), (identifiers.parse_zip, " 98402 ", "98402"),
        (identifiers.parse_state, "washington", "WA"), (identifiers.parse_state, "dc", "DC"),
        (identifiers.parse_phone, "1-253-555-0142 ext. 12", "(253) 555-0142 x12"),
        (identifiers.parse_phone, "253.555.0142", "(253) 555-0142"),
        (identifiers.parse_taxonomy, "225700000x", "225700000X"),
        (identifiers.parse_procedure_code, "mt001", "MT001"), (identifiers.parse_modifier, "gp", "GP"),
        (identifiers.parse_email, "desk@clinic.example", "desk@clinic.example"),
    ],
)  # fmt: skip
def test_identifiers_are_kept_in_one_form(parser: Callable[[str], str], text: str, kept: str) -> None:
    assert parser(text) == kept
    assert parser(kept) == kept


@pytest.mark.parametrize("ssn", ["000-12-3456", "666-12-3456", "900-12-3456", "123-00-4567", "123-45-0000"])
def test_social_security_numbers_never_given_are_refused(ssn: str) -> None:
    with pytest.raises(Unreadable):
        identifiers.parse_ssn(ssn)


@pytest.mark.parametrize(
    ("street", "is_box"), [("PO Box 5", True), ("P.O. Box 5", True), ("14 Boxwood St", False)]
)
def test_post_office_boxes_are_known(street: str, is_box: bool) -> None:
    assert identifiers.is_po_box(street) is is_box


@given(some.text(max_size=40))
def test_no_text_is_answered_with_anything_but_a_sentence(text: str) -> None:
    for parser in PARSERS:
        try:
            parser(text)
        except Unreadable as unreadable:
            assert unreadable.words.endswith(".")
