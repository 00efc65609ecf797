"""What counts unless somebody types another stands there as text, follows, and is never kept as typed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.kit.fields import TextField
from ui.kit.form import Form
from ui.kit.usual_field import UsualField


def units(qtbot: QtBot) -> tuple[Form, UsualField, list[str]]:
    """A form with a field that follows, shown, and what it told of."""
    field = UsualField("units", "Units")
    form = Form([(TextField("minutes", "Minutes"), 1), (field, 1)])
    told: list[str] = []
    field.changed.connect(lambda: told.append(field.value()))
    qtbot.addWidget(form)
    form.show()
    form.activateWindow()
    QApplication.processEvents()
    field.show_usual("4")
    return form, field, told


def test_it_follows_and_nothing_is_kept_of_it(qtbot: QtBot) -> None:
    form, field, told = units(qtbot)
    assert (field.box.text(), field.value()) == ("4", "")
    field.show_usual("6")
    assert (field.box.text(), field.value()) == ("6", "")
    assert not form.is_edited() and not told


def test_tab_selects_it_so_that_another_is_typed_over_it(qtbot: QtBot) -> None:
    form, field, _ = units(qtbot)
    form.fields["minutes"].box.setFocus()
    qtbot.keyClick(form.fields["minutes"].box, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is field.box
    qtbot.keyClicks(field.box, "3")
    assert (field.box.text(), field.value()) == ("3", "3")
    # What is counted from the minutes no longer counts here.
    field.show_usual("5")
    assert field.box.text() == "3"
    assert form.is_edited()


def test_a_part_of_it_can_be_changed(qtbot: QtBot) -> None:
    _, field, told = units(qtbot)
    field.show_usual("35.00")
    field.box.setFocus()
    field.box.setCursorPosition(1)
    qtbot.keyClick(field.box, Qt.Key.Key_Delete)
    qtbot.keyClicks(field.box, "6")
    assert field.value() == told[-1] == "36.00"


def test_emptied_it_follows_again_once_it_is_left(qtbot: QtBot) -> None:
    form, field, _ = units(qtbot)
    field.box.setFocus()
    field.box.selectAll()
    qtbot.keyClick(field.box, Qt.Key.Key_Backspace)
    # Asked for at every edit: it must not come back under the fingers.
    field.show_usual("4")
    assert (field.box.text(), field.value()) == ("", "")
    qtbot.keyClick(field.box, Qt.Key.Key_Tab)
    form.fields["minutes"].box.setFocus()
    assert (field.box.text(), field.value()) == ("4", "")


def test_the_same_typed_by_hand_is_kept(qtbot: QtBot) -> None:
    form, field, told = units(qtbot)
    field.set_value("4")
    assert field.value() == "4" and told == ["4"]
    field.show_usual("6")
    assert field.box.text() == "4"
    form.fill({"units": ""})
    assert (field.box.text(), field.value(), told) == ("6", "", ["4", ""])


def test_undone_typing_follows_again(qtbot: QtBot) -> None:
    _, field, _ = units(qtbot)
    field.box.setFocus()
    field.box.selectAll()
    qtbot.keyClicks(field.box, "3")
    qtbot.keyClick(field.box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (field.box.text(), field.value()) == ("4", "")
    field.show_usual("6")
    assert field.box.text() == "6"


def test_typed_as_it_stood_there_it_is_typed(qtbot: QtBot) -> None:
    _, field, _ = units(qtbot)
    field.box.setFocus()
    field.box.selectAll()
    qtbot.keyClicks(field.box, "4")
    field.show_usual("6")
    assert (field.box.text(), field.value()) == ("4", "4")
