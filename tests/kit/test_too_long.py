"""What does not fit into a line is said at the line, until the next edit; drafts keep what is left of it."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.kit.fields import TextField
from ui.kit.form import Form

MOST = 1_000
SAID = "Only the first 1,000 letters fit here."


def a_field(qtbot: QtBot) -> TextField:
    field = TextField("name", "Name", "hint")
    qtbot.addWidget(field)
    return field


def paste(qtbot: QtBot, field: TextField, text: str) -> None:
    QApplication.clipboard().setText(text)
    qtbot.keyClick(field.box, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QApplication.clipboard().clear()


def test_a_paste_that_fits_says_nothing(qtbot: QtBot) -> None:
    field = a_field(qtbot)
    paste(qtbot, field, "x" * MOST)
    assert field.below() == "hint"
    assert len(field.value()) == MOST


def test_a_paste_that_was_cut_says_so_until_the_next_edit(qtbot: QtBot) -> None:
    field = a_field(qtbot)
    paste(qtbot, field, "x" * (MOST + 1))
    assert (field.below(), len(field.value())) == (SAID, MOST)
    assert field.box.accessibleDescription() == SAID
    qtbot.keyClick(field.box, Qt.Key.Key_Backspace)
    assert field.below() == "hint"
    qtbot.keyClicks(field.box, "x")
    assert field.below() == "hint"
    # Full: nothing more goes in, and that is said too.
    qtbot.keyClicks(field.box, "y")
    assert (field.below(), len(field.value())) == (SAID, MOST)
    qtbot.keyClick(field.box, Qt.Key.Key_Backspace)
    assert field.below() == "hint"


def test_line_breaks_are_not_counted_twice(qtbot: QtBot) -> None:
    field = a_field(qtbot)
    paste(qtbot, field, "\r\n\r\n".join(["x" * 99] * 10))
    assert (field.below(), len(field.value())) == ("hint", MOST - 1)
    field.box.clear()
    # What comes in another way than by the keys is cut before its breaks are seen.
    field.box.insert("a\n" + "x" * MOST)
    assert (field.below(), len(field.value())) == (SAID, MOST)


def test_what_a_program_puts_in_is_told_too(qtbot: QtBot) -> None:
    field = a_field(qtbot)
    field.set_value("y" * (MOST + 500))
    assert (field.below(), len(field.value())) == (SAID, MOST)
    field.set_value("y" * (MOST + 500))
    assert field.below() == SAID
    field.set_value("y" * MOST)
    assert field.below() == "hint"
    field.set_value("short")
    assert field.below() == "hint"


def test_a_problem_goes_before_it_and_a_room_s_own_notice_comes_after(qtbot: QtBot) -> None:
    field = a_field(qtbot)
    field.show_notice("worth a look")
    field.set_value("y" * (MOST + 1))
    field.show_problem("wrong")
    assert field.below() == "wrong"
    field.show_problem("")
    assert field.below() == SAID
    field.box.clear()
    assert field.below() == "worth a look"


class Kept:
    """Drafts in memory."""

    def __init__(self) -> None:
        self.bodies: dict[str, dict[str, Any]] = {}

    def keep(self, form: str, body: dict[str, Any]) -> None:
        self.bodies[form] = body

    def kept(self, form: str) -> dict[str, Any] | None:
        return self.bodies.get(form)

    def forget(self, form: str) -> None:
        self.bodies.pop(form, None)


def test_a_draft_keeps_what_is_left_of_it(qtbot: QtBot) -> None:
    keeper = Kept()
    for _ in range(2):
        field = a_field(qtbot)
        form = Form(field)
        qtbot.addWidget(form)
        form.fill({"name": "saved"})
        form.keep_drafts(keeper, "form")
        if not keeper.bodies:
            field.set_value("")
            paste(qtbot, field, "z" * (MOST + 1))
            form.keep_draft()
    assert keeper.bodies == {"form": {"name": ["z" * MOST, "saved"]}}
    assert (field.value(), field.below()) == ("z" * MOST, "hint")
