"""The one door to the clipboard. What leaves the program there is of a client: other programs are asked not to keep it,
and it is taken back soon."""

import sys
from collections.abc import Callable

from PySide6 import QtGui
from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

KEPT_MILLISECONDS = 30_000
# What tells the programs that watch a clipboard to keep nothing of it: each system has its own words for that.
_LINUX = {"x-kde-passwordManagerHint": b"secret"}
_WINDOWS = {
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"\x01\x00\x00\x00",
    # A number of 32 bits: no.
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': bytes(4),
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': bytes(4),
}
_MAC_MIME, _MAC_TYPE = "application/x-clinic-desktop-concealed", "org.nspasteboard.ConcealedType"


def marks_for(platform: str = sys.platform) -> dict[str, bytes]:
    """What stands beside a text on the clipboard of this system, by the name that Qt hands on."""
    if platform == "win32":
        return _WINDOWS
    return {_MAC_MIME: b"\x01"} if platform == "darwin" else _LINUX


def copy_text(text: str) -> None:
    """Put a text on the clipboard, marked as not to be kept."""
    content = QMimeData()
    content.setText(text)
    QGuiApplication.clipboard().setMimeData(_marked(content))


def take_back(text: str) -> None:
    """Take a text off the clipboard, where it is still what lies there."""
    if text and QGuiApplication.clipboard().text() == text:
        QGuiApplication.clipboard().clear()


class ClipboardKeeper(QObject):
    """Marks what somebody copies out of a field of the program too, and takes all of it back after half a minute, at
    the lock and at the end, where nothing else was copied since."""

    def __init__(self, parent: QObject, owns: Callable[[], bool] | None = None) -> None:
        """`owns` says whether what lies there is of this program."""
        super().__init__(parent)
        self._clipboard = QGuiApplication.clipboard()
        self._owns = owns or self._clipboard.ownsClipboard
        self._timer = QTimer(self, singleShot=True, interval=KEPT_MILLISECONDS)
        self._timer.timeout.connect(self.forget)
        self._clipboard.dataChanged.connect(self._on_changed)
        self._converter = _concealing() if sys.platform == "darwin" else None

    def forget(self) -> None:
        """Take back what is of this program; what is marked on a screen counts, where a mark alone copies."""
        self._timer.stop()
        if self._is_ours():
            self._clipboard.clear()
        if self._clipboard.supportsSelection() and self._clipboard.ownsSelection():
            self._clipboard.clear(QClipboard.Mode.Selection)

    def _on_changed(self) -> None:
        content: QMimeData | None = self._clipboard.mimeData()
        if content is None or not content.formats() or not self._is_ours():
            self._timer.stop()
            return
        self._timer.start()
        if not _is_marked(content):
            # Heard here again at once, and found marked.
            self._clipboard.setMimeData(_marked(_again(content)))

    def _is_ours(self) -> bool:
        # Some systems do not say whose it is; a mark does.
        return self._owns() or _is_marked(self._clipboard.mimeData())


def _marked(content: QMimeData) -> QMimeData:
    for name, value in marks_for().items():
        content.setData(name, value)
    return content


def _is_marked(content: QMimeData | None) -> bool:
    # Nothing at all lies there, although its type does not say so.
    return content is not None and any(content.hasFormat(name) for name in marks_for())


def _again(content: QMimeData) -> QMimeData:
    """The same words or picture, to be put there anew; how they looked stays behind."""
    made = QMimeData()
    if content.hasText():
        made.setText(content.text())
    if content.hasImage():
        made.setImageData(content.imageData())
    return made


def _concealing() -> object:
    """What names the mark on macOS as its programs look for it, where this build of Qt can. It was not run there."""
    base = getattr(QtGui, "QUtiMimeConverter", None)
    if base is None:
        return None

    class Concealing(base):  # type: ignore[misc,valid-type]
        def utiForMime(self, mime: str) -> str:  # noqa: N802 - Qt's own name
            return _MAC_TYPE if mime == _MAC_MIME else ""

        def mimeForUti(self, uti: str) -> str:  # noqa: N802 - Qt's own name
            return _MAC_MIME if uti == _MAC_TYPE else ""

        def convertFromMime(self, _mime: str, value: object, _uti: str) -> list[object]:  # noqa: N802 - Qt's own name
            return [value]

    return Concealing()
