"""A banner: what happened, what is safe, and one button to do something about it. Never a box."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from clinic_desktop.wording import say
from ui.kit.buttons import button, say_it_again
from ui.kit.grid import step
from ui.kit.icons import icon
from ui.kit.text import Text

Kind = Literal["stop", "warning", "good", "note"]
_PICTURES: dict[Kind, str] = {"stop": "stop", "warning": "warning", "good": "check", "note": "note"}


class Banner(QFrame):
    """Hidden until `show_words`. The picture says the kind too, for those who cannot tell the colors."""

    def __init__(self) -> None:
        """An empty, hidden banner."""
        super().__init__()
        self._words = Text()
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._picture = QLabel()
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(step(2), step(1), step(2), step(1))
        self._layout.setSpacing(step(2))
        self._layout.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        self._layout.addWidget(self._words, 1)
        self._action = button("", lambda: None)
        self._layout.addWidget(self._action)
        self._layout.addWidget(button(say("Close"), self.hide))
        self.hide()

    def show_words(self, kind: Kind, words: str, action: tuple[str, Callable[[], object]] | None = None) -> None:
        """Show the sentence; `action` is a button's words and what it does."""
        self.setProperty("banner", kind)
        say_it_again(self)
        self._picture.setPixmap(icon(_PICTURES[kind]).pixmap(step(3), step(3)))
        self._words.setText(words)
        self.setAccessibleName(words)
        self._layout.removeWidget(self._action)
        self._action.deleteLater()
        self._action = button(*(action or ("", self.hide)))
        self._action.setVisible(action is not None)
        self._layout.insertWidget(2, self._action)
        self.show()

    def words(self) -> str:
        """The sentence that is shown, "" while hidden."""
        return "" if self.isHidden() else self._words.text()
