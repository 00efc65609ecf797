"""The pages of a PDF as pictures and as text. The one place that knows pdfium, which is not safe on two threads at
once: the window's own has it."""

import atexit
from functools import cache
from math import ceil
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage

from clinic_desktop.errors import StoreTrouble
from clinic_desktop.wording import say

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

POINTS_PER_INCH = 72
# A page of a hostile file may call itself a mile wide.
_MOST_PIXELS = 8_000
_LONGEST_TEXT = 20_000
_OPEN: "WeakSet[PdfPages]" = WeakSet()


class PdfPages:
    """A document in memory. `close` lets go of it."""

    def __init__(self, pdf: bytes) -> None:
        """Raises StoreTrouble where this is no PDF, or one that only opens with a password."""
        pypdfium2 = _library()
        try:
            self._document: PdfDocument = pypdfium2.PdfDocument(pdf)
            self.sizes = tuple(self._size(at) for at in range(len(self._document)))
        except pypdfium2.PdfiumError as error:
            raise StoreTrouble(_cannot_be_shown()) from error
        if not self.sizes:
            self.close()
            raise StoreTrouble(_cannot_be_shown())
        _OPEN.add(self)

    def picture(self, at: int, width: int) -> QImage:
        """A page so many pixels wide, on white."""
        size = self.sizes[at]
        most = min(_MOST_PIXELS, _MOST_PIXELS * size.width() / size.height())
        page = self._page(at)
        try:
            drawn = page.render(scale=min(width, most) / size.width(), prefer_bgrx=True, rev_byteorder=True)
            raw, step = bytes(drawn.buffer), drawn.stride
            # Copied: the picture would read from bytes that are gone.
            return QImage(raw, drawn.width, drawn.height, step, QImage.Format.Format_RGBX8888).copy()
        finally:
            page.close()

    def text(self, at: int) -> str:
        """What a page says, in lines, for those who cannot see it."""
        page = self._page(at)
        try:
            read = page.get_textpage()
            try:
                return str(read.get_text_bounded())[:_LONGEST_TEXT].replace("\r\n", "\n").strip()
            finally:
                read.close()
        finally:
            page.close()

    def close(self) -> None:
        """Let go of the document."""
        self._document.close()

    def _page(self, at: int) -> "PdfPage":
        return self._document[at]

    def _size(self, at: int) -> QSizeF:
        """In points; a page without one is as good as a Letter page."""
        width, height = self._document.get_page_size(at)
        return QSizeF(ceil(width) or 612, ceil(height) or 792)


@cache
def _library() -> Any:
    """Imported at the first paper: most pages of the window show none, and it takes 60 ms."""
    import pypdfium2

    # Before pdfium's own end, which would tell of each document that still stands in a window.
    atexit.register(_close_all)
    return pypdfium2


def _close_all() -> None:
    for pages in tuple(_OPEN):
        pages.close()


def _cannot_be_shown() -> str:
    return say("This paper cannot be shown: the file is damaged, or opens only with a password. Nothing was changed.")
