"""A form that is refused goes to the topmost of what is wrong, whatever was found first."""

import pytest
from pytestqt.qtbot import QtBot
from services_field import one_row, services_field

from clinic_desktop.values.problems import Problem
from ui.kit.fields import NoteField, TextField
from ui.kit.form import Form


@pytest.mark.parametrize(
    ("said", "lands"),
    [
        (("note", "date"), "Date"),
        (("note", "services/1/minutes"), "Minutes, service 2"),
        (("services/1/minutes", "services/0/modifiers", "services/0/minutes"), "Minutes, service 1"),
        (("services", "services/1/minutes"), "Minutes, service 2"),
        (("nowhere", "note", "services"), "Service, service 1"),
    ],
)
def test_one_lands_on_the_topmost_of_what_is_wrong(qtbot: QtBot, said: tuple[str, ...], lands: str) -> None:
    field = services_field()
    form = Form(TextField("date", "Date"), field, NoteField("note", "Note"))
    qtbot.addWidget(form)
    with qtbot.waitActive(form):
        form.show()
        form.activateWindow()
    field.set_rows([one_row(minutes="60"), one_row(service="hot")])
    form.show_problems([Problem(path, "Wrong.") for path in said])
    inside = form.focusWidget()
    assert inside and inside.accessibleName() == lands
