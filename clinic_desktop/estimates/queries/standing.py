"""Reads how the estimates of one case stand, and those of all cases where something is due or to be watched."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId, listed_name
from clinic_desktop.contacts.model import AHEAD_DAYS
from clinic_desktop.estimates.model.due import (
    TOLD_DAYS,
    CareService,
    CareVisit,
    EstimateStanding,
    SelfPay,
    StandingOfCase,
)
from clinic_desktop.estimates.model.estimate import IssuedEstimate
from clinic_desktop.estimates.queries.issued import estimates_of, requests_of
from clinic_desktop.estimates.rules.standing import standing
from clinic_desktop.practice.model import printed_name
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row
from clinic_desktop.values import dates

_CASE = """
SELECT cases.id, cases.kind, cases.plan_wish, EXISTS (SELECT 1 FROM policies
    WHERE policies.case_id = cases.id AND policies.retired_at IS NULL
        AND (policies.ends_on = '' OR policies.ends_on >= ?1)) AS has_policy,
    cases.client_id, cases.reason, clients.given_name, clients.family_name, clients.preferred_name
FROM cases JOIN clients ON clients.id = cases.client_id
"""
# Open cases that something may be due for: visits that are planned, a request, an estimate whose time is not long over.
_CASES = f"""{_CASE} WHERE cases.retired_at IS NULL AND cases.closed_on = '' AND clients.retired_at IS NULL AND cases.id IN (
    SELECT case_id FROM visits WHERE status = 'planned' AND retired_at IS NULL AND date_of_service >= ?1
    UNION ALL SELECT case_id FROM estimate_requests WHERE retired_at IS NULL
    UNION ALL SELECT case_id FROM estimates WHERE voided_on = '' AND last_day >= ?2)
ORDER BY cases.id
"""  # noqa: S608, E501 - constants
# Planned visits from today on, and those given since the first day of any estimate of the case.
_VISITS = """
SELECT visits.id, visits.case_id, visits.date_of_service, visits.planned_on, visits.status, visits.therapist_id,
    visits.charged_cents, therapists.given_name, therapists.family_name, therapists.designation
FROM visits JOIN therapists ON therapists.id = visits.therapist_id
WHERE visits.case_id IN (SELECT value FROM json_each(?1)) AND visits.retired_at IS NULL
    AND visits.date_of_service >= min(?2, coalesce((SELECT min(first_day) FROM estimates
        WHERE estimates.case_id = visits.case_id AND estimates.voided_on = ''), ?2))
    AND (visits.status = 'given' OR visits.date_of_service >= ?2)
ORDER BY visits.date_of_service, visits.id
"""
_SERVICES = """
SELECT visit_id, service_id, name, price_cents, fee_cents FROM visit_services
WHERE visit_id IN (SELECT value FROM json_each(?)) AND retired_at IS NULL ORDER BY place, id
"""


def standing_of(read: Reader, case: int, today: date) -> EstimateStanding:
    """How the estimates of a case stand; raises Missing."""
    row = read.one(f"{_CASE} WHERE cases.id = ?2", today.isoformat(), case)
    (found,) = _standings(read, [row], today)
    return found.standing


def standing_for(
    read: Reader, case: int, self_pay: SelfPay, estimates: Sequence[IssuedEstimate], today: date
) -> EstimateStanding:
    """The same where the estimates and the policies of the case were read already, as for a chart."""
    visits, requests = _visits(read, [case], today), requests_of(read, [case])
    return standing(self_pay, visits[case], estimates, requests[case], today)


def standings_told(read: Reader, today: date) -> tuple[StandingOfCase, ...]:
    """Those of all open cases where an estimate is due soon or overdue, or what was billed nears the limit."""
    rows = read.all(_CASES, today.isoformat(), (today - timedelta(TOLD_DAYS)).isoformat())
    soon = today + timedelta(AHEAD_DAYS)
    found = []
    for one in _standings(read, rows, today):
        state = one.standing
        is_due = state.due is not None and state.due.due_on <= soon
        if is_due or any(watch.state != "quiet" for watch in state.watches):
            found.append(one)
    return tuple(found)


def planned_of(read: Reader, case: int, today: date) -> tuple[CareVisit, ...]:
    """The visits of a case that are planned from today on, in their order."""
    found = _visits(read, [case], today)[case]
    return tuple(one for one in found if not one.is_given)


def _standings(read: Reader, rows: Sequence[Row], today: date) -> list[StandingOfCase]:
    cases = [row["id"] for row in rows]
    if not cases:
        return []
    visits, estimates, requests = _visits(read, cases, today), estimates_of(read, cases), requests_of(read, cases)
    return [
        StandingOfCase(
            CaseId(row["id"]),
            ClientId(row["client_id"]),
            listed_name(row["given_name"], row["family_name"], row["preferred_name"]),
            row["reason"],
            standing(
                SelfPay(row["kind"], row["plan_wish"], bool(row["has_policy"])),
                visits[row["id"]],
                estimates[row["id"]],
                requests[row["id"]],
                today,
            ),
        )
        for row in rows
    ]


def _visits(read: Reader, cases: Iterable[int], today: date) -> Mapping[int, tuple[CareVisit, ...]]:
    rows = read.all(_VISITS, json.dumps(list(cases)), today.isoformat())
    services: dict[int, tuple[CareService, ...]] = defaultdict(tuple)
    planned = [row["id"] for row in rows if row["status"] == "planned"]
    for row in read.all(_SERVICES, json.dumps(planned)) if planned else ():
        one = CareService(row["service_id"], row["name"], row["price_cents"], row["fee_cents"])
        services[row["visit_id"]] += (one,)
    found: dict[int, tuple[CareVisit, ...]] = defaultdict(tuple)
    for row in rows:
        found[row["case_id"]] += (
            CareVisit(
                id=row["id"],
                day=date.fromisoformat(row["date_of_service"]),
                planned_on=dates.kept(row["planned_on"]),
                is_given=row["status"] == "given",
                therapist=row["therapist_id"],
                therapist_name=printed_name(row["given_name"], row["family_name"], row["designation"]),
                charged_cents=row["charged_cents"],
                services=services[row["id"]],
            ),
        )
    return found
