"""Enter on a button presses it: on a page, in a form and in a dialog, once for each press of the key."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QStyle, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.buttons import button, dressed
from ui.kit.editor import Editor
from ui.kit.fields import CheckField, ChoiceField, TextField
from ui.kit.form import Form
from ui.kit.icons import icon
from ui.kit.layout import column, holder, row
from ui.kit.short_button import ShortButton
from ui.theme import LIGHT, style_sheet

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def shown(qtbot: QtBot, window: QWidget) -> QWidget:
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


def hold(key: Qt.Key, times: int) -> None:
    """Hold a key down: what has the focus hears it pressed, and then again and again."""
    for at in range(times):
        inside = QApplication.focusWidget()
        assert inside
        nothing = Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(inside, QKeyEvent(QEvent.Type.KeyPress, key, nothing, "\r", at > 0))


@pytest.mark.parametrize("key", [*ENTER, Qt.Key.Key_Space])
def test_the_key_presses_the_button_that_has_the_focus(qtbot: QtBot, key: Qt.Key) -> None:
    pressed: list[str] = []
    one, other = button("One", lambda: pressed.append("one")), button("Other", lambda: pressed.append("other"), "link")
    window = holder(column(one, other))
    shown(qtbot, window)
    other.setFocus()
    qtbot.keyClick(other, key)
    assert pressed == ["other"]
    one.setEnabled(False)
    qtbot.keyClick(one, key)
    assert pressed == ["other"]


def test_a_button_that_rested_has_the_focus_again_unless_somebody_went_on(qtbot: QtBot) -> None:
    one, other, last = (button(words, lambda: None) for words in ("One", "Other", "Last"))
    window = shown(qtbot, holder(column(one, other, last)))
    one.setFocus()
    one.rest(True)
    one.rest(True)
    assert window.focusWidget() is other and not one.isEnabled()
    one.rest(False)
    assert one.hasFocus() and one.isEnabled()
    one.rest(True)
    last.setFocus()
    one.rest(False)
    assert last.hasFocus()


def test_a_key_held_down_presses_once(qtbot: QtBot) -> None:
    pressed: list[str] = []
    one = button("One", lambda: pressed.append("one"))
    window = holder(column(one))
    shown(qtbot, window)
    one.setFocus()
    hold(Qt.Key.Key_Return, 5)
    assert pressed == ["one"]


def test_a_key_held_down_saves_no_form_that_it_opened(qtbot: QtBot) -> None:
    saved: list[str] = []
    field = TextField("name", "Name")
    editor = Editor("", Form(field), lambda: saved.append(field.value()))
    new = button("New", field.setFocus)
    window = holder(column(new, editor))
    shown(qtbot, window)
    new.setFocus()
    hold(Qt.Key.Key_Return, 4)
    assert field.box.hasFocus()
    assert not saved
    qtbot.keyClick(field.box, Qt.Key.Key_Return)
    assert saved == [""]


@pytest.mark.parametrize("key", ENTER)
def test_in_a_form_a_button_is_pressed_and_every_other_control_saves(qtbot: QtBot, key: Qt.Key) -> None:
    done: list[str] = []
    check, choice = CheckField("check", "Check"), ChoiceField("choice", "Choice", (("a", "A"), ("b", "B")))
    editor = Editor("", Form(TextField("name", "Name"), check, choice), lambda: done.append("saved"))
    more = button("More", lambda: done.append("more"))
    editor.add_button(more)
    shown(qtbot, editor)
    more.setFocus()
    qtbot.keyClick(more, key)
    assert done == ["more"]
    editor.save_button.setFocus()
    qtbot.keyClick(editor.save_button, key)
    assert done == ["more", "saved"]
    qtbot.keyClick(check.box, key)
    qtbot.keyClick(choice.box, key)
    assert done == ["more", "saved", "saved", "saved"]
    assert (check.value(), choice.value()) == ("", "a")


def test_in_a_dialog_enter_presses_the_button_that_has_the_focus_and_esc_closes(qtbot: QtBot) -> None:
    done: list[str] = []
    dialog = QDialog()
    copy = button("Copy", lambda: done.append("copied"))
    dialog.setLayout(column(copy, button("Close", dialog.accept, "main")))
    shown(qtbot, dialog)
    copy.setFocus()
    qtbot.keyClick(copy, Qt.Key.Key_Return)
    assert done == ["copied"]
    assert dialog.isVisible()
    qtbot.keyClick(copy, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_what_looks_as_before_is_not_looked_up_again(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    field = TextField("day", "Day")
    shown(qtbot, field)
    looked_up: list[QWidget] = []
    for part in (field.box, field.sentence()):

        def style(part: QWidget = part) -> QStyle:
            looked_up.append(part)
            return QApplication.style()

        monkeypatch.setattr(part, "style", style)
    field.show_problem("")
    field.show_hint("")
    assert not looked_up
    field.show_problem("Enter a day.")
    once = list(looked_up)
    assert set(once) == {field.box, field.sentence()}
    field.show_problem("Enter a day of this year.")
    assert looked_up == once
    field.forgive()
    assert looked_up == once * 2
    assert field.box.property("wrong") == "false"


def test_the_line_in_the_bar_below_asks_for_no_wider_window_than_there_is(qtbot: QtBot, qapp: QApplication) -> None:
    words = "Last verified backup: today 5:30 PM"
    made = dressed(ShortButton(words), words, lambda: None, "link")
    made.setProperty("beside", "bar")
    made.setIcon(icon("check"))
    bar = holder(row(made, None))
    # As the program shows it: with the letters and the edges of its style sheet.
    bar.setStyleSheet(style_sheet(LIGHT, qapp.font()))
    shown(qtbot, bar)
    for width in (2_000, bar.sizeHint().width()):
        bar.resize(width, bar.height())
        QApplication.processEvents()
        assert (made.shown(), made.toolTip()) == (words, "")
    long = f"{words} · The second place has not been seen for 9 days. A restore that was tried failed."
    made.setText(long)
    bar.resize(bar.minimumSizeHint().width(), bar.height())
    QApplication.processEvents()
    assert bar.width() < made.sizeHint().width() // 2
    assert made.shown().endswith("…")
    assert long in made.toolTip()
