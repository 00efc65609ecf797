"""The search as it is typed: by code, by words, by the clinic's own use; and whatever else may be pasted into it."""

import pytest
from calls import calls_of
from factories import HOSTILE_NAMES
from hypothesis import given, settings
from hypothesis import strategies as some

from clinic_desktop.codes.queries.book import CodeBook

OPERATORS = (
    '"',
    "*",
    "NEAR(",
    "NEAR(neck pain, 2)",
    "AND",
    "OR",
    "NOT",
    "-",
    "^neck",
    "words:neck",
    '"neck"*',
    "+",
    "{",
)
# Letters and signs on which the search table's own way of reading words may differ from ours.
SIGNS = (
    "½",
    "²",
    "\u00ad",
    "\u200b",
    "\ufeff",
    "“",
    "”",
    "…",
    "•",
    "ß",
    "İ",
    "\ud800",
    "\x00",
    "𞤀",
    "𝐧",
    "ǆ",
    "١",
    "王",
)
PIECES = some.sampled_from(("neck", "pain", "nek", "lt", "s13", "M54.5", "with", "pain or not", *OPERATORS, *SIGNS))
ANYTHING = some.text(max_size=40) | some.lists(PIECES, max_size=6).flatmap(
    lambda pieces: some.sampled_from(("", " ", "-")).map(lambda between: between.join(pieces))
)


def found(book: CodeBook, typed: str, used: dict[str, int] | None = None) -> list[str]:
    return [hit.code for hit in book.find(typed, used)]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        *(("M54.50", "M54.50"), ("m54.50", "M54.50"), ("M5450", "M54.50"), (" m54 50 ", "M54.50")),
        *(("M 54 . 5 0", "M54.50"), ("m1a", "M1A.00X0"), ("c4a.1", "C4A.10")),
        *(("S13.4XXA", "S13.4XXA"), ("s134xxa", "S13.4XXA"), ("s13 4xx d", "S13.4XXD"), ("M54.", "M54.00")),
        *(("QA0.0101", "QA0.0101"), ("qa00101", "QA0.0101"), ("M1A", "M1A.00X0"), ("C4A", "C4A.0")),
    ],
)  # fmt: skip
def test_a_code_is_found_however_it_is_typed(book: CodeBook, typed: str, code: str) -> None:
    assert found(book, typed)[0] == code


def test_the_beginning_of_a_code_brings_what_begins_so(book: CodeBook) -> None:
    codes = found(book, "m54.5")
    assert codes == ["M54.50", "M54.51", "M54.59", "M54.5"]
    assert [hit.code for hit in book.find("s134")] == ["S13.4XXA", "S13.4XXD", "S13.4XXS", "S13.4"]
    assert [hit.billable for hit in book.find("m54.5")] == [True, True, True, False]
    assert all(code.startswith("M54") for code in found(book, "m54"))


def test_what_looks_like_a_code_but_is_none_is_looked_for_as_words(book: CodeBook) -> None:
    assert found(book, "t1dm")[0] == "E10.9"
    assert found(book, "M51.269") == []


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        *(("whiplash", "S13.4XXA"), ("whiplash subsequent", "S13.4XXD"), ("whiplash sequela", "S13.4XXS")),
        *(("cervicalgia", "M54.2"), ("Cervicalgia.", "M54.2"), ("SCIATICA, LEFT", "M54.32"), ("sciatica rt", "M54.31")),
        *(("my neck hurts with pain", "M54.2"), ("bell's palsy", "G51.0"), ("bells palsy", "G51.0")),
        *(("“whiplash”", "S13.4XXA"), ("•whiplash", "S13.4XXA"), ("whiplash…", "S13.4XXA"), ("scïatica", "M54.30")),
        *(("fibromyalga", "M79.7"), ("cervcalgia", "M54.2")),
    ],
)  # fmt: skip
def test_words_find_their_code(book: CodeBook, typed: str, code: str) -> None:
    assert found(book, typed)[0] == code


def test_the_encounter_that_is_asked_for_comes_first_of_its_family(book: CodeBook) -> None:
    assert found(book, "sprain neck")[:3] == ["S13.4XXA", "S13.4XXD", "S13.4XXS"]
    assert found(book, "sprain neck subsequent")[:3] == ["S13.4XXD", "S13.4XXA", "S13.4XXS"]


def test_a_heading_brings_what_is_below_it(book: CodeBook) -> None:
    assert [hit.code for hit in book.below("M54.5")] == ["M54.50", "M54.51", "M54.59"]
    assert all(hit.billable for hit in book.below("M54"))
    assert [hit.code for hit in book.below("S13", most=2)] == ["S13.0XXA", "S13.0XXD"]
    assert book.below("M54.50") == ()


def test_with_nothing_typed_the_clinics_own_codes_stand_by_how_often_they_were_used(book: CodeBook) -> None:
    used = {"M54.2": 5, "M54.50": 9, "M54.5": 20, "S13.4XXA": 5, "ZZ9.9": 30}
    assert found(book, "", used) == ["M54.50", "M54.2", "S13.4XXA"]
    assert found(book, " \t", used) == ["M54.50", "M54.2", "S13.4XXA"]
    assert found(book, "") == []


def test_a_code_of_the_clinics_own_comes_sooner(book: CodeBook) -> None:
    codes = found(book, "shoulder pain")
    assert found(book, "shoulder pain", {codes[2]: 20})[0] == codes[2]
    assert found(book, "shoulder pain", {codes[4]: 20})[1] == codes[4]
    # The encounter that is used speaks for its family.
    assert found(book, "sprain", {"S63.501D": 20})[:2] == ["S63.501A", "S63.501D"]


def test_a_code_of_the_clinics_own_is_found_where_too_many_others_fit(book: CodeBook) -> None:
    own = "S99.191G"
    assert own not in found(book, "fracture")
    assert own in found(book, "fracture", {own: 20})
    assert found(book, "cervicalgia", {own: 20}) == found(book, "cervicalgia")


@pytest.mark.parametrize(
    "typed",
    ["qqqq zzzz", "xqzjw", "王小明", "頸部痛", "שלום", "عنق", "ﷺ", "🙂", "()", '"', "*", "-", "\x00", "'", "\ud800"],
)
def test_what_means_nothing_finds_nothing(book: CodeBook, typed: str) -> None:
    assert book.find(typed) == ()


@pytest.mark.parametrize("typed", OPERATORS)
def test_signs_of_a_search_language_are_only_signs(book: CodeBook, typed: str) -> None:
    assert found(book, f"whiplash {typed}") == found(
        book, f"whiplash {typed}".translate(dict.fromkeys(b'"*(),^:+{', " "))
    )


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_hostile_texts_are_answered(book: CodeBook, name: str) -> None:
    book.find(name)


@pytest.mark.parametrize(
    "typed",
    [
        *("x" * 10_000, "neck " * 2_000, "M54.50" * 1_700, '"' * 10_000, "low back pain " * 700),
        " ".join(f"w{number}" for number in range(2_000)),
        " ".join(f"nekc{number} pian{number}" for number in range(700)),
    ],
)  # fmt: skip
def test_ten_thousand_letters_are_little_work(book: CodeBook, typed: str) -> None:
    book.find("neck pian")
    # Only the first words are looked for; with all of them it would be a hundred times as much.
    assert calls_of(lambda: book.find(typed)) < 100_000


def test_a_whole_page_is_looked_for_by_its_first_words(book: CodeBook) -> None:
    assert found(book, "whiplash " + "injury neck " * 500)[0] == "S13.4XXA"


@settings(max_examples=150)
@given(
    typed=ANYTHING,
    used=some.dictionaries(some.sampled_from(("M54.2", "M54.5", "S13.4XXD", "?", "'")), some.integers(0, 99)),
)
def test_any_text_is_answered(book: CodeBook, typed: str, used: dict[str, int]) -> None:
    hits = book.find(typed, used)
    assert isinstance(hits, tuple)
    assert all(hit.title and hit.code for hit in hits)


def test_a_line_has_its_own_notes(book: CodeBook) -> None:
    heading, code = book.line("M54.5"), book.line("M54.50")
    assert heading is not None and code is not None
    assert not heading.billable
    assert code.billable
    assert (code.title, code.excludes1) == ("Low back pain, unspecified", "")
    assert "S39.012" in heading.excludes1 and "M54.4-" in heading.excludes1
    block = book.line("M50-M54")
    assert block is not None
    assert (block.billable, block.excludes1.split("|")[1]) == (False, "discitis NOS (M46.4-)")
    neck = book.line("S13")
    assert neck is not None
    assert (neck.excludes1, neck.excludes2) == ("", "strain of muscle or tendon at neck level (S16.1)")
    assert book.line("M54.99") is None
    assert book.line("m54.50") is None
