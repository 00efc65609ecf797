"""One main action at a time: the form in use has the filled button, whatever else stands on the page."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from ui.kit.buttons import button
from ui.kit.editor import Editor
from ui.kit.fields import TextField
from ui.kit.form import Form
from ui.kit.layout import column, holder


def editor(save_words: str) -> Editor:
    return Editor("", Form(TextField("name", "Name")), lambda: None, save_words=save_words)


def page(qtbot: QtBot, *parts: QWidget) -> QWidget:
    made = holder(column(*parts))
    qtbot.addWidget(made)
    made.show()
    QApplication.processEvents()
    return made


def filled(window: QWidget) -> list[str]:
    """What the filled buttons say that a person sees."""
    return [
        one.text()
        for one in window.findChildren(QPushButton)
        if one.isVisibleTo(window) and one.property("main") == "true"
    ]


def go_into(form: Editor) -> None:
    form.form.fields["name"].box.setFocus()
    QApplication.processEvents()


def test_the_form_in_use_has_the_filled_button(qtbot: QtBot) -> None:
    outer, other = editor("Save payer"), editor("Set password")
    whole = page(qtbot, outer, other)
    whole.activateWindow()
    go_into(outer)
    assert filled(whole) == ["Save payer"]
    go_into(other)
    assert filled(whole) == ["Set password"]
    go_into(outer)
    assert filled(whole) == ["Save payer"]


def test_a_form_that_opens_takes_the_lead_and_gives_it_back(qtbot: QtBot) -> None:
    outer, inner, add = editor("Save payer"), editor("Save department"), button("Add", lambda: None, "main", "plus")
    inner.hide()
    whole = page(qtbot, outer, inner, add)
    assert filled(whole) == ["Save payer"]
    inner.show()
    assert filled(whole) == ["Save department"]
    inner.hide()
    assert filled(whole) == ["Save payer"]
    # A list without a form beside it has its own main button again.
    outer.hide()
    assert filled(whole) == ["Add"]


def test_a_form_that_is_dropped_gives_the_lead_back(qtbot: QtBot) -> None:
    outer, inner = editor("Save payer"), editor("Save department")
    whole = page(qtbot, outer, inner)
    layout = whole.layout()
    assert layout
    layout.removeWidget(inner)
    inner.hide()
    inner.deleteLater()
    assert filled(whole) == ["Save payer"]


def test_it_is_as_wide_as_before_and_another_window_is_left_alone(qtbot: QtBot) -> None:
    one, other = editor("Save"), editor("Save as well")
    first, second = page(qtbot, one), page(qtbot, other)
    assert filled(first) == ["Save"] and filled(second) == ["Save as well"]
    wide = one.save_button.sizeHint().width()
    one.save_button.stand_back(True)
    assert one.save_button.sizeHint().width() == wide
    one.save_button.stand_back(False)


def test_what_was_never_a_main_button_does_not_become_one(qtbot: QtBot) -> None:
    note = editor("Void superbill")
    # To void is no main button: nobody is to press it by the way.
    note.save_button.setProperty("main", "false")
    whole = page(qtbot, note)
    go_into(note)
    assert filled(whole) == []


def test_a_form_that_went_with_what_held_it_leads_no_more(qtbot: QtBot) -> None:
    outer, lost, last = editor("Save payer"), editor("Save department"), editor("Set password")
    whole = page(qtbot, outer, held := holder(column(lost)), last)
    held.deleteLater()
    QApplication.sendPostedEvents(held, QEvent.Type.DeferredDelete)
    assert not isValid(lost)
    last.hide()
    assert filled(whole) == ["Save payer"]
