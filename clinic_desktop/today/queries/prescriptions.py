"""Prescriptions to renew: those that end, and those whose visits are used up."""

from collections.abc import Iterator
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
from clinic_desktop.today.queries.listing import MOST_DUE, client_name
from clinic_desktop.values import dates
from clinic_desktop.visits.queries.orders import uses_of
from clinic_desktop.visits.rules.renewing import last_visits

# Values: today, the first and the last day on which they end, how many. As `runs_out` has it.
_ENDING = """
WITH papers AS (
    SELECT *, CASE starts_on WHEN '' THEN ordered_on ELSE starts_on END AS first_on
    FROM prescriptions WHERE retired_at IS NULL
)
SELECT paper.id, paper.kind, paper.expires_on, paper.case_id, cases.reason,
    cases.client_id, clients.given_name AS client_given_name, clients.family_name AS client_family_name,
    clients.preferred_name, prescribers.given_name, prescribers.family_name, prescribers.credential,
    (SELECT min(other.first_on) FROM papers AS other
        WHERE other.case_id = paper.case_id AND other.first_on > date(paper.expires_on, '+1 day')) AS next_on
FROM papers AS paper
JOIN cases ON cases.id = paper.case_id
JOIN clients ON clients.id = cases.client_id
JOIN prescribers ON prescribers.id = paper.prescriber_id
WHERE paper.expires_on BETWEEN ?2 AND ?3 AND paper.first_on <= ?1
    AND cases.closed_on = '' AND cases.kind <> 'cash' AND cases.retired_at IS NULL AND clients.retired_at IS NULL
    AND NOT EXISTS (
        SELECT 1 FROM papers AS other
        WHERE other.case_id = paper.case_id AND other.first_on <= max(date(paper.expires_on, '+1 day'), ?1)
            AND CASE other.expires_on
                WHEN '' THEN other.ordered_on > paper.ordered_on OR other.first_on > paper.first_on
                ELSE other.expires_on > paper.expires_on
                    OR (other.expires_on = paper.expires_on AND other.id > paper.id AND other.first_on <= ?1) END)
ORDER BY paper.expires_on, paper.id
LIMIT ?4
"""
# Values: today, the first day on which somebody has come, how many may be left. More than `last_visits` finds and never
# less: every visit since the first of these papers began counts here as one made on them, and prescriptions and
# referrals are looked at apart. Two parts, for SQLite would read all papers for the two of them at once.
_MAY_BE_USED = """
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
    AND at_least <= ?3
ORDER BY at_least, cases.id
"""


def prescriptions_ending(read: Reader, today: date) -> tuple[Due, ...]:
    """The prescriptions that ended within ENDED_DAYS, then those that run out within SOON_DAYS, MOST_DUE of each.

    Of open cases that a payer pays for, where no other prescription goes on after it.
    """
    ended = (today - timedelta(ENDED_DAYS), today - timedelta(1))
    ending = (today, today + timedelta(SOON_DAYS))
    return tuple(
        _due(row)
        for first, last in (ended, ending)
        for row in read.all(_ENDING, today.isoformat(), first.isoformat(), last.isoformat(), MOST_DUE)
    )


def prescriptions_nearly_used(read: Reader, today: date) -> tuple[NearlyUsed, ...]:
    """The prescriptions of which at most LAST_VISITS are left, MOST_DUE of them, where their days do not run out first.

    Of open cases that a payer pays for, whose client came within CAME_DAYS or is going to come.
    """
    return tuple(islice(_nearly_used(read, today), MOST_DUE))


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


def _due(row: Row) -> Due:
    return Due(
        prescription=PrescriptionId(row["id"]),
        client=ClientId(row["client_id"]),
        client_name=client_name(row),
        case=CaseId(row["case_id"]),
        reason=row["reason"],
        kind=row["kind"],
        called=called(row["given_name"], row["family_name"], row["credential"]),
        expires_on=date.fromisoformat(row["expires_on"]),
        next_on=dates.kept(row["next_on"] or ""),
        part=_part(row),
    )


def _part(row: Row) -> str:
    return f"{row['client_id']}/of/{row['case_id']}/prescription/new"
