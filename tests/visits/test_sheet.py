"""A visit recorded with its note in one form: what is carried forward, the keys, and what Save and sign does."""

import json
from dataclasses import replace

import pytest
from factories import VISIT, new_case, new_service, new_visit
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.intake.commands.flags import RaiseFlag
from clinic_desktop.intake.model.flags import FlagDraft
from clinic_desktop.phrases.commands import AddPhrase
from clinic_desktop.phrases.model import PhraseDraft
from clinic_desktop.visits.commands.notes import WriteNote
from clinic_desktop.visits.model import ServiceLine, TechniqueLine, VisitId, VisitNoteDraft
from clinic_desktop.visits.queries.notes import note_of
from clinic_desktop.visits.queries.visits import visit
from ui.kit.editor import Editor
from ui.kit.fields import NoteField
from ui.kit.rows_field import RowsField
from ui.kit.text import Text
from ui.session import Session
from ui.visits.editor import visit_editor

LAST = VisitNoteDraft(
    *("Stiff on waking", "Tone 3 of 4", "Eased", "Again in a week"),
    pain_before="6",
    pain_after="2",
    techniques=(TechniqueLine("Stretching", "Neck", "20", "1"), TechniqueLine("Cupping", "Low back", "40", "1")),
)
HANDS = Qt.KeyboardModifier
TODAY = "11/24/2026"


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    """A case with one visit and its note."""
    new_service(clinic)
    case = new_case(clinic)
    row = new_visit(clinic, case)
    clinic.do(WriteNote(row, 0, LAST))
    return case


class Sheet:
    """The form of a visit that is shown, and the rows that were saved with it."""

    def __init__(
        self, qtbot: QtBot, clinic: Clinic, case: CaseId, row: VisitId | None = None, status: str = ""
    ) -> None:
        self.clinic, self.saved = clinic, list[int]()
        found = visit(clinic.read, VisitId(row)) if row else None
        self.editor: Editor = visit_editor(Session(clinic), case, found, self.saved.append, status=status)
        qtbot.addWidget(self.editor)
        self.editor.resize(1100, 900)
        self.editor.show()
        self.editor.activateWindow()
        qtbot.waitUntil(self.editor.isActiveWindow)
        self.fields = self.editor.form.fields

    def rows(self, name: str) -> list[dict[str, str]]:
        found = self.fields[name]
        assert isinstance(found, RowsField)
        return found.rows()

    def button(self, words: str) -> QPushButton:
        (found,) = (one for one in self.editor.findChildren(QPushButton) if one.text() == words)
        return found

    def note(self) -> tuple[str, int | None, bool]:
        found = note_of(self.clinic.read, VisitId(self.saved[0]))
        return (found.subjective, found.pain_before, bool(found.signed_at)) if found else ("", None, False)


def test_what_was_done_is_carried_forward_and_what_was_written_stands_beside(
    qtbot: QtBot, clinic: Clinic, case: CaseId
) -> None:
    sheet = Sheet(qtbot, clinic, case)
    assert [(one["technique"], one["minutes"]) for one in sheet.rows("techniques")] == [
        ("Stretching", "20"),
        ("Cupping", "40"),
    ]
    assert sheet.rows("services")[0]["minutes"] == "60"
    for name in ("subjective", "objective", "assessment", "plan", "pain_before"):
        assert sheet.fields[name].value() == ""
    assert sheet.fields["subjective"].below() == "20 Nov 2026: Stiff on waking (Ctrl+D takes it)"
    assert sheet.fields["pain_before"].below() == "0 to 10. Last time 6."
    assert sheet.fields["pain_after"].below() == "0 to 10. Last time 2."


def test_what_was_carried_forward_alone_is_no_note(qtbot: QtBot, clinic: Clinic, case: CaseId) -> None:
    sheet = Sheet(qtbot, clinic, case)
    sheet.fields["date_of_service"].set_value(TODAY)
    assert sheet.editor.save()
    assert visit(clinic.read, VisitId(sheet.saved[0])).note == "none"


def test_a_key_takes_the_words_of_last_time(qtbot: QtBot, clinic: Clinic, case: CaseId) -> None:
    sheet = Sheet(qtbot, clinic, case)
    box = sheet.fields["objective"]
    assert isinstance(box, NoteField)
    qtbot.keyClick(sheet.editor, Qt.Key.Key_2, HANDS.AltModifier)
    assert QApplication.focusWidget() is box.box
    qtbot.keyClicks(box.box, "Softer.")
    qtbot.keyClick(box.box, Qt.Key.Key_D, HANDS.ControlModifier)
    assert box.value() == "Softer.\nTone 3 of 4"
    qtbot.keyClicks(box.box, ", left.")
    assert box.value() == "Softer.\nTone 3 of 4, left."
    assert sheet.fields["subjective"].value() == ""


def test_a_key_takes_the_whole_note_of_last_time_but_the_pain(qtbot: QtBot, clinic: Clinic, case: CaseId) -> None:
    sheet = Sheet(qtbot, clinic, case)
    sheet.fields["subjective"].set_value("Slept well.")
    for _ in range(2):
        qtbot.keyClick(sheet.editor, Qt.Key.Key_D, HANDS.ControlModifier | HANDS.ShiftModifier)
    assert {part: sheet.fields[part].value() for part in ("subjective", "objective", "assessment", "plan")} == {
        "subjective": "Slept well.\nStiff on waking",
        "objective": "Tone 3 of 4",
        "assessment": "Eased",
        "plan": "Again in a week",
    }
    assert (sheet.fields["pain_before"].value(), sheet.fields["pain_after"].value()) == ("", "")
    assert [one["technique"] for one in sheet.rows("techniques")] == ["Stretching", "Cupping"]


def test_a_planned_visit_takes_the_techniques_of_last_time_by_the_same_key(
    qtbot: QtBot, clinic: Clinic, case: CaseId
) -> None:
    planned = new_visit(clinic, case, replace(VISIT, status="planned", date_of_service=TODAY))
    sheet = Sheet(qtbot, clinic, case, planned, "given")
    assert not any(one["technique"] for one in sheet.rows("techniques"))
    sheet.button("Same as last time").click()
    assert [one["technique"] for one in sheet.rows("techniques")] == ["Stretching", "Cupping"]


def test_what_is_only_planned_takes_nothing(qtbot: QtBot, clinic: Clinic, case: CaseId) -> None:
    sheet = Sheet(qtbot, clinic, case, status="planned")
    assert not [one for one in sheet.editor.findChildren(QPushButton) if one.text() == "Same as last time"]


def test_services_follow_the_techniques(qtbot: QtBot, clinic: Clinic, case: CaseId) -> None:
    sheet = Sheet(qtbot, clinic, case)
    techniques = sheet.fields["techniques"]
    assert isinstance(techniques, RowsField)
    techniques.cells(1)["minutes"].set_value("25")
    assert (sheet.rows("services")[0]["minutes"], sheet.rows("services")[0]["region"]) == ("45", "Neck, Low back")
    techniques.add_row()
    techniques.cells(2)["technique"].set_value("Heat")
    # A new one is part of the same service as the one above it.
    assert techniques.cells(2)["service"].value() == "1"
    techniques.cells(2)["minutes"].set_value("5")
    assert sheet.rows("services")[0]["minutes"] == "50"
    assert "50 minutes" in sheet.fields["charge"].below()


def test_it_is_saved_and_signed_by_one_key(qtbot: QtBot, clinic: Clinic, case: CaseId) -> None:
    sheet = Sheet(qtbot, clinic, case)
    sheet.fields["date_of_service"].set_value(TODAY)
    sheet.fields["subjective"].set_value("Better")
    sheet.fields["pain_before"].set_value("4")
    qtbot.keyClick(sheet.fields["subjective"].box, Qt.Key.Key_Return, HANDS.ControlModifier | HANDS.ShiftModifier)
    assert sheet.note() == ("Better", 4, True)
    assert clinic.drafts.kept(f"visit:new:{case}") is None


def test_what_keeps_it_from_being_signed_is_said_and_nothing_is_lost(
    qtbot: QtBot, clinic: Clinic, case: CaseId
) -> None:
    sheet = Sheet(qtbot, clinic, case)
    sheet.fields["date_of_service"].set_value(TODAY)
    sheet.button("Save and sign").click()
    assert sheet.fields["subjective"].problem() == "Nothing is written yet. Write the note, then sign it."
    sheet.fields["subjective"].set_value("Better")
    services = sheet.fields["services"]
    assert isinstance(services, RowsField)
    services.cells(0)["minutes"].set_value("45")
    sheet.button("Save and sign").click()
    assert "Make the two agree" in sheet.fields["techniques"].problem()
    assert not sheet.saved
    assert sheet.fields["subjective"].value() == "Better"
    assert len(clinic.read.all("SELECT 1 FROM visits")) == 1


def test_a_visit_that_is_planned_has_no_note_to_write(qtbot: QtBot, clinic: Clinic, case: CaseId) -> None:
    sheet = Sheet(qtbot, clinic, case)
    sheet.fields["subjective"].set_value("Typed before it was planned")
    sheet.fields["status"].set_value("planned")
    assert not sheet.fields["subjective"].isVisible()
    assert not sheet.button("Save and sign").isVisible()
    sheet.fields["date_of_service"].set_value("12/1/2026")
    assert sheet.editor.save()
    assert visit(clinic.read, VisitId(sheet.saved[0])).note == "none"
    assert "subjective" not in Sheet(qtbot, clinic, case, status="planned").fields


def test_a_planned_visit_that_is_recorded_brings_its_note(qtbot: QtBot, clinic: Clinic, case: CaseId) -> None:
    draft = replace(VISIT, status="planned", date_of_service="today", services=(ServiceLine("1", "30"),))
    row = new_visit(clinic, case, draft)
    clinic.do(WriteNote(row, 0, VisitNoteDraft("Wants the neck done")))
    sheet = Sheet(qtbot, clinic, case, row, "given")
    assert sheet.fields["subjective"].value() == "Wants the neck done"
    # Its own services were planned: the techniques of last time are not put over them.
    assert sheet.rows("techniques") == []
    assert sheet.rows("services")[0]["minutes"] == "30"
    sheet.button("Save and sign").click()
    assert sheet.note() == ("Wants the neck done", None, True)


def test_only_its_therapist_signs(qtbot: QtBot, colleague: Clinic, case: CaseId) -> None:
    sheet = Sheet(qtbot, colleague, case)
    assert sheet.button("Save and sign").isEnabled()
    sheet.fields["therapist"].set_value("1")
    assert not sheet.button("Save and sign").isEnabled()


def test_now_is_the_time_on_the_wall(qtbot: QtBot, clinic: Clinic, case: CaseId) -> None:
    sheet = Sheet(qtbot, clinic, case)
    wall = clinic.clock.now().astimezone()
    for name, typed in (("starts_at", "n"), ("ends_at", " Now ")):
        box = sheet.fields[name].box
        box.setFocus()
        sheet.fields[name].set_value(typed)
        qtbot.keyClick(box, Qt.Key.Key_Tab)
        shown = sheet.fields[name].value()
        assert shown.endswith(f"{wall:%M} {'AM' if wall.hour < 12 else 'PM'}")


def test_a_phrase_stands_in_for_its_shortcut(qtbot: QtBot, clinic: Clinic, case: CaseId) -> None:
    clinic.do(AddPhrase(PhraseDraft("ok", "Tolerated well.")))
    sheet = Sheet(qtbot, clinic, case)
    qtbot.keyClicks(sheet.fields["assessment"].box, ".OK ")
    assert sheet.fields["assessment"].value() == "Tolerated well. "


def test_a_draft_of_it_comes_back_whole(qtbot: QtBot, clinic: Clinic, case: CaseId) -> None:
    sheet = Sheet(qtbot, clinic, case)
    sheet.fields["subjective"].set_value("Half writ")
    techniques = sheet.fields["techniques"]
    assert isinstance(techniques, RowsField)
    techniques.cells(0)["minutes"].set_value("35")
    assert sheet.editor.form.keep_draft()
    again = Sheet(qtbot, clinic, case)
    assert again.fields["subjective"].value() == "Half writ"
    assert [one["minutes"] for one in again.rows("techniques")] == ["35", "40"]
    assert again.rows("services")[0]["minutes"] == "75"
    assert json.loads(again.fields["services"].value())[0]["region"] == "Neck, Low back"


def test_a_finding_is_written_out_by_enter_and_never_lost(qtbot: QtBot, clinic: Clinic, case: CaseId) -> None:
    sheet = Sheet(qtbot, clinic, case)
    line, objective = sheet.fields["finding"], sheet.fields["objective"]
    qtbot.keyClicks(line.box, "r ut 3/2 tp")
    qtbot.keyClick(line.box, Qt.Key.Key_Return)
    assert objective.value() == "Upper trapezius, right: tone 3, tenderness 2, trigger points."
    assert line.value() == ""
    assert not sheet.saved
    qtbot.keyClicks(line.box, "gm 9")
    qtbot.keyClick(line.box, Qt.Key.Key_Return)
    assert line.problem()
    assert line.value() == "gm 9"
    line.set_value("l lev 2")
    sheet.fields["subjective"].set_value("Better")
    sheet.fields["date_of_service"].set_value(TODAY)
    assert sheet.editor.save()
    found = note_of(clinic.read, VisitId(sheet.saved[0]))
    assert found
    assert found.objective.splitlines()[1] == "Levator scapulae, left: tone 2."


def test_an_open_flag_stands_above_and_is_noted_by_one_key(qtbot: QtBot, clinic: Clinic, case: CaseId) -> None:
    client = clinic.read.one("SELECT client_id FROM cases WHERE id = ?", case)["client_id"]
    clinic.do(RaiseFlag(client, FlagDraft(key="pregnancy", found_on="11/1/2026", modification="side-lying")))
    sheet = Sheet(qtbot, clinic, case)
    assert any("To mind: " in one.text() for one in sheet.editor.findChildren(Text))
    sheet.fields["objective"].set_value("Calm.")
    for _ in range(2):
        qtbot.keyClick(sheet.fields["objective"].box, Qt.Key.Key_M, HANDS.ControlModifier)
    (first, noted) = sheet.fields["objective"].value().splitlines()
    assert first == "Calm."
    assert noted.startswith("Pregnan")
    assert noted.endswith(": side-lying")
