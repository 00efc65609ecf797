"""Reads the visits of a case with their services."""

from datetime import date, timedelta

from clinic_desktop.cases.model import CaseId
from clinic_desktop.practice.model import ServiceId, TherapistId, printed_name
from clinic_desktop.store.paging import Order
from clinic_desktop.store.reader import Reader, Reads
from clinic_desktop.store.transaction import Row
from clinic_desktop.visits.model import OPEN_DAYS, GivenService, Visit, VisitId, VisitRow

NEWEST_FIRST = Order(("date_of_service", "starts_at", "id"), descending=True)


_VISIT = (
    "SELECT visit_rows.*, visits.place_of_service, visits.unit_rule, visits.discount_cents, visits.discount_why"
    " FROM visit_rows JOIN visits ON visits.id = visit_rows.id WHERE visit_rows.id = ?"
)


def visit(read: Reader, row: int) -> Visit:
    """One visit with its services; raises Missing."""
    more = read.one(_VISIT, row)
    found = listed(more)
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
        superbill=found.superbill,
        receipt=found.receipt,
        statement=found.statement,
    )


def services_of(read: Reads, row: int) -> tuple[GivenService, ...]:
    """The services of a visit in their order."""
    sql = "SELECT * FROM visit_services WHERE visit_id = ? AND retired_at IS NULL ORDER BY place, id"
    return tuple(map(_service, read.all(sql, row)))


def last_given(read: Reader, owner: CaseId) -> Visit | None:
    """The newest visit of a case that was given, with its services, or None."""
    found = last_visit(read, owner)
    return visit(read, found.id) if found else None


def last_visit(read: Reader, owner: CaseId) -> VisitRow | None:
    """The newest visit of a case that was given, as listed, or None."""
    found = read.all(
        "SELECT * FROM visit_rows WHERE case_id = ? AND status = 'given'"
        " ORDER BY date_of_service DESC, starts_at DESC, id DESC LIMIT 1",
        owner,
    )
    return listed(found[0]) if found else None


def given_days(read: Reader, owner: CaseId, first: date = date.min, last: date = date.max) -> tuple[date, ...]:
    """The days on which visits of a case were given, from one day to another, the oldest first."""
    sql = (
        "SELECT date_of_service FROM visits WHERE case_id = ? AND status = 'given' AND retired_at IS NULL"
        " AND date_of_service BETWEEN ? AND ? ORDER BY date_of_service"
    )
    return tuple(date.fromisoformat(one) for (one,) in read.rows(sql, owner, first.isoformat(), last.isoformat()))


def next_planned(read: Reader, owner: CaseId, today: date) -> VisitRow | None:
    """The next visit of a case that is planned, or None."""
    found = read.all(
        "SELECT * FROM visit_rows WHERE case_id = ? AND status = 'planned' AND date_of_service >= ?"
        " ORDER BY date_of_service, starts_at, id LIMIT 1",
        owner,
        today.isoformat(),
    )
    return listed(found[0]) if found else None


def unfinished(read: Reader, owner: CaseId, today: date) -> tuple[tuple[VisitRow, ...], tuple[VisitRow, ...]]:
    """The visits of a case in the last OPEN_DAYS that wait for something, the oldest first: those that were planned
    before today and are not recorded yet, and those that were given and whose note is not signed."""
    sql = (
        "SELECT * FROM visit_rows WHERE case_id = ? AND date_of_service BETWEEN ? AND ?"
        " AND (status = 'planned' AND date_of_service < ? OR status = 'given' AND note <> 'signed')"
        " ORDER BY date_of_service, starts_at, id"
    )
    last = today.isoformat()
    found = tuple(map(listed, read.all(sql, owner, (today - timedelta(OPEN_DAYS)).isoformat(), last, last)))
    planned = tuple(one for one in found if one.status == "planned")
    return planned, tuple(one for one in found if one.status == "given")


def listed(row: Row) -> VisitRow:
    """A row of `visit_rows`, or of a view that has its columns."""
    return VisitRow(
        VisitId(row["id"]),
        row["version"],
        CaseId(row["case_id"]),
        TherapistId(row["therapist_id"]),
        printed_name(row["given_name"], row["family_name"], row["designation"]),
        row["status"],
        date.fromisoformat(row["date_of_service"]),
        row["starts_at"],
        row["ends_at"],
        row["services"],
        row["units"],
        row["charged_cents"],
        row["note"],
        row["superbill"],
        row["receipt"],
        row["statement"],
    )


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
        tuple(row["diagnoses"].split()),
    )
