"""What is said about a typed code: one that can be billed, a heading, a slip, and one that a newer release may have."""

from collections.abc import Sequence
from datetime import date

import pytest

from clinic_desktop.codes.model import CodeHit, CodeLine, Release
from clinic_desktop.codes.queries.book import CodeBook
from clinic_desktop.codes.rules.checks import Around, check
from clinic_desktop.codes.rules.releases import Chosen

APRIL = Release(date(2026, 4, 1), 0, "", 0, "x", has_notes=True)
COVERED, LACKING = Chosen(APRIL, ""), Chosen(APRIL, "October 2026")


def hits(codes: str) -> Sequence[CodeHit]:
    return [CodeHit(code, "x", billable=True) for code in codes.split()]


@pytest.mark.parametrize("chosen", [COVERED, LACKING])
def test_what_the_release_has_is_the_same_with_and_without_the_covering_one(chosen: Chosen) -> None:
    assert check("M54.50", Around(CodeLine("M54.50", True, "x")), chosen).words == ""
    heading = check("M54.5", Around(CodeLine("M54.5", False, "x"), hits("M54.50 M54.51")), chosen)
    assert (heading.standing, heading.words) == (
        "heading",
        "M54.5 is a heading and cannot be billed. Choose one below it, like M54.50, M54.51.",
    )
    cut = check("S13.4XX", Around(None, hits("S13.4XXA S13.4XXD S13.4XXS")), chosen)
    assert (cut.standing, cut.words) == (
        "heading",
        "S13.4XX is not complete. Choose one of S13.4XXA, S13.4XXD, S13.4XXS.",
    )
    many = check("S52.501", Around(None, hits("S52.501A S52.501B S52.501C S52.501D S52.501E")), chosen)
    assert many.words == "S52.501 is not complete. Choose one below it, like S52.501A, S52.501B, S52.501C, S52.501D."
    wrong = check("S13.4XXB", Around(None, (), hits("S13.4XXA S13.4XXD S13.4XXS")), chosen)
    assert (wrong.standing, wrong.words) == (
        "unknown",
        "There is no S13.4XXB. Its last character may be as in S13.4XXA, S13.4XXD, S13.4XXS.",
    )


def test_only_without_the_covering_release_a_code_is_kept_as_written() -> None:
    kept = check("M54.52", Around(), LACKING)
    assert (kept.standing, kept.words) == (
        "as_written",
        "The April 2026 release has no M54.52, and October 2026 is not loaded. "
        "Look at the paper once more: it is kept as the prescriber wrote it.",
    )
    assert check("M54.52", Around(), COVERED).standing == "unknown"


@pytest.mark.parametrize(
    ("code", "standing"),
    [
        *(("M54.50", "billable"), ("M54.5", "heading"), ("M54", "heading"), ("S13.4XX", "heading")),
        *(("S13.4X", "heading"), ("S13.4", "heading"), ("S13.4XXB", "unknown"), ("S13.4XXA", "billable")),
        *(("O54.2", "as_written"), ("M54.99", "as_written"), ("M54.52", "as_written"), ("M54.50A", "as_written")),
    ],
)
def test_slips_are_told_from_new_codes_by_the_shipped_release(book: CodeBook, code: str, standing: str) -> None:
    assert check(code, book.around(code), LACKING).standing == standing
    covered = {"as_written": "unknown"}.get(standing, standing)
    assert check(code, book.around(code), COVERED).standing == covered


def test_a_code_of_seven_characters_is_set_beside_those_of_its_base(book: CodeBook) -> None:
    around = book.around("S13.4XXB")
    assert (around.line, around.below) == (None, ())
    assert [hit.code for hit in around.beside] == ["S13.4XXA", "S13.4XXD", "S13.4XXS"]
