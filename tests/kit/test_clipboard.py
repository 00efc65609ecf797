"""What goes to the clipboard is marked for the programs that keep a history of it, and is taken back."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QClipboard, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from ui.kit.clipboard import KEPT_MILLISECONDS, ClipboardKeeper, copy_text, marks_for, take_back


@pytest.fixture
def clipboard(qapp: QApplication) -> Iterator[QClipboard]:
    found = QGuiApplication.clipboard()
    found.clear()
    yield found
    found.clear()


@pytest.fixture
def keeper(clipboard: QClipboard) -> Iterator[ClipboardKeeper]:
    """One that takes what lies there for ours, as this platform does not say whose it is."""
    owner = QObject()
    yield ClipboardKeeper(owner, lambda: True)
    del owner


def marks(clipboard: QClipboard) -> dict[str, bytes]:
    content = clipboard.mimeData()
    return {name: bytes(content.data(name).data()) for name in marks_for() if content.hasFormat(name)}


def test_a_number_is_copied_with_the_mark_of_this_system(clipboard: QClipboard) -> None:
    copy_text("A-77 143")
    assert clipboard.text() == "A-77 143"
    assert marks(clipboard) == marks_for() != {}


def test_each_system_has_its_own_mark() -> None:
    assert marks_for("linux") == {"x-kde-passwordManagerHint": b"secret"}
    windows = marks_for("win32")
    quoted = {name.split('"')[1]: value for name, value in windows.items()}
    assert set(quoted) == {
        "ExcludeClipboardContentFromMonitorProcessing",
        "CanIncludeInClipboardHistory",
        "CanUploadToCloudClipboard",
    }
    # No, as a number of 32 bits.
    assert quoted["CanIncludeInClipboardHistory"] == quoted["CanUploadToCloudClipboard"] == bytes(4)
    assert list(marks_for("darwin")) == ["application/x-clinic-desktop-concealed"]


def test_what_is_copied_out_of_a_field_is_marked_too(
    qtbot: QtBot, clipboard: QClipboard, keeper: ClipboardKeeper
) -> None:
    line = QLineEdit("Ana Lee")
    qtbot.addWidget(line)
    line.selectAll()
    qtbot.keyClick(line, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.text() == "Ana Lee"
    assert marks(clipboard) == marks_for()


def test_a_picture_stays_one(clipboard: QClipboard, keeper: ClipboardKeeper) -> None:
    picture = QImage(4, 3, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    clipboard.setImage(picture)
    assert clipboard.image().size() == picture.size()
    assert marks(clipboard) == marks_for()


def test_it_is_taken_back_after_half_a_minute(clipboard: QClipboard, keeper: ClipboardKeeper) -> None:
    copy_text("A-77")
    timer = keeper._timer
    assert timer.isActive() and timer.interval() == KEPT_MILLISECONDS == 30_000
    timer.timeout.emit()
    assert clipboard.text() == "" and not timer.isActive()


def test_what_another_program_put_there_stays(clipboard: QClipboard, keeper: ClipboardKeeper) -> None:
    copy_text("A-77")
    keeper._owns = lambda: False
    clipboard.setText("theirs")
    assert not keeper._timer.isActive() and marks(clipboard) == {}
    keeper.forget()
    take_back("A-77")
    assert clipboard.text() == "theirs"


def test_nothing_lies_there_at_first(clipboard: QClipboard, keeper: ClipboardKeeper) -> None:
    keeper.forget()
    take_back("")
    assert clipboard.text() == ""
