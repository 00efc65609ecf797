"""Prescriptions to renew: those that end, and those whose visits are used up."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.referrals.model import LAST_VISITS, SOON_DAYS, PrescriptionId
from clinic_desktop.referrals.queries import prescription_page
from clinic_desktop.referrals.rules.names import called
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row
from clinic_desktop.today.model import CAME_DAYS, ENDED_DAYS, Due, NearlyUsed
from clinic_desktop.today.queries.listing import MOST_DUE, STILL_TREATED, client_name
from clinic_desktop.values import dates
from clinic_desktop.visits.queries.orders import uses_of
from clinic_desktop.visits.rules.renewing import last_days, last_visits

# Values: the first and the last day on which they end. Which of them is to be renewed says `last_days`.
_ENDING = f"""
SELECT prescriptions.id, prescriptions.kind, prescriptions.expires_on, prescriptions.case_id, cases.reason,
    cases.client_id, clients.given_name AS client_given_name, clients.family_name AS client_family_name,
    clients.preferred_name, prescribers.given_name, prescribers.family_name, prescribers.credential
FROM prescriptions
JOIN cases ON cases.id = prescriptions.case_id
JOIN clients ON clients.id = cases.client_id
JOIN prescribers ON prescribers.id = prescriptions.prescriber_id
WHERE prescriptions.expires_on BETWEEN ?1 AND ?2 AND prescriptions.retired_at IS NULL
    AND cases.closed_on = '' AND cases.kind <> 'cash' AND cases.retired_at IS NULL AND clients.retired_at IS NULL
    AND {STILL_TREATED}
ORDER BY prescriptions.expires_on, prescriptions.id
"""  # noqa: S608 - constants
# All papers of the cases of those, by the same values.
_BESIDE = """
SELECT id, case_id, kind, ordered_on, starts_on, expires_on FROM prescriptions WHERE retired_at IS NULL
    AND case_id IN (SELECT case_id FROM prescriptions WHERE expires_on BETWEEN ?1 AND ?2 AND retired_at IS NULL)
"""
# Values: today, the first day on which somebody has come, how many may be left. More than `last_visits` finds and never
# less: every visit since the first of these papers began counts here as one made on them, and prescriptions and
# referrals are looked at apart. Two parts, for SQLite would read all papers for the two of them at once.
_MAY_BE_USED = f"""
WITH going AS MATERIALIZED (
    SELECT case_id, sum(visits_ordered) AS ordered,
        min(CASE starts_on WHEN '' THEN ordered_on ELSE starts_on END) AS first_on
    FROM (
        SELECT * FROM prescriptions WHERE retired_at IS NULL AND expires_on = ''
        UNION ALL
        SELECT * FROM prescriptions WHERE retired_at IS NULL AND expires_on >= ?1)
    GROUP BY case_id, kind
    HAVING count(visits_ordered) = count(*)
)
SELECT cases.id AS case_id, cases.reason, cases.client_id, clients.given_name AS client_given_name,
    clients.family_name AS client_family_name, clients.preferred_name,
    going.ordered - (SELECT count(*) FROM visits
        WHERE visits.case_id = going.case_id AND visits.date_of_service >= going.first_on
            AND visits.status = 'given' AND visits.retired_at IS NULL) AS at_least
FROM going
CROSS JOIN cases ON cases.id = going.case_id
CROSS JOIN clients ON clients.id = cases.client_id
WHERE cases.closed_on = '' AND cases.kind <> 'cash' AND cases.retired_at IS NULL AND clients.retired_at IS NULL
    AND EXISTS (SELECT 1 FROM visits
        WHERE visits.case_id = going.case_id AND visits.date_of_service >= ?2 AND visits.retired_at IS NULL)
    AND at_least <= ?3 AND {STILL_TREATED}
ORDER BY at_least, cases.id
"""  # noqa: S608 - constants


@dataclass(frozen=True, slots=True)
class _Paper:
    """The days of a paper."""

    id: int
    kind: str
    ordered_on: date
    starts_on: date | None
    expires_on: date | None


def prescriptions_ending(read: Reader, today: date, most: int = MOST_DUE) -> tuple[Due, ...]:
    """The prescriptions that ended within ENDED_DAYS, then those that run out within SOON_DAYS, `most` of each.

    Of open cases that a payer pays for, not discharged, where no other prescription goes on after it.
    """
    first, last = today - timedelta(ENDED_DAYS), today + timedelta(SOON_DAYS)
    found = tuple(_ending(read, first, last, today))
    ended = [one for one in found if one.expires_on < today]
    return (*ended[:most], *[one for one in found if one.expires_on >= today][:most])


def prescriptions_nearly_used(read: Reader, today: date, most: int = MOST_DUE) -> tuple[NearlyUsed, ...]:
    """The prescriptions of which at most LAST_VISITS are left, `most` of them, where their days do not run out first.

    Of open cases that a payer pays for, not discharged, whose client came within CAME_DAYS or is going to come.
    """
    return tuple(islice(_nearly_used(read, today), most))


def _ending(read: Reader, first: date, last: date, today: date) -> Iterator[Due]:
    span = first.isoformat(), last.isoformat()
    beside: dict[int, list[_Paper]] = {}
    for row in read.all(_BESIDE, *span):
        beside.setdefault(row["case_id"], []).append(_paper(row))
    to_renew = {case: last_days(papers, today) for case, papers in beside.items()}
    for row in read.all(_ENDING, *span):
        renewed, next_on = to_renew[row["case_id"]] or (None, None)
        if renewed and renewed.id == row["id"]:
            yield _due(row, next_on)


def _nearly_used(read: Reader, today: date) -> Iterator[NearlyUsed]:
    since = today - timedelta(CAME_DAYS)
    seen: set[int] = set()
    for row in read.all(_MAY_BE_USED, today.isoformat(), since.isoformat(), LAST_VISITS):
        case = CaseId(row["case_id"])
        if case in seen:
            continue
        seen.add(case)
        papers = prescription_page(read, case).rows
        found = last_visits(papers, uses_of(read, case, papers), today)
        if found:
            paper, left = found
            yield NearlyUsed(
                prescription=paper.id,
                client=ClientId(row["client_id"]),
                client_name=client_name(row),
                case=case,
                reason=row["reason"],
                kind=paper.kind,
                called=paper.called,
                ordered=paper.visits_ordered or 0,
                left=left,
                part=_part(row),
            )


def _paper(row: Row) -> _Paper:
    ordered, starts, expires = (dates.kept(row[name]) for name in ("ordered_on", "starts_on", "expires_on"))
    assert ordered
    return _Paper(row["id"], row["kind"], ordered, starts, expires)


def _due(row: Row, next_on: date | None) -> Due:
    return Due(
        prescription=PrescriptionId(row["id"]),
        client=ClientId(row["client_id"]),
        client_name=client_name(row),
        case=CaseId(row["case_id"]),
        reason=row["reason"],
        kind=row["kind"],
        called=called(row["given_name"], row["family_name"], row["credential"]),
        expires_on=date.fromisoformat(row["expires_on"]),
        next_on=next_on,
        part=_part(row),
    )


def _part(row: Row) -> str:
    return f"{row['client_id']}/of/{row['case_id']}/prescription/new"
