"""Draws every page of a clean PDF as the program’s viewer will, so that no page comes out that it cannot draw."""

from io import BytesIO
from typing import NamedTuple

import pypdfium2

from clinic_desktop.scanner.scanned import THUMBNAIL_PIXELS
from clinic_desktop.scanner.troubles import NotTaken

# Enough to have each picture of a page unpacked and each letter drawn.
_TRIAL_PIXELS = 160
_THUMBNAIL_QUALITY = 80


class Viewed(NamedTuple):
    """What the drawing showed: how many pages there are, whether any has text, and a small JPEG of the first."""

    pages: int
    has_text: bool
    thumbnail: bytes


def seen(pdf: bytes) -> Viewed:
    """Every page was drawn; raises NotTaken with the number of one that cannot be."""
    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise NotTaken("damaged") from error
    has_text, thumbnail = False, b""
    with document:
        pages = len(document)
        if pages == 0:
            raise NotTaken("no_pages")
        for number in range(pages):
            try:
                page = document[number]
                scale = (_TRIAL_PIXELS if number else THUMBNAIL_PIXELS) / max(page.get_size())
                bitmap = page.render(scale=scale)
                if number == 0:
                    thumbnail = _small(bitmap)
                has_text = has_text or _has_text(page)
            except pypdfium2.PdfiumError as error:
                raise NotTaken("page", number + 1) from error
            bitmap.close()
            page.close()
    return Viewed(pages, has_text, thumbnail)


def _small(bitmap: "pypdfium2.PdfBitmap") -> bytes:
    made = BytesIO()
    bitmap.to_pil().convert("RGB").save(made, "JPEG", quality=_THUMBNAIL_QUALITY)
    return made.getvalue()


def _has_text(page: "pypdfium2.PdfPage") -> bool:
    text = page.get_textpage()
    try:
        return bool(text.get_text_range().strip())
    finally:
        text.close()
