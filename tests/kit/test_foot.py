"""The buttons of a long form stay in view; of a short one they stand below its last field."""

from functools import partial

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.buttons import button
from ui.kit.editor import Editor
from ui.kit.fields import NoteField, TextField
from ui.kit.foot import Foot
from ui.kit.form import Form
from ui.kit.layout import bring_into_view, card, column, holder, scrolled

HIGH = 360


def long_editor(fields: int = 12) -> Editor:
    return Editor("", Form(*(TextField(f"field{at}", f"Field {at}") for at in range(fields))), lambda: None)


def shown(qtbot: QtBot, *parts: QWidget) -> QScrollArea:
    area = scrolled(holder(column(*parts, None, gap=2, margin=3)))
    qtbot.addWidget(area)
    area.resize(700, HIGH)
    area.show()
    QApplication.processEvents()
    return area


def foot(editor: Editor) -> Foot:
    (found,) = editor.findChildren(Foot)
    return found


def place(area: QScrollArea, part: QWidget) -> QRect:
    """Where a part stands in the view."""
    return QRect(part.mapTo(area.viewport(), QPoint(0, 0)), part.size())


def is_in_view(area: QScrollArea, part: QWidget) -> bool:
    return area.viewport().rect().contains(place(area, part))


def scroll(area: QScrollArea, to: int) -> None:
    area.verticalScrollBar().setValue(to)
    QApplication.processEvents()


def test_the_main_button_comes_first_for_the_eye_and_for_the_tab_key(qtbot: QtBot) -> None:
    editor = Editor("", Form(TextField("name", "Name")), lambda: None)
    gone, sign = button("Remove", lambda: None), button("Sign", lambda: None)
    editor.add_button(gone)
    editor.add_button(sign, beside_save=True)
    area = shown(qtbot, editor)
    in_order = [editor.save_button, sign, editor.cancel_button, gone]
    places = [place(area, one).x() for one in in_order]
    assert places == sorted(places)
    area.activateWindow()
    qtbot.waitUntil(area.isActiveWindow)
    editor.form.fields["name"].box.setFocus()
    for one in in_order:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is one, one.text()


def test_they_stay_in_view_wherever_the_page_is_scrolled(qtbot: QtBot) -> None:
    editor = long_editor()
    area = shown(qtbot, card("Long", editor))
    most = area.verticalScrollBar().maximum()
    assert most > HIGH
    for to in (0, most // 2, most // 3, most):
        scroll(area, to)
        assert is_in_view(area, editor.save_button) and is_in_view(area, editor.cancel_button), to
    # At the end of the page they stand below the last field.
    last = place(area, editor.form.fields["field11"])
    assert not foot(editor).is_held and place(area, editor.save_button).top() > last.bottom()
    scroll(area, 0)
    assert foot(editor).is_held


def test_there_they_stand_where_they_would_without_a_page_around(qtbot: QtBot) -> None:
    alone, inside = long_editor(2), long_editor(2)
    qtbot.addWidget(alone)
    area = shown(qtbot, inside)
    alone.resize(inside.width(), alone.sizeHint().height())
    alone.show()
    QApplication.processEvents()
    assert not foot(inside).is_held

    def below(editor: Editor) -> int:
        return editor.save_button.mapTo(editor, QPoint(0, 0)).y() - editor.form.geometry().bottom()

    assert below(alone) == below(inside)
    assert area.verticalScrollBar().maximum() == 0


def test_they_follow_the_height_of_the_window_and_of_the_form(qtbot: QtBot) -> None:
    editor = long_editor(5)
    area = shown(qtbot, card("Long", editor))
    area.resize(700, 900)
    qtbot.waitUntil(lambda: not foot(editor).is_held)
    area.resize(700, 300)
    qtbot.waitUntil(lambda: foot(editor).is_held and is_in_view(area, editor.save_button))
    editor.banner.show_words("stop", "Something is wrong. " * 20)
    QApplication.processEvents()
    assert is_in_view(area, editor.save_button)
    for at in range(2, 5):
        editor.form.fields[f"field{at}"].hide()
    editor.banner.hide()
    area.resize(700, 420)
    qtbot.waitUntil(lambda: not foot(editor).is_held)
    assert is_in_view(area, editor.save_button)


def test_over_a_form_that_is_hardly_in_view_they_do_not_stand(qtbot: QtBot) -> None:
    above = [button(f"Above {at}", lambda: None) for at in range(12)]
    editor = long_editor()
    area = shown(qtbot, *above, card("Long", editor))
    assert not foot(editor).is_held
    scroll(area, area.verticalScrollBar().maximum() - HIGH)
    assert foot(editor).is_held and is_in_view(area, editor.save_button)


@pytest.mark.parametrize("backward", [False, True])
def test_what_has_the_focus_is_never_below_them(qtbot: QtBot, backward: bool) -> None:
    editor = long_editor()
    area = shown(qtbot, card("Long", editor))
    area.activateWindow()
    fields = list(editor.form.fields.values())

    def is_clear(box: QWidget) -> bool:
        return is_in_view(area, box) and not place(area, box).intersects(place(area, foot(editor)))

    begin = fields[-1 if backward else 0]
    begin.box.setFocus()
    bring_into_view(begin)
    qtbot.waitUntil(lambda: is_clear(begin.box))
    for _ in fields[1:]:
        qtbot.keyClick(area.focusWidget(), Qt.Key.Key_Backtab if backward else Qt.Key.Key_Tab)
        focused = area.focusWidget()
        assert focused and is_clear(focused)
    for field in fields:
        bring_into_view(field)
        qtbot.waitUntil(partial(is_clear, field.box))


def test_a_key_on_them_reaches_the_form_and_they_are_pressed(qtbot: QtBot) -> None:
    saved: list[int] = []
    form = Form(*(NoteField(f"note{at}", "Note", lines=4) for at in range(6)))
    editor = Editor("", form, lambda: saved.append(1))
    left: list[int] = []
    editor.left.connect(lambda: left.append(1))
    shown(qtbot, card("Long", editor))
    assert foot(editor).is_held
    qtbot.mouseClick(editor.save_button, Qt.MouseButton.LeftButton)
    qtbot.keyClick(editor.cancel_button, Qt.Key.Key_Escape)
    assert (saved, left) == ([1], [1])
