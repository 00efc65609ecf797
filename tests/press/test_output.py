from io import BytesIO

import pypdf
import pypdfium2
import pytest
from pdfs import pages, reader, words

from clinic_desktop.press.blocks import PaperColumn, PaperRow, PaperTable, Scale
from clinic_desktop.press.output import protected, stamped
from clinic_desktop.press.sheet import LEFT, TOP, Paper, Sheet
from clinic_desktop.press.text import set_line

SCALE = Scale(9.0, 8.0, 10.0, 12.0)


def running_head(sheet: Sheet) -> None:
    sheet.put(LEFT, TOP - 9, set_line("Further", SCALE.text))
    sheet.y -= 20


def made(rows: int = 3, title: str = "A title", across: tuple[str, ...] = (), kept: float = 0.0) -> bytes:
    sheet = Sheet(Paper(title, "A clinic", "A subject", across), running_head)
    sheet.bookmark("Rows")
    columns = [PaperColumn("Name", 200), PaperColumn("Sum", 80, "right")]
    PaperTable(SCALE, columns).place(sheet, [PaperRow([f"row{row}", f"{row}.00"]) for row in range(rows)], kept)
    return sheet.pdf()


def test_a_table_repeats_its_head_on_every_page() -> None:
    found = pages(made(130))
    assert len(found) == 3
    assert [page.count("Name") for page in found] == [1, 1, 1]
    assert ["Further" in page for page in found] == [False, True, True]
    assert [f"Page {number} of 3" in page for number, page in enumerate(found, 1)] == [True] * 3
    told = " ".join(found).split()
    assert [word for word in told if word.startswith("row")] == [f"row{row}" for row in range(130)]


def test_the_last_row_stays_with_what_follows() -> None:
    fitting = next(rows for rows in range(40, 80) if len(pages(made(rows + 1))) == 2)
    assert len(pages(made(fitting))) == 1
    last, found = f"row{fitting - 1}", pages(made(fitting, kept=100.0))
    assert len(found) == 2 and last in found[1] and last not in found[0]


def test_numbers_stand_flush_at_the_right() -> None:
    assert "100.00" in words(made(101))


def test_properties_and_bookmarks() -> None:
    document = reader(made(title="Superbill no. 1001 <b>&\ud800\x00"))
    assert document.metadata is not None
    assert document.metadata.title == "Superbill no. 1001 <b>&"
    assert (document.metadata.author, document.metadata.subject) == ("A clinic", "A subject")
    assert [one.title for one in document.outline if isinstance(one, pypdf.generic.Destination)] == ["Rows"]
    assert str(document.root_object["/Lang"]) == "en-US"


def test_words_stand_across_every_page() -> None:
    found = pages(made(130, across=("DRAFT", "DEMO")))
    assert all("DRAFT" in page and "DEMO" in page for page in found)
    assert "DRAFT" not in words(made())


def test_a_stamp_stands_on_every_page_and_takes_nothing_away() -> None:
    before = made(130)
    after = stamped(before, "VOID", "Voided on 11/30/2026")
    assert stamped(before, "VOID", "Voided on 11/30/2026") == after
    assert stamped(made(130), "VOID", "Voided on 12/01/2026") != after
    old, new = pages(before), pages(after)
    assert len(new) == len(old)
    for was, now in zip(old, new, strict=True):
        assert "VOID" in now and "Voided on 11/30/2026" in now
        assert set(was.split()) <= set(now.split())


def gray(pdf: bytes) -> set[tuple[int, int]]:
    """Where a page has the pale gray of words across it, in points from the top left; not in the line at its foot."""
    with pypdfium2.PdfDocument(pdf) as document:
        drawn = document[0].render(grayscale=True)
        dots, stride = bytes(drawn.buffer), drawn.stride
    return {(x, y) for y in range(740) for x in range(612) if dots[y * stride + x] in (229, 230)}


def test_a_stamp_stands_clear_of_the_word_that_was_there() -> None:
    blank, demo = Sheet(Paper("t", "c", "s"), running_head).pdf(), Sheet(Paper("t", "c", "s", ("DEMO",)), running_head)
    void = stamped(blank, "VOID", "Voided on 11/30/2026")
    was, stamp = gray(demo.pdf()), gray(void)
    assert len(was) > 10_000 < len(stamp)
    assert not was & stamp
    assert gray(stamped(demo.pdf(), "VOID", "Voided on 11/30/2026")) >= was | stamp
    # Nothing of it is cut off at an edge.
    assert all(20 < x < 592 for x, _ in stamp)


def test_a_protected_pdf_opens_with_its_password_only() -> None:
    plain = made()
    locked = protected(plain, "four words ﬁn a row é")
    document = pypdf.PdfReader(BytesIO(locked))
    assert document.is_encrypted
    assert b"row1" not in locked and b"A clinic" not in locked
    lock = document.trailer["/Encrypt"].get_object()
    assert isinstance(lock, pypdf.generic.DictionaryObject)
    assert (str(lock["/R"]), str(lock["/Length"])) == ("6", "256")
    for wrong in ("", "four words", "owner"):
        assert document.decrypt(wrong) == pypdf.PasswordType.NOT_DECRYPTED
    # As most readers pass it on: in its prepared form.
    assert document.decrypt("four words fin a row é") == pypdf.PasswordType.USER_PASSWORD
    assert "row1" in " ".join(page.extract_text() for page in document.pages)
    assert protected(plain, "four words ﬁn a row é") != locked


def test_no_password_is_no_protection() -> None:
    with pytest.raises(ValueError, match="password"):
        protected(made(), "")


def test_a_name_from_the_right_is_as_typed_in_the_properties() -> None:
    document = reader(Sheet(Paper("t", "מרפאה שרה", "عيادة"), running_head).pdf())
    assert document.metadata is not None
    assert (document.metadata.author, document.metadata.subject) == ("מרפאה שרה", "عيادة")
