"""The paper of a letter, read back: what stands where, in which voice, over how many pages."""

from dataclasses import replace
from datetime import date

import pytest
from pdfs import as_viewed, reader, viewed_pages
from pypdf import PageObject

from clinic_desktop.letters.document.paper import paper_pdf, void_letter_pdf
from clinic_desktop.letters.loader import shipped
from clinic_desktop.letters.model import LETTER_KINDS, LetterPaper
from clinic_desktop.letters.rules.invented import invented_paper
from clinic_desktop.press.addressed import WINDOW_HEIGHT, WINDOW_LEFT, WINDOW_TOP, WINDOW_WIDTH
from clinic_desktop.press.sheet import FOOT_TYPE, PAGE_HEIGHT, PAGE_WIDTH
from clinic_desktop.press.text import set_line

DAY = date(2026, 11, 24)


def paper(kind: str, voice: str = "", **changes: object) -> LetterPaper:
    return replace(invented_paper(shipped(kind), {}, voice), day=DAY, **changes)  # type: ignore[arg-type]


def placed(page: PageObject) -> list[tuple[str, float, float]]:
    found: list[tuple[str, float, float]] = []

    def see(text: str, _: list[float], matrix: list[float], *__: object) -> None:
        if text.strip():
            found.append((text.strip(), matrix[4], matrix[5]))

    page.extract_text(visitor_text=see)
    return found


@pytest.mark.parametrize("kind", LETTER_KINDS)
def test_everything_of_a_letter_is_on_its_paper(kind: str) -> None:
    found = paper(kind)
    pdf = paper_pdf(found)
    words = as_viewed(pdf)
    for line in (*found.letterhead[:1], *found.to, *found.subject, found.greeting, found.closing, *found.signer):
        assert " ".join(line.split()) in words, line
    for paragraph in found.paragraphs:
        for line in paragraph.split("\n"):
            # In the middle of it a page may end.
            told = line.removeprefix("•").split()
            for some in (told[:3], told[-3:]):
                assert " ".join(some) in words.replace("\u00a0", " "), line
    assert "11/24/2026" in words
    # The same bytes for the same letter, and no client in its properties.
    assert paper_pdf(found) == pdf
    about = reader(pdf).metadata
    assert about
    assert found.patient not in f"{about.title} {about.author} {about.subject}"


def test_the_address_stands_in_the_window() -> None:
    found = paper("appeal_internal", to=("Fernwick Mutual", "Appeals", "Attn: Jo", "PO Box 100", "Seattle, WA 98101"))
    lines = [one for one in placed(reader(paper_pdf(found)).pages[0]) if one[0] in found.to]
    assert [one[0] for one in lines] == list(found.to)
    top, bottom = PAGE_HEIGHT - WINDOW_TOP, PAGE_HEIGHT - WINDOW_TOP - WINDOW_HEIGHT
    for _, x, y in lines:
        assert WINDOW_LEFT <= x <= WINDOW_LEFT + WINDOW_WIDTH
        assert bottom <= y <= top
    others = [y for text, _, y in placed(reader(paper_pdf(found)).pages[0]) if text not in found.to]
    assert not [y for y in others if bottom - 8 < y < top]


def test_who_speaks_shows_at_the_top_and_at_the_foot() -> None:
    clinic, member = as_viewed(paper_pdf(paper("appeal_internal", "clinic"))), paper("appeal_internal", "member")
    own = as_viewed(paper_pdf(member))
    assert clinic.startswith("Alder & Rowe Massage 14 Elm Street")
    assert own.startswith("Alma Fernwick 9 Harbor Lane")
    assert "Alder & Rowe" not in own
    assert "DRAFT" not in own
    stands = paper("appeal_internal", "representative")
    assert stands.signer[-1] == "Authorized representative of Alma Fernwick"


def test_a_prescribers_letter_is_a_draft_without_our_letterhead() -> None:
    found = paper("medical_necessity")
    words = as_viewed(paper_pdf(found))
    assert found.letterhead == ()
    assert words.count("DRAFT") == len(viewed_pages(paper_pdf(found)))
    assert "Draft prepared by Alder & Rowe Massage" in words
    # Where the license is on record it is named, else there is a line for it.
    assert "License WA MD60000000" in words
    assert "License: state and number" not in words
    bare = replace(found, signer=found.signer[:-1], asks_license=True)
    assert "License: state and number" in as_viewed(paper_pdf(bare))
    assert "It is not for general health or wellness." in words
    assert "DRAFT" in as_viewed(paper_pdf(replace(paper("thank_you"), day=None)))


def test_a_long_letter_goes_on_and_says_where() -> None:
    body = tuple(f"Paragraph {number}. " + "It goes on for a while. " * 12 for number in range(30))
    pages = viewed_pages(paper_pdf(paper("payer_reply", paragraphs=body)))
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page
        assert number == 1 or "Alma Fernwick · Reply to a payer’s questions" in page
    whole = " ".join(" ".join(pages).split())
    assert all(f"Paragraph {number}." in whole for number in range(30))
    # The signature is never alone on a page.
    assert "Paragraph 29." in pages[-1] or "It goes on" in pages[-1]


def test_one_page_rather_than_two_where_a_smaller_type_does_it() -> None:
    body = ("It goes on for a while. " * 14,) * 5
    found = paper("payer_reply", paragraphs=body, enclosures=())
    sizes = [len(viewed_pages(paper_pdf(replace(found, paragraphs=body + body[:more])))) for more in range(3)]
    assert sizes[0] == 1
    assert sorted(sizes) == sizes


@pytest.mark.parametrize("count", range(1, 9))
def test_the_last_page_never_holds_enclosures_alone(count: int) -> None:
    enclosed = tuple(f"Paper number {number}" for number in range(count))
    body = ("It goes on for a while. " * 10,)
    for paragraphs in range(8, 13):
        pages = viewed_pages(paper_pdf(paper("payer_reply", paragraphs=body * paragraphs, enclosures=enclosed)))
        assert "Sincerely," in pages[-1]
        assert "It goes on" in pages[-1]
        assert f"Paper number {count - 1}" in pages[-1]


def test_the_number_of_the_page_ends_where_the_text_does() -> None:
    pages = reader(paper_pdf(paper("appeal_internal"))).pages
    for page in pages:
        (left,) = (x for text, x, _ in placed(page) if text.startswith("Page "))
        width = set_line(f"Page 1 of {len(pages)}", FOOT_TYPE).width
        assert abs(left + width - (PAGE_WIDTH - WINDOW_LEFT)) < 1.0


def test_names_from_the_right_and_of_the_far_east_are_set() -> None:
    for name in ("שרה כהן", "ليلى", "王小明", "<b>Ann</b> & {x}"):
        found = paper("thank_you", patient=name, paragraphs=(f"Thank you for sending {name} to us.",))
        words = as_viewed(paper_pdf(found))
        assert "Thank you for sending" in words
        assert "�" not in words
    assert "<b>Ann</b> & {x}" in as_viewed(paper_pdf(paper("thank_you", paragraphs=("For <b>Ann</b> & {x}.",))))


def test_void_stands_on_every_page() -> None:
    made = paper_pdf(paper("appeal_internal"))
    pages = viewed_pages(void_letter_pdf(made, DAY))
    assert all("VOID since 11/24/2026" in page for page in pages)
    assert void_letter_pdf(made, DAY) == void_letter_pdf(made, DAY)
