"""What tests do with the real window: start it, find a button by its words and press it."""

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.app import App
from ui.main_window import MainWindow


class Starter(Protocol):
    """Starts the program on a folder; it is closed at the end of the test."""

    def __call__(self, folder: Path, *, demo: bool = False) -> App: ...


def page_of(app: App) -> QWidget:
    assert app.start
    page = app.start.centralWidget()
    assert page
    return page


def press(qtbot: QtBot, inside: QWidget, words: str) -> None:
    found = [made for made in inside.findChildren(QPushButton) if made.text() == words and made.isVisible()]
    assert found, words
    qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)


def main_of(app: App) -> MainWindow:
    assert app.main
    return app.main
