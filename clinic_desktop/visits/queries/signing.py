"""Reads the notes that wait for a therapist’s signature, with what each would sign."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from clinic_desktop.store.reader import Reader
from clinic_desktop.values.text import is_blank
from clinic_desktop.visits.model import NOTE_PARTS, DayVisit, GivenService, Technique, VisitNote
from clinic_desktop.visits.queries.days import not_signed, visits_of_day
from clinic_desktop.visits.queries.notes import note_of
from clinic_desktop.visits.queries.visits import visit
from clinic_desktop.visits.rules.techniques import disagreement
from clinic_desktop.wording import say


@dataclass(frozen=True, slots=True)
class NoteToSign:
    """A note that waits; `services` are what is signed with it, `seen` is the version of the visit. `trouble` is the
    sentence why it cannot be signed yet, "" where it can."""

    visit: DayVisit
    seen: int
    services: tuple[GivenService, ...]
    note: VisitNote
    trouble: str


def notes_to_sign(read: Reader, therapist: int, today: date) -> tuple[NoteToSign, ...]:
    """A therapist’s notes that are not signed, of the last days and of today; the oldest first."""
    of_today = [
        one
        for one in visits_of_day(read, today)
        if one.visit.status == "given" and one.visit.therapist == therapist and one.visit.note != "signed"
    ]
    return tuple(_to_sign(read, one) for one in (*not_signed(read, therapist, today), *of_today))


def _to_sign(read: Reader, one: DayVisit) -> NoteToSign:
    services, note = visit(read, one.visit.id).services, note_of(read, one.visit.id)
    found = note or VisitNote.none(one.visit.id)
    if not all(is_blank(getattr(found, part)) for part in NOTE_PARTS):
        trouble = _disagreement(found.techniques, services)
        if not trouble and any(is_blank(one.region) for one in found.techniques):
            trouble = say("A technique does not say where it was given. Type its region, then sign.")
    else:
        trouble = say("Nothing is written yet. Write the note, then sign it.")
    return NoteToSign(one, one.visit.version, services, found, trouble)


def _disagreement(techniques: Sequence[Technique], services: Sequence[GivenService]) -> str:
    return disagreement(
        [{"service": one.service, "minutes": one.minutes} for one in techniques],
        [{"service_id": one.service, "minutes": one.minutes, "name": one.name} for one in services],
    )
