"""What somebody typed into a note and did not save yet is there again, whatever happened meanwhile."""

from dataclasses import replace

import pytest
from factories import SERVICE, VISIT, new_case, new_service, new_visit, signing
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.practice.commands import RetireService
from clinic_desktop.visits.commands.notes import WriteNote
from clinic_desktop.visits.commands.visits import ChangeVisit, RetireVisit
from clinic_desktop.visits.model import ServiceLine, TechniqueLine, VisitId, VisitNoteDraft
from clinic_desktop.visits.queries.notes import note_of
from clinic_desktop.visits.queries.visits import visit
from ui.kit.editor import Editor
from ui.kit.rows_field import RowsField
from ui.session import Session
from ui.visits.editor import visit_editor
from ui.visits.note import note_editor

PLANNED = replace(VISIT, status="planned", date_of_service="today")


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    new_service(clinic)
    return new_case(clinic)


@pytest.fixture
def planned(clinic: Clinic, case: CaseId) -> VisitId:
    """A visit of today that was planned."""
    return new_visit(clinic, case, PLANNED)


def visit_form(qtbot: QtBot, clinic: Clinic, row: VisitId, status: str = "") -> Editor:
    found = visit(clinic.read, row)
    editor = visit_editor(Session(clinic), found.case, found, lambda _: None, status=status)
    qtbot.addWidget(editor)
    return editor


def note_form(qtbot: QtBot, clinic: Clinic, row: VisitId) -> Editor:
    editor = note_editor(Session(clinic), visit(clinic.read, row), lambda _: None)
    qtbot.addWidget(editor)
    return editor


def press(editor: Editor, words: str) -> None:
    (found,) = (one for one in editor.findChildren(QPushButton) if one.text() == words)
    found.click()


def half_written(qtbot: QtBot, clinic: Clinic, row: VisitId) -> None:
    """The visit is being recorded, and then the program is locked."""
    editor = visit_form(qtbot, clinic, row, "given")
    editor.form.fields["subjective"].set_value("Slept badly, numb hand")
    editor.form.fields["pain_before"].set_value("7")
    editor.form.let_go()


def test_a_note_that_changed_meanwhile_stands_beside_what_was_typed(
    qtbot: QtBot, clinic: Clinic, planned: VisitId
) -> None:
    clinic.do(WriteNote(planned, 0, VisitNoteDraft("Wants the neck done")))
    editor = visit_form(qtbot, clinic, planned, "given")
    editor.form.fields["objective"].set_value("Tone 3")
    clinic.do(WriteNote(planned, 1, VisitNoteDraft("Wants the neck done, took aspirin")))
    assert not editor.save()
    press(editor, "Show what is there now")
    fields = editor.form.fields
    assert (fields["subjective"].value(), fields["objective"].value()) == (
        "Wants the neck done, took aspirin",
        "Tone 3",
    )
    assert editor.save()
    found = note_of(clinic.read, planned)
    assert found and (found.subjective, found.objective) == ("Wants the neck done, took aspirin", "Tone 3")


def test_it_waits_where_the_visit_is_recorded(qtbot: QtBot, clinic: Clinic, planned: VisitId) -> None:
    half_written(qtbot, clinic, planned)
    # Somebody only looks at when it is planned, or moves it.
    other = visit_form(qtbot, clinic, planned)
    assert "subjective" not in other.form.fields
    other.form.fields["starts_at"].set_value("2p")
    other.form.let_go()
    other = visit_form(qtbot, clinic, planned)
    other.form.fields["ends_at"].set_value("3p")
    assert other.save()
    again = visit_form(qtbot, clinic, planned, "given")
    assert again.form.fields["subjective"].value() == "Slept badly, numb hand"
    assert again.form.fields["starts_at"].value() == "2:00 PM"
    assert again.save()
    found = note_of(clinic.read, planned)
    assert found and (found.subjective, found.pain_before) == ("Slept badly, numb hand", 7)
    assert not clinic.drafts.names("")


def test_it_waits_in_the_note_once_somebody_else_recorded_the_visit(
    qtbot: QtBot, clinic: Clinic, planned: VisitId
) -> None:
    half_written(qtbot, clinic, planned)
    clinic.drafts.keep(f"note:{planned}", {"subjective": ["Wants the neck done", ""]})
    clinic.do(ChangeVisit(planned, 1, replace(PLANNED, status="given")))
    assert "subjective" not in visit_form(qtbot, clinic, planned).form.fields
    editor = note_form(qtbot, clinic, planned)
    assert editor.form.fields["subjective"].value() == "Wants the neck done\nSlept badly, numb hand"
    assert editor.form.fields["pain_before"].value() == "7"
    assert editor.save()
    assert not clinic.drafts.names(f"note:{planned}")


def test_it_waits_while_the_visit_is_taken_away_and_brought_back(
    qtbot: QtBot, clinic: Clinic, planned: VisitId
) -> None:
    from ui.editing import forget_drafts_of_gone

    session = Session(clinic)
    clinic.hear(lambda changes: forget_drafts_of_gone(session, changes))
    half_written(qtbot, clinic, planned)
    clinic.do(RetireVisit(planned, 1))
    clinic.undo()
    assert visit_form(qtbot, clinic, planned, "given").form.fields["pain_before"].value() == "7"


def test_it_waits_in_an_addendum_once_the_note_is_signed(qtbot: QtBot, clinic: Clinic, case: CaseId) -> None:
    row = new_visit(clinic, case)
    editor = note_form(qtbot, clinic, row)
    for name, typed in (("subjective", "Numb hand"), ("plan", "Same again"), ("pain_after", "3")):
        editor.form.fields[name].set_value(typed)
    editor.form.let_go()
    clinic.do(signing(clinic, row, VisitNoteDraft("Neck is stiff", plan="Same again")))
    for _ in range(2):
        editor = note_form(qtbot, clinic, row)
        assert editor.form.fields["words"].value() == "Pain after: 3\nNumb hand"
        assert "not saved yet" in editor.banner.words()
    assert editor.save()
    found = note_of(clinic.read, row)
    assert found and found.subjective == "Neck is stiff"
    assert clinic.read.one("SELECT words FROM addenda")["words"] == "Pain after: 3\nNumb hand"
    assert note_form(qtbot, clinic, row).form.fields["words"].value() == ""


def test_it_waits_where_the_visit_is_only_planned_after_all(
    qtbot: QtBot, clinic: Clinic, case: CaseId, planned: VisitId
) -> None:
    saved: list[int] = []
    new = visit_editor(Session(clinic), case, None, saved.append)
    qtbot.addWidget(new)
    for editor in (new, visit_form(qtbot, clinic, planned, "given")):
        editor.form.fields["subjective"].set_value("Wants the neck done")
        editor.form.fields["status"].set_value("planned")
        editor.form.fields["date_of_service"].set_value("tomorrow" if editor is new else "today")
        editor.form.fields["services"].set_value('[{"service": "1", "minutes": "60"}]')
        assert editor.save()
    for row in (VisitId(saved[0]), planned):
        assert note_of(clinic.read, row) is None
        assert visit_form(qtbot, clinic, row, "given").form.fields["subjective"].value() == "Wants the neck done"


def test_techniques_of_a_service_that_left_the_list_are_no_note_either(
    qtbot: QtBot, clinic: Clinic, case: CaseId
) -> None:
    new_service(clinic, replace(SERVICE, name="Cupping"))
    row = new_visit(clinic, case, replace(VISIT, services=(ServiceLine("2", "60"),)))
    clinic.do(WriteNote(row, 0, VisitNoteDraft("Better", techniques=(TechniqueLine("Cupping", "Neck", "60", "2"),))))
    clinic.do(RetireService(2, 1))
    saved: list[int] = []
    editor = visit_editor(Session(clinic), case, None, saved.append)
    qtbot.addWidget(editor)
    services = editor.form.fields["services"]
    assert isinstance(services, RowsField)
    services.cells(0)["service"].set_value("1")
    editor.form.fields["date_of_service"].set_value("today")
    assert editor.save()
    assert visit(clinic.read, VisitId(saved[0])).note == "none"
