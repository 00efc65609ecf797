"""What is typed in a hurry is taken as it was meant, kept once, and named at once where it cannot be."""

from dataclasses import replace

import pytest
from factories import VISIT, new_case, new_service, new_visit, refused, signing
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import Refused
from clinic_desktop.values.dates import printed
from clinic_desktop.visits.commands.notes import WriteNote
from clinic_desktop.visits.commands.treatments import RecordTreatment
from clinic_desktop.visits.commands.visits import RecordVisit
from clinic_desktop.visits.model import TechniqueLine, VisitId, VisitNoteDraft
from clinic_desktop.visits.queries.signing import notes_to_sign
from clinic_desktop.visits.queries.visits import visit
from ui.kit.editor import Editor
from ui.kit.fields import ChoiceField, NoteField
from ui.session import Session
from ui.visits.editor import visit_editor

HANDS = Qt.KeyboardModifier
SIGN = HANDS.ControlModifier | HANDS.ShiftModifier
WHERE = "Type where it was given: a payer reads the minutes by region."


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    """A case with one visit and its note."""
    new_service(clinic)
    case = new_case(clinic)
    last = (TechniqueLine("Stretching", "Neck", "60", "1"),)
    clinic.do(WriteNote(new_visit(clinic, case), 0, VisitNoteDraft("Stiff", "Tone 3 of 4", techniques=last)))
    return case


@pytest.fixture
def saved() -> list[int]:
    """The rows that were saved by `sheet`."""
    return []


@pytest.fixture
def sheet(qtbot: QtBot, clinic: Clinic, case: CaseId, saved: list[int]) -> Editor:
    """The form of a new visit of today, its note begun."""
    editor = visit_editor(Session(clinic), case, None, saved.append)
    qtbot.addWidget(editor)
    editor.show()
    editor.activateWindow()
    qtbot.waitUntil(editor.isActiveWindow)
    editor.form.fields["date_of_service"].set_value(printed(clinic.clock.today()))
    editor.form.fields["subjective"].set_value("Better")
    return editor


def test_now_is_the_time_also_where_a_key_signs_at_once(
    qtbot: QtBot, clinic: Clinic, sheet: Editor, saved: list[int]
) -> None:
    sheet.form.fields["starts_at"].set_value("0:30")
    ends = sheet.form.fields["ends_at"]
    ends.box.setFocus()
    qtbot.keyClicks(ends.box, "n")
    qtbot.keyClick(ends.box, Qt.Key.Key_Return, SIGN)
    assert ends.problem() == ""
    found = visit(clinic.read, VisitId(saved[0]))
    assert (found.ends_at, found.note) == (f"{clinic.clock.now().astimezone():%H:%M}", "signed")


def test_a_key_held_too_long_records_and_signs_once(
    qtbot: QtBot, clinic: Clinic, sheet: Editor, saved: list[int]
) -> None:
    for _ in range(3):
        qtbot.keyClick(sheet.form.fields["subjective"].box, Qt.Key.Key_Return, SIGN)
    assert len(saved) == len(clinic.read.all("SELECT 1 FROM visits WHERE date_of_service = '2026-11-24'")) == 1


def test_the_words_of_last_time_are_taken_once_and_ctrl_z_gives_them_back(qtbot: QtBot, sheet: Editor) -> None:
    found = sheet.form.fields["objective"]
    assert isinstance(found, NoteField)
    found.box.setFocus()
    qtbot.keyClicks(found.box, "Softer. ")
    for _ in range(2):
        qtbot.keyClick(found.box, Qt.Key.Key_D, HANDS.ControlModifier)
    assert found.value() == "Softer.\nTone 3 of 4"
    # One types on behind them.
    qtbot.keyClicks(found.box, "!")
    assert found.value().endswith("4!")
    for _ in range(2):
        qtbot.keyClick(found.box, Qt.Key.Key_Z, HANDS.ControlModifier)
    assert found.value() == "Softer. "


def test_a_finding_is_taken_back_by_ctrl_z(qtbot: QtBot, sheet: Editor) -> None:
    found, line = sheet.form.fields["objective"], sheet.form.fields["finding"]
    assert isinstance(found, NoteField)
    found.set_value("王 🙂 calm")
    line.box.setFocus()
    qtbot.keyClicks(line.box, "r ut 3/2 tp")
    qtbot.keyClick(line.box, Qt.Key.Key_Return)
    assert found.value().startswith("王 🙂 calm\nUpper trapezius, right")
    found.box.setFocus()
    qtbot.keyClick(found.box, Qt.Key.Key_Z, HANDS.ControlModifier)
    assert found.value() == "王 🙂 calm"


def test_a_client_who_is_with_somebody_else_then_is_said(clinic: Clinic, colleague: Clinic, sheet: Editor) -> None:
    case = int(sheet.form.values()["case"])
    new_visit(clinic, CaseId(case), replace(VISIT, date_of_service="11/24/2026", starts_at="9:00", ends_at="10:30"))
    for name, typed in (("starts_at", "10:00"), ("ends_at", "11:00")):
        sheet.form.fields[name].set_value(typed)
    therapist = sheet.form.fields["therapist"]
    assert therapist.below() == "The therapist gives another visit then."
    other = next(one["id"] for one in colleague.read.all("SELECT id FROM therapists WHERE id <> 1"))
    assert isinstance(therapist, ChoiceField)
    therapist.box.addItem("Bo Lund", str(other))
    therapist.set_value(str(other))
    assert therapist.below() == "The client is with another therapist then."
    sheet.form.fields["starts_at"].set_value("10:30")
    assert therapist.below() == ""


def test_slips_of_the_visit_and_of_its_note_are_named_at_once(clinic: Clinic, case: CaseId) -> None:
    late = replace(VISIT, date_of_service="12/24/2027", starts_at="10:00", ends_at="9:00")
    slips = VisitNoteDraft("Stiff", pain_before="11", techniques=(TechniqueLine("", "Neck", "", "1"),))
    named = ["date_of_service", "ends_at", "pain_before", "techniques/0/technique", "techniques/0/minutes"]
    assert refused(lambda: clinic.do(RecordTreatment(RecordVisit(case, late), slips))) == named


def test_a_note_of_letters_that_nobody_sees_is_not_signed(clinic: Clinic, case: CaseId) -> None:
    row = new_visit(clinic, case, replace(VISIT, date_of_service="11/23/2026"))
    unseen = VisitNoteDraft("\u200b", "\u2060 \ufeff")
    clinic.do(WriteNote(row, 0, unseen))
    (waits,) = (one for one in notes_to_sign(clinic.read, 1, clinic.clock.today()) if one.visit.visit.id == row)
    assert waits.trouble.startswith("Nothing is written yet.")
    assert refused(lambda: clinic.do(signing(clinic, row, unseen, 1))) == ["subjective"]


def test_a_technique_without_its_region_is_written_but_not_signed(clinic: Clinic, case: CaseId) -> None:
    row = new_visit(clinic, case, replace(VISIT, date_of_service="11/23/2026"))
    lines = (TechniqueLine("Stretching", "Neck", "40", "1"), TechniqueLine("Cupping", "\u200b", "20", "1"))
    draft = VisitNoteDraft("Stiff", techniques=lines)
    clinic.do(WriteNote(row, 0, draft))
    (waits,) = (one for one in notes_to_sign(clinic.read, 1, clinic.clock.today()) if one.visit.visit.id == row)
    assert waits.trouble == "A technique does not say where it was given. Type its region, then sign."
    with pytest.raises(Refused) as answer:
        clinic.do(signing(clinic, row, draft, 1))
    assert [(one.field, one.words) for one in answer.value.problems] == [("techniques/1/region", WHERE)]
