"""What no person means to type is dropped; everything a person types stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from clinic_desktop.values.text import folded, is_blank, plain


@given(some.text(alphabet=some.characters(codec=None), max_size=40))
def test_what_is_left_can_be_kept_anywhere(text: str) -> None:
    kept = plain(text)
    assert "\x00" not in kept
    assert kept.encode("utf-8").decode("utf-8") == kept
    assert plain(kept) == kept


@pytest.mark.parametrize("text", ["O'Brien-Nuñez", "王小明", "שרה כהן", "a\tb\nc", "<b>&amp;", "e\u0301 \u200f"])
def test_what_people_type_stays(text: str) -> None:
    assert plain(f"  {text} ".replace(" ", " ")) == text.strip()


def test_controls_and_broken_halves_go() -> None:
    assert plain("\x00Ann\x07\ud800\x9f ") == "Ann"


@pytest.mark.parametrize(
    ("text", "typed"),
    [("Søren O’Brien-Nuñez", "soren o'brien-nunez"), ("Nguyễn  Thị", "nguyen thi"), ("Łukasz Đặng", "lukasz dang"),
     ("Straße", "strasse"), ("Æsa", "aesa"), ("ÉLAN", "e\u0301lan"), ("王小明", "王小明"), ("שרה", "שרה")],
)  # fmt: skip
def test_a_name_is_found_as_it_is_typed_without_its_marks(text: str, typed: str) -> None:
    assert folded(text) == folded(typed)


@given(some.text(max_size=40))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@pytest.mark.parametrize(
    "text", ["", " \t\n", "\u00a0", "\u200b\u200d", "\xad", "\x00\x07", "\u3164", "\u2800", "\ufeff"]
)
def test_nobody_sees_anything_of_it(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", ["a", " . ", "\u200bx", "é", "字", "\u0301"])
def test_somebody_sees_something_of_it(text: str) -> None:
    assert not is_blank(text)
