"""Papers that were written apart: letters."""

from clinic_desktop.letters.document.papers import letter_pdf
from clinic_desktop.packets.document.sources.wanted import MadePaper, WantedPaper


def letter_made(wanted: WantedPaper) -> MadePaper:
    """The very bytes of a letter that was issued; a draft, which is only looked at, as it stands."""
    return MadePaper(letter_pdf(wanted.read, wanted.row, wanted.today))
