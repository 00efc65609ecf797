"""Reads the authorizations of a case, how far each is burned down, and those of all clients."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from clinic_desktop.authorizations.model import (
    REPORTS,
    Authorization,
    AuthorizationId,
    AuthorizationRow,
    BurnDown,
    CountedVisit,
    ReportedAuthorization,
)
from clinic_desktop.authorizations.rules.burning import burn_downs
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId, listed_name
from clinic_desktop.policies.model import PolicyId
from clinic_desktop.store.paging import PAGE_ROWS, Cursor, Listing, Order, Page, page
from clinic_desktop.store.reader import Reader, Reads
from clinic_desktop.store.transaction import Row
from clinic_desktop.values import dates

LAST_TO_END_FIRST = Order(("until", "id"), descending=True)
FIRST_TO_END_FIRST = Order(("until", "id"))
_DAYS = ("starts_on", "ends_on", "asked_on", "decided_on")
_OF_CASES = (
    "SELECT * FROM authorization_rows WHERE case_id IN (SELECT value FROM json_each(?)) ORDER BY until DESC, id DESC"
)
_VISITS = """
SELECT visits.case_id, visits.id, visits.date_of_service, visit_services.procedure_code, visit_services.units
FROM visits
LEFT JOIN visit_services ON visit_services.visit_id = visits.id AND visit_services.retired_at IS NULL
WHERE visits.case_id IN (SELECT value FROM json_each(?)) AND visits.retired_at IS NULL AND visits.status = 'given'
"""
# Which lines of the report may have these states, whatever the visits say.
_MAY_BE = {
    "running_out": ("status = 'granted' AND until >= ?", True),
    "running": ("status = 'granted' AND until >= ?", True),
    "ended": ("status = 'granted' AND until < ?", True),
    "all": ("1", False),
}


def authorization_page(read: Reader, owner: CaseId, after: Cursor | None = None) -> Page[AuthorizationRow]:
    """A case's authorizations, the last to end on top; above them those that do not end, or wait for an answer."""
    return page(read, Listing("authorization_rows", _listed, "case_id = ?", (owner,)), LAST_TO_END_FIRST, after)


def authorization(read: Reader, row: int) -> Authorization:
    """One authorization; raises Missing."""
    listed = _listed(read.one("SELECT * FROM authorization_rows WHERE id = ?", row))
    more = read.one("SELECT policy_id, contact, note FROM authorizations WHERE id = ?", row)
    policy = more["policy_id"]
    return Authorization(
        id=listed.id,
        version=listed.version,
        case=listed.case,
        policy=None if policy is None else PolicyId(policy),
        payer_name=listed.payer_name,
        status=listed.status,
        number=listed.number,
        codes=listed.codes,
        counts=listed.counts,
        granted=listed.granted,
        used_before=listed.used_before,
        starts_on=listed.starts_on,
        ends_on=listed.ends_on,
        asked_on=listed.asked_on,
        decided_on=listed.decided_on,
        contact=more["contact"],
        note=more["note"],
    )


def burn_down(read: Reads, owner: CaseId, today: date) -> tuple[BurnDown, ...]:
    """How far each authorization of a case is burned down, in the order of `authorization_page`."""
    return burn_down_of(read, (owner,), today).get(owner, ())


def burn_down_of(read: Reads, owners: Iterable[CaseId], today: date) -> Mapping[CaseId, tuple[BurnDown, ...]]:
    """The same of several cases at once; one without an authorization is not in it."""
    cases = json.dumps(list(owners))
    rows: dict[CaseId, list[AuthorizationRow]] = defaultdict(list)
    for row in read.all(_OF_CASES, cases):
        rows[CaseId(row["case_id"])].append(_listed(row))
    visits = _visits(read, json.dumps(list(rows))) if rows else {}
    return {case: burn_downs(found, visits.get(case, ()), today) for case, found in rows.items()}


def authorization_report(
    read: Reader, today: date, after: Cursor | None = None, *, which: str = "all"
) -> Page[ReportedAuthorization]:
    """The authorizations of all clients in open cases; `which` is a key of REPORTS.

    The first to end on top, of those that ended the last. A state hangs on visits, which no index knows: pages are read
    until one is full, so it may be a little longer than others.
    """
    where, has_day = _MAY_BE[which]
    values = (today.isoformat(),) if has_day else ()
    order = LAST_TO_END_FIRST if which == "ended" else FIRST_TO_END_FIRST
    found: list[ReportedAuthorization] = []
    while True:
        listing = Listing("authorization_report", lambda row: row, where, values)
        some = page(read, listing, order, after)
        found += [one for one in _reported(read, some.rows, today) if one.burn.state in REPORTS[which]]
        after = some.after
        if after is None or len(found) >= PAGE_ROWS:
            return Page(tuple(found), after)


def _reported(read: Reader, rows: tuple[Row, ...], today: date) -> list[ReportedAuthorization]:
    burns = burn_down_of(read, dict.fromkeys(CaseId(row["case_id"]) for row in rows), today)
    known = {one.id: one for of_case in burns.values() for one in of_case}
    return [
        ReportedAuthorization(
            burn=known[row["id"]],
            client=ClientId(row["client_id"]),
            client_name=listed_name(row["given_name"], row["family_name"], row["preferred_name"]),
            case=CaseId(row["case_id"]),
            reason=row["reason"],
        )
        for row in rows
    ]


def _visits(read: Reads, cases: str) -> dict[CaseId, list[CountedVisit]]:
    lines: dict[tuple[CaseId, int, str], list[tuple[str, int]]] = defaultdict(list)
    for row in read.all(_VISITS, cases):
        of_visit = lines[CaseId(row["case_id"]), row["id"], row["date_of_service"]]
        if row["units"] is not None:
            of_visit.append((row["procedure_code"], row["units"]))
    found: dict[CaseId, list[CountedVisit]] = defaultdict(list)
    for (case, visit, day), services in lines.items():
        found[case].append(CountedVisit(visit, date.fromisoformat(day), tuple(services)))
    return found


def _listed(row: Row) -> AuthorizationRow:
    starts, ends, asked, decided = (dates.kept(row[name]) for name in _DAYS)
    return AuthorizationRow(
        AuthorizationId(row["id"]),
        row["version"],
        CaseId(row["case_id"]),
        row["payer_name"],
        row["status"],
        row["number"],
        tuple(row["codes"].split()),
        row["counts"],
        row["granted"],
        row["used_before"],
        starts,
        ends,
        asked,
        decided,
    )
