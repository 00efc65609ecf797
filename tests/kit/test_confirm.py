"""The box that asks: its words begin where its buttons do."""

from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.confirm import ask


def test_words_and_buttons_begin_on_one_line(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.show()
    box = ask(page, "Make it new?", "What you changed is gone then.", "Make the whole clinic new again", lambda: None)
    QApplication.processEvents()
    lefts = {part.mapTo(box, part.rect().topLeft()).x() for part in _parts(box)}
    assert len(lefts) == 1, lefts
    box.close()


def _parts(box: QWidget) -> list[QWidget]:
    """The labels that say something, and the button that stands first."""
    labels = [one for one in box.findChildren(QLabel) if one.isVisible() and one.text()]
    buttons = [one for one in box.findChildren(QPushButton) if one.isVisible()]
    return [*labels, min(buttons, key=lambda one: one.mapTo(box, one.rect().topLeft()).x())]
