"""A list of rows by keyboard, and its drafts: the way of Tab, new rows, Enter, and what was typed put back."""

import json
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from services_field import one_row, services_field

from ui.kit.editor import Editor
from ui.kit.fields import NoteField, TextField
from ui.kit.focus import tab_on
from ui.kit.form import Form
from ui.kit.layout import column, holder, scrolled, tab_through
from ui.kit.rows_field import RowsField

LINE = ["Service", "Minutes", "Units", "Price"]
DETAILS = ["From", "To", "Region", "Modifiers"]


def row_names(at: int, *, details: bool = False, remove: bool = True) -> list[str]:
    """What Tab reaches in a row."""
    name = f"service {at}"
    links = [f"{'Hide' if details else 'Show'} details of {name}", *([f"Remove {name}"] if remove else [])]
    return [*(f"{cell}, {name}" for cell in LINE), *links, *(f"{cell}, {name}" for cell in DETAILS if details)]


class Page:
    """A form with fields before and behind the rows, in front on the screen."""

    def __init__(self, qtbot: QtBot, *others: bool) -> None:
        before, after = others or (True, True)
        self.field = services_field()
        fields = [*([TextField("date", "Date")] if before else []), self.field]
        self.form = Form(*fields, *([NoteField("note", "Note")] if after else []))
        self.saved: list[str] = []
        self.editor = Editor("Visit", self.form, lambda: self.saved.append(self.field.value()))
        self.window = holder(column(self.editor))
        self.qtbot = qtbot
        qtbot.addWidget(self.window)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()

    def focused(self) -> str:
        inside = QApplication.focusWidget()
        return inside.accessibleName() if inside else ""

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        inside = self.window.focusWidget()
        assert inside
        self.qtbot.keyClick(inside, key, modifier)

    def click(self, name: str) -> None:
        buttons = [made for made in self.field.findChildren(QPushButton) if made.isVisible()]
        next(made for made in buttons if made.accessibleName() == name).click()

    def walked(self) -> list[str]:
        """What the Tab key itself reaches, from the first to the last but the editor's own buttons."""
        self.editor.cancel_button.setFocus()
        found: list[str] = []
        for _ in range(60):
            self.press(Qt.Key.Key_Tab)
            if self.focused() == "Save":
                return found
            found.append(self.focused())
        raise AssertionError(found)


def chain(window: QWidget) -> list[str]:
    """What the program's own way of Tab reaches, from the first to the last."""
    window.setFocus()
    found: list[str] = []
    while tab_on(window, forward=True):
        inside = window.focusWidget()
        assert inside
        name = inside.accessibleName()
        if name in found:
            return found
        found.append(name)
    return found


@pytest.mark.parametrize(("before", "after"), [(True, True), (False, True), (True, False), (False, False)])
def test_tab_goes_on_in_reading_order_after_rows_came_and_went(qtbot: QtBot, before: bool, after: bool) -> None:
    page = Page(qtbot, before, after)
    field = page.field

    def right(*rows: list[str]) -> None:
        expected = ["Date"] * before + [name for row in rows for name in row] + ["Add service"] + ["Note"] * after
        # At the most of rows there is nothing to add.
        expected = [name for name in expected if name != "Add service" or field.count() < 3]
        assert page.walked() == expected
        assert [name for name in chain(page.window) if name not in ("Save", "Cancel")] == expected

    right(row_names(1, remove=False))
    field.add_row()
    right(row_names(1), row_names(2))
    field.add_row()
    right(row_names(1), row_names(2), row_names(3))
    field.show_details(1, True)
    right(row_names(1), row_names(2, details=True), row_names(3))
    field.remove_row(0)
    right(row_names(1, details=True), row_names(2))
    field.remove_row(1)
    field.remove_row(0)
    right(row_names(1, remove=False))
    field.set_rows([one_row(minutes="1"), one_row(minutes="2"), one_row(modifiers="59")])
    right(row_names(1), row_names(2), row_names(3, details=True))
    field.set_rows([])
    right(row_names(1, remove=False))


def test_tab_stays_right_where_the_page_set_its_own_way(qtbot: QtBot) -> None:
    page = Page(qtbot)
    page.field.add_row()
    tab_through(page.editor)
    page.field.remove_row(0)
    page.field.add_row()
    assert chain(page.window)[:-2] == ["Date", *row_names(1), *row_names(2), "Add service", "Note"]


def test_two_lists_of_rows_do_not_take_each_others_place(qtbot: QtBot) -> None:
    first, second = services_field(), services_field()
    window = holder(column(first, second))
    qtbot.addWidget(window)
    second.add_row()
    first.add_row()
    second.remove_row(0)
    first.remove_row(0)
    order = []
    widget = window.nextInFocusChain()
    while widget and widget is not window:
        cell = next((one for one in (first, second) if widget in [cell.box for cell in one.cells(0).values()]), None)
        order += [cell] if cell else []
        widget = widget.nextInFocusChain()
    assert order == [first] * 8 + [second] * 8


def test_rows_filled_before_the_field_is_in_a_form_stand_in_order(qtbot: QtBot) -> None:
    field = services_field()
    field.set_rows([one_row(minutes="1"), one_row(minutes="2")])
    form = Form(TextField("date", "Date"), field, NoteField("note", "Note"))
    qtbot.addWidget(form)
    with qtbot.waitActive(form):
        form.show()
        form.activateWindow()
    assert chain(form) == ["Date", *row_names(1), *row_names(2), "Add service", "Note"]


def test_rows_of_one_line_stand_in_order_too(qtbot: QtBot) -> None:
    field = RowsField(
        "phones",
        "Phones",
        lambda: [[(TextField("number", "Number"), 1)]],
        add="Add phone",
        row_name=lambda number: f"phone {number}",
        most=9,
    )
    form = Form(field, NoteField("note", "Note"))
    qtbot.addWidget(form)
    field.add_row()
    with qtbot.waitActive(form):
        form.show()
        form.activateWindow()
    rows = [name for at in (1, 2) for name in (f"Number, phone {at}", f"Remove phone {at}")]
    assert chain(form) == [*rows, "Add phone", "Note"]


def test_a_new_row_is_scrolled_to(qtbot: QtBot) -> None:
    field = services_field()
    page = scrolled(holder(column(Form(field), None)))
    qtbot.addWidget(page)
    page.resize(800, 100)
    with qtbot.waitExposed(page):
        page.show()
    field.add_row()
    field.add_row()
    bar, box, seen = page.verticalScrollBar(), field.cells(2)["service"].box, page.viewport()
    qtbot.waitUntil(lambda: bar.value() == bar.maximum() > 0)
    assert seen.rect().contains(box.mapTo(seen, box.rect().center()))


def test_ctrl_n_adds_a_row_and_begins_in_it(qtbot: QtBot) -> None:
    page = Page(qtbot)
    page.form.go_to("date")
    page.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert page.field.count() == 1
    for path, count in (("services/0/service", 2), ("services/1/price", 3)):
        page.form.go_to(path)
        page.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        assert page.field.count() == count
        assert page.focused() == f"Service, service {count}"
    page.form.go_to("services/1/units")
    page.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert page.field.count() == 3
    assert page.focused() == "Units, service 2"


def test_adding_and_removing_leave_the_focus_where_one_goes_on(qtbot: QtBot) -> None:
    page = Page(qtbot)
    page.click("Add service")
    assert page.focused() == "Service, service 2"
    page.click("Add service")
    page.field.cells(2)["minutes"].set_value("3")
    page.click("Remove service 2")
    assert page.focused() == "Service, service 2"
    assert page.field.cells(1)["minutes"].value() == "3"
    page.click("Remove service 2")
    assert page.focused() == "Add service"
    page.field.cells(0)["minutes"].set_value("1")
    page.click("Remove service 1")
    assert page.focused() == "Service, service 1"


def test_the_last_of_the_most_rows_gives_the_focus_to_the_button(qtbot: QtBot) -> None:
    page = Page(qtbot)
    page.field.set_rows([one_row(minutes="1")] * 3)
    page.click("Remove service 3")
    assert page.focused() == "Add service"


def test_enter_in_a_cell_saves_and_on_a_link_presses_it(qtbot: QtBot) -> None:
    page = Page(qtbot)
    page.field.cells(0)["minutes"].set_value("60")
    for key in LINE:
        page.form.go_to(f"services/0/{key.lower()}")
        page.press(Qt.Key.Key_Return)
    assert page.saved == [page.field.value()] * 4
    page.form.go_to("services/0/price")
    page.press(Qt.Key.Key_Tab)
    page.press(Qt.Key.Key_Return)
    assert page.field.cells(0)["from"].isVisibleTo(page.window)
    page.press(Qt.Key.Key_Space)
    assert not page.field.cells(0)["from"].isVisibleTo(page.window)
    assert len(page.saved) == 4


class Keeper:
    """Keeps drafts in memory."""

    def __init__(self, kept: dict[str, Any] | None = None) -> None:
        self.drafts: dict[str, dict[str, Any]] = {"visit": kept} if kept else {}

    def keep(self, form: str, body: dict[str, Any]) -> None:
        # As the clinic's file does.
        self.drafts[form] = json.loads(json.dumps(body))

    def kept(self, form: str) -> dict[str, Any] | None:
        return self.drafts.get(form)

    def forget(self, form: str) -> None:
        self.drafts.pop(form, None)


def kept_form(qtbot: QtBot, keeper: Keeper, saved: str = "") -> tuple[Form, RowsField]:
    field = services_field()
    form = Form(field)
    qtbot.addWidget(form)
    form.fill({"services": saved})
    form.keep_drafts(keeper, "visit")
    return form, field


def test_a_draft_puts_the_rows_back(qtbot: QtBot) -> None:
    keeper = Keeper()
    form, field = kept_form(qtbot, keeper)
    field.add_row()
    assert not form.is_edited()
    field.cells(1)["price"].set_value("$90")
    assert form.keep_draft()
    form, other = kept_form(qtbot, keeper)
    assert form.is_edited()
    assert other.value() == field.value()
    assert other.count() == 2
    assert other.below() == ""
    other.remove_row(1)
    assert not form.is_edited()
    form.forget_draft()
    assert not keeper.drafts


@pytest.mark.parametrize("kept", ["not json", 7, ["not json", "{"], None, {"a": 1}, ["[[[", ""]])
def test_a_draft_that_cannot_be_read_is_no_edit(qtbot: QtBot, kept: object) -> None:
    form, field = kept_form(qtbot, Keeper({"services": kept, "gone": "x"}))
    assert field.value() == ""
    assert not form.is_edited()


def test_rows_that_somebody_else_put_there_meanwhile_are_said(qtbot: QtBot) -> None:
    was, now, typed = (json.dumps([one_row(minutes=minutes)]) for minutes in ("30", "45", "60"))
    keeper = Keeper()
    form, field = kept_form(qtbot, keeper, was)
    field.cells(0)["minutes"].set_value("60")
    form.fill_again(lambda: form.fill({"services": now}))
    assert json.loads(field.value()) == json.loads(typed)
    assert field.below() == "Changed meanwhile to “45”."
    assert form.keep_draft()
    _, other = kept_form(qtbot, keeper, now)
    assert json.loads(other.value()) == json.loads(typed)
    assert other.below() == "Changed meanwhile to “45”."
