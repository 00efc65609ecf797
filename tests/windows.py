"""What tests do with the real window: start it, find a button by its words and press it."""

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.app import App
from ui.kit.form import Form
from ui.kit.text import Text
from ui.main_window import MainWindow
from ui.start.sign_in import SignInPage


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


def signed_in(app: App, password: str) -> MainWindow:
    page = page_of(app)
    assert isinstance(page, SignInPage)
    page.form.fill({"password": password})
    page.editor.save()
    return main_of(app)


def shown_form(inside: QWidget) -> Form:
    """The one form that is shown."""
    QApplication.processEvents()
    (found,) = (one for one in inside.findChildren(Form) if one.isVisible())
    return found


def type_in(inside: QWidget, **values: str) -> Form:
    """Type into the form that is shown; returns it."""
    found = shown_form(inside)
    for key, value in values.items():
        found.fields[key].set_value(value)
    found.edited.emit()
    return found


def words(inside: QWidget) -> list[str]:
    """What every label says that is shown."""
    return [label.text() for label in inside.findChildren(Text) if label.isVisible()]


def seen(inside: QWidget) -> str:
    """Every word that is shown, a line a label."""
    QApplication.processEvents()
    return "\n".join(words(inside))


def main_button(page: QWidget) -> str:
    """The words of the one main button that is shown."""
    (found,) = (one for one in page.findChildren(QPushButton) if one.property("main") == "true" and one.isVisible())
    return found.text()
