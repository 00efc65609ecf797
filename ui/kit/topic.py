"""What a part of the window is about, as the manual calls it, and the key that opens the manual there."""

from functools import partial
from typing import Protocol, runtime_checkable

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

HELP_KEY = "F1"


@runtime_checkable
class HasTopic(Protocol):
    """A part that says which chapter and heading speak of it: "50-visits#units"; "" leaves it to the part around it."""

    @property
    def topic(self) -> str:
        """The file of the chapter without its ending, and after # the name of a heading in it."""


@runtime_checkable
class ShowsManual(Protocol):
    """A window that can open the manual."""

    def show_manual(self, topic: str) -> None:
        """Open it there; "" is its first chapter."""


def topic_of(part: QWidget | None) -> str:
    """What a part is about: its own topic, else that of the first part around it that has one, else ""."""
    while part:
        if isinstance(part, HasTopic) and part.topic:
            return part.topic
        part = part.parentWidget()
    return ""


def ask_manual(window: QWidget) -> None:
    """Open the manual where it speaks of the part of this window that has the focus."""
    shows: QWidget | None = window
    while shows and not isinstance(shows, ShowsManual):
        shows = shows.parentWidget()
    if isinstance(shows, ShowsManual):
        shows.show_manual(topic_of(window.focusWidget() or window))


def hear_help_key(window: QWidget) -> None:
    """Let F1 open the manual while this window is in front: a box hears no key of the window below it."""
    key = QShortcut(QKeySequence(HELP_KEY), window)
    key.activated.connect(partial(ask_manual, window))
