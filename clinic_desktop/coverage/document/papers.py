"""The two papers of a determination as PDFs: the same bytes for the same determination, with the same release."""

from itertools import product

from clinic_desktop.coverage.document.reasoning import reasoning_sheet
from clinic_desktop.coverage.document.sheets import PaperSize
from clinic_desktop.coverage.document.summary import summary_sheet
from clinic_desktop.coverage.model.paper import DeterminationPaper
from clinic_desktop.press.blocks import Scale

# The first is read with ease; the others are for what then fits one page.
_SCALES = (
    Scale(10.0, 9.0, 12.0, 13.2),
    Scale(9.2, 8.4, 11.0, 11.8),
    Scale(8.5, 8.0, 10.0, 10.4),
    Scale(8.0, 8.0, 9.0, 9.3),
)
# Entries of a list and lines of a text, where the smallest letters are not enough. The last fits whatever comes.
_SHORTER = ((12, 6), (9, 4), (7, 3), (5, 3), (3, 2), (2, 2), (1, 1))
_REASONING = PaperSize(Scale(8.5, 8.0, 10.6, 11.0))


def summary_pdf(paper: DeterminationPaper) -> bytes:
    """The coverage summary for the client, always one Letter page: set closer, and then with lists that say how many
    more there are."""
    whole = (PaperSize(scale) for scale in _SCALES)
    shorter = (PaperSize(scale, *room) for room, scale in product(_SHORTER, _SCALES[2:]))
    sheets = (summary_sheet(paper, size) for sizes in (whole, shorter) for size in sizes)
    return next(sheet for sheet in sheets if sheet.pages == 1).pdf()


def reasoning_pdf(paper: DeterminationPaper) -> bytes:
    """What the determination stands on, for the clinic's file, on as many pages as it needs."""
    return reasoning_sheet(paper, _REASONING).pdf()
