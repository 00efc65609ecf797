"""PDFs read back, with another library than the one that makes them."""

from io import BytesIO

import pypdfium2 as pdfium
from pypdf import PdfReader


def reader(pdf: bytes) -> PdfReader:
    """The document."""
    return PdfReader(BytesIO(pdf), strict=True)


def pages(pdf: bytes) -> list[str]:
    """The text of each page in the order of the page, lines as they stand."""
    return [page.extract_text() for page in reader(pdf).pages]


def words(pdf: bytes) -> str:
    """All text, with single spaces."""
    return " ".join(" ".join(pages(pdf)).split())


def as_viewed(pdf: bytes) -> str:
    """All text as the viewer of the program gives it to whoever copies or searches: names from the right as typed."""
    with pdfium.PdfDocument(pdf) as document:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
