"""Files by chance: a sentence or a table, never a crash, and never a part of an import (scorecard S8)."""

from fuzzed_imports import fuzz_imports
from hypothesis import given, settings
from hypothesis import strategies as st
from imported import read

from clinic_desktop.clinic import Clinic
from clinic_desktop.imports.model.fields import MOST_COLUMNS
from clinic_desktop.values.problems import Unreadable


def test_files_by_chance_leave_nothing_behind(clinic: Clinic) -> None:
    found = fuzz_imports(clinic, 80, 7)
    assert (found.crashed, found.partial) == ((), ())
    # Not all of it is noise: else nothing would be proved.
    assert found.read > 50
    assert found.rows > 20


@given(st.binary(max_size=300))
@settings(max_examples=120)
def test_any_bytes_are_a_table_or_a_sentence(content: bytes) -> None:
    try:
        table = read(content)
    except Unreadable as unreadable:
        assert unreadable.words
        return
    assert table.rows
    assert all(any(row.cells) and len(row.cells) <= MOST_COLUMNS for row in table.rows)


@given(st.text(alphabet=',;"\n\r\tab\x00=\u2028', max_size=80))
@settings(max_examples=120)
def test_any_text_is_read_without_a_row_too_many(text: str) -> None:
    try:
        table = read(text)
    except Unreadable:
        return
    numbers = [row.number for row in table.rows]
    assert numbers == sorted(set(numbers))
    assert numbers[-1] <= len(text) + 1
