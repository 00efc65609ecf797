"""Reads visits with their services, their notes, and the day's visits."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId, ClientRow
from clinic_desktop.practice.model import ServiceId, TherapistId
from clinic_desktop.referrals.model import PrescriptionRow
from clinic_desktop.store.paging import Cursor, Listing, Order, Page, page
from clinic_desktop.store.reader import Reader, Reads
from clinic_desktop.store.transaction import Row
from clinic_desktop.visits.model import (
    Addendum,
    AddendumId,
    DayVisit,
    GivenService,
    NoteId,
    Use,
    Visit,
    VisitId,
    VisitNote,
    VisitRow,
)
from clinic_desktop.visits.rules.counting import uses
from clinic_desktop.visits.rules.habits import PayerHabits

NEWEST_FIRST = Order(("date_of_service", "starts_at", "id"), descending=True)
MOST_OPEN = 50
_OF_A_DAY = (
    "SELECT visit_rows.*, cases.client_id, cases.reason, clients.given_name AS client_given_name,"
    " clients.family_name AS client_family_name, clients.preferred_name FROM visit_rows"
    " JOIN cases ON cases.id = visit_rows.case_id JOIN clients ON clients.id = cases.client_id"
)


def visit_page(read: Reader, owner: CaseId, after: Cursor | None = None) -> Page[VisitRow]:
    """A case's visits, the newest on top."""
    return page(read, Listing("visit_rows", listed, "case_id = ?", (owner,)), NEWEST_FIRST, after)


def visit(read: Reader, row: int) -> Visit:
    """One visit with its services; raises Missing."""
    found = listed(read.one("SELECT * FROM visit_rows WHERE id = ?", row))
    more = read.one("SELECT place_of_service, unit_rule, discount_cents, discount_why FROM visits WHERE id = ?", row)
    return Visit(
        id=found.id,
        version=found.version,
        case=found.case,
        therapist=found.therapist,
        therapist_name=found.therapist_name,
        status=found.status,
        date_of_service=found.date_of_service,
        starts_at=found.starts_at,
        ends_at=found.ends_at,
        place_of_service=more["place_of_service"],
        unit_rule=more["unit_rule"],
        discount_cents=more["discount_cents"],
        discount_why=more["discount_why"],
        charged_cents=found.charged_cents,
        note=found.note,
        services=services_of(read, row),
    )


def services_of(read: Reads, row: int) -> tuple[GivenService, ...]:
    """The services of a visit in their order."""
    sql = "SELECT * FROM visit_services WHERE visit_id = ? AND retired_at IS NULL ORDER BY place, id"
    return tuple(map(_service, read.all(sql, row)))


def last_given(read: Reader, owner: CaseId) -> Visit | None:
    """The newest visit of a case that was given, or None."""
    found = read.all(
        "SELECT id FROM visits WHERE case_id = ? AND status = 'given' AND retired_at IS NULL"
        " ORDER BY date_of_service DESC, starts_at DESC, id DESC LIMIT 1",
        owner,
    )
    return visit(read, found[0]["id"]) if found else None


def next_planned(read: Reader, owner: CaseId, today: date) -> VisitRow | None:
    """The next visit of a case that is planned, or None."""
    found = read.all(
        "SELECT * FROM visit_rows WHERE case_id = ? AND status = 'planned' AND date_of_service >= ?"
        " ORDER BY date_of_service, starts_at, id LIMIT 1",
        owner,
        today.isoformat(),
    )
    return listed(found[0]) if found else None


def uses_of(read: Reads, owner: CaseId, papers: tuple[PrescriptionRow, ...]) -> Mapping[int, Use]:
    """How many visits of a case are made on each of its prescriptions, by their ids."""
    rows = read.all("SELECT date_of_service, status FROM visits WHERE case_id = ? AND retired_at IS NULL", owner)
    return uses(papers, [(date.fromisoformat(row["date_of_service"]), row["status"]) for row in rows])


def payer_habits(read: Reads, owner: int, on: date) -> PayerHabits | None:
    """What the payer wants that is billed first for a case on that day; None without one."""
    found = read.all(
        "SELECT payers.name, payers.unit_rule, payers.units_a_day, payers.asks_times"
        " FROM policies JOIN payers ON payers.id = policies.payer_id"
        " WHERE policies.case_id = ?1 AND policies.retired_at IS NULL AND policies.effective_on <= ?2"
        " AND (policies.ends_on = '' OR policies.ends_on >= ?2) ORDER BY policies.place, policies.id LIMIT 1",
        owner,
        on.isoformat(),
    )
    for row in found:
        return PayerHabits(row["name"], row["unit_rule"], row["units_a_day"], bool(row["asks_times"]))
    return None


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


def visits_of_day(read: Reader, day: date) -> tuple[DayVisit, ...]:
    """Everybody's visits of a day in the order of their times."""
    where = "visit_rows.date_of_service = ? ORDER BY visit_rows.starts_at, visit_rows.id"
    return tuple(map(_of_a_day, read.all(f"{_OF_A_DAY} WHERE {where}", day.isoformat())))


def left_open(read: Reader, today: date, days: int) -> tuple[DayVisit, ...]:
    """Visits of the last days, today not counted, that are planned still; the oldest first, MOST_OPEN at most."""
    where = (
        "visit_rows.status = 'planned' AND visit_rows.date_of_service BETWEEN ? AND ?"
        " ORDER BY visit_rows.date_of_service, visit_rows.starts_at, visit_rows.id LIMIT ?"
    )
    span = ((today - timedelta(days)).isoformat(), (today - timedelta(1)).isoformat())
    return tuple(map(_of_a_day, read.all(f"{_OF_A_DAY} WHERE {where}", *span, MOST_OPEN)))


def not_signed(read: Reader, therapist: int, today: date, days: int) -> tuple[DayVisit, ...]:
    """A therapist's visits of today and the last days that have no signed note; the oldest first, MOST_OPEN at most."""
    where = (
        "visit_rows.therapist_id = ? AND visit_rows.date_of_service BETWEEN ? AND ?"
        " AND visit_rows.status = 'given' AND visit_rows.note <> 'signed'"
        " ORDER BY visit_rows.date_of_service, visit_rows.starts_at, visit_rows.id LIMIT ?"
    )
    span = ((today - timedelta(days)).isoformat(), today.isoformat())
    return tuple(map(_of_a_day, read.all(f"{_OF_A_DAY} WHERE {where}", therapist, *span, MOST_OPEN)))


def listed(row: Row) -> VisitRow:
    """A row of `visit_rows`, or of a view that has its columns."""
    name = f"{row['given_name']} {row['family_name']}"
    return VisitRow(
        VisitId(row["id"]),
        row["version"],
        CaseId(row["case_id"]),
        TherapistId(row["therapist_id"]),
        f"{name}, {row['designation']}" if row["designation"] else name,
        row["status"],
        date.fromisoformat(row["date_of_service"]),
        row["starts_at"],
        row["ends_at"],
        row["services"],
        row["units"],
        row["charged_cents"],
        row["note"],
    )


def _of_a_day(row: Row) -> DayVisit:
    client = ClientId(row["client_id"])
    names = (row["client_given_name"], row["client_family_name"], row["preferred_name"])
    return DayVisit(listed(row), client, ClientRow(client, False, *names, None, "", "").name, row["reason"])


def _service(row: Row) -> GivenService:
    return GivenService(
        ServiceId(row["service_id"]),
        row["name"],
        row["procedure_code"],
        bool(row["is_timed"]),
        row["priced_by"],
        row["price_cents"],
        row["minutes"],
        row["starts_at"],
        row["ends_at"],
        row["region"],
        row["modifiers"],
        row["units"],
        row["fee_cents"],
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
