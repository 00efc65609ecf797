"""Amounts as typed become cents and back; nothing but a plain amount is taken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_desktop import wording
from clinic_desktop.values.money import MOST_CENTS, parse_cents, shown, typed
from clinic_desktop.values.problems import Unreadable

AMOUNTS = st.integers(0, MOST_CENTS)
NEARLY = st.text(alphabet="0123456789$,.- ()\u2212\u0663\uff13\u00bde", max_size=16)

READ = {
    "$1,234.50": 123450,
    "1234.5": 123450,
    "80": 8000,
    " 80.00 ": 8000,
    "1,234": 123400,
    "$ 80": 8000,
    "80.": 8000,
    ".5": 50,
    "0": 0,
    "0.07": 7,
    "007": 700,
    "1,000,000.00": 100_000_000,
    "0" * 5000 + "1": 100,
}
REFUSED = {
    "": "Type an amount, like 80.00.",
    "   ": "Type an amount, like 80.00.",
    "-5": "Type the amount without a minus sign.",
    "$-5.00": "Type the amount without a minus sign.",
    "-$5.00": "Type the amount without a minus sign.",
    "\u2212$5.00": "Type the amount without a minus sign.",
    "(5.00)": "Type the amount without a minus sign.",
    "1.234": "Cents have two digits: type the amount like 80.50.",
    "80.001": "Cents have two digits: type the amount like 80.50.",
    "12,34": "A comma is out of place: type the amount like 1,234.50 or 1234.50.",
    "1,2345": "A comma is out of place: type the amount like 1,234.50 or 1234.50.",
    ",123": "A comma is out of place: type the amount like 1,234.50 or 1234.50.",
    "1234,567": "A comma is out of place: type the amount like 1,234.50 or 1234.50.",
    "1,234,": "A comma is out of place: type the amount like 1,234.50 or 1234.50.",
    "eighty": "Type the amount in digits, like 80.00 or 1,234.50.",
    "80 dollars": "Type the amount in digits, like 80.00 or 1,234.50.",
    "1e3": "Type the amount in digits, like 80.00 or 1,234.50.",
    "1_000": "Type the amount in digits, like 80.00 or 1,234.50.",
    "8 0": "Type the amount in digits, like 80.00 or 1,234.50.",
    "$": "Type the amount in digits, like 80.00 or 1,234.50.",
    ".": "Type the amount in digits, like 80.00 or 1,234.50.",
    "1.2.3": "Type the amount in digits, like 80.00 or 1,234.50.",
    "\uff18\uff10": "Type the amount in digits, like 80.00 or 1,234.50.",
    "\u0668\u0660": "Type the amount in digits, like 80.00 or 1,234.50.",
    "\u00bd": "Type the amount in digits, like 80.00 or 1,234.50.",
    "1000000.01": "The largest amount is $1,000,000.00: check the digits.",
    "2535550142": "The largest amount is $1,000,000.00: check the digits.",
    "9" * 5000: "The largest amount is $1,000,000.00: check the digits.",
}


@pytest.mark.parametrize(("text", "cents"), READ.items(), ids=lambda value: str(value)[:20])
def test_reads(text: str, cents: int) -> None:
    assert parse_cents(text) == cents


@pytest.mark.parametrize(("text", "words"), REFUSED.items(), ids=lambda value: ascii(value)[:20])
def test_refuses(text: str, words: str) -> None:
    with pytest.raises(Unreadable) as unreadable:
        parse_cents(text)
    assert unreadable.value.words == words


@pytest.mark.parametrize("text", REFUSED, ids=lambda value: ascii(value)[:20])
def test_every_sentence_is_translated_when_it_is_raised(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wording, "_single", lambda sentence: f"<{sentence}>")
    with pytest.raises(Unreadable) as unreadable:
        parse_cents(text)
    assert unreadable.value.words.startswith("<")


@pytest.mark.parametrize(
    ("cents", "on_screen", "in_field"),
    [
        (123450, "$1,234.50", "1234.50"),
        (-500, "\u2212$5.00", "-5.00"),
        (-5, "\u2212$0.05", "-0.05"),
        (0, "$0.00", "0.00"),
        (7, "$0.07", "0.07"),
        (123456789, "$1,234,567.89", "1234567.89"),
    ],
)
def test_writes(cents: int, on_screen: str, in_field: str) -> None:
    assert shown(cents) == on_screen
    assert typed(cents) == in_field


@given(AMOUNTS)
def test_reads_back_what_it_writes(cents: int) -> None:
    assert parse_cents(shown(cents)) == cents
    assert parse_cents(typed(cents)) == cents


@given(AMOUNTS, AMOUNTS)
def test_two_amounts_never_look_the_same(one: int, other: int) -> None:
    assert (shown(one) == shown(other)) == (one == other)


@given(st.integers(max_value=-1))
def test_a_negative_amount_is_never_read(cents: int) -> None:
    for text in (shown(cents), typed(cents)):
        with pytest.raises(Unreadable):
            parse_cents(text)


@given(st.text() | NEARLY)
def test_any_text_is_an_amount_in_range_or_unreadable(text: str) -> None:
    try:
        cents = parse_cents(text)
    except Unreadable as unreadable:
        assert unreadable.words.endswith(".")
    else:
        assert 0 <= cents <= MOST_CENTS
        assert parse_cents(typed(cents)) == cents
        assert text.strip().isascii()
