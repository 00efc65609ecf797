"""Names in one line: read in the same way in every room, and told from what is no name."""

import pytest
from factories import HOSTILE_NAMES
from hypothesis import given
from hypothesis import strategies as some

from clinic_desktop.clients.rules import typed_name
from clinic_desktop.referrals.rules.names import read_name, untitled
from clinic_desktop.values.names import given_and_family, may_be_name, name_parts, with_capitals
from clinic_desktop.values.text import folded, plain

# Some are a particle, some end a name, some are both a particle and a name.
WORDS = ("maria", "Ana", "O’Brien", "NGUYỄN", "王", "de", "la", "Van", "von", "do", "St.", "san", "cruz", "jr", "III")
NAMES = some.builds(
    lambda words, comma: " ".join(words[:comma]) + "," * bool(comma) + " " + " ".join(words[comma:]),
    some.lists(some.sampled_from(WORDS), min_size=1, max_size=6),
    some.integers(0, 3),
)


@given(NAMES | some.text(max_size=40) | some.sampled_from(HOSTILE_NAMES))
def test_clients_and_prescribers_have_the_same_family_name(typed: str) -> None:
    given_name, family, credential = read_name(typed)
    parts = [part.strip() for part in plain(typed).split(",")]
    has_more = credential or "(" in typed or any(untitled(part) != part for part in parts)
    if may_be_name(typed) and not has_more:
        assert [folded(name) for name in typed_name(typed)] == [folded(given_name), folded(family)]


@given(NAMES)
def test_small_letters_change_no_word_of_a_name(typed: str) -> None:
    found = given_and_family(name_parts(typed.lower()))
    assert tuple(folded(with_capitals(name)) for name in found) == tuple(map(folded, found))


@pytest.mark.parametrize("typed", ["Lee", "lee, ana", "Blue Cross/Blue Shield", "O’Brien", "王小明", "Dr. Lee (MD)"])
def test_what_may_be_a_name(typed: str) -> None:
    assert may_be_name(typed)


@pytest.mark.parametrize(
    "typed", ["", " ", "\x00", "-", "( )", "253 555 0142", "3/14", "QFH 104", "٣٤٥", "ana@lee.example"]
)
def test_what_is_no_name(typed: str) -> None:
    assert not may_be_name(typed)
