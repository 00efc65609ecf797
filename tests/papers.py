"""Papers for tests: made with ReportLab, as those of the press."""

from io import BytesIO

from reportlab.lib.pagesizes import LETTER
from reportlab.pdfgen.canvas import Canvas


def paper(*sheets: str, size: tuple[float, float] = LETTER) -> bytes:
    """A PDF of so many sheets, each with its words and a black square at its lower left corner."""
    made = BytesIO()
    canvas = Canvas(made, size, invariant=1)
    for words in sheets:
        canvas.setFont("Helvetica", 24)
        canvas.drawString(72, size[1] - 100, words)
        canvas.rect(0, 0, 72, 72, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return made.getvalue()
