"""Excludes1: how notes are read, and what the release that comes with the program forbids (domain 2.2)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as some

from clinic_desktop.codes import loader
from clinic_desktop.codes.queries.book import CodeBook
from clinic_desktop.codes.queries.releases import shipped_release
from clinic_desktop.codes.rules.codes import dotted
from clinic_desktop.codes.rules.excludes import excluded_pairs, headings, holds, names, spans

BARE = some.from_regex(r"[A-Z][0-9][0-9A-Z][0-9A-Z]{0,4}", fullmatch=True)
CODES = BARE.map(dotted)
WORDS = some.from_regex(r"[a-z ,]{0,20}", fullmatch=True)


@pytest.fixture(scope="module")
def book(codes_file: Path) -> Iterator[CodeBook]:
    opened = loader.open_book(codes_file, shipped_release())
    yield opened
    opened.close()


def pairs(book: CodeBook, *codes: str) -> list[tuple[str, str]]:
    return [found[:2] for found in excluded_pairs(codes, book.notes(codes))]


@pytest.mark.parametrize(
    ("note", "read"),
    [
        ("lumbago with sciatica (M54.4-)", [("M544", "M544")]),
        ("neuralgia and neuritis NOS (M79.2)", [("M792", "M792")]),
        ("acute nephritis (A00, B01.1-, C02)", [("A00", "A00"), ("B011", "B011"), ("C02", "C02")]),
        ("sciatica (M54.3-M54.4)", [("M543", "M544")]),
        ("mononeuropathies (G56-G58)", [("G56", "G58")]),
        ("weeks (O00-O9A)", [("O00", "O9A")]),
        ("effects (A00-R94 and T80-T88.6, T88.8)", [("A00", "R94"), ("T80", "T886"), ("T888", "T888")]),
        ("injuries S06.1- to S06.6-", [("S061", "S066")]),
        ("intervertebral disc disorder (M51.1.-)", [("M511", "M511")]),
        ("torticollis NOS M43.6", [("M436", "M436")]),
        ("meconium staining (P96.83 )", [("P9683", "P9683")]),
        ("malignant pleural effusion (J91.0))", [("J910", "J910")]),
        ("abscess (K50.014, K50.114,)", [("K50014", "K50014"), ("K50114", "K50114")]),
        # Words alone, and codes under a condition.
        ("current injury - see injury of spine by body region", []),
        ("rupture of lumbar disc NOS (M51.- with fifth character 6)", []),
        ("diabetic mononeuropathy (E08-E13 with .41)", []),
        ("hypersensitivity, such as:", []),
        ("", []),
    ],
)
def test_a_note_names_codes_and_ranges(note: str, read: list[tuple[str, str]]) -> None:
    assert list(spans(note)) == read


@given(WORDS, CODES, some.sampled_from(["", "-", ".-"]), CODES)
def test_a_code_stands_for_all_below_it_and_nothing_else(words: str, named: str, dash: str, other: str) -> None:
    is_below = other.replace(".", "").startswith(named.replace(".", ""))
    assert names(f"{words} ({named}{dash})", other) == is_below


@given(CODES, BARE)
def test_what_is_below_a_named_code_is_named(named: str, more: str) -> None:
    below = dotted((named.replace(".", "") + more)[:7])
    assert names(f"words ({named}-)", below)


@given(CODES, CODES, CODES)
def test_a_range_holds_what_lies_between_its_ends(first: str, last: str, code: str) -> None:
    first, last = sorted((first[:3], last[:3]))
    assert names(f"words ({first}-{last})", code) == (first <= code[:3] <= last)
    assert holds(f"{first}-{last}", code) == (first <= code[:3] <= last)


@given(CODES)
def test_headings_are_the_beginnings_of_a_code(code: str) -> None:
    above = headings(code)
    assert above[0] == code and above[-1] == code[:3]
    assert all(code.startswith(one) and not one.endswith(".") for one in above)
    assert len(above) == len(code.replace(".", "")) - 2


@given(some.text(max_size=60))
def test_any_text_can_be_a_note(text: str) -> None:
    for first, last in spans(text):
        assert first and last


@given(some.lists(CODES, max_size=5), some.dictionaries(CODES, some.lists(CODES, max_size=3), max_size=5))
def test_a_pair_is_said_once_whichever_comes_first(codes: list[str], noted: dict[str, list[str]]) -> None:
    notes = {place: [f"words ({one}-)" for one in ones] for place, ones in noted.items()}
    found = excluded_pairs(codes, notes)
    sets = [frozenset(one[:2]) for one in found]
    assert len(sets) == len(set(sets)) and all(len(one) == 2 for one in sets)
    assert set(sets) == {frozenset(one[:2]) for one in excluded_pairs(codes[::-1], notes)}


@given(CODES, CODES)
def test_a_note_at_any_heading_forbids_the_pair(one: str, other: str) -> None:
    assume(one != other)
    for place in (*headings(one), f"{one[0]}00-{one[0]}99" if one[2].isdigit() else one):
        note = f"words ({other})"
        assert excluded_pairs((one, other), {place: [note]}) == ((one, other, note),)


FORBIDDEN = [
    ("M54.50", ["M54.41", "M51.26", "S39.012A", "M51.360", "M51.370"]),
    ("M54.2", ["M50.11", "M50.90"]),
    ("M54.31", ["M54.41", "G57.01", "M51.16", "M51.361", "M51.371"]),
    ("M54.41", ["M51.16", "M51.362"]),
    ("M54.12", ["M50.11", "M51.16", "M47.22", "M79.2"]),
    ("M54.6", ["F45.41"]),
    ("M79.18", ["M79.7", "M60.9"]),
    ("M79.601", ["F45.41"]),
    ("G89.29", ["R52", "G89.4"]),
    # From a block.
    ("M53.3", ["M46.40"]),
]


@pytest.mark.parametrize(("code", "other"), [(code, one) for code, others in FORBIDDEN for one in others])
def test_pairs_that_the_release_forbids(book: CodeBook, code: str, other: str) -> None:
    assert pairs(book, code, other) == [(code, other)]
    assert pairs(book, other, code) == [(other, code)]


@pytest.mark.parametrize(
    ("code", "other"),
    [
        # Excludes2: both may be coded.
        ("S13.4XXA", "S16.1XXA"), ("G43.009", "R51.9"), ("G43.009", "G44.209"), ("M25.511", "M79.601"),
        ("G89.29", "M54.50"), ("G89.4", "M54.2"),
        # No note at all.
        ("M54.50", "M79.18"), ("M54.2", "M54.6"), ("M54.50", "M54.59"),
    ],
)  # fmt: skip
def test_pairs_that_may_stand_together(book: CodeBook, code: str, other: str) -> None:
    assert pairs(book, code, other) == []


def test_the_note_that_forbids_is_told(book: CodeBook) -> None:
    codes = ("M54.50", "S39.012A")
    assert excluded_pairs(codes, book.notes(codes)) == ((*codes, "low back strain (S39.012)"),)
