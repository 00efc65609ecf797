"""Whose key and whose mouse count, in which windows, and what is said before the lock."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from ui.locking.idle import IdleWatch
from ui.locking.quiet import Moment


class Away:
    """A watch of one minute over a window, with a clock set by hand; what it said."""

    def __init__(self, window: QMainWindow) -> None:
        self.window, self.now, self.said = window, 0.0, list[str]()
        self.watch = IdleWatch(window, lambda: 1, lambda: Moment(self.now, self.now))
        self.watch.due.connect(lambda: self.said.append("due"))
        self.watch.warned.connect(lambda left: self.said.append(str(left)))
        self.watch.stirred.connect(lambda: self.said.append("stirred"))
        self.watch.begin()

    def wait(self, seconds: int) -> list[str]:
        """So many seconds go by, in which the watch looks at the clock as it does; what it said meanwhile."""
        self.said.clear()
        for _ in range(seconds):
            self.now += 1
            self.watch.look()
        return self.said

    @property
    def is_fresh(self) -> bool:
        """Whether the minute begins anew."""
        return self.watch._quiet.left() == 60


@pytest.fixture
def away(qtbot: QtBot) -> Iterator[Away]:
    window = QMainWindow()
    window.setCentralWidget(QLineEdit())
    qtbot.addWidget(window)
    window.show()
    QTest.qWaitForWindowExposed(window)
    made = Away(window)
    yield made
    made.watch.end()


def press(window: QWidget, key: Qt.Key = Qt.Key.Key_A, *, held: bool = False) -> None:
    """As the window system does it: to the window, and not to a widget."""
    handle = window.windowHandle()
    assert handle
    QApplication.sendEvent(handle, QKeyEvent(QKeyEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "a", held))


def point(window: QWidget, x: int) -> None:
    handle = window.windowHandle()
    assert handle
    none = Qt.MouseButton.NoButton
    at = QPointF(x, 5)
    event = QMouseEvent(QMouseEvent.Type.MouseMove, at, at, none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(handle, event)


def test_it_warns_for_half_a_minute_and_then_it_is_due(away: Away) -> None:
    assert away.wait(29) == []
    assert away.wait(30) == [str(left) for left in range(30, 0, -1)]
    assert away.wait(1) == ["due"]
    # Once: what comes after it is of the next watch.
    assert away.wait(100) == []


def test_a_key_ends_the_warning_and_is_typed_too(away: Away) -> None:
    line = away.window.centralWidget()
    assert isinstance(line, QLineEdit)
    away.window.activateWindow()
    line.setFocus()
    assert len(away.wait(40)) == 11
    QTest.keyClick(away.window.windowHandle(), Qt.Key.Key_B)
    assert away.said[-1] == "stirred" and away.is_fresh
    assert line.text() == "b"
    assert away.wait(10) == []


def test_the_mouse_counts_where_it_moves(away: Away) -> None:
    point(away.window, 5)
    away.wait(20)
    # A window that comes up below a mouse that stands still is told of it as well.
    point(away.window, 5)
    assert not away.is_fresh
    point(away.window, 6)
    assert away.is_fresh
    away.wait(20)
    QTest.mouseClick(away.window.windowHandle(), Qt.MouseButton.LeftButton, pos=QPoint(9, 9))
    assert away.is_fresh


def test_something_that_lies_on_a_key_keeps_nothing_open(away: Away) -> None:
    away.wait(20)
    press(away.window, held=True)
    assert not away.is_fresh
    press(away.window)
    assert away.is_fresh


def test_every_window_of_the_program_counts(qtbot: QtBot, away: Away) -> None:
    dialog, manual = QDialog(away.window), QWidget()
    for other in (dialog, manual):
        qtbot.addWidget(other)
        other.show()
        QTest.qWaitForWindowExposed(other)
        away.wait(20)
        press(other)
        assert away.is_fresh, other


def test_a_key_that_comes_too_late_locks_and_is_typed_into_nothing(away: Away) -> None:
    line = away.window.centralWidget()
    assert isinstance(line, QLineEdit)
    away.window.activateWindow()
    line.setFocus()
    away.now += 90
    away.said.clear()
    QTest.keyClick(away.window.windowHandle(), Qt.Key.Key_B)
    assert (away.said, line.text()) == (["due"], "")
