"""A picture at the beginning of a line."""

from PySide6.QtWidgets import QLabel

from ui.kit.grid import step
from ui.kit.icons import icon


def picture(name: str, words: str = "") -> QLabel:
    """The icon of that name; `words` is what a screen reader says for it where the words beside it do not."""
    made = QLabel()
    made.setPixmap(icon(name).pixmap(step(3), step(3)))
    made.setAccessibleName(words)
    return made
