"""What is written as TOML is read back as it was."""

import tomllib
from datetime import date
from typing import Any

import pytest
from factories import HOSTILE_NAMES
from hypothesis import given
from hypothesis import strategies as some

from clinic_desktop.values.problems import Unreadable
from clinic_desktop.written.kinds import Written
from clinic_desktop.written.writing import read_spelled, spelled, written

TEXTS = some.text(some.characters(exclude_categories=["Cs"]))
SIMPLE = TEXTS | some.integers(-(2**60), 2**60) | some.booleans() | some.dates(date(1900, 1, 1))
VALUES = some.recursive(
    SIMPLE, lambda inner: some.lists(inner, max_size=4) | some.dictionaries(TEXTS, inner, max_size=4), max_leaves=12
)


@given(VALUES)
def test_a_value_is_read_back(value: Any) -> None:
    line = spelled(value)
    assert "\n" not in line
    assert read_spelled(line) == value


@given(some.dictionaries(TEXTS, VALUES, max_size=6))
def test_a_file_is_read_back(content: dict[str, Any]) -> None:
    assert tomllib.loads(written(content)) == content


def test_numbers_stay_as_they_are_written() -> None:
    assert spelled(Written("30.50")) == "30.50"
    found = read_spelled("30.50")
    assert isinstance(found, Written)
    assert found == "30.50"


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_hostile_texts_stay_one_value(name: str) -> None:
    assert read_spelled(spelled(name)) == name
    assert tomllib.loads(written({"a": name, "b": {name: [{"c": name}]}})) == {"a": name, "b": {name: [{"c": name}]}}


@pytest.mark.parametrize("text", ["", "1\nother = 2", "yes", '"', "[" * 5000, "1 2"])
def test_what_no_file_spells_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        read_spelled(text)


def test_a_lone_surrogate_is_left_out_and_other_things_are_no_value() -> None:
    assert spelled("a\ud800b") == '"ab"'
    with pytest.raises(TypeError):
        spelled(1.5)
