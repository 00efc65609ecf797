"""Reads visit notes and what was added to them."""

from datetime import datetime

from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row
from clinic_desktop.visits.model import Addendum, AddendumId, NoteId, VisitId, VisitNote


def note_of(read: Reader, owner: VisitId) -> VisitNote | None:
    """The note of a visit, or None."""
    found = read.all("SELECT * FROM visit_notes WHERE visit_id = ? AND retired_at IS NULL", owner)
    return _note(found[0]) if found else None


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
    )
