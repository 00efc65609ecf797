"""Files and pictures that are dropped on a page or pasted: what of it can be read, and a sentence for what cannot."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QMimeData, QObject, QUrl
from PySide6.QtGui import QDragMoveEvent, QDropEvent, QGuiApplication, QImage, QImageWriter
from PySide6.QtWidgets import QWidget

from clinic_desktop.attachments.model import FileSource
from clinic_desktop.wording import say


class Incoming(NamedTuple):
    """What came: where each file is read from, and sentences for what is none."""

    sources: tuple[FileSource, ...]
    refused: tuple[str, ...] = ()


def incoming(mime: QMimeData) -> Incoming:
    """The files of a drop or of the clipboard; without one, its picture."""
    sources: list[FileSource] = []
    refused: list[str] = []
    for url in mime.urls():
        if url.isLocalFile():
            path = Path(url.toLocalFile())
            sources.append(FileSource(path.name, path))
        elif not mime.hasImage():
            refused.append(_elsewhere(url))
    if not sources and mime.hasImage():
        content = _as_png(mime.imageData())
        if content:
            sources.append(FileSource(say("Pasted picture"), None, content))
    if not sources and not refused:
        refused.append(say("There is no file and no picture in it. Save it to a folder first, then drop it here."))
    return Incoming(tuple(sources), tuple(refused))


def pasted() -> Incoming:
    """What the clipboard holds."""
    found = incoming(QGuiApplication.clipboard().mimeData())
    if found.sources or QGuiApplication.clipboard().mimeData().hasUrls():
        return found
    return Incoming((), (say("There is no file and no picture to paste. Copy one first."),))


def may_be_dropped(mime: QMimeData) -> bool:
    """Whether it looks like a file or a picture, while it is still in the air."""
    return mime.hasUrls() or mime.hasImage()


class FileDrop(QObject):
    """Lets files be dropped anywhere on a page. `over` hears when they come and go, `dropped` what came."""

    def __init__(
        self, page: QWidget, dropped: Callable[[Incoming], object], over: Callable[[bool], object] | None = None
    ) -> None:
        """Lives as long as the page does."""
        super().__init__(page)
        self._dropped, self._over = dropped, over
        page.setAcceptDrops(True)
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # To Qt an entering is a kind of a move, and a move a kind of a drop.
        if isinstance(event, QDragMoveEvent):
            if may_be_dropped(event.mimeData()):
                event.acceptProposedAction()
                self._tell(True)
                return True
        elif isinstance(event, QDropEvent):
            return self._take(event)
        elif event.type() == QEvent.Type.DragLeave:
            self._tell(False)
        return super().eventFilter(watched, event)

    def _take(self, event: QDropEvent) -> bool:
        event.acceptProposedAction()
        self._tell(False)
        self._dropped(incoming(event.mimeData()))
        return True

    def _tell(self, over: bool) -> None:
        if self._over:
            self._over(over)


def _elsewhere(url: QUrl) -> str:
    words = "“{name}” is not on this computer. Save it to a folder first, then drop it here."
    return say(words, name=url.fileName() or url.host())


def _as_png(image: object) -> bytes:
    """A picture as the bytes of a file; none of what is no picture."""
    if not isinstance(image, QImage) or image.isNull():
        return b""
    kept = QBuffer()
    kept.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(kept, QByteArray(b"PNG")).write(image)
    return bytes(kept.data().data())
