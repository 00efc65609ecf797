"""The window of the start pages: sign-in, first run, recovery, and what is in the way."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMainWindow

from clinic_desktop.wording import say

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent


class StartWindow(QMainWindow):
    """One page at a time, as its central widget; F1 opens the manual at it."""

    def __init__(self, show_manual: Callable[[str], object]) -> None:
        """`show_manual` gets the topic of the page."""
        super().__init__()
        self._show_manual = show_manual
        self.setWindowTitle(say("Clinic Desktop"))

    @property
    def topic(self) -> str:
        """What the page is about: nothing on it may have the focus yet."""
        return str(getattr(self.centralWidget(), "topic", ""))

    def show_manual(self, topic: str) -> None:
        """Open the manual at a topic."""
        self._show_manual(topic)

    def focusNextPrevChild(self, following: bool) -> bool:
        # Imported here: the first window does not wait for it.
        from ui.kit.focus import tab_on

        return tab_on(self, forward=following)

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        # Not a shortcut: that and the module of topics take 4 ms, which the first window would wait for. What its
        # fields do not want comes here.
        from PySide6.QtCore import Qt

        if event.key() == Qt.Key.Key_F1:
            from ui.kit.topic import ask_manual

            ask_manual(self)
        else:
            super().keyPressEvent(event)
