"""How a paper is called by the name of its file, and what is typed about it."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_desktop.attachments.model import ABOUT_KINDS, ATTACHMENT_KINDS, AttachmentDraft
from clinic_desktop.attachments.rules import about_parts, attachment_values, kept_name, removed_words, title_from
from clinic_desktop.errors import Refused

TODAY, BORN = date(2026, 11, 24), date(1985, 3, 4)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Denial letter Cascade.pdf", "Denial letter Cascade"),
        ("denial_letter_2026-11-03.pdf", "denial letter 2026-11-03"),
        (r"C:\Users\front\Desktop\Rx Dr. Lee.pdf", "Rx Dr. Lee"),
        ("/home/front/scans/benefit statement.tiff", "benefit statement"),
        ("IMG_2041.HEIC", ""),
        ("Scan 2026-11-20 (3).pdf", ""),
        ("Screenshot 2026-11-20 at 10.22.33.png", ""),
        ("20261120103355.pdf", ""),
        ("Scanned document.pdf", ""),
        ("DSC00012.jpg", ""),
        (".pdf", ""),
        ("", ""),
        ("\u202e\u200b.pdf", ""),
        ("<b>x</b> {what} %s.pdf", "b> {what} %s"),
    ],
)
def test_a_file_names_its_paper_unless_a_machine_named_it(name: str, title: str) -> None:
    assert title_from(name) == title


@given(st.text(max_size=400))
@settings(max_examples=80)
def test_a_name_is_kept_as_a_text_that_fits_and_has_no_folder(name: str) -> None:
    kept = kept_name(name)
    assert len(kept) <= 200
    assert not set(kept) & set("/\\\n\x00")
    assert kept_name(kept) == kept
    assert len(title_from(name)) <= 200


def test_a_name_that_is_too_long_keeps_its_end() -> None:
    assert kept_name("x" * 400 + ".pdf") == "x" * 196 + ".pdf"


@given(st.sampled_from(ABOUT_KINDS), st.integers(1, 10**9))
@settings(max_examples=30)
def test_what_it_is_a_scan_of_is_read_back(kind: str, row: int) -> None:
    assert about_parts(f"{kind}:{row}") == (kind, row)


@given(st.text(max_size=20))
@settings(max_examples=50)
def test_anything_else_is_a_scan_of_nothing(typed: str) -> None:
    assert about_parts(typed) == ("", None)


def test_everything_is_said_at_its_field() -> None:
    draft = AttachmentDraft("nonsense", "2/30/2026", "x" * 201, "y" * 10_001, "7", "prescription:9")
    with pytest.raises(Refused) as answer:
        attachment_values(draft, TODAY, {1}, {"prescription:1"}, BORN)
    assert [one.field for one in answer.value.problems] == ["kind", "day", "case", "about", "title", "note"]


@pytest.mark.parametrize(("day", "words"), [("12/1/2026", "in the future"), ("1/1/1980", "before the client was born")])
def test_a_day_that_cannot_be_is_refused(day: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        attachment_values(AttachmentDraft(day=day), TODAY, (), (), BORN)


@pytest.mark.parametrize("kind", ATTACHMENT_KINDS)
def test_every_kind_is_taken(kind: str) -> None:
    values = attachment_values(AttachmentDraft(kind, "nov 3", " Letter\nof  the plan ", "", "1"), TODAY, {1}, ())
    assert values["kind"] == kind and values["day"] == "2026-11-03" and values["case_id"] == 1
    assert values["title"] == "Letter of the plan" and values["about_row"] is None


def test_what_was_taken_out_is_named() -> None:
    words = removed_words("a {b}.pdf", ("JavaScript", "embedded files"))
    assert words.startswith("“a {b}.pdf” was filed without") and "JavaScript, embedded files" in words
