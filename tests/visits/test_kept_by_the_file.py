"""What the file itself keeps of visits and of what was signed: from an undo elsewhere, and from a hand that is no
command."""

from dataclasses import replace

import pytest
from factories import VISIT, new_case, new_service, new_visit, signing

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import ChangedSince
from clinic_desktop.store.connection import driver
from clinic_desktop.visits.commands.notes import WriteNote
from clinic_desktop.visits.commands.visits import ChangeVisit, RecordVisit, RetireVisit
from clinic_desktop.visits.model import VisitId, VisitNoteDraft


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    new_service(clinic)
    return new_case(clinic)


@pytest.fixture
def row(clinic: Clinic, case: CaseId) -> VisitId:
    return new_visit(clinic, case)


def live(clinic: Clinic) -> list[int]:
    return [one["id"] for one in clinic.read.all("SELECT id FROM visits WHERE retired_at IS NULL")]


def test_an_undo_brings_no_visit_back_that_was_recorded_again(
    clinic: Clinic, colleague: Clinic, case: CaseId, row: VisitId
) -> None:
    clinic.do(RetireVisit(row, 1))
    again = colleague.do(RecordVisit(case, VISIT)).row
    with pytest.raises(ChangedSince, match="stands in its place"):
        clinic.undo()
    assert live(clinic) == [again]


def test_an_undo_puts_no_visit_back_to_a_time_that_was_recorded_again(
    clinic: Clinic, colleague: Clinic, case: CaseId, row: VisitId
) -> None:
    clinic.do(ChangeVisit(row, 1, replace(VISIT, date_of_service="11/19/2026")))
    colleague.do(RecordVisit(case, VISIT))
    with pytest.raises(ChangedSince, match="stands in its place"):
        clinic.undo()
    # Beside it, told apart by the times of both, is another visit.
    clinic.do(ChangeVisit(row, 2, replace(VISIT, date_of_service="11/19/2026", starts_at="9", ends_at="10")))
    timed = replace(VISIT, date_of_service="11/19/2026", starts_at="11", ends_at="12")
    colleague.do(RecordVisit(case, timed))
    clinic.do(ChangeVisit(row, 3, replace(timed, starts_at="10", ends_at="11")))
    assert len(live(clinic)) == 3


@pytest.mark.parametrize(
    ("sql", "why"),
    [
        ("DELETE FROM visits", "nothing clinical is deleted"),
        ("DELETE FROM visit_services", "nothing clinical is deleted"),
        ("DELETE FROM visit_notes", "nothing clinical is deleted"),
        ("REPLACE INTO visit_notes (id, version, visit_id) VALUES (1, 1, 1)", "nothing clinical is deleted"),
        ("UPDATE visit_notes SET plan = 'x' WHERE signed_at <> ''", "a signed note is never changed"),
        ("UPDATE visit_notes SET signed_at = '', version = 9 WHERE id = 1", "a signed note is never changed"),
        ("UPDATE visits SET signed_at = '' WHERE id = 1", "a signature stays"),
        ("UPDATE visits SET retired_at = '2026-11-24' WHERE id = 1", "a visit with a signed note stays"),
        (
            "INSERT INTO addenda (version, note_id, words, written_at, written_by, author)"
            " VALUES (1, 2, 'x', '2026-11-24', 1, 'Maya Ortiz')",
            "an addendum is to a signed note",
        ),
    ],
)
def test_a_hand_that_is_no_command_changes_nothing_of_it(
    clinic: Clinic, case: CaseId, row: VisitId, sql: str, why: str
) -> None:
    clinic.do(signing(clinic, row, VisitNoteDraft("Stiff")))
    clinic.do(WriteNote(new_visit(clinic, case, replace(VISIT, date_of_service="11/23/2026")), 0, VisitNoteDraft("a")))
    with pytest.raises(driver().IntegrityError, match=why):
        clinic._writer._database.execute(sql)
