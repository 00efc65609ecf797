"""Superbills are issued and read back: their bytes as they are kept, what they say, how they look."""

from clinic_desktop.errors import ClinicError, StoreTrouble
from clinic_desktop.self_check import CheckedPaper, Tried, issue, papers, protect
from clinic_desktop.wording import say
from ui.kit.pdf_pages import PdfPages
from ui.self_check.shades import is_blank

_WIDTH = 600


def check_papers(tried: Tried) -> str:
    """Issue one, and read all there are; says what was read. Raises ClinicError."""
    made = issue(tried)
    _check_new(made)
    _check_protected(made)
    found = papers(tried)
    if made not in found:
        raise ClinicError(say("What was issued is not kept as it was issued."))
    for one in found:
        _need_text(one, str(one.number))
    return say(
        "no. {number} issued, {size} kB; all {count} papers are as they were issued",
        number=made.number,
        size=round(len(made.pdf) / 1000),
        count=len(found),
    )


def _check_new(made: CheckedPaper) -> None:
    _need_text(made, made.client)
    pages = PdfPages(made.pdf)
    try:
        if any(is_blank(pages.picture(at, _WIDTH)) for at in range(len(pages.sizes))):
            raise ClinicError(say("A page of no. {number} is blank.", number=made.number))
    finally:
        pages.close()


def _check_protected(made: CheckedPaper) -> None:
    try:
        PdfPages(protect(made)).close()
    except StoreTrouble:
        return
    raise ClinicError(say("The protected PDF opens without its password."))


def _need_text(one: CheckedPaper, words: str) -> None:
    pages = PdfPages(one.pdf)
    try:
        text = " ".join(" ".join(pages.text(at) for at in range(len(pages.sizes))).split())
    finally:
        pages.close()
    if words not in text:
        raise ClinicError(say("The paper of no. {number} does not say “{words}”.", number=one.number, words=words))
