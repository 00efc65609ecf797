"""PDFs read back, with another library than the one that makes them."""

import unicodedata
from io import BytesIO

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


def letters(pdf: bytes) -> str:
    """All letters without spaces, composed, Arabic as it is typed: independent of the direction of a name's words."""
    return "".join(unicodedata.normalize("NFKC", words(pdf)).split())
