"""Boxes beside each other stand level, and what is wrong is seen whole where one is led to it."""

from functools import partial

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from clinic_desktop.values.problems import Problem
from ui.kit.buttons import button
from ui.kit.editor import Editor
from ui.kit.field import Field
from ui.kit.fields import CheckField, TextField
from ui.kit.foot import Foot
from ui.kit.form import Form
from ui.kit.head_line import HeadLine
from ui.kit.layout import card, column, holder, scrolled
from ui.kit.rows_field import RowsField
from ui.kit.text import Text

WHY = "The case has no diagnosis L. It has A and B, and this sentence takes two lines below so narrow a box."


def top(field: Field, within: QWidget) -> int:
    return field.box.mapTo(within, QPoint(0, 0)).y()


def cells() -> list[list[tuple[Field | None, int]]]:
    return [
        [(TextField("service", "Service"), 3), (TextField("minutes", "Minutes"), 1)],
        [(TextField("place", "From"), 3), (TextField("letters", "Diagnoses it treats"), 1)],
    ]


def rows_field() -> RowsField:
    named = partial("service {}".format)
    made = RowsField("services", "Services", cells, add="Add service", row_name=named, most=9)
    made.set_rows([{"service": "Massage", "letters": "L"}] * 6)
    return made


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()


def test_a_label_of_two_lines_moves_all_boxes_of_its_line(qtbot: QtBot) -> None:
    long, short = TextField("day", "The first day of service"), TextField("from", "From")
    form = Form([(long, 1), (short, 1)], TextField("note", "Note"))
    qtbot.addWidget(form)
    form.resize(220, 300)
    form.show()
    settle()
    narrow = top(long, form)
    assert top(short, form) == narrow
    form.resize(900, 300)
    settle()
    assert top(short, form) == top(long, form) < narrow


def test_the_cells_of_a_row_stand_level(qtbot: QtBot) -> None:
    field = rows_field()
    qtbot.addWidget(field)
    field.resize(420, 600)
    field.show()
    settle()
    one = field.cells(0)
    assert top(one["letters"], field) == top(one["place"], field)
    assert one["letters"].label_height(one["letters"].width()) > one["place"].label_height(one["place"].width())


def test_a_field_beside_rows_stands_beside_the_first_of_them(qtbot: QtBot) -> None:
    rows, day = rows_field(), TextField("day", "Starts on")
    form = Form([(rows, 3), (day, 1)], TextField("note", "Note"))
    qtbot.addWidget(form)
    form.resize(900, 600)
    form.show()
    settle()
    assert top(day, form) == top(rows.cells(0)["service"], form)


def test_a_sentence_about_a_cell_is_not_left_behind_the_buttons(qtbot: QtBot) -> None:
    field = rows_field()
    editor = Editor("", Form(field, *(TextField(f"field{at}", f"Field {at}") for at in range(12))), lambda: None)
    area = scrolled(holder(column(card("Visit", editor), None, gap=2, margin=3)))
    qtbot.addWidget(area)
    area.resize(700, 360)
    area.show()
    settle()
    for at in range(6):
        editor.form.show_problems([Problem(f"services/{at}/letters", WHY)])
        settle()
        (said,) = (one for one in field.findChildren(QWidget) if one.property("role") == "problem" and one.isVisible())
        (foot,) = editor.findChildren(Foot)
        assert seen(area, said).bottom() < seen(area, foot).top() or not foot.is_held, at
        assert seen(area, field.cells(at)["letters"].box).top() >= 0, at


def seen(area: QScrollArea, part: QWidget) -> QRect:
    return QRect(part.mapTo(area.viewport(), QPoint(0, 0)), part.size())


def test_what_is_typed_is_not_cut_the_fields_go_on_in_the_next_line(qtbot: QtBot) -> None:
    names = ("day", "from", "to", "place")
    fields = {name: TextField(name, name.title()) for name in names}
    agreed = CheckField("agreed", "Agreed")
    form = Form([*((fields[name], 1) for name in names), (agreed, 1)], TextField("note", "Note"))
    qtbot.addWidget(form)
    form.resize(900, 300)
    form.show()
    settle()
    assert len({top(field, form) for field in fields.values()}) == 1
    form.resize(260, 400)
    settle()
    letters = fields["day"].box.fontMetrics().horizontalAdvance("12:45 PM")
    assert all(field.box.width() > letters for field in fields.values())
    assert agreed.height() >= agreed.box.sizeHint().height()
    tops = [top(fields[name], form) for name in names]
    assert tops == sorted(tops) and len(set(tops)) > 1
    assert top(form.fields["note"], form) > max(tops)
    assert max(field.geometry().right() for field in fields.values()) < 260


def test_a_line_is_as_high_as_what_stands_in_it_now(qtbot: QtBot) -> None:
    day, place = TextField("day", "Day"), TextField("place", "Place")
    form = Form([(day, 1), (place, 1)], TextField("note", "Note"))
    qtbot.addWidget(form)
    form.resize(300, 400)
    form.show()
    settle()
    found = []
    for words, shown in (("", True), (WHY, True), ("", True), (WHY, False), (WHY, True)):
        day.show_problem(words)
        day.setVisible(shown)
        settle()
        found.append(form.heightForWidth(300))
        assert top(form.fields["note"], form) > place.geometry().bottom()
    usual, wrong, forgiven, hidden, again = found
    assert wrong == again > usual == forgiven == hidden


def test_the_buttons_of_a_heading_go_below_it_where_it_is_narrow(qtbot: QtBot) -> None:
    title, one, other = Text("24 Nov 2026", wrap=False), button("Open visit", int), button("Take payment", int)
    line = HeadLine([title], [one, other])
    page = holder(column(line, None))
    qtbot.addWidget(page)
    page.resize(800, 160)
    page.show()
    settle()
    assert one.mapTo(line, QPoint()).y() == other.mapTo(line, QPoint()).y() < line.height() // 2
    assert other.mapTo(line, QPoint()).x() + other.width() == 800
    page.resize(200, 160)
    settle()
    assert one.mapTo(line, QPoint()).y() >= title.mapTo(line, QPoint()).y() + title.height()
    assert page.width() == 200


def test_lines_of_other_numbers_of_fields_end_at_the_same_places(qtbot: QtBot) -> None:
    names = ("half", "rest", "one", "two", "three", "four", "third", "free")
    made = {name: TextField(name, name.title()) for name in names}
    form = Form(
        [(made["half"], 1), (made["rest"], 1)],
        [(made[name], 1) for name in ("one", "two", "three", "four")],
        [(made["third"], 1), (None, 1)],
        made["free"],
    )
    qtbot.addWidget(form)
    form.show()
    for width in (901, 1000, 1117):
        form.resize(width, 400)
        settle()
        ends = {name: field.mapTo(form, QPoint(field.width(), 0)).x() for name, field in made.items()}
        assert ends["half"] == ends["two"] == ends["third"]
        assert ends["rest"] == ends["four"] == ends["free"] == width
        assert made["three"].x() == made["rest"].x()


def test_rows_with_details_and_rows_without_stand_on_the_same_columns(qtbot: QtBot) -> None:
    plain = RowsField("lines", "Lines", lambda: cells()[:1], add="Add line", row_name="line {}".format, most=9)
    plain.keep_room_for_details()
    form = Form(plain, rows_field())
    qtbot.addWidget(form)
    form.resize(900, 900)
    form.show()
    plain.add_row()
    settle()
    wide = {
        cell.width() for field in (plain, form.fields["services"]) for at in (0, 1) for cell in [cell_at(field, at)]
    }
    assert len(wide) == 1


def cell_at(field: Field, at: int) -> Field:
    assert isinstance(field, RowsField)
    return field.cells(at)["service"]
