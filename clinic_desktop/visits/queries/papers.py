"""Reads what the paper of some visit notes says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from clinic_desktop.cases.model import CaseHead, CaseId
from clinic_desktop.cases.queries import case_head
from clinic_desktop.practice.model import TherapistNumbers
from clinic_desktop.practice.queries import therapist_numbers
from clinic_desktop.restrictions.model import Restriction
from clinic_desktop.restrictions.queries import restrictions_of
from clinic_desktop.restrictions.rules import kept_from
from clinic_desktop.store.reader import Reader
from clinic_desktop.visits.model import Addendum, Visit, VisitNote, VisitRow
from clinic_desktop.visits.queries.notes import addenda_of, note_of
from clinic_desktop.visits.queries.visits import listed, visits_of


@dataclass(frozen=True, slots=True)
class NotedVisit:
    """A visit that was given, its note (None while there is none), what was added to it, and the therapist's
    numbers."""

    visit: Visit
    note: VisitNote | None
    addenda: tuple[Addendum, ...]
    numbers: TherapistNumbers

    @property
    def is_signed(self) -> bool:
        """Whether the note is there and signed."""
        return self.note is not None and self.note.signed_at is not None


@dataclass(frozen=True, slots=True)
class NotesPaper:
    """The notes of some visits of one case, the oldest first."""

    head: CaseHead
    visits: tuple[NotedVisit, ...]


def notes_paper(read: Reader, rows: Sequence[int], payer: int | None = None) -> NotesPaper:
    """The notes of these visits, of one case. Which visits is the caller's choice, and so is what a client asked to be
    kept from a payer. Raises Missing; ValueError for visits of two cases and for one that was not given."""
    found = sorted(visits_of(read, rows), key=lambda one: (one.date_of_service, one.starts_at, one.id))
    if len({one.case for one in found}) != 1 or any(one.status != "given" for one in found):
        raise ValueError("notes are those of given visits of one case")
    therapists = {one.therapist for one in found}
    numbers = {one: therapist_numbers(read, one) for one in therapists}
    noted = []
    for one in found:
        note = note_of(read, one.id)
        added = addenda_of(read, note.id) if note else ()
        noted.append(NotedVisit(one, note, added, numbers[one.therapist]))
    return NotesPaper(case_head(read, found[0].case, payer), tuple(noted))


def given_between(read: Reader, case: CaseId, span: tuple[date, date]) -> tuple[VisitRow, ...]:
    """The visits of a case that were given between two days, both included, the oldest first."""
    sql = (
        "SELECT * FROM visit_rows WHERE case_id = ? AND status = 'given' AND date_of_service BETWEEN ? AND ?"
        " ORDER BY date_of_service, starts_at, id"
    )
    return tuple(map(listed, read.all(sql, case, span[0].isoformat(), span[1].isoformat())))


def kept_visits(read: Reader, client: int, visits: Sequence[VisitRow]) -> Mapping[int, Restriction]:
    """Of which visits the client asked that a payer not be told, by their rows, with what they asked."""
    asked = restrictions_of(read, client)
    found: dict[int, Restriction] = {}
    for one in visits:
        kept = [each for each in asked if kept_from((each,), each.payer, one.date_of_service)]
        if kept:
            found[one.id] = kept[0]
    return found
