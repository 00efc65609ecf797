"""What the sign-in page says after a lock, and the page of the demo clinic, which has no password."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.errors import Refused, WrongPassword
from clinic_desktop.wording import say, say_many
from ui.kit.editor import Editor
from ui.kit.fields import ChoiceField
from ui.kit.form import Form
from ui.kit.text import Text
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


def locked_words(locked: Locked, chosen: str) -> str:
    """What the page says below its title to whoever is chosen, by their slot: no word of a client."""
    said = [say("You come back to the same place.")]
    if chosen != locked.slot:
        # Only whoever was there may see where that was.
        said = [say("You begin on Today. What was left open waits for whoever left it.")]
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
    """The demo clinic opens again by a button, as whoever is chosen: so each role can be seen."""

    topic = "10-first-day#demo-roles"

    def __init__(self, locked: Locked, people: list[tuple[str, str]], open_again: Callable[[str], object]) -> None:
        """`people` are slots and names; `open_again` opens it as one of them and raises what stands against it."""
        super().__init__()
        self._open = open_again
        told = Text(locked_words(locked, locked.slot), "muted")
        self.form = Form(ChoiceField("person", say("Who are you?"), people))
        self.form.fill({"person": locked.slot})
        who = self.form.fields["person"]
        who.changed.connect(lambda: told.setText(locked_words(locked, who.value())))
        self.editor = Editor("", self.form, self._go_on, save_words=say("Go on"))
        self.editor.cancel_button.hide()
        words = say(
            "The demo clinic has no password. Choose as whom you go on, and see what each role sees. Your own clinic "
            "asks for yours here."
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(framed(locked_title(locked), told, Text(words, "muted"), self.editor))
        self.setFocusProxy(self.editor.save_button)

    def _go_on(self) -> object:
        try:
            return self._open(self.form.values()["person"])
        except WrongPassword as wrong:
            # Asked for late: the page before it is shown at each start.
            from clinic_desktop.values.problems import Problem

            words = say("This person was given a password of their own. Choose somebody who came with the demo.")
            raise Refused([Problem("person", words)]) from wrong
