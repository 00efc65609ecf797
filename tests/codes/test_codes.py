"""Codes as they are typed and written: with and without their dot, their encounters, their beginnings; the words."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from clinic_desktop.codes.rules.codes import (
    base_of,
    code_beginnings,
    code_of,
    dotted,
    parse_diagnosis_code,
    words_of,
    words_of_all,
)
from clinic_desktop.values.problems import Unreadable


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        *(("m54.50", "M54.50"), ("M5450", "M54.50"), ("M54 50", "M54.50"), (" m54.2\n", "M54.2"), ("M54.", "M54")),
        *(("s134xxa", "S13.4XXA"), ("qa0.0101", "QA0.0101"), ("c4a.0", "C4A.0"), ("m1a00x0", "M1A.00X0")),
    ],
)
def test_a_code_is_read_as_it_is_typed(typed: str, code: str) -> None:
    assert parse_diagnosis_code(typed) == code


@pytest.mark.parametrize(
    "typed",
    [
        *("", " ", "neck", "back", "pain", "SPINE", "low back", "M5", "M.5450", "M54..5", "M54.50.", "54.50"),
        *("M54.50123", "S13.4XXAA", "M54-50", "M54.5%", "Ä54.5", "M５4.5", "M54.5²", "1M4.5", "\x00M54.5", "QAA0101"),
    ],
)
def test_what_is_no_code_is_refused(typed: str) -> None:
    with pytest.raises(Unreadable, match=r"looks like M54\.50 or S13\.4XXA"):
        parse_diagnosis_code(typed)


@given(some.text(max_size=10) | some.from_regex(r"[A-Za-z0-9. ]{1,9}", fullmatch=True))
def test_any_text_is_read_or_refused(typed: str) -> None:
    try:
        code = parse_diagnosis_code(typed)
    except Unreadable:
        return
    assert parse_diagnosis_code(code) == code
    assert any(letter.isdigit() for letter in code[1:3])


def test_every_code_reads_back_to_itself(codes: dict[str, bool]) -> None:
    assert len(codes) > 95_000
    for code in codes:
        bare = code.replace(".", "")
        assert dotted(bare) == code
        assert parse_diagnosis_code(code.lower()) == code
        assert parse_diagnosis_code(bare.lower()) == code


def test_every_code_and_its_beginnings_are_looked_for_as_a_code(codes: dict[str, bool]) -> None:
    begun = set[str]()
    for code in codes:
        bare = code.replace(".", "").lower()
        assert code_beginnings(code)[0] == code_beginnings(bare)[0] == code
        # Its first two letters may still begin a word.
        begun |= {bare[:length] for length in range(3, len(bare))}
    assert all(code_beginnings(one) for one in begun)


@pytest.mark.parametrize(
    ("typed", "beginnings"),
    [
        *(("m54", ["M54"]), ("m5", ["M5"]), ("M54.", ["M54"]), ("m54.5", ["M54.5"]), ("s13 4xx", ["S13.4XX"])),
        *(
            ("qa0", ["QA0"]),
            ("m54,5", ["M54.5"]),
            ("m54-5", ["M54.5"]),
            ("ICD-10: M54.5", ["M54.5"]),
            ("c4-c5", ["C4C.5"]),
        ),
        *(("icd10 m54.5", ["M54.5"]), ("ICD-10-CM M54.5", ["M54.5"]), ("m54.50 low back pain", ["M54.50"])),
        *(
            ("low back pain M54.50, chronic", ["M54.50"]),
            ("m7o.61", ["M7O.61", "M70.61"]),
            ("m7l.1", ["M7L.1", "M71.1"]),
        ),
        *(("", []), ("m", []), ("qa", []), ("neck", []), ("5", []), ("left", []), ("m54501234", []), ("²5", [])),
        *(("\x00", []), ("torticollis", []), ("c5 radiculopathy", []), ("icd", []), ("mild", []), ("t1 t2", ["T1T.2"])),
    ],
)
def test_the_beginning_of_a_code_is_known_from_words(typed: str, beginnings: list[str]) -> None:
    assert list(code_beginnings(typed)) == beginnings


def test_a_code_of_seven_characters_is_its_base_and_its_last(codes: dict[str, bool]) -> None:
    longest = [code for code in codes if len(code) == 8]
    assert len(longest) > 50_000
    assert all(code_of(base_of(code), code[-1]) == code for code in longest)
    assert all(not base_of(code).endswith(("X", ".")) for code in longest)


@pytest.mark.parametrize(
    ("code", "base"),
    [
        *(("S13.4XXA", "S13.4"), ("S33.5XXD", "S33.5"), ("S39.012S", "S39.012"), ("T14.90XA", "T14.90")),
        *(("W19.XXXA", "W19"), ("M54.50", "M54.50"), ("M54", "M54"), ("S13.4XX", "S13.4XX")),
    ],
)
def test_the_base_of_an_encounter(code: str, base: str) -> None:
    assert base_of(code) == base


@pytest.mark.parametrize(
    ("text", "words"),
    [
        *(("Bell's palsy, right", " bells palsy right "), ("  Low-back  PAIN ", " low back pain "), ("", "  ")),
        *(("Bell’s", " bells "), ("Sjögren (M35.0-)", " sjogren m35 0 "), ("a\x00b\tc", " a b c "), ("王", "  ")),
        *(("“neck” • pain…", " neck pain "), ("½", " 1 2 "), ("\ud800neck", " neck "), ("Straße", " strasse ")),
    ],
)
def test_the_words_of_a_text(text: str, words: str) -> None:
    assert words_of(text) == words


# What a title may be made of: a "|" parts its names, each line is one, and none of them is without a word.
NAMES = some.text("abcXYZ 019-'’,;()/éßø王", min_size=1).filter(lambda name: bool(words_of(name).split()))


@given(some.lists(some.lists(NAMES, min_size=1, max_size=4), max_size=5))
def test_the_words_of_many_texts_are_those_of_each(texts: list[list[str]]) -> None:
    assert words_of_all("|".join(names) for names in texts) == [
        f"|{'|'.join(map(words_of, names))}|" for names in texts
    ]


@given(some.text())
def test_words_are_small_letters_and_digits_between_single_spaces(text: str) -> None:
    words = words_of(text)
    assert words == f" {' '.join(words.split())} "
    assert all(letter in "abcdefghijklmnopqrstuvwxyz0123456789 " for letter in words)
    assert words_of(words) == words
