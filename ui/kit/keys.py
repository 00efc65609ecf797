"""Keys that a page hears while the focus is in it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def on_new(page: QWidget, act: Callable[[], object]) -> None:
    """Ctrl+N inside the page, and not in the pages around it, makes something new."""
    new = QShortcut(QKeySequence(QKeySequence.StandardKey.New), page)
    new.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    new.activated.connect(act)


def on_key(page: QWidget, key: str, act: Callable[[], object]) -> None:
    """A key, as Qt spells it, inside the page and everything in it."""
    made = QShortcut(QKeySequence(key), page)
    made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    made.activated.connect(act)


def is_escape(event: QKeyEvent) -> bool:
    """Whether the key is the one that goes back."""
    return event.key() == Qt.Key.Key_Escape
