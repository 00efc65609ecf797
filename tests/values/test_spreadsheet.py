"""CSV: no cell is a formula, and each is read back as it was."""

import csv
import io
import random
import unicodedata
from datetime import date

import pytest
from hostile_cells import hostile_cells, neutralized
from hypothesis import given, settings
from hypothesis import strategies as some

from clinic_desktop.values.spreadsheet import Dollars, as_meant, harmless, rows_in, spreadsheet

TRIGGERS = ("=", "+", "-", "@", "\t", "\r", "\n", "\x00", "＝", "＋", "－", "＠", "﹢", "﹣", "﹦", "﹫", "−")


def test_the_file_is_utf8_with_its_mark_and_every_cell_stands_in_quotes() -> None:
    made = spreadsheet([["Name", "Paid"], ["Zoë", Dollars(-1250)], ["5", 5], ["", None], [date(2026, 11, 30), "a"]])
    assert made == (
        b"\xef\xbb\xbf"
        b'"Name","Paid"\r\n"Zo\xc3\xab","-12.50"\r\n"5","5"\r\n"",""\r\n"2026-11-30","a"\r\n'
    )  # fmt: skip


def test_an_empty_list_is_a_file_with_its_mark() -> None:
    assert spreadsheet([]) == b"\xef\xbb\xbf"


@pytest.mark.parametrize("begin", [*TRIGGERS, " =", "\u00a0@", "\u200b+", "\ufeff-", "'=", "''=", "' =", "\u3000＝"])
def test_what_a_spreadsheet_would_run_has_an_apostrophe_in_front(begin: str) -> None:
    text = f"{begin}cmd|'/c calc'!A0"
    assert harmless(text) == f"'{text}"
    assert as_meant(harmless(text)) == text


@pytest.mark.parametrize("text", ["O’Brien", "'tis", "''", "' ", "", "a=b", "5", "(-5)", "“=”", "Ada - Bo", "' '=x"])
def test_what_is_harmless_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text
    assert as_meant(text) == text


def test_every_form_of_a_trigger_that_unicode_knows_is_one() -> None:
    forms = [chr(one) for one in range(0x110000) if not 0xD800 <= one < 0xE000
             and unicodedata.normalize("NFKC", chr(one)) in ("=", "+", "-", "@")]  # fmt: skip
    assert len(forms) == 17
    assert [one for one in forms if not harmless(f"{one}1").startswith("'")] == []


def test_two_thousand_hostile_cells_are_harmless_and_read_back_equal() -> None:
    told = neutralized(hostile_cells(2_000, random.Random(21)))
    assert (told.cells, told.start_with_a_trigger, told.read_back_equal) == (2_000, 0, 2_000)


@settings(max_examples=100)
@given(some.lists(some.lists(some.text(some.characters(codec="utf-8")), min_size=2, max_size=3)))
def test_any_text_is_read_back_as_it_was(rows: list[list[str]]) -> None:
    made = spreadsheet(rows)
    assert rows_in(made) == rows
    for row in csv.reader(io.StringIO(made.decode("utf-8-sig"), newline="")):
        assert not any(cell.lstrip().startswith(TRIGGERS) or cell.startswith(TRIGGERS) for cell in row)


@settings(max_examples=200)
@given(some.text("'=+-@ \t\r\n\x00\u200b＝a", max_size=8))
def test_an_apostrophe_that_was_typed_is_told_from_one_that_was_added(text: str) -> None:
    assert as_meant(harmless(text)) == text
