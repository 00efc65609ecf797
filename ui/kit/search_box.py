"""The search line above a list: what is typed narrows the list at once; Down goes into it, Esc empties the line."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ui.kit.icons import icon
from ui.kit.one_line import OneLine
from ui.kit.table import Table


class SearchBox(OneLine):
    """Calls `typed` at every letter. Ctrl+F comes back to it from anywhere on its page."""

    def __init__(self, words: str, page: QWidget, listing: Table, typed: Callable[[], object]) -> None:
        """`words` say what can be typed; `listing` is the list below."""
        super().__init__()
        self._listing = listing
        self.setPlaceholderText(words)
        self.setAccessibleName(words)
        self.addAction(icon("search"), OneLine.ActionPosition.LeadingPosition)
        self.textChanged.connect(lambda _: typed())
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), page)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self._on_find)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._listing.go_to_first(opened=event.key() != Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def _on_find(self) -> None:
        self.setFocus()
        self.selectAll()
