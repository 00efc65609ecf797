"""A picture beside words, with the word that it stands for."""

from PySide6.QtWidgets import QLabel

from ui.kit.grid import step
from ui.kit.icons import icon


def picture(name: str, words: str) -> QLabel:
    """The icon of that name; `words` is what a screen reader says for it."""
    made = QLabel()
    made.setPixmap(icon(name).pixmap(step(3), step(3)))
    made.setAccessibleName(words)
    return made
