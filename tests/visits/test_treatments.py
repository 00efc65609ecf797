"""A visit recorded with its note in one go, and a day's notes signed in one go: all of it, or nothing."""

from dataclasses import replace

import pytest
from factories import VISIT, new_case, new_service, new_visit, refused

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import ChangedSince, Refused
from clinic_desktop.visits.commands.notes import SignNotes, ToSign, WriteNote
from clinic_desktop.visits.commands.treatments import RecordTreatment, SignTreatment
from clinic_desktop.visits.commands.visits import ChangeVisit, RecordVisit
from clinic_desktop.visits.model import ServiceLine, TechniqueLine, VisitId, VisitNoteDraft
from clinic_desktop.visits.queries.notes import note_of
from clinic_desktop.visits.queries.visits import visit

NOTE = VisitNoteDraft("Neck is stiff", pain_before="5", techniques=(TechniqueLine("Stretching", "Neck", "60", "1"),))


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    new_service(clinic)
    return new_case(clinic)


def test_both_are_kept_and_undone_as_one(clinic: Clinic, case: CaseId) -> None:
    row = VisitId(clinic.do(RecordTreatment(RecordVisit(case, VISIT), NOTE)).row)
    found = note_of(clinic.read, row)
    assert found and (found.subjective, found.pain_before, found.signed_at) == ("Neck is stiff", 5, None)
    clinic.undo()
    assert not clinic.read.all("SELECT 1 FROM visits WHERE retired_at IS NULL")
    assert note_of(clinic.read, row) is None
    clinic.redo()
    assert visit(clinic.read, row).note == "written"


def test_nothing_written_is_no_note(clinic: Clinic, case: CaseId) -> None:
    row = VisitId(clinic.do(RecordTreatment(RecordVisit(case, VISIT), VisitNoteDraft())).row)
    assert visit(clinic.read, row).note == "none"


def test_a_slip_in_the_note_keeps_the_visit_back_too(clinic: Clinic, case: CaseId) -> None:
    slip = replace(NOTE, pain_after="twelve")
    assert refused(lambda: clinic.do(RecordTreatment(RecordVisit(case, VISIT), slip))) == ["pain_after"]
    late = replace(VISIT, date_of_service="12/24/2027")
    assert refused(lambda: clinic.do(RecordTreatment(RecordVisit(case, late), NOTE))) == ["date_of_service"]
    assert not clinic.read.all("SELECT 1 FROM visits")


def test_it_is_signed_in_the_same_go_and_stays(clinic: Clinic, case: CaseId) -> None:
    row = VisitId(clinic.do(SignTreatment(RecordVisit(case, VISIT), NOTE)).row)
    assert visit(clinic.read, row).note == "signed"
    assert not clinic.history.undoable
    short = replace(VISIT, date_of_service="11/21/2026", services=(ServiceLine("1", "45"),))
    assert refused(lambda: clinic.do(SignTreatment(RecordVisit(case, short), NOTE))) == ["techniques"]
    assert len(clinic.read.all("SELECT 1 FROM visits")) == 1


def test_a_planned_visit_is_recorded_with_the_note_that_it_had(clinic: Clinic, case: CaseId) -> None:
    row = new_visit(clinic, case, replace(VISIT, status="planned", date_of_service="today"))
    clinic.do(WriteNote(row, 0, VisitNoteDraft("Wants the neck done")))
    given = ChangeVisit(row, 1, replace(VISIT, date_of_service="today"))
    clinic.do(SignTreatment(given, NOTE, 1))
    found = note_of(clinic.read, row)
    assert found and found.subjective == "Neck is stiff"
    assert (visit(clinic.read, row).status, visit(clinic.read, row).note) == ("given", "signed")


def test_what_somebody_else_wrote_meanwhile_is_not_written_over(clinic: Clinic, case: CaseId) -> None:
    row = new_visit(clinic, case, replace(VISIT, status="planned", date_of_service="today"))
    given = ChangeVisit(row, 1, replace(VISIT, date_of_service="today"))
    clinic.do(WriteNote(row, 0, VisitNoteDraft("Took two aspirin")))
    for record in (RecordTreatment(given, NOTE), SignTreatment(given, NOTE)):
        with pytest.raises(ChangedSince):
            clinic.do(record)
    clinic.do(WriteNote(row, 1, VisitNoteDraft("Took three aspirin")))
    for record in (RecordTreatment(given, NOTE, 1), SignTreatment(given, NOTE, 1)):
        with pytest.raises(ChangedSince):
            clinic.do(record)
    found = note_of(clinic.read, row)
    assert found and found.subjective == "Took three aspirin"
    assert visit(clinic.read, row).status == "planned"


def test_a_note_that_was_emptied_is_empty(clinic: Clinic, case: CaseId) -> None:
    row = new_visit(clinic, case, replace(VISIT, status="planned", date_of_service="today"))
    clinic.do(WriteNote(row, 0, VisitNoteDraft("Of another client")))
    clinic.do(RecordTreatment(ChangeVisit(row, 1, replace(VISIT, date_of_service="today")), VisitNoteDraft(), 1))
    found = note_of(clinic.read, row)
    assert found and found.subjective == ""


def test_a_colleagues_visit_is_recorded_but_not_signed(colleague: Clinic, clinic: Clinic, case: CaseId) -> None:
    with pytest.raises(Refused, match="Only"):
        colleague.do(SignTreatment(RecordVisit(case, VISIT), NOTE))
    assert not clinic.read.all("SELECT 1 FROM visits")


def written(clinic: Clinic, case: CaseId, day: str, words: str = "Stiff") -> ToSign:
    row = new_visit(clinic, case, replace(VISIT, date_of_service=day))
    clinic.do(WriteNote(row, 0, VisitNoteDraft(words, pain_before="3")))
    return ToSign(row, 1, 1)


def sign_all(clinic: Clinic, *notes: ToSign) -> None:
    clinic.do(SignNotes(notes))


def test_the_notes_of_a_day_are_signed_as_they_are_written(clinic: Clinic, case: CaseId) -> None:
    notes = [written(clinic, case, f"11/{day}/2026", f"Day {day}") for day in (16, 17, 18)]
    sign_all(clinic, *notes)
    for one, day in zip(notes, (16, 17, 18), strict=True):
        found = note_of(clinic.read, VisitId(one.visit))
        assert found and found.signed_at and (found.subjective, found.pain_before) == (f"Day {day}", 3)
    assert not clinic.history.undoable


def test_one_that_cannot_be_signed_keeps_all_back(clinic: Clinic, case: CaseId) -> None:
    good, bare = (
        written(clinic, case, "11/16/2026"),
        new_visit(clinic, case, replace(VISIT, date_of_service="11/17/2026")),
    )
    with pytest.raises(Refused, match="Nothing is written yet"):
        sign_all(clinic, good, ToSign(bare, 1, 0))
    changed = written(clinic, case, "11/18/2026")
    clinic.do(WriteNote(changed.visit, 1, VisitNoteDraft("Changed")))
    with pytest.raises(ChangedSince):
        sign_all(clinic, good, changed)
    assert visit(clinic.read, VisitId(good.visit)).note == "written"
