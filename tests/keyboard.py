"""What tests do with the keyboard alone: every key goes to whatever has the focus."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
_MOST_TABS = 80


def focused() -> QWidget:
    """Whatever has the focus."""
    inside = QApplication.focusWidget()
    assert inside
    return inside


def words_of(one: QWidget) -> str:
    """By what a person knows it: the words of a button, else its name."""
    return (one.text() if isinstance(one, QPushButton) else "") or one.accessibleName()


class Keyboard:
    """Hands on the keys of a window; `pressed` counts them."""

    def __init__(self, qtbot: QtBot, window: QWidget) -> None:
        self._qtbot, self._window = qtbot, window
        self.pressed = 0

    def press(self, key: Qt.Key, *, ctrl: bool = False, shift: bool = False, alt: bool = False) -> None:
        """One key, with what is held down beside it."""
        held = Qt.KeyboardModifier.NoModifier
        for is_down, modifier in ((ctrl, CONTROL), (shift, SHIFT), (alt, ALT)):
            held = held | modifier if is_down else held
        self._qtbot.keyClick(focused(), key, held)
        self.pressed += 1
        self._settle()

    def type(self, text: str) -> None:
        """Letters, one after the other."""
        self._qtbot.keyClicks(focused(), text)
        self.pressed += len(text)
        self._settle()

    def tab_to(self, words: str) -> None:
        """Press Tab until the focus is on what has these words, or begins with them."""
        walked: list[str] = []
        for _ in range(_MOST_TABS):
            if walked and (walked[-1] == words or walked[-1].startswith(f"{words}:")):
                return
            self._qtbot.keyClick(focused(), Qt.Key.Key_Tab)
            self.pressed += 1
            walked.append(words_of(focused()))
        raise AssertionError((words, walked))

    def enter(self) -> None:
        """The key that goes on."""
        self.press(Qt.Key.Key_Return)

    def _settle(self) -> None:
        QApplication.processEvents()
        # The test platform leaves a list of choices active when it closes; a desktop gives the window back.
        if QApplication.activeWindow() is None or QApplication.focusWidget() is None:
            self._window.activateWindow()
            self._qtbot.waitUntil(self._window.isActiveWindow)
