"""Fills the diary of the demo clinic: visits, what was paid for them, the notes, each in the evening of its day."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from clinic_desktop.clinic import Clinic
from clinic_desktop.demo.diary import Booking, bookings, shown
from clinic_desktop.demo.rhythms import Later, Treatment, Visiting, Way
from clinic_desktop.payments.commands.payments import TakePayment
from clinic_desktop.payments.model import CARDS, PaymentDraft
from clinic_desktop.store.clock import Clock
from clinic_desktop.values import money
from clinic_desktop.visits.commands.notes import AddAddendum, SignNote, WriteNote
from clinic_desktop.visits.commands.visits import AmendVisit, RecordVisit
from clinic_desktop.visits.model import NOTE_PARTS, ServiceLine, TechniqueLine, Visit, VisitDraft, VisitNoteDraft
from clinic_desktop.visits.queries.notes import note_of
from clinic_desktop.visits.queries.visits import visit

# A case by the name of its client and its reason; a therapist and a service by name.
CaseKey = tuple[str, str]
_EVENING = time(19, 15)
_PLANNED_DAYS_BEFORE = 7


class EveningClock(Clock):
    """A clock that the filling turns to the evening of a day gone by; it starts at this moment."""

    def __init__(self, real: Clock) -> None:
        """`real` tells the moment of the making."""
        super().__init__()
        self._real = self._shown = real

    def turn_to(self, day: date) -> None:
        """The evening of this day on the clinic's wall; this moment for today and later."""
        is_past = day < self._real.today()
        self._shown = Clock(datetime.combine(day, _EVENING).astimezone()) if is_past else self._real

    def now(self) -> datetime:
        """The moment it was turned to."""
        return self._shown.now()

    def today(self) -> date:
        """The day it was turned to."""
        return self._shown.today()


@dataclass(frozen=True, slots=True)
class Rows:
    """What visits refer to, by the names in the files; a name that is not there is a KeyError."""

    cases: Mapping[CaseKey, int]
    therapists: Mapping[str, int]
    services: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Recorded:
    """A booking that is on record."""

    row: int
    booking: Booking


def record_visits(clinic: Clinic, clock: EveningClock, typed: Visiting, rows: Rows) -> list[Recorded]:
    """Record everything in the diary, given or planned."""
    today, found = clock.today(), []
    booked = bookings(typed.rhythms, typed.treatments, today)
    with clinic.together():
        for booking in booked:
            is_forgotten = booking.status == "planned" and booking.day < today
            clock.turn_to(booking.day - timedelta(_PLANNED_DAYS_BEFORE if is_forgotten else 0))
            rhythm = booking.rhythm
            case = rows.cases[rhythm.client, rhythm.case]
            draft = _draft(typed.treatments[rhythm.treatment], rows, booking)
            found.append(Recorded(clinic.do(RecordVisit(case, draft)).row, booking))
    clock.turn_to(today)
    return found


def take_payments(clinic: Clinic, clock: EveningClock, typed: Visiting, recorded: Sequence[Recorded]) -> None:
    """Take what is paid at the desk; bills that go to a payer are not."""
    today = clock.today()
    charged = {row: cents for row, cents in clinic.read.rows("SELECT id, charged_cents FROM visits")}
    payments: list[tuple[date, TakePayment]] = []
    for visits in _by_rhythm(one for one in recorded if one.booking.status == "given"):
        rhythm = visits[0].booking.rhythm
        if rhythm.pays:
            paid = visits[: len(visits) - rhythm.open_last]
            payments += _payments(typed.ways[rhythm.pays], paid, charged, today)
    with clinic.together():
        for day, payment in sorted(payments, key=lambda one: one[0]):
            clock.turn_to(day)
            clinic.do(payment)
    clock.turn_to(today)


def write_notes(clinic: Clinic, clock: EveningClock, typed: Visiting, own: Sequence[Recorded]) -> None:
    """Write and sign the notes of the visits that this person gave; the newest are not done yet."""
    today = clock.today()
    without, signed_until = typed.newest.without_note, len(own) - typed.newest.without_note - typed.newest.not_signed
    with clinic.together():
        for at, one in enumerate(own[: len(own) - without]):
            clock.turn_to(one.booking.day)
            found = visit(clinic.read, one.row)
            draft = _note(typed.treatments[one.booking.rhythm.treatment], one.booking.position, found)
            is_signed = at < signed_until
            clinic.do(SignNote(one.row, 0, draft, found.version) if is_signed else WriteNote(one.row, 0, draft))
    clock.turn_to(today)


def say_later(clinic: Clinic, clock: EveningClock, later: Later, one: Recorded) -> None:
    """Add to a signed note, or put another region into what was done, as the therapist who signed it."""
    today = clock.today()
    clock.turn_to(one.booking.day + timedelta(later.days_later))
    kept = visit(clinic.read, one.row)
    note = note_of(clinic.read, kept.id)
    if note is None:
        raise ValueError(f"the visit of {later.client} has no note to add to")
    if later.region:
        clinic.do(AmendVisit(kept.id, kept.version, _elsewhere(kept, later)))
    else:
        clinic.do(AddAddendum(note.id, later.words))
    clock.turn_to(today)


def _elsewhere(kept: Visit, later: Later) -> VisitDraft:
    """The visit as it is on record, its first service in another region."""
    regions = (later.region, *(done.region for done in kept.services[1:]))
    lines = (
        ServiceLine(
            *(str(done.service), str(done.minutes or ""), "", "", done.starts_at, done.ends_at, region),
            *(done.modifiers, " ".join(done.diagnoses)),
        )
        for done, region in zip(kept.services, regions, strict=True)
    )
    return VisitDraft(
        date_of_service=kept.date_of_service.isoformat(),
        therapist=str(kept.therapist),
        starts_at=kept.starts_at,
        ends_at=kept.ends_at,
        place_of_service=kept.place_of_service,
        services=tuple(lines),
        reason=later.words,
    )


def _by_rhythm(recorded: Iterable[Recorded]) -> list[list[Recorded]]:
    found: dict[int, list[Recorded]] = defaultdict(list)
    for one in recorded:
        found[id(one.booking.rhythm)].append(one)
    return list(found.values())


def _payments(
    way: Way, paid: Sequence[Recorded], charged: Mapping[int, int], today: date
) -> Iterator[tuple[date, TakePayment]]:
    each = iter(paid)
    for at, part in enumerate(iter(lambda: list(islice(each, way.together)), [])):
        day = part[-1].booking.day
        bought = day if way.bought_days_ago is None else today - timedelta(way.bought_days_ago)
        whole = money.typed(sum(charged[one.row] for one in part))
        draft = PaymentDraft(
            paid_on=bought.isoformat(),
            method=way.method,
            reference=_reference(way, part[0].booking.rhythm.client, at),
            service=_in_turn(way.amounts, at) or whole,
            tip=_in_turn(way.tips, at),
        )
        yield day, TakePayment(tuple(one.row for one in part), draft)


def _reference(way: Way, client: str, at: int) -> str:
    """The next check; the last digits of the client's own card."""
    if way.method == "check":
        return str(int(way.reference) + at)
    if way.method in CARDS:
        return str(1000 + (int(way.reference) + 37 * sum(map(ord, client))) % 9000)
    return way.reference


def _draft(treatment: Treatment, rows: Rows, booking: Booking) -> VisitDraft:
    rhythm, at, lines = booking.rhythm, booking.starts, []
    typed = treatment.lines(booking.position)
    # Payers that want times want those of each code.
    is_timed = sum("minutes" in line for line in typed) > 1
    for line in typed:
        times = {}
        minutes = int(line.get("minutes", "0"))
        if is_timed and minutes:
            times = {"starts_at": shown(at), "ends_at": shown(at + minutes)}
            at += minutes
        lines.append(ServiceLine(**{**line, **times, "service": str(rows.services[line["service"]])}))
    return VisitDraft(
        status=booking.status,
        date_of_service=booking.day.isoformat(),
        therapist=str(rows.therapists[rhythm.therapist]),
        starts_at=shown(booking.starts),
        ends_at=shown(booking.starts + booking.lasts),
        place_of_service=rhythm.place,
        services=tuple(lines),
        discount=rhythm.discount,
        discount_why=rhythm.discount_why,
    )


def _note(treatment: Treatment, position: int, found: Visit) -> VisitNoteDraft:
    words: dict[str, Any] = {part: _in_turn(getattr(treatment, part), position) for part in NOTE_PARTS}
    for name in ("pain_before", "pain_after"):
        known = getattr(treatment, name)
        words[name] = known[min(position, len(known) - 1)] if known else ""
    # A service that takes no time has no technique.
    timed = [one for one in found.services if one.minutes]
    words["techniques"] = tuple(
        TechniqueLine(technique, one.region, str(one.minutes), str(one.service))
        for technique, one in zip(treatment.techniques, timed, strict=False)
    )
    return VisitNoteDraft(**words)


def _in_turn(words: Sequence[str], at: int) -> str:
    return words[at % len(words)] if words else ""
