"""A line with a list below it: the keys choose, Enter in the list does not save, what is typed over is not chosen."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.kit.editor import Editor
from ui.kit.finder import Choice
from ui.kit.form import Form
from ui.kit.pick import PickField, picked

PAYERS = (Choice("1", "Quillfern Health Plan", "(206) 555-0111"), Choice("2", "Quill & <b>Sons</b>"))


def find(typed: str) -> list[Choice]:
    return [choice for choice in PAYERS if typed.casefold() in choice.title.casefold()]


def test_arrows_and_enter_choose_and_do_not_save(qtbot: QtBot) -> None:
    saved: list[str] = []
    field = PickField("payer", "Payer", find, "hint", new=lambda text: f"new: {text}")
    editor = Editor("", Form(field), lambda: saved.append(field.value()))
    qtbot.addWidget(editor)
    editor.show()
    qtbot.keyClicks(field.box, "quill")
    assert field.value() == "\tquill"
    assert field._below.text() == "new: quill"
    assert field.box.choices() == ["Quillfern Health Plan   (206) 555-0111", "Quill & <b>Sons</b>"]
    completer = field.box.completer()
    assert completer
    popup = completer.popup()
    assert popup
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert picked(field.value()) == ("1", "Quillfern Health Plan")
    assert field._below.text() == "hint"
    assert not saved
    qtbot.keyClick(field.box, Qt.Key.Key_Return)
    assert saved == ["1\tQuillfern Health Plan"]
    qtbot.keyClicks(field.box, "x")
    assert picked(field.value()) == ("", "Quillfern Health Planx")


def test_a_kept_value_is_shown_and_comes_back_the_same(qtbot: QtBot) -> None:
    field = PickField("payer", "Payer", find)
    qtbot.addWidget(field)
    for value in ("1\tQuillfern Health Plan", "\tA new one", "\t"):
        field.set_value(value)
        assert field.value() == value
