"""Watches over a walk through the program: what a hostile text may have done, on the screen, on paper and to a file."""

import ctypes
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium
from hostile_words import HOSTILE, MARK, TRAP
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QAbstractButton, QLabel, QTextEdit, QWidget

_OPENED, _NOT_WAITING = 0x20, 0x800
# What makes a paper do something by itself, or lead out of it.
_ACTIVE = ("/JS", "/JavaScript", "/Launch", "/URI", "/OpenAction", "/AA", "/EmbeddedFiles", "/RichMedia", "/XFA")


class Trap:
    """A picture that no text may have opened; `opened` tells how often it was. Nothing is seen but on Linux."""

    def __init__(self, path: Path) -> None:
        self.path = path
        image = QImage(8, 8, QImage.Format.Format_RGB32)
        image.fill(QColor("red"))
        assert image.save(str(path))
        self._watch = -1
        if sys.platform == "linux":
            libc = ctypes.CDLL(None, use_errno=True)
            self._watch = libc.inotify_init1(_NOT_WAITING)
            assert libc.inotify_add_watch(self._watch, str(path).encode(), _OPENED) >= 0

    def opened(self) -> int:
        """How often since the last time this was asked."""
        # An event without a name has 16 bytes.
        try:
            return len(os.read(self._watch, 1 << 16)) // 16
        except (BlockingIOError, OSError):
            return 0

    def close(self) -> None:
        """Look no longer."""
        if self._watch >= 0:
            os.close(self._watch)


def faults_on(window: QWidget) -> Iterator[str]:
    """Where a text of this window could be read as markup, or stands where no client's name may stand."""
    if MARK in window.windowTitle():
        yield f"a title: {window.windowTitle()!r}"
    # Not all there are: most widgets of a window show no text, and each costs a wrapper.
    kinds = (QLabel, QAbstractButton, QTextEdit)
    for one in [window, *(one for kind in kinds for one in window.findChildren(kind))]:
        tip = one.toolTip()
        # Begun as markup and escaped: nothing is left to be guessed.
        if tip and (not tip.startswith("<qt>") or "<" in tip[4:-5]):
            yield f"a tool tip: {tip!r}"
        if isinstance(one, QLabel):
            if one.text() and one.textFormat() != Qt.TextFormat.PlainText:
                yield f"a label: {one.text()!r}"
        elif isinstance(one, QAbstractButton):
            if MARK in one.text() and "&" in one.text().replace("&&", ""):
                yield f"a button that loses a letter: {one.text()!r}"
        elif isinstance(one, QTextEdit) and MARK in one.toPlainText():
            yield f"a text with markup: {type(one).__name__}"


def active_in(pdf: bytes) -> set[str]:
    """The names in a paper of what would act by itself or lead out of it."""
    with pikepdf.open(_stream(pdf)) as whole:
        return {name for one in whole.objects for name in _names(one) if name in _ACTIVE}


def told_in(pdf: bytes) -> set[str]:
    """Which of the hostile words a paper tells to the letter; of those that stand on one line whatever its breadth."""
    with pdfium.PdfDocument(pdf) as document:
        text = "".join("".join(page.get_textpage().get_text_range().split()) for page in document)
    return {words for words in short_words() if "".join(words.split()) in text}


def short_words() -> list[str]:
    """Those of them that are plain letters and name no file."""
    return [words for words in HOSTILE if words.isascii() and words.isprintable() and TRAP not in words]


def _stream(pdf: bytes) -> Any:
    from io import BytesIO

    return BytesIO(pdf)


def _names(found: Any) -> Iterator[str]:
    if isinstance(found, (pikepdf.Dictionary, pikepdf.Stream)):
        for key in found.keys():  # noqa: SIM118 - iterating one gives its pages
            yield str(key)
            value = found[key]
            if isinstance(value, pikepdf.Name):
                yield str(value)
