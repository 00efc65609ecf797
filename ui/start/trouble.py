"""When the clinic cannot be opened: what happened, what is safe, and what can be done."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.wording import say
from ui.kit.buttons import button
from ui.kit.layout import row
from ui.kit.text import Text
from ui.start.frame import framed


class TroublePage(QWidget):
    """A sentence and a button to try again."""

    topic = "85-trouble"

    def __init__(self, words: str, folder: str, again: Callable[[], object]) -> None:
        """`folder` is where the clinic lies, to be read out to whoever helps."""
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.again_button = button(say("Try again"), again, "main")
        layout.addWidget(
            framed(
                say("The clinic could not be opened"),
                "",
                Text(words),
                Text(say("The clinic’s folder: {path}", path=folder), "small"),
                row(self.again_button, None),
            )
        )
        self.setFocusProxy(self.again_button)
