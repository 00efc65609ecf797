"""The place of service as it is typed and shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from clinic_desktop import wording
from clinic_desktop.codes.model import PLACES_OF_SERVICE
from clinic_desktop.codes.rules.places import parse_place_of_service, place_words
from clinic_desktop.values.problems import Unreadable

SHAPE = "A place of service has two digits, like 11 for an office."


def test_the_list_is_short_and_fixed_and_has_no_telehealth() -> None:
    assert list(PLACES_OF_SERVICE) == ["11", "12", "13", "15", "18", "19", "22", "31", "32", "34", "49", "62", "99"]
    assert len(set(PLACES_OF_SERVICE.values())) == len(PLACES_OF_SERVICE)
    with pytest.raises(TypeError):
        PLACES_OF_SERVICE["02"] = "Nowhere"  # type: ignore[index]


@pytest.mark.parametrize("code", PLACES_OF_SERVICE)
def test_a_place_reads_back_from_its_words(code: str) -> None:
    assert parse_place_of_service(place_words(code)) == code
    assert place_words(code) == f"{code} {PLACES_OF_SERVICE[code]}"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        *(("11", "11"), (" 12 ", "12"), ("11 Office", "11"), ("11 office", "11"), ("12 Client’s home", "12")),
        *(("11 - Office", "11"), ("11\u2013Office", "11"), ("11 (office)", "11"), ("02", "02"), ("10", "10")),
    ],
)
def test_a_place_is_read_as_it_is_typed(typed: str, code: str) -> None:
    assert parse_place_of_service(typed) == code


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        *(
            (text, SHAPE)
            for text in ("", "Office", "111", "1 1", "11 12", "11Office", "1A", "\u0661\u0661", "-11", "12.")
        ),
        ("1", "A place of service has two digits, and 1 is only one: 11 is an office."),
        (" 2 ", "A place of service has two digits, and 2 is only one: 11 is an office."),
    ],
)
def test_what_is_no_place_is_refused(typed: str, words: str) -> None:
    with pytest.raises(Unreadable) as unreadable:
        parse_place_of_service(typed)
    assert unreadable.value.words == words


@given(some.integers(0, 99))
def test_any_two_digits_are_a_place(number: int) -> None:
    code = f"{number:02d}"
    assert parse_place_of_service(code) == code
    assert parse_place_of_service(place_words(code)) == code
    assert place_words(code).startswith(code)


@given(some.text(max_size=12) | some.from_regex(r"[0-9]{1,3} ?[A-Za-z]{0,6}", fullmatch=True))
def test_any_text_is_a_place_or_is_refused(typed: str) -> None:
    try:
        code = parse_place_of_service(typed)
    except Unreadable as unreadable:
        assert unreadable.words.endswith(".")
        return
    assert parse_place_of_service(code) == code


def test_the_words_of_a_place_are_translated_when_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    assert place_words("") == ""
    assert place_words("02") == "02"
    monkeypatch.setattr(wording, "_single", lambda sentence: f"<{sentence}>")
    assert place_words("11") == "11 <Office>"
