"""A line holds no line break and no tab, whichever way they came; several lines stay what they are."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from ui.kit.fields import NoteField, PasswordField, TextField
from ui.kit.finder import Choice, Finder
from ui.kit.form import Form
from ui.kit.one_line import OneLine, one_line
from ui.kit.pick import PickField, picked

PASTED = "Ana\r\n\tLee\u2028Born\n"
LINE = "Ana Lee Born"


@pytest.fixture(autouse=True)
def no_clipboard_left(qapp: QApplication) -> Iterator[None]:
    yield
    qapp.clipboard().clear()


def paste(qtbot: QtBot, box: QLineEdit, text: str) -> None:
    QApplication.clipboard().setText(text)
    qtbot.keyClick(box, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (PASTED, LINE), ("a\nb", "a b"), ("a\tb", "a b"), ("a \r\n\r\n  b", "a b"), ("\n\n", ""), ("a\n", "a"),
        (" a  b ", " a  b "), ("", ""), ("a\x0bb\x0cc\x85d\u2029e", "a b c d e"),
    ],
)  # fmt: skip
def test_breaks_become_single_spaces(text: str, line: str) -> None:
    assert one_line(text) == line


def test_a_paste_is_one_line_and_the_cursor_stands_behind_it(qtbot: QtBot) -> None:
    field = TextField("name", "Name")
    qtbot.addWidget(field)
    field.set_value("before, after")
    field.box.setCursorPosition(len("before"))
    told: list[str] = []
    field.changed.connect(lambda: told.append(field.value()))
    paste(qtbot, field.box, PASTED)
    assert field.value() == f"before{LINE}, after"
    assert field.box.cursorPosition() == len(f"before{LINE}")
    assert told == [f"before{LINE}, after"]
    field.box.undo()
    assert field.value() == "before, after"
    field.box.setSelection(0, len("before"))
    paste(qtbot, field.box, "a\nb")
    assert field.value() == "a b, after"


def test_what_is_read_only_takes_no_paste(qtbot: QtBot) -> None:
    box = OneLine()
    qtbot.addWidget(box)
    box.setReadOnly(True)
    paste(qtbot, box, PASTED)
    assert box.text() == ""


def test_the_menu_pastes_as_the_keys_do(qtbot: QtBot) -> None:
    field = TextField("name", "Name")
    qtbot.addWidget(field)
    field.show()
    field.set_value("x")
    field.box.setCursorPosition(1)
    QApplication.clipboard().setText(PASTED)
    QApplication.sendEvent(field.box, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(1, 1), QPoint(1, 1)))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if action.objectName() == "edit-paste").trigger()
    menu.close()
    assert field.value() == f"x{LINE}"
    field.box.undo()
    assert field.value() == "x"


def test_what_is_dropped_or_put_in_by_program_is_one_line(qtbot: QtBot) -> None:
    box = OneLine()
    qtbot.addWidget(box)
    heard: list[str] = []
    box.textChanged.connect(lambda _: heard.append(box.text()))
    box.setText("c")
    box.setCursorPosition(0)
    box.insert("a\nb\t")
    assert (box.text(), box.cursorPosition()) == ("a b c", 4)
    box.clear()
    data = QMimeData()
    data.setText(PASTED)
    event = QDropEvent(QPointF(1, 1), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                       Qt.KeyboardModifier.NoModifier)  # fmt: skip
    box.dropEvent(event)
    assert box.text() == LINE
    box.setText(PASTED)
    assert box.text() == LINE
    assert not [text for text in heard if one_line(text) != text]


def test_a_saved_break_is_no_edit(qtbot: QtBot) -> None:
    field, secret = TextField("name", "Name"), PasswordField("password", "Password")
    form = Form(field, secret)
    qtbot.addWidget(form)
    form.fill({"name": "Ana\nLee"})
    assert field.value() == "Ana Lee"
    assert field.box.cursorPosition() == 0
    assert not form.is_edited()
    paste(qtbot, secret.box, "secret words\n")
    assert secret.value() == "secret words"


def test_a_note_keeps_its_lines(qtbot: QtBot) -> None:
    field = NoteField("note", "Note")
    qtbot.addWidget(field)
    QApplication.clipboard().setText("one\n\ttwo")
    qtbot.keyClick(field.box, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert field.value() == "one\n\ttwo"


def test_a_chosen_one_keeps_its_key(qtbot: QtBot) -> None:
    field = PickField("payer", "Payer", lambda _: [Choice("1", "Quillfern Plan")])
    qtbot.addWidget(field)
    field.set_value("1\tQuillfern\nPlan")
    assert field.value() == "1\tQuillfern Plan"
    field.set_value("7\tTwo\nLines")
    assert field.value() == "7\tTwo Lines"
    field.set_value("\t")
    paste(qtbot, field.box, "quillfern\r\nplan\n")
    assert picked(field.value()) == ("1", "Quillfern Plan")


def test_a_search_finds_what_is_pasted_over_two_lines(qtbot: QtBot) -> None:
    asked: list[str] = []

    def find(typed: str) -> list[Choice]:
        asked.append(typed)
        return []

    line = Finder(find)
    qtbot.addWidget(line)
    paste(qtbot, line, "lee\tana\n")
    assert line.text() == "lee ana"
    assert asked == ["lee ana"]
