"""A line with a list below it: the keys choose, Enter in the list does not save, what is typed over is not chosen."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView
from pytestqt.qtbot import QtBot

from ui.kit.editor import Editor
from ui.kit.fields import TextField
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
    assert field._below.text() == "(206) 555-0111"
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


def opened(qtbot: QtBot, saved: list[str], choices: tuple[Choice, ...] = PAYERS) -> PickField:
    """The field in an editor that is on the screen and in front, with another field behind it."""

    def fitting(typed: str) -> list[Choice]:
        return [choice for choice in choices if typed.casefold() in choice.title.casefold()]

    field = PickField("payer", "Payer", fitting, "hint", new=lambda text: f"new: {text}")
    editor = Editor("", Form(field, TextField("plan", "Plan")), lambda: saved.append(field.value()))
    qtbot.addWidget(editor)
    editor.show()
    editor.activateWindow()
    qtbot.waitUntil(editor.isActiveWindow)
    field.box.setFocus()
    return field


def list_below(field: PickField) -> QAbstractItemView:
    completer = field.box.completer()
    assert completer
    popup = completer.popup()
    assert popup
    return popup


@pytest.mark.parametrize("leave", [Qt.Key.Key_Return, Qt.Key.Key_Tab])
def test_a_title_typed_in_full_is_chosen(qtbot: QtBot, leave: Qt.Key) -> None:
    saved: list[str] = []
    field = opened(qtbot, saved)
    qtbot.keyClicks(field.box, "QUILLFERN health Pla")
    assert field.below() == "new: QUILLFERN health Pla"
    qtbot.keyClicks(field.box, "n")
    assert field.below() == "hint"
    popup = list_below(field)
    qtbot.keyClick(popup if popup.isVisible() else field.box, leave)
    assert field.box.text() == "Quillfern Health Plan"
    assert field.value() == "1\tQuillfern Health Plan"


def test_a_title_typed_in_full_is_saved_as_the_known_one(qtbot: QtBot) -> None:
    saved: list[str] = []
    field = opened(qtbot, saved)
    field.set_value("\tquillfern health plan")
    editor = field.window()
    assert isinstance(editor, Editor)
    editor.save()
    assert saved == ["1\tQuillfern Health Plan"]


@pytest.mark.parametrize("take", [Qt.Key.Key_Return, Qt.Key.Key_Tab])
def test_the_line_that_the_arrows_are_on_is_taken(qtbot: QtBot, take: Qt.Key) -> None:
    saved: list[str] = []
    field = opened(qtbot, saved, (Choice("3", "Twin", "one"), Choice("4", "Twin", "the other"), Choice("5", "Twine")))
    qtbot.keyClicks(field.box, "twin")
    # Two of one title: only the arrows say which.
    assert field.below() == "new: twin"
    popup = list_below(field)
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, take)
    assert field.value() == "4\tTwin"
    # Which of the two it is.
    assert field.below() == ("the other" if take == Qt.Key.Key_Return else "hint")
    assert not saved


def test_what_is_on_no_list_stays_as_typed(qtbot: QtBot) -> None:
    field = opened(qtbot, [])
    qtbot.keyClicks(field.box, "Quill")
    qtbot.keyClick(field.box, Qt.Key.Key_Tab)
    assert field.value() == "\tQuill"
    assert field.below() == "new: Quill"
