"""The papers of a claim, read back: where each character stands, and that nothing else does."""

from dataclasses import replace
from io import BytesIO

import pypdfium2 as pdfium
import pytest
from claiming import FULL, HOUR
from pdfs import pages, reader, words

from clinic_desktop.claims.document.form import alignment_pdf, form_pdf
from clinic_desktop.claims.document.worksheet import worksheet_pdf
from clinic_desktop.claims.model import ClaimChoices, ClaimSheet, Offsets
from clinic_desktop.claims.rules.check import column, printed
from clinic_desktop.claims.rules.claims import claims
from clinic_desktop.press.sheet import Paper
from clinic_desktop.press.typed import FirstCharacter, Typed, TypedPage, typed_pdf

# More than fits on one sheet.
LONG = replace(FULL, bill=replace(FULL.bill, visits=(replace(FULL.bill.visits[0], services=(HOUR,) * 8),)))


def made() -> tuple[ClaimSheet, ...]:
    return claims(LONG, ClaimChoices())


def origins(pdf: bytes) -> list[list[tuple[float, float, str]]]:
    """Of each page each character but spaces: the left of its cell, its baseline, itself."""
    found = []
    with pdfium.PdfDocument(BytesIO(pdf)) as document:
        for page in document:
            text = page.get_textpage()
            sheet = []
            for at in range(text.count_chars()):
                one = text.get_text_range(at, 1)
                if one.strip():
                    left, bottom, _, _ = text.get_charbox(at, loose=True)
                    sheet.append((left, bottom, one))
            found.append(sheet)
    return found


@pytest.mark.parametrize("offsets", [Offsets(), Offsets(0, 0), Offsets(41, 17)])
def test_every_character_stands_where_the_formula_says_to_half_a_point(offsets: Offsets) -> None:
    pdf = form_pdf(made(), offsets)
    found = origins(pdf)
    # How far the loose box of a Courier letter reaches below its baseline.
    (base,) = {round(bottom - _baseline(offsets, 8), 2) for _, bottom, _ in origins(_probe(offsets))[0]}
    assert len(found) == 2
    for sheet, claim in zip(found, made(), strict=True):
        expected = []
        for box in claim.boxes:
            for piece in box.pieces:
                for place, one in enumerate(printed(piece)):
                    if one != " ":
                        x = offsets.left * 0.72 + 7.2 * (column(piece) + place - 1)
                        expected.append((x, _baseline(offsets, piece.line) + base, one))
        assert len(sheet) == len(expected) > 300
        for here, there in zip(sorted(sheet, key=_order), sorted(expected, key=_order), strict=True):
            assert here[2] == there[2]
            assert here[:2] == pytest.approx(there[:2], abs=0.5)


def _order(one: tuple[float, float, str]) -> tuple[int, int]:
    return round(one[1] / 6), round(one[0] / 3.6)


def _baseline(offsets: Offsets, line: int) -> float:
    return 792 - offsets.top * 0.72 - 12 * (line - 1) - 7.548


def _probe(offsets: Offsets) -> bytes:
    return typed_pdf(Paper("", "", ""), FirstCharacter(offsets.left, offsets.top), [TypedPage([Typed(8, 1, "X")])])


def test_data_only_has_no_line_and_no_word_of_its_own() -> None:
    pdf = form_pdf(made(), Offsets())
    for page in reader(pdf).pages:
        content = page.get_contents()
        assert content is not None
        drawn = content.get_data().split()
        assert not {b"l", b"re", b"S", b"f", b"Do"} & set(drawn)
        assert page.mediabox[2:] == [612, 792]
    said = words(pdf)
    values = {printed(piece) for claim in made() for box in claim.boxes for piece in box.pieces}
    assert set(said.split()) <= {word for one in values for word in one.split()}
    # Here the demo is told by the paper too, though it is data only.
    assert "DEMO" in words(form_pdf(made(), Offsets(), is_demo=True))


def test_each_sheet_has_the_head_and_its_own_sums() -> None:
    first, second = pages(form_pdf(made(), Offsets()))
    assert "NUNEZ, ANA, R" in first
    assert "NUNEZ, ANA, R" in second
    assert "840 00" in first
    assert "280 00" in second


def test_what_does_not_fit_is_left_out() -> None:
    bill = replace(FULL.bill, case=replace(FULL.bill.case, claim_number="9" * 28))
    pdf = form_pdf(claims(replace(FULL, bill=bill), ClaimChoices()), Offsets())
    assert "9999999999" not in words(pdf)


def test_the_alignment_page_says_what_it_was_printed_with() -> None:
    said = words(alignment_pdf("Front desk", Offsets(31, 8)))
    assert "Left 0.31 in, top 0.08 in." in said
    assert "Printer: Front desk" in said
    assert "100%" in said
    for number in ("1a", "10b", "24J", "33a"):
        assert number in said
    assert "NUNEZ" not in said
    # All of it on the paper, at the offsets that printers need.
    for offsets in (Offsets(), Offsets(0, 0), Offsets(20, 40)):
        (sheet,) = origins(alignment_pdf("", offsets))
        assert all(0 <= x <= 605 and 5 <= y <= 790 for x, y, _ in sheet)
    assert alignment_pdf("", Offsets()) == alignment_pdf("", Offsets())


def test_a_typewriter_has_no_other_letters() -> None:
    with pytest.raises(ValueError, match="no typewriter"):
        typed_pdf(Paper("", "", ""), FirstCharacter(0, 0), [TypedPage([Typed(1, 1, "Ł")])])


def test_the_worksheet_names_every_value_and_what_is_missing() -> None:
    facts = replace(LONG, released_on=None)
    found = claims(facts, ClaimChoices())
    pdf = worksheet_pdf(facts, found)
    said = words(pdf)
    for claim in found:
        for box in claim.boxes:
            assert not box.value or box.value in said
    for told in ("Claim worksheet", "Claim 1 of 2", "Claim 2 of 2", "(missing)", "Release of records", "(blank)"):
        assert told in said, told
    for never in ("Patient", "covered", "approved"):
        assert never not in said
    facts_of_file = reader(pdf).metadata
    assert facts_of_file
    assert "Núñez" not in f"{facts_of_file.title}{facts_of_file.subject}{facts_of_file.author}"
