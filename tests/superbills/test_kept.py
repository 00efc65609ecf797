"""A bill is kept as JSON, and read back it says the same."""

import dataclasses
import json
from datetime import date
from pathlib import Path

from bills import a_bill, a_receipt
from hypothesis import given
from hypothesis import strategies as st

from clinic_desktop.superbills.model.bill import Bill
from clinic_desktop.superbills.rules.kept import read_back, written


def test_what_was_written_reads_back() -> None:
    for bill in (a_bill(), a_receipt(), Bill(), dataclasses.replace(a_bill(), policy=None, orders=())):
        assert read_back(written(bill)) == bill


@given(st.builds(Bill))
def test_any_bill_reads_back(bill: Bill) -> None:
    assert read_back(written(bill)) == bill


def test_a_key_of_a_newer_program_is_left_out() -> None:
    bill = a_bill()
    assert read_back(written(bill)[:-1] + ',"weather":"fine"}') == bill


def test_it_is_readable_without_the_program() -> None:
    text = written(a_bill())
    assert '"name":"Rosalind Nguyễn"' in text
    assert date(2026, 11, 3).isoformat() in text


def test_what_the_first_release_wrote_reads_as_it_was_meant() -> None:
    """Written down once, and never again: a default that changes later changes nothing that is out."""
    kept = (Path(__file__).parents[1] / "history" / "bill_0014.json").read_text(encoding="utf-8")
    assert read_back(kept) == a_bill()


def test_every_field_is_written() -> None:
    assert json.loads(written(a_bill()))["visits"][0]["place_of_service"] == "11"
    assert '"notes"' not in written(a_bill()) and '"replaces"' not in written(a_bill())
