"""What the sign-in page says after a lock, and the page of the demo clinic, which has no password."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.wording import say, say_many
from ui.kit.buttons import button
from ui.kit.layout import row
from ui.start.frame import framed


class Locked(NamedTuple):
    """Who was locked out, by their slot, and when, as a clock shows it. `calls` is how many calls to a plan go on;
    `is_waiting`: what was typed last is in memory alone, for the disk was full."""

    slot: str
    at: str
    calls: int = 0
    is_waiting: bool = False


def locked_title(locked: Locked) -> str:
    """What the page is called."""
    return say("Locked at {time}", time=locked.at)


def locked_words(locked: Locked) -> str:
    """What the page says below its title: no word of a client."""
    said = [say("You come back to the same place.")]
    if locked.calls:
        said.append(
            say_many(
                "A call to a plan goes on: its time is counted.",
                "{count} calls to plans go on: their time is counted.",
                locked.calls,
            )
        )
    if locked.is_waiting:
        said.append(
            say(
                "What you typed last is not on the disk, which was full. It waits in this window: sign in before you "
                "close it."
            )
        )
    return " ".join(said)


class LockedDemoPage(QWidget):
    """The demo clinic opens again by a button."""

    topic = "90-safe#lock"

    def __init__(self, locked: Locked, open_again: Callable[[], object]) -> None:
        """`open_again` opens it."""
        super().__init__()
        go_on = button(say("Go on"), open_again, "main")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        words = say("The demo clinic has no password. Your own clinic asks for yours here.")
        told = f"{locked_words(locked)} {words}"
        layout.addWidget(framed(locked_title(locked), told, row(go_on, None)))
        self.setFocusProxy(go_on)
