"""What is done to the bytes of a finished PDF: words over each page, and a password."""

import secrets
from io import BytesIO

from clinic_desktop.press.sheet import LEFT, PAGE_HEIGHT, Paper, draw_beside, draw_line, new_canvas
from clinic_desktop.press.text import Type, set_line
from clinic_desktop.values.pdf_password import prepared

_NOTE_TYPE = Type(11.0, bold=True)
_NOTE_AT = PAGE_HEIGHT - 26
_NAMES = ("/ClinicBehind", "/ClinicAbove")


def stamped(pdf: bytes, word: str, note: str) -> bytes:
    """The pages of a PDF with a pale word twice across and a note above each: the same bytes every time.

    The word lies behind what is printed, so that all of it can still be read, and beside the word that a page may have
    from corner to corner; the note says the same in black, for a bad fax.
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

    Most readers bring what is typed into its prepared form, some compare it letter by letter: it opens in both. Raises
    ValueError for no password, and for one that not every reader takes.
    """
    import pikepdf

    known = prepared(password)
    if not known:
        raise ValueError("a password is needed")
    # Whoever may open the file may do all with it. So nobody needs the owner's password, and the second of the two is
    # free for what was typed, where that is not as readers prepare it.
    guard = pikepdf.Encryption(user=known, owner=secrets.token_urlsafe(32) if known == password else password, R=6)
    with pikepdf.open(BytesIO(pdf)) as paper:
        made = BytesIO()
        paper.save(made, encryption=guard)
    return made.getvalue()


def _across(word: str) -> bytes:
    made = BytesIO()
    canvas = new_canvas(made, Paper("", "", ""))
    draw_beside(canvas, word)
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
