"""Reads visit notes and what was added to them."""

import json
from datetime import date, datetime

from clinic_desktop.cases.model import CaseId
from clinic_desktop.practice.model import ServiceId
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row
from clinic_desktop.visits.model import Addendum, AddendumId, NoteId, Technique, VisitId, VisitNote


def note_of(read: Reader, owner: VisitId) -> VisitNote | None:
    """The note of a visit, or None."""
    found = read.all("SELECT * FROM visit_notes WHERE visit_id = ? AND retired_at IS NULL", owner)
    return _note(found[0]) if found else None


def last_note(read: Reader, case: CaseId, but: int = 0) -> VisitNote | None:
    """The note of the newest visit of a case that has one, but not that of the visit `but`; None without one."""
    found = read.all(
        "SELECT visit_notes.* FROM visits JOIN visit_notes ON visit_notes.visit_id = visits.id"
        " AND visit_notes.retired_at IS NULL"
        " WHERE visits.case_id = ? AND visits.retired_at IS NULL AND visits.status = 'given' AND visits.id <> ?"
        " ORDER BY visits.date_of_service DESC, visits.starts_at DESC, visits.id DESC LIMIT 1",
        case,
        but,
    )
    return _note(found[0]) if found else None


def notes_between(read: Reader, case: CaseId, first: date, last: date) -> tuple[tuple[date, VisitNote | None], ...]:
    """The days of the visits of a case that were given from the first to the last day, each with its note."""
    rows = read.all(
        "SELECT visits.date_of_service, visit_notes.* FROM visits LEFT JOIN visit_notes"
        " ON visit_notes.visit_id = visits.id AND visit_notes.retired_at IS NULL"
        " WHERE visits.case_id = ? AND visits.retired_at IS NULL AND visits.status = 'given'"
        " AND visits.date_of_service BETWEEN ? AND ?"
        " ORDER BY visits.date_of_service, visits.starts_at, visits.id",
        case,
        first.isoformat(),
        last.isoformat(),
    )
    return tuple((date.fromisoformat(row["date_of_service"]), _note(row) if row["id"] else None) for row in rows)


def addenda_of(read: Reader, owner: NoteId) -> tuple[Addendum, ...]:
    """What was added to a note, the oldest first."""
    rows = read.all("SELECT * FROM addenda WHERE note_id = ? ORDER BY id", owner)
    return tuple(
        Addendum(AddendumId(row["id"]), row["words"], datetime.fromisoformat(row["written_at"]), row["author"])
        for row in rows
    )


def _note(row: Row) -> VisitNote:
    return VisitNote(
        NoteId(row["id"]),
        row["version"],
        VisitId(row["visit_id"]),
        row["subjective"],
        row["objective"],
        row["assessment"],
        row["plan"],
        datetime.fromisoformat(row["signed_at"]) if row["signed_at"] else None,
        row["signer"],
        row["pain_before"],
        row["pain_after"],
        tuple(
            Technique(one["technique"], one["region"], one["minutes"], ServiceId(one["service"]))
            for one in json.loads(row["techniques"])
        ),
    )
