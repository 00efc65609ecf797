"""Superbills are issued and read back: their bytes as they are kept, what they say, how they look."""

from clinic_desktop.errors import ClinicError, StoreTrouble
from clinic_desktop.self_check import CheckedPaper, Tried, issue, papers, protect
from clinic_desktop.wording import say, say_many
from ui.kit.pdf_pages import PdfPages
from ui.kit.printing import fitted_printer, run_off
from ui.self_check.looks import the_application
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


def check_printing(tried: Tried) -> str:
    """Print the newest paper into a file, as it would go to a printer; says what came out. Raises ClinicError."""
    the_application()
    found, printed = papers(tried)[0], tried.home / "printed.pdf"
    pages, printer = PdfPages(found.pdf), fitted_printer(say("Self-check"))
    printer.setOutputFileName(str(printed))
    try:
        run_off(pages, printer)
    finally:
        pages.close()
    sheets = _need_ink(found._replace(pdf=printed.read_bytes()))
    return say_many(
        "{count} sheet of no. {number}, into a file",
        "{count} sheets of no. {number}, into a file",
        sheets,
        number=found.number,
    )


def _check_new(made: CheckedPaper) -> None:
    _need_text(made, made.client)
    _need_ink(made)


def _need_ink(one: CheckedPaper) -> int:
    """How many pages it has, none of them blank."""
    pages = PdfPages(one.pdf)
    try:
        if any(is_blank(pages.picture(at, _WIDTH)) for at in range(len(pages.sizes))):
            raise ClinicError(say("A page of no. {number} is blank.", number=one.number))
        return len(pages.sizes)
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
