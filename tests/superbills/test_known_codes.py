"""What the releases say about the diagnoses of a bill, each on the days that it is billed for."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from calls import calls_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from clinic_desktop.codes import loader
from clinic_desktop.codes.model import CodeLine, CodeTable, Release
from clinic_desktop.codes.queries.book import CodeBook
from clinic_desktop.codes.queries.releases import shipped_release
from clinic_desktop.superbills.queries.codes import known_codes

T = TypeVar("T")
MAY, NOVEMBER = date(2026, 5, 4), date(2026, 11, 3)
OCTOBER_2026 = Release(date(2026, 10, 1), 1, "icd10cm_order_2027.txt", 1, "d" * 64, has_notes=False)
# A release to come: one new code, one that is a heading now, one under another title.
LINES = (
    CodeLine("M54.2", True, "Cervicalgia of marmots"), CodeLine("M54.50", False, "Low back pain"),
    CodeLine("M54.501", True, "Low back pain of marmots"), CodeLine("M50.11", True, "Disc of marmots"),
)  # fmt: skip


class Shelves:
    """Asks open books; None for a release that is not there."""

    def __init__(self, *books: CodeBook) -> None:
        self.books = {book.release: book for book in books}
        self.asked = 0

    def __call__(self, release: Release, question: Callable[[CodeBook], T]) -> T | None:
        self.asked += 1
        return question(self.books[release]) if release in self.books else None


@pytest.fixture(scope="module")
def shipped(codes_file: Path) -> Iterator[CodeBook]:
    book = loader.open_book(codes_file, shipped_release())
    yield book
    book.close()


@pytest.fixture(scope="module")
def newer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CodeBook]:
    path = tmp_path_factory.mktemp("newer") / "codes.db"
    loader.build(path, loader.packed_table(CodeTable(OCTOBER_2026.effective_on, LINES)), has_notes=False)
    book = loader.open_book(path, OCTOBER_2026)
    yield book
    book.close()


def test_each_code_stands_as_on_its_day(shipped: CodeBook, newer: CodeBook) -> None:
    known = known_codes(
        Shelves(shipped, newer), [OCTOBER_2026, shipped_release()], ["M54.50", "M54.501"], [MAY, NOVEMBER]
    )
    assert {key: found.standing for key, found in known.standings.items()} == {
        ("M54.50", MAY): "billable",
        ("M54.50", NOVEMBER): "heading",
        ("M54.501", MAY): "unknown",
        ("M54.501", NOVEMBER): "billable",
    }
    assert known.lacking == ""


def test_titles_are_those_of_the_newest_day_or_of_any_release(shipped: CodeBook, newer: CodeBook) -> None:
    shelves, releases = Shelves(shipped, newer), [OCTOBER_2026, shipped_release()]
    codes = ["M54.2", "M79.18", "M54.501"]
    assert known_codes(shelves, releases, codes, [MAY, NOVEMBER]).titles == {
        "M54.2": "Cervicalgia of marmots",
        "M79.18": "Myalgia, other site",
        "M54.501": "Low back pain of marmots",
    }
    assert known_codes(shelves, releases, codes, [MAY]).titles["M54.2"] == "Cervicalgia"


def test_a_release_without_notes_has_those_of_the_one_that_came(newer: CodeBook) -> None:
    known = known_codes(Shelves(newer), [OCTOBER_2026], ["M50.11", "M54.2"], [NOVEMBER])
    assert known.excludes == (("M50.11", "M54.2", "cervicalgia due to intervertebral cervical disc disorder (M50.-)"),)


def test_a_pair_is_said_once_for_all_days(shipped: CodeBook, newer: CodeBook) -> None:
    known = known_codes(
        Shelves(shipped, newer), [OCTOBER_2026, shipped_release()], ["M54.2", "M50.11"], [MAY, NOVEMBER]
    )
    assert [pair[:2] for pair in known.excludes] == [("M54.2", "M50.11")]


def test_a_release_that_is_not_loaded_is_said_once(shipped: CodeBook) -> None:
    days = [MAY, NOVEMBER, NOVEMBER + timedelta(days=1)]
    known = known_codes(Shelves(shipped), [shipped_release()], ["M54.2", "M54.599"], days)
    assert known.lacking == "Diagnosis codes checked against the April 2026 release; October 2026 is not loaded."
    assert known.standings["M54.2", NOVEMBER].standing == "billable"
    assert known.standings["M54.599", NOVEMBER].standing == "as_written"
    assert known.standings["M54.599", MAY].standing == "unknown"


def test_what_cannot_be_asked_is_unchecked() -> None:
    known = known_codes(Shelves(), [shipped_release()], ["M54.2"], [MAY])
    (found,) = known.standings.values()
    assert (found.standing, found.words) == (
        "unchecked",
        "Not checked: the codes of the April 2026 release cannot be searched.",
    )
    assert (known.titles, known.excludes) == ({}, ())


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("", "A diagnosis code looks like M54.50 or S13.4XXA."),
        ("M50-M54", "A diagnosis code looks like M54.50 or S13.4XXA."),
        ("<b>", "A diagnosis code looks like M54.50 or S13.4XXA."),
        ("m54.2", "On a superbill this code is written M54.2."),
        ("M542", "On a superbill this code is written M54.2."),
        ("M54.2 ", "On a superbill this code is written M54.2."),
        ("M" * 100_000, "A diagnosis code looks like M54.50 or S13.4XXA."),
    ],
)
def test_what_is_not_written_as_a_code_is_unknown(shipped: CodeBook, code: str, words: str) -> None:
    known = known_codes(Shelves(shipped), [shipped_release()], [code], [MAY])
    found = known.standings[code, MAY]
    assert (found.standing, found.words) == ("unknown", words)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(
    some.lists(some.text(max_size=10), max_size=15),
    some.lists(some.dates(date(1900, 1, 1), date(2199, 12, 31)), max_size=4),
)
def test_any_text_and_any_day_has_a_standing(shipped: CodeBook, codes: list[str], days: list[date]) -> None:
    known = known_codes(Shelves(shipped), [shipped_release()], codes, days)
    assert set(known.standings) == {(code, day) for code in codes for day in days}


def test_a_full_bill_takes_few_questions_and_little_work(shipped: CodeBook) -> None:
    codes = ["M54.50", "M54.2", "M54.6", "M79.18", "M25.511", "S13.4XXA", "S16.1XXA", "G44.209", "M62.838", "M54.12",
             "R51.9", "M99.01"]  # fmt: skip
    days = [MAY + timedelta(days=7 * week) for week in range(10)]
    shelves = Shelves(shipped)
    known_codes(shelves, [shipped_release()], codes, days)
    assert shelves.asked == 3
    # About a thousand calls a code, on however many days it is billed.
    assert calls_of(lambda: known_codes(shelves, [shipped_release()], codes, days)) < 20_000
