"""A list of rows in a form: what it keeps, where its problems stand, its names and labels, and what it answers to."""

import json
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from services_field import one_row, services_field

from clinic_desktop.values.problems import Problem
from ui.kit.fields import NoteField, TextField
from ui.kit.form import Form
from ui.kit.rows_field import RowsField

TWO = json.dumps([one_row(minutes="60", price="$120"), one_row(service="hot", modifiers="59")], separators=(",", ":"))


@pytest.fixture
def field(qtbot: QtBot) -> RowsField:
    made = services_field()
    qtbot.addWidget(made)
    return made


def presses(field: RowsField) -> dict[str, QPushButton]:
    """The buttons that can be seen, by the names a screen reader says."""
    return {made.accessibleName(): made for made in field.findChildren(QPushButton) if made.isVisibleTo(field.window())}


def changes(field: RowsField) -> list[str]:
    told: list[str] = []
    field.changed.connect(lambda: told.append(field.value()))
    return told


def test_a_single_empty_row_is_no_row(field: RowsField) -> None:
    assert field.value() == ""
    assert field.rows() == []
    assert field.count() == 1
    field.cells(0)["service"].set_value("hot")
    assert json.loads(field.value()) == [one_row(service="hot")]
    field.cells(0)["service"].set_value("massage")
    assert field.value() == ""


def test_what_is_kept_comes_back_the_same(field: RowsField) -> None:
    field.set_value(TWO)
    assert field.value() == TWO
    assert field.count() == 2
    assert field.cells(1)["modifiers"].value() == "59"
    field.set_value("")
    assert field.count() == 1
    assert field.value() == ""


@pytest.mark.parametrize(
    "typed",
    [
        "<b>bold</b> &amp; <img src=x>",
        "\u202eright to left\u202c עברית",
        "a\tb",
        "one\ntwo\r\nthree",
        "nul\0inside",
        '"}],[{\\',
        "\ud800",
        " spaces ",
        "x" * 900,
    ],
)
def test_hostile_texts_come_back_as_the_cell_has_them(qtbot: QtBot, field: RowsField, typed: str) -> None:
    field.cells(0)["minutes"].set_value(typed)
    kept, shown = field.value(), field.cells(0)["minutes"].value()
    assert kept.isascii()
    other = services_field()
    qtbot.addWidget(other)
    other.set_value(kept)
    assert other.value() == kept
    assert other.cells(0)["minutes"].value() == shown
    for label in (*field.findChildren(QLabel), *other.findChildren(QLabel)):
        assert label.textFormat().name == "PlainText"


@pytest.mark.parametrize(
    "kept",
    [
        "not json",
        "{",
        "null",
        "7",
        '"text"',
        "{}",
        "[" * 100_000,
        '[1,"x",null,[]]',
        '[{"old":"1"}]',
        '[{"minutes":60}]',
    ],
)
def test_what_cannot_be_read_is_no_row(field: RowsField, kept: str) -> None:
    field.set_value(TWO)
    field.set_value(kept)
    assert field.value() == ""
    assert field.count() == 1
    assert field.words_of(kept) == ""


def test_what_can_be_read_of_an_older_draft_is_kept(field: RowsField) -> None:
    field.set_value('[{"minutes":"60","old":"1"},{"service":"gone","price":"$5"}]')
    assert field.rows() == [one_row(minutes="60"), one_row(price="$5")]


def test_an_empty_row_between_others_keeps_its_place_and_one_at_the_end_is_none(field: RowsField) -> None:
    field.set_value('[{"minutes":"1"},{},{"minutes":"3"},{}]')
    assert field.count() == 4
    assert [one.get("minutes", "") for one in field.rows()] == ["1", "", "3"]
    assert field.rows()[1] == {}
    field.set_value(field.value())
    assert field.count() == 3


def test_rows_are_said_in_the_words_of_their_cells(field: RowsField) -> None:
    assert field.words_of(TWO) == "60, $120; Hot stone, 59"
    field.show_meanwhile(TWO)
    assert field.below() == "Changed meanwhile to “60, $120; Hot stone, 59”."
    field.show_meanwhile("")
    assert field.below() == "Emptied meanwhile."
    field.show_meanwhile(None)
    assert field.below() == ""


def test_rows_come_and_go_up_to_the_most(field: RowsField) -> None:
    add = presses(field)["Add service"]
    assert "Remove service 1" not in presses(field)
    add.click()
    add.click()
    assert field.count() == 3
    assert not add.isEnabled()
    assert any(one.text() == "No more than 3 fit here." for one in field.findChildren(QLabel) if one.isVisibleTo(field))
    field.add_row()
    assert field.count() == 3
    for at in range(3):
        field.cells(at)["minutes"].set_value(str(at))
    presses(field)["Remove service 2"].click()
    assert [one["minutes"] for one in field.rows()] == ["0", "2"]
    assert add.isEnabled()
    presses(field)["Remove service 1"].click()
    presses(field)["Remove service 1"].click()
    assert field.value() == ""
    assert field.count() == 1
    assert "Remove service 1" not in presses(field)


def test_more_rows_than_can_be_added_are_shown(field: RowsField) -> None:
    field.set_rows([one_row(minutes=str(at)) for at in range(5)])
    assert field.count() == 5
    assert not presses(field)["Add service"].isEnabled()
    field.remove_row(0)
    assert not presses(field)["Add service"].isEnabled()


def test_names_are_all_there_and_all_different(field: RowsField) -> None:
    field.set_rows([one_row(minutes="1"), one_row(minutes="2"), one_row(minutes="3")])
    field.remove_row(1)
    cells = [cell.box for at in range(field.count()) for cell in field.cells(at).values()]
    buttons = [made for made in field.findChildren(QPushButton) if not made.isHidden()]
    gone = [made for made in buttons if not made.isVisibleTo(field)]
    names = [one.accessibleName() for one in [*cells, *(made for made in buttons if made not in gone)]]
    assert all(names)
    assert len(names) == len(set(names)) == 2 * 8 + 2 * 2 + 1
    assert "Minutes, service 2" in names
    assert "Show details of service 2" in names


def labels(field: RowsField, at: int) -> list[str]:
    shown = []
    for cell in field.cells(at).values():
        buddies = [one for one in cell.findChildren(QLabel) if one.buddy() is cell.box and one.isVisibleTo(field)]
        shown += [one.text() for one in buddies]
    return shown


def test_labels_stand_above_the_first_row_alone(field: RowsField) -> None:
    first = ["Service", "Minutes", "Units", "Price"]
    field.set_rows([one_row(minutes="1"), one_row(minutes="2")])
    assert labels(field, 0) == first
    assert labels(field, 1) == []
    field.show_details(1, True)
    assert labels(field, 1) == ["From", "To", "Region", "Modifiers"]
    field.remove_row(0)
    assert labels(field, 0) == [*first, "From", "To", "Region", "Modifiers"]


def test_the_columns_of_all_rows_line_up(qtbot: QtBot, field: RowsField) -> None:
    field.resize(900, 400)
    field.set_rows([one_row(minutes="1"), one_row(modifiers="59"), one_row()])
    field.cells(1)["minutes"].show_problem("Averylongwordthatwouldneverfit in so narrow a column, and more of it.")
    with qtbot.waitExposed(field):
        field.show()
    left = [
        [cell.box.mapTo(field, cell.box.rect().topLeft()).x() for cell in field.cells(at).values()] for at in (0, 1)
    ]
    assert left[0][:4] == left[1][:4]
    # Modifiers begin where Units begin: the lines of a row stand on the same columns.
    assert left[1][7] == left[1][2]
    widths = [field.cells(at)[key].box.width() for at in range(3) for key in ("minutes", "units", "price")]
    assert max(widths) - min(widths) <= 1


def test_details_are_folded_until_there_is_something_in_them(field: RowsField) -> None:
    field.set_value(TWO)
    assert [field.cells(at)["modifiers"].isVisibleTo(field) for at in (0, 1)] == [False, True]
    presses(field)["Show details of service 1"].click()
    assert field.cells(0)["modifiers"].isVisibleTo(field)
    presses(field)["Hide details of service 1"].click()
    assert not field.cells(0)["modifiers"].isVisibleTo(field)


def test_rows_of_one_line_have_no_details(qtbot: QtBot) -> None:
    made = RowsField(
        "phones",
        "Phones",
        lambda: [[(TextField("number", "Number"), 2), (None, 1)]],
        add="Add phone",
        row_name=lambda number: f"phone {number}",
        most=9,
    )
    qtbot.addWidget(made)
    assert list(presses(made)) == ["Add phone"]


def form_with(qtbot: QtBot, field: RowsField) -> Form:
    form = Form(TextField("date", "Date"), field, NoteField("note", "Note"))
    qtbot.addWidget(form)
    with qtbot.waitActive(form):
        form.show()
        form.activateWindow()
    return form


def focused(form: QWidget) -> str:
    inside = form.focusWidget()
    return inside.accessibleName() if inside else ""


def test_problems_stand_at_the_very_cell(qtbot: QtBot) -> None:
    field = services_field()
    form = form_with(qtbot, field)
    field.set_value(TWO)
    homeless = form.show_problems(
        [
            Problem("services/0/modifiers", "Four at most."),
            Problem("services/1/minutes", "How long?"),
            Problem("services/1/minutes", "A second sentence at one place."),
            Problem("services", "Longer than the visit."),
            Problem("note", "Too long."),
            Problem("nowhere/0/minutes", "Homeless."),
        ]
    )
    assert homeless == ["Homeless."]
    assert focused(form) == "Modifiers, service 1"
    assert field.cells(0)["modifiers"].isVisibleTo(form)
    assert field.cells(0)["modifiers"].below() == "Four at most."
    assert field.cells(1)["minutes"].below() == "How long?"
    assert field.below() == "Longer than the visit."
    assert field.problem() == "Longer than the visit."
    # An edit forgives the cell and the whole, and leaves what is wrong at the others.
    field.cells(1)["minutes"].set_value("15")
    assert field.cells(1)["minutes"].below() == ""
    assert field.below() == ""
    assert field.problem() == field.cells(0)["modifiers"].problem() == "Four at most."
    form.show_problems(())
    assert field.problem() == ""
    assert field.cells(0)["modifiers"].below() == ""


@pytest.mark.parametrize(
    "path", ["services/7/minutes", "services/0/gone", "services/x", "services/-1/minutes", "services/"]
)
def test_a_problem_of_a_part_that_is_not_there_stands_at_the_field(qtbot: QtBot, path: str) -> None:
    field = services_field()
    form = form_with(qtbot, field)
    assert form.show_problems([Problem(path, "Wrong.")]) == []
    assert field.below() == "Wrong."
    assert focused(form) == "Service, service 1"


def test_a_fix_button_lands_on_the_cell_and_opens_its_details(qtbot: QtBot) -> None:
    field = services_field()
    form = form_with(qtbot, field)
    field.set_rows([one_row(minutes="1"), one_row(minutes="2")])
    form.go_to("services/1/from")
    assert focused(form) == "From, service 2"
    assert not field.cells(0)["from"].isVisibleTo(form)
    form.go_to("services/1/price")
    assert focused(form) == "Price, service 2"
    form.go_to("services")
    assert focused(form) == "Service, service 1"
    with pytest.raises(KeyError):
        form.go_to("nowhere")


def test_an_answer_to_an_edit_is_not_told_again(field: RowsField) -> None:
    heard: list[tuple[int, str]] = []

    def answer(at: int, key: str) -> None:
        heard.append((at, key))
        price = field.cells(at)["price"]
        price.set_value(price.value() + "1")
        field.cells(at)["service"].set_value("hot")

    field.row_changed.connect(answer)
    told = changes(field)
    field.add_row()
    field.cells(1)["minutes"].set_value("60")
    assert heard == [(1, "minutes")]
    assert [json.loads(value)[1] for value in told] == [one_row(service="hot", minutes="60", price="1")]


def test_an_answer_may_fill_all_rows_anew(field: RowsField) -> None:
    field.row_changed.connect(lambda at, key: field.set_rows([one_row(price="$1"), one_row(price="$2")]))
    told = changes(field)
    field.cells(0)["minutes"].set_value("60")
    assert len(told) == 1
    assert field.rows() == [one_row(price="$1"), one_row(price="$2")]


def test_rows_filled_by_program_are_told_of_once(field: RowsField) -> None:
    heard: list[Any] = []
    field.row_changed.connect(lambda *what: heard.append(what))
    told = changes(field)
    field.set_value(TWO)
    assert told == [TWO]
    field.set_value(TWO)
    field.add_row()
    field.set_value(TWO)
    assert told == [TWO]
    field.remove_row(1)
    assert len(told) == 2
    assert not heard


def test_a_person_adding_a_row_is_told_of(field: RowsField) -> None:
    added: list[int] = []
    field.row_added.connect(added.append)
    field.set_value(TWO)
    field.add_row()
    assert added == [2]


def test_notices_at_cells_stand_there(field: RowsField) -> None:
    field.cells(0)["service"].show_notice("No fee for this payer.")
    assert field.cells(0)["service"].below() == "No fee for this payer."
    assert field.problem() == ""


def test_a_sentence_has_the_room_to_the_end_of_the_row_and_is_folded_with_its_cell(
    qtbot: QtBot, field: RowsField
) -> None:
    words = "Minutes are a whole number, as “60”."
    field.resize(900, 400)
    with qtbot.waitExposed(field):
        field.show()
    field.cells(0)["minutes"].show_problem(words)
    field.cells(0)["from"].show_notice("Not needed for this payer.")
    shown = {one.text(): one for one in field.findChildren(QLabel)}
    qtbot.waitUntil(lambda: shown[words].width() > 2 * field.cells(0)["minutes"].width())
    assert not shown["Not needed for this payer."].isVisible()
    field.show_details(0, True)
    assert shown["Not needed for this payer."].isVisible()
    field.show_details(0, False)
    assert not shown["Not needed for this payer."].isVisible()


def test_what_is_said_at_the_first_cell_and_at_the_last_stands_close_below_both(qtbot: QtBot, field: RowsField) -> None:
    field.resize(900, 400)
    with qtbot.waitExposed(field):
        field.show()
    field.show_details(0, True)
    cells = field.cells(0)
    for key in ("from", "modifiers", "service", "minutes", "price"):
        cells[key].show_problem(f"Wrong {key}.")
    QApplication.processEvents()
    shown = {one.text(): one for one in field.findChildren(QLabel)}
    tops = {
        key: shown[f"Wrong {key}."].geometry().top() for key in ("from", "modifiers", "service", "minutes", "price")
    }
    assert tops["from"] == tops["modifiers"] and tops["service"] == tops["minutes"] == tops["price"]
    first, second = shown["Wrong from."].geometry(), shown["Wrong modifiers."].geometry()
    assert first.right() < second.left()
