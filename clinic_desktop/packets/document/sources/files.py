"""Papers that came from outside or were written apart: scans and files, letters."""

from clinic_desktop.attachments.queries import attachment
from clinic_desktop.letters.document.papers import letter_pdf
from clinic_desktop.packets.document.sources.wanted import MadePaper, WantedPaper
from clinic_desktop.scanner.shrinking import ShrinkFor, shrunk

# How pictures get smaller for each way; what is handed over stays as it is.
_SHRINK = {"fax": ShrinkFor.FAX, "portal": ShrinkFor.PORTAL}


def attachment_made(wanted: WantedPaper) -> MadePaper:
    """The clean pages of a file, its pictures as small as the way of sending wants them."""
    pdf = wanted.blobs.get(attachment(wanted.read, wanted.row).blob)
    how = _SHRINK.get(wanted.way)
    return MadePaper(shrunk(pdf, how) if how else pdf)


def letter_made(wanted: WantedPaper) -> MadePaper:
    """The very bytes of a letter that was issued; a draft, which is only looked at, as it stands."""
    return MadePaper(letter_pdf(wanted.read, wanted.row, wanted.today))
