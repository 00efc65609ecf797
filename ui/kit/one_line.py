"""A box for one line of text. A list or a cell that is pasted brings line breaks, which nobody would see there."""

import re
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QLineEdit

if TYPE_CHECKING:
    from PySide6.QtGui import QContextMenuEvent, QKeyEvent

# Tabs, and whatever ends a line or a page in any script.
_BREAKS = r"[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+"


def one_line(text: str) -> str:
    """The text with single spaces for its line breaks and tabs, and none for those at its ends."""
    if text.isprintable():
        return text
    parts = re.split(_BREAKS, text)
    return text if len(parts) == 1 else " ".join(filter(None, (part.strip(" ") for part in parts)))


class OneLine(QLineEdit):
    """A line that holds no line break and no tab, whichever way the text came into it."""

    def __init__(self) -> None:
        """An empty line."""
        super().__init__()
        # First of all that listen, so that no other ever reads a break.
        self.textChanged.connect(self._on_changed)

    def paste_line(self) -> None:
        """Paste; a break is taken out before, so that Undo and the place of the cursor are as after any paste."""
        pasted = QApplication.clipboard().text()
        line = one_line(pasted)
        if line == pasted:
            self.paste()
        else:
            self.insert(line)

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        # Imported here, and the pattern above kept as text: sign-in stands sooner.
        from PySide6.QtGui import QKeySequence

        if event.matches(QKeySequence.StandardKey.Paste) and not self.isReadOnly():
            self.paste_line()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: "QContextMenuEvent") -> None:
        # Imported here: sign-in asks nobody for the namespace of Qt's enumerations.
        from PySide6.QtCore import Qt

        menu = self.createStandardContextMenu()
        for action in menu.actions():
            if action.objectName() == "edit-paste":
                action.triggered.disconnect()
                action.triggered.connect(self.paste_line)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def _on_changed(self, text: str) -> None:
        """By program, or dropped there: what stands behind the cursor stays behind it."""
        line = one_line(text)
        if line != text:
            behind = one_line(text[self.cursorPosition() :])
            self.setText(line)
            self.setCursorPosition(max(0, len(line) - len(behind)))
