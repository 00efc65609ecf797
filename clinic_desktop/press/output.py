"""What is done to the bytes of a finished PDF: words over each page, and a password."""

import secrets
import unicodedata
from io import BytesIO

from clinic_desktop.press.sheet import LEFT, PAGE_HEIGHT, Paper, draw_across, draw_line, new_canvas
from clinic_desktop.press.text import Type, set_line

_NOTE_TYPE = Type(11.0, bold=True)
_NOTE_AT = PAGE_HEIGHT - 26
_NAMES = ("/ClinicBehind", "/ClinicAbove")


def stamped(pdf: bytes, word: str, note: str) -> bytes:
    """The pages of a PDF with a pale word from corner to corner and a note above each: the same bytes every time.

    The word lies behind what is printed, so that all of it can still be read; the note says the same in black, for a
    bad fax.
    """
    import pikepdf

    made = BytesIO()
    with (
        pikepdf.open(BytesIO(pdf)) as paper,
        pikepdf.open(BytesIO(_across(word))) as behind,
        pikepdf.open(BytesIO(_note(note))) as above,
    ):
        marks = [paper.copy_foreign(one.pages[0].as_form_xobject()) for one in (behind, above)]
        for page in paper.pages:
            # Not add_overlay: it gives each mark a name by chance, and the bytes would differ.
            for name, mark in zip(_NAMES, marks, strict=True):
                page.add_resource(mark, pikepdf.Name.XObject, pikepdf.Name(name))
            page.contents_add(f"q {_NAMES[0]} Do Q q\n".encode("ascii"), prepend=True)
            page.contents_add(f"\nQ q {_NAMES[1]} Do Q".encode("ascii"))
        paper.save(made, deterministic_id=True)
    return made.getvalue()


def protected(pdf: bytes, password: str) -> bytes:
    """The PDF encrypted with AES-256, so that it opens only with the password; other bytes each time.

    Readers compare passwords in their compatibility form, so it is kept in it. ValueError for an empty password.
    """
    import pikepdf

    if not password:
        raise ValueError("a password is needed")
    known = unicodedata.normalize("NFKC", password)
    # Nobody has the owner's password: whoever may open the file may do all with it.
    guard = pikepdf.Encryption(user=known, owner=secrets.token_urlsafe(32), R=6)
    with pikepdf.open(BytesIO(pdf)) as paper:
        made = BytesIO()
        paper.save(made, encryption=guard)
    return made.getvalue()


def _across(word: str) -> bytes:
    made = BytesIO()
    canvas = new_canvas(made, Paper("", "", ""))
    draw_across(canvas, word)
    canvas.showPage()
    canvas.save()
    return made.getvalue()


def _note(words: str) -> bytes:
    made = BytesIO()
    canvas = new_canvas(made, Paper("", "", ""))
    draw_line(canvas, LEFT, _NOTE_AT, set_line(words, _NOTE_TYPE))
    canvas.showPage()
    canvas.save()
    return made.getvalue()
