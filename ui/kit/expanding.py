"""A box of text in which a shortcut becomes the words that it stands for, as soon as it is finished."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

# What finishes a shortcut: Tab leaves the box, after the words stand there.
_ENDS = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)

# Qt counts places in a text by these, two for an emoji.
_QT_UNITS = "utf-16-le"


class Expander(QObject):
    """Looks at the word before the cursor when a space, Enter or Tab is typed. Ctrl+Z takes the words back."""

    def __init__(self, box: QPlainTextEdit, mark: str, words_of: Callable[[str], str]) -> None:
        """`mark` begins a shortcut; `words_of` says what one stands for, "" where there is none."""
        super().__init__(box)
        self._box, self._mark, self._words_of = box, mark, words_of
        box.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _ENDS:
            self._expand()
        # The key does what it always does, behind the words.
        return False

    def _expand(self) -> None:
        cursor = self._box.textCursor()
        if cursor.hasSelection():
            return
        before = _units(cursor.block().text())[: cursor.positionInBlock() * 2].decode(_QT_UNITS)
        at = before.rfind(self._mark)
        # In the middle of a word it is none: "e.g.neck".
        if at < 0 or (at and not before[at - 1].isspace()):
            return
        words = self._words_of(before[at + len(self._mark) :])
        if words:
            # Not so many steps to the left: in Hebrew that leads on.
            back = cursor.position() - len(_units(before[at:])) // 2
            cursor.setPosition(back, QTextCursor.MoveMode.KeepAnchor)
            # One step of its own for undo, whatever was typed before.
            cursor.beginEditBlock()
            cursor.removeSelectedText()
            cursor.insertText(words)
            cursor.endEditBlock()


def _units(text: str) -> bytes:
    return text.encode(_QT_UNITS, "surrogatepass")
