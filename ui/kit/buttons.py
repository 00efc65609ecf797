"""Buttons: one main button a page, all with a verb, an accessible name and a place in the tab order."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QSize
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui.kit.grid import step
from ui.kit.icons import icon
from ui.kit.named import named
from ui.kit.text import button_text

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

Look = Literal["plain", "main", "link", "rail", "section", "tab"]

LINK_COLOR = QPalette.ColorRole.Highlight
# The color of the words on a button, where it is not the text's own.
_BESIDE: dict[Look, QPalette.ColorRole] = {
    "main": QPalette.ColorRole.HighlightedText,
    "link": LINK_COLOR,
}


class Button(QPushButton):
    """Enter presses it as Space does, on every page; Qt does that only for some buttons of a dialog."""

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        # Imported here: sign-in asks nobody for the namespace of Qt's enumerations.
        from PySide6.QtCore import Qt

        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            # Heard here and by nobody around it: neither a form that saves nor the main button of a dialog.
            self.click()


def button(words: str, pressed: Callable[[], object], look: Look = "plain", picture: str = "") -> QPushButton:
    """A button with translated words; `picture` names an icon."""
    made = Button(button_text(words))
    made.setAccessibleName(words)
    if look == "main":
        made.setProperty("main", "true")
    elif look != "plain":
        made.setProperty("look", look)
    if look in ("rail", "section", "tab"):
        made.setCheckable(True)
    if look not in ("rail", "section"):
        made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    if picture:
        made.setIcon(icon(picture, _BESIDE.get(look, QPalette.ColorRole.WindowText)))
        # Wider than high: the picture stands at the left, the rest is its distance from the word.
        made.setIconSize(QSize(step(5) // 2, step(2)))
    # With the mouse alone too: macOS leaves buttons out of the tab order otherwise.
    named(made, focusPolicy="StrongFocus")
    made.setAutoDefault(False)
    made.clicked.connect(lambda *_: pressed())
    return made


def say_it_again(widget: QWidget) -> None:
    """Make the style sheet look again at a widget's properties."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
