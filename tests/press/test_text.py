import unicodedata
from collections import Counter

import pytest
from calls import calls_of
from hypothesis import given
from hypothesis import strategies as st

from clinic_desktop.press.fonts import drawable
from clinic_desktop.press.letters import APART, in_reading_order, printable
from clinic_desktop.press.text import MOST_LETTERS, SetLine, Type, set_line, set_lines

FACE = Type(9.0)
# Brackets are turned with the line that they stand in.
PAIRS = str.maketrans(")]", "([")


def shown(line: SetLine) -> str:
    return "".join(piece for _, piece in line.pieces)


def set_as(text: str, width: float = 400.0) -> list[str]:
    return [shown(line) for line in set_lines(text, FACE, width)]


@pytest.mark.parametrize(
    "text",
    ["<b>O'Brien & Søn</b>", "AT&T Corp", "<!-- c -->z", "<![CDATA[x]]>y", "<b>Ann", "<img src='/local.png'>",
     "&amp; &lt;", "a  b", '<font color="[[[1]]]">', "{x} %s \\n"],
)  # fmt: skip
def test_text_is_literal(text: str) -> None:
    assert set_as(text) == [text]


def test_lines_typed_stay_lines() -> None:
    assert set_as("a\nb\r\nc\u2028d\re") == ["a", "b", "c", "d", "e"]
    assert set_as("a\n\nb") == ["a", "", "b"]
    assert set_as("") == []
    assert shown(set_line("a\nb", FACE)) == "a b"


def test_words_are_wrapped_and_none_is_lost() -> None:
    text = " ".join(f"word{number}" for number in range(60))
    lines = set_lines(text, FACE, 120.0)
    assert len(lines) > 5 and all(line.width <= 120.0 for line in lines)
    assert " ".join(map(shown, lines)) == text


def test_a_word_that_is_too_wide_is_broken() -> None:
    lines = set_lines("x" * 100, FACE, 60.0)
    assert "".join(map(shown, lines)) == "x" * 100
    assert all(0 < line.width <= 60.0 for line in lines)


def test_a_text_without_end_is_cut_before_it_is_measured() -> None:
    lines = set_lines("w" * 200_000, FACE, 100.0)
    longest = calls_of(lambda: set_lines("w" * (MOST_LETTERS + 1), FACE, 100.0))
    assert calls_of(lambda: set_lines("w" * 200_000, FACE, 100.0)) == longest
    assert shown(lines[-1]).endswith("…")
    assert sum(len(shown(line)) for line in lines) <= MOST_LETTERS + 1


def test_at_most_so_many_lines() -> None:
    lines = set_lines("one two three four five six", FACE, 30.0, most=2)
    assert len(lines) == 2 and shown(lines[1]).endswith("…") and lines[1].width <= 30.0
    assert set_as("one\ntwo") == ["one", "two"]


@pytest.mark.parametrize(
    "mark", ["\u202e", "\u202a", "\u2066", "\u2069", "\u200f", "\u200b", "\x00", "\x1b", "\ud800", "\ufe0f"]
)
def test_what_is_not_seen_is_not_drawn(mark: str) -> None:
    assert set_as(f"a{mark}bc") == ["abc"]


def test_letters_are_composed() -> None:
    assert set_as(unicodedata.normalize("NFD", "Nguyễn Zoë")) == ["Nguyễn Zoë"]


def test_hebrew_is_turned_and_its_surroundings_stay() -> None:
    assert set_as("שרה כהן") == ["ןהכ הרש"]
    assert set_as("Ann שרה כהן, MD") == ["Ann ןהכ הרש, MD"]
    assert set_as("רחוב (הרצל 12) דירה") == ["הריד (12 לצרה) בוחר"]


def test_lines_are_broken_before_they_are_turned() -> None:
    whole = set_as("שרה כהן לוי", 1000.0)
    broken = set_as("שרה כהן לוי", 22.0)
    assert whole == ["יול ןהכ הרש"]
    assert broken[0] == "הרש" and broken[-1] == "יול"


def test_two_names_from_the_right_keep_their_places() -> None:
    assert in_reading_order(printable(f"שרה{APART}, כהן")) == "הרש, ןהכ"


def test_arabic_letters_join() -> None:
    # Initial meem, medial hah, medial meem, final dal; then lam and alef as one sign.
    assert printable("محمد") == "\ufee3\ufea4\ufee4\ufeaa"
    assert printable("لا") == "\ufefb"
    assert printable("سلام") == "\ufeb3\ufefc\ufee1"
    # Reh joins to nothing after it; a vowel sign is passed over; a non-joiner parts.
    assert printable("رب") == "\ufead\ufe8f"
    assert printable("مَح") == "\ufee3\u064e\ufea2"
    assert printable("ب\u200cب") == "\ufe8f\ufe8f"


@given(st.text(alphabet=st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأإؤئىة ًَِّ"), max_size=20))
def test_joining_loses_no_letter(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert unicodedata.normalize("NFKC", printable(text)) == unicodedata.normalize("NFKC", composed)


@given(st.text(max_size=300), st.floats(20, 300))
def test_any_text_is_set_within_its_width(text: str, width: float) -> None:
    for line in set_lines(text, FACE, width):
        # A single letter may be wider than a narrow column.
        assert line.width <= width + 0.01 or len(shown(line)) == 1
        assert not set(shown(line)) & {"\n", "\x00", "\u202e", "\u2066"}


MIXED = st.text(alphabet=st.sampled_from("שבהָּ־محلاَ٣ 12abñ()[],.-–王\U00010f8a\u200d\u200e\u0600\ufd3e\n"), max_size=60)


@given(MIXED, st.floats(20, 300))
def test_texts_of_both_directions_are_set_and_lose_nothing(text: str, width: float) -> None:
    lines = set_lines(text, FACE, width)
    assert all(line.width <= width + 0.01 or len(shown(line)) == 1 for line in lines)
    kept = Counter("".join("".join(map(shown, lines)).split()).translate(PAIRS))
    typed = Counter("".join(drawable(printable(text)).replace(APART, "").split()).translate(PAIRS))
    assert kept == typed
