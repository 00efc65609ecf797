"""Parts that are shown again at every answer and stay what they are: rows by what they say, and what folds away."""

import re
from collections.abc import Callable, Hashable, Mapping

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from clinic_desktop.wording import say
from ui.kit.buttons import LINK_COLOR, button
from ui.kit.grid import step
from ui.kit.icons import icon
from ui.kit.layout import row
from ui.kit.picture import picture
from ui.kit.text import button_text

# Longer than any word; a hostile text would else make the column wider than the window. After a slash and a hyphen Qt
# breaks by itself, but not among many of them.
_LONG_RUN = r"[^\s/-]{18}(?=[^\s/-])|[/-]{18}"
_MAY_BREAK = "\\g<0>\u200b"

Make = Callable[[], QWidget]


def breakable(text: str) -> str:
    """The text with places to break in what has none."""
    return re.sub(_LONG_RUN, _MAY_BREAK, text)


def sign(name: str, words: str = "") -> QLabel:
    """A picture as high as a line of text; `words` as for any picture."""
    made = picture(name, words)
    made.setPixmap(icon(name).pixmap(step(2), step(2)))
    return made


class KeyedRows(QFrame):
    """Rows below each other, each under a key that stands for all it says.

    A row whose key is shown again stays, with the focus that is in it; only those that came are made. So nothing
    flickers, and what was not changed costs nothing.
    """

    def __init__(self, half_steps: int = 2) -> None:
        """Empty; so many halves of a step from row to row."""
        super().__init__()
        self.setProperty("surface", "none")
        self._rows: dict[Hashable, QWidget] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(step(half_steps) // 2)
        self.hide()

    @property
    def rows(self) -> tuple[QWidget, ...]:
        """The rows that are shown, from top to bottom."""
        return tuple(self._rows.values())

    def show_rows(self, wanted: Mapping[Hashable, Make]) -> None:
        """Show these rows in this order, made where they are not there yet."""
        if list(wanted) == list(self._rows):
            return
        # Else Qt would lay it all out, and what is around it, at every row that comes or goes.
        self._layout.setEnabled(False)
        gone = [self._rows.pop(key) for key in list(self._rows) if key not in wanted]
        for old in gone:
            self._layout.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows = {key: self._rows.get(key) or make() for key, make in wanted.items()}
        for at, one in enumerate(self._rows.values()):
            item = self._layout.itemAt(at)
            if item is None or item.widget() is not one:
                self._layout.insertWidget(at, one)
                # At once and not by an event: there would be a gap for a moment.
                one.show()
        self._layout.setEnabled(True)
        # What it reckoned while it was switched off is not true any more.
        self._layout.invalidate()
        self.setVisible(bool(self._rows))


class Fold(QFrame):
    """A line that unfolds what is below it. What is inside is filled when it is first seen."""

    def __init__(self, inside: QWidget, fill: Callable[[], object]) -> None:
        """`fill` fills `inside`; it is called whenever that is about to be seen."""
        super().__init__()
        self.setProperty("surface", "none")
        self._inside, self._fill = inside, fill
        self._words = ""
        self.is_open = False
        self.head = button("", self.toggle, "link", "down")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(step(1))
        layout.addLayout(row(self.head, None))
        layout.addWidget(inside)
        inside.hide()

    def show_words(self, words: str) -> None:
        """What the line says, and fill what is inside again where it is seen; "" hides all of it."""
        self.setVisible(bool(words))
        if words != self._words:
            self._words = words
            self.head.setText(button_text(words))
            self._name()
        if self.is_open:
            self._fill()

    def toggle(self) -> None:
        """Unfold it, or fold it away."""
        self.is_open = not self.is_open
        if self.is_open:
            self._fill()
        self._inside.setVisible(self.is_open)
        self.head.setIcon(icon("up" if self.is_open else "down", LINK_COLOR))
        self._name()

    def _name(self) -> None:
        words = say("Hide: {what}", what=self._words) if self.is_open else say("Show: {what}", what=self._words)
        self.head.setAccessibleName(words)
