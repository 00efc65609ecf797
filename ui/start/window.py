"""The window of the start pages: sign-in, first run, recovery, and what is in the way."""

from collections.abc import Callable

from PySide6.QtWidgets import QMainWindow

from clinic_desktop.wording import say
from ui.kit.topic import HasTopic, hear_help_key


class StartWindow(QMainWindow):
    """One page at a time, as its central widget; F1 opens the manual at it."""

    def __init__(self, show_manual: Callable[[str], object]) -> None:
        """`show_manual` gets the topic of the page."""
        super().__init__()
        self._show_manual = show_manual
        self.setWindowTitle(say("Clinic Desktop"))
        hear_help_key(self)

    @property
    def topic(self) -> str:
        """What the page is about: nothing on it may have the focus yet."""
        page = self.centralWidget()
        return page.topic if isinstance(page, HasTopic) else ""

    def show_manual(self, topic: str) -> None:
        """Open the manual at a topic."""
        self._show_manual(topic)
