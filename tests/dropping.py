"""Files that are dragged onto a widget and let go, as the window would tell it."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget


def carried(*paths: Path) -> QMimeData:
    """What is in the hand while these files are dragged, or in the clipboard once they are copied."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def drop(onto: QWidget, mime: QMimeData) -> None:
    """Let it go over a widget, which has to take it while it is in the air."""
    at, action = QPointF(5, 5), Qt.DropAction.CopyAction
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    over = QDragEnterEvent(at.toPoint(), action, mime, buttons, keys)
    QApplication.sendEvent(onto, over)
    assert over.isAccepted()
    QApplication.sendEvent(onto, QDropEvent(at, action, mime, buttons, keys))
