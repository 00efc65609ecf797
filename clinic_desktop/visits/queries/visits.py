"""Reads the visits of a case with their services."""

import json
from collections.abc import Sequence
from datetime import date, timedelta

from clinic_desktop.cases.model import CaseId
from clinic_desktop.errors import Missing
from clinic_desktop.practice.model import ServiceId, TherapistId, printed_name
from clinic_desktop.store.paging import Order
from clinic_desktop.store.reader import Reader, Reads
from clinic_desktop.store.transaction import Row
from clinic_desktop.visits.model import OPEN_DAYS, GivenService, Visit, VisitId, VisitRow
from clinic_desktop.wording import say

NEWEST_FIRST = Order(("date_of_service", "starts_at", "id"), descending=True)


# All of one bill are asked for at once; what a list alone shows is not counted up.
_VISITS = (
    "SELECT visit_rows.id, visit_rows.version, visit_rows.case_id, visit_rows.therapist_id, visit_rows.given_name,"
    " visit_rows.family_name, visit_rows.designation, visit_rows.status, visit_rows.date_of_service,"
    " visit_rows.starts_at, visit_rows.ends_at, visit_rows.charged_cents, visit_rows.note, visit_rows.superbill,"
    " visit_rows.receipt, visit_rows.statement,"
    " visits.place_of_service, visits.unit_rule, visits.discount_cents, visits.discount_why"
    " FROM json_each(?) AS wanted CROSS JOIN visits ON visits.id = wanted.value"
    " CROSS JOIN visit_rows ON visit_rows.id = visits.id"
)
_SERVICES = (
    "SELECT visit_services.* FROM json_each(?) AS wanted"
    " CROSS JOIN visit_services ON visit_services.visit_id = wanted.value AND visit_services.retired_at IS NULL"
)


def visit(read: Reader, row: int) -> Visit:
    """One visit with its services; raises Missing."""
    return visits_of(read, (row,))[0]


def visits_of(read: Reader, rows: Sequence[int]) -> tuple[Visit, ...]:
    """These visits with their services, in this order; raises Missing where one is not there."""
    wanted = json.dumps(list(dict.fromkeys(rows)))
    found = {one["id"]: one for one in read.all(_VISITS, wanted)}
    services: dict[int, list[GivenService]] = {row: [] for row in found}
    for one in sorted(read.all(_SERVICES, wanted), key=lambda one: (one["place"], one["id"])):
        if one["visit_id"] in services:
            services[one["visit_id"]].append(_service(one))
    if not found.keys() >= set(rows):
        raise Missing(say("This is no longer there."))
    return tuple(_visit(found[row], services[row]) for row in rows)


def _visit(row: Row, services: Sequence[GivenService]) -> Visit:
    return Visit(
        id=VisitId(row["id"]),
        version=row["version"],
        case=CaseId(row["case_id"]),
        therapist=TherapistId(row["therapist_id"]),
        therapist_name=printed_name(row["given_name"], row["family_name"], row["designation"]),
        status=row["status"],
        date_of_service=date.fromisoformat(row["date_of_service"]),
        starts_at=row["starts_at"],
        ends_at=row["ends_at"],
        place_of_service=row["place_of_service"],
        unit_rule=row["unit_rule"],
        discount_cents=row["discount_cents"],
        discount_why=row["discount_why"],
        charged_cents=row["charged_cents"],
        note=row["note"],
        services=tuple(services),
        superbill=row["superbill"],
        receipt=row["receipt"],
        statement=row["statement"],
    )


def services_of(read: Reads, row: int) -> tuple[GivenService, ...]:
    """The services of a visit in their order."""
    sql = "SELECT * FROM visit_services WHERE visit_id = ? AND retired_at IS NULL ORDER BY place, id"
    return tuple(map(_service, read.all(sql, row)))


def last_given(read: Reader, owner: CaseId) -> Visit | None:
    """The newest visit of a case that was given, with its services, or None."""
    found = last_visit(read, owner)
    return visit(read, found.id) if found else None


_LAST = (
    "SELECT * FROM visit_rows WHERE case_id = ? AND status = 'given'"
    " ORDER BY date_of_service DESC, starts_at DESC, id DESC LIMIT 1"
)
_NEXT = (
    "SELECT * FROM visit_rows WHERE case_id = ? AND status = 'planned' AND date_of_service >= ?"
    " ORDER BY date_of_service, starts_at, id LIMIT 1"
)


def last_visit(read: Reader, owner: CaseId) -> VisitRow | None:
    """The newest visit of a case that was given, as listed, or None."""
    found = read.all(_LAST, owner)
    return listed(found[0]) if found else None


def last_and_next(read: Reader, owner: CaseId, today: date) -> tuple[VisitRow | None, VisitRow | None]:
    """`last_visit` and `next_planned` of a case, read at once."""
    sql = f"SELECT * FROM ({_LAST}) UNION ALL SELECT * FROM ({_NEXT})"  # noqa: S608 - constant parts
    found = {one.status: one for one in map(listed, read.all(sql, owner, owner, today.isoformat()))}
    return found.get("given"), found.get("planned")


def given_days(read: Reader, owner: CaseId, first: date = date.min, last: date = date.max) -> tuple[date, ...]:
    """The days on which visits of a case were given, from one day to another, the oldest first."""
    sql = (
        "SELECT date_of_service FROM visits WHERE case_id = ? AND status = 'given' AND retired_at IS NULL"
        " AND date_of_service BETWEEN ? AND ? ORDER BY date_of_service"
    )
    return tuple(date.fromisoformat(one) for (one,) in read.rows(sql, owner, first.isoformat(), last.isoformat()))


def next_planned(read: Reader, owner: CaseId, today: date) -> VisitRow | None:
    """The next visit of a case that is planned, or None."""
    found = read.all(_NEXT, owner, today.isoformat())
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
