"""What is due, and what is still to be set up before a superbill can be made (domain 1.8: what stops one)."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from clinic_desktop.authorizations.model import UNITS_OF_A_VISIT, BurnDown
from clinic_desktop.authorizations.queries import burn_down_of
from clinic_desktop.authorizations.rules.burning import TOLD_DAYS, asked_again, to_renew
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId, listed_name
from clinic_desktop.clients.queries import client_count
from clinic_desktop.practice.queries import practice, service_page, therapist_page
from clinic_desktop.referrals.model import LAST_VISITS, SOON_DAYS, PrescriptionId
from clinic_desktop.referrals.queries import prescription_page
from clinic_desktop.referrals.rules.names import called
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row
from clinic_desktop.today.model import CAME_DAYS, ENDED_DAYS, AuthorizationDue, Due, NearlyUsed, SetUpStep
from clinic_desktop.values import dates
from clinic_desktop.visits.queries.visits import uses_of
from clinic_desktop.visits.rules.counting import last_visits
from clinic_desktop.wording import say

MOST_DUE = 50
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
# less: every visit since the first of these papers began counts here as one made on them. Two parts, for SQLite would
# read all papers for the two of them at once.
_MAY_BE_USED = """
WITH going AS MATERIALIZED (
    SELECT case_id, sum(visits_ordered) AS ordered,
        min(CASE starts_on WHEN '' THEN ordered_on ELSE starts_on END) AS first_on
    FROM (
        SELECT * FROM prescriptions WHERE retired_at IS NULL AND expires_on = ''
        UNION ALL
        SELECT * FROM prescriptions WHERE retired_at IS NULL AND expires_on >= ?1)
    GROUP BY case_id
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

# Values: today, the first day on which one may have ended, the last day that is soon, the first day on which somebody
# has come, visits and units of the last visits. More cases than `to_renew` finds something in, and never less: every
# visit since it began counts here as one on it, and every unit. So many units at most are twice those of the newest.
_MAY_RUN_OUT = """
WITH live AS MATERIALIZED (
    SELECT *, CASE starts_on WHEN '' THEN decided_on ELSE starts_on END AS first_on FROM (
        SELECT * FROM authorizations WHERE retired_at IS NULL AND status = 'granted' AND ends_on = ''
        UNION ALL
        SELECT * FROM authorizations WHERE retired_at IS NULL AND status = 'granted' AND ends_on >= ?2)
)
SELECT DISTINCT cases.id AS case_id, cases.reason, cases.client_id, clients.given_name AS client_given_name,
    clients.family_name AS client_family_name, clients.preferred_name
FROM live
CROSS JOIN cases ON cases.id = live.case_id
CROSS JOIN clients ON clients.id = cases.client_id
WHERE cases.closed_on = '' AND cases.retired_at IS NULL AND clients.retired_at IS NULL AND (
    (live.ends_on <> '' AND live.ends_on <= ?3)
    OR (live.granted IS NOT NULL
        AND EXISTS (SELECT 1 FROM visits
            WHERE visits.case_id = live.case_id AND visits.date_of_service >= ?4 AND visits.retired_at IS NULL)
        AND live.granted - live.used_before <= CASE live.counts
            WHEN 'visits' THEN ?5 + (SELECT count(*) FROM visits
                WHERE visits.case_id = live.case_id AND visits.date_of_service >= live.first_on
                    AND visits.status = 'given' AND visits.retired_at IS NULL)
            ELSE max(?6, 3 * (SELECT coalesce(sum(visit_services.units), 0) FROM visits
                JOIN visit_services ON visit_services.visit_id = visits.id AND visit_services.retired_at IS NULL
                WHERE visits.case_id = live.case_id AND visits.date_of_service >= live.first_on
                    AND visits.status = 'given' AND visits.retired_at IS NULL)) END))
ORDER BY cases.id
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


def authorizations_running_out(read: Reader, today: date) -> tuple[AuthorizationDue, ...]:
    """The authorizations to renew, those that ended within TOLD_DAYS, end within SOON_DAYS, or have at most the last
    visits left; the first to end on top, MOST_DUE of them. Each is told once, whatever there is to tell of it.

    Of open cases. For what is used up the client came within CAME_DAYS or is going to come.
    """
    since, ended, soon = (today + timedelta(days) for days in (-CAME_DAYS, -TOLD_DAYS, SOON_DAYS))
    few = (LAST_VISITS, LAST_VISITS * UNITS_OF_A_VISIT)
    rows = read.all(_MAY_RUN_OUT, *(day.isoformat() for day in (today, ended, soon, since)), *few)
    burns = burn_down_of(read, [CaseId(row["case_id"]) for row in rows], today)
    found = [
        _authorization(one, of_case, row)
        for row in rows
        for of_case in (burns.get(CaseId(row["case_id"]), ()),)
        for one in to_renew(of_case)
    ]
    found.sort(key=lambda one: (one.burn.row.ends_on or date.max, one.burn.id))
    return tuple(found[:MOST_DUE])


def set_up_steps(read: Reader) -> tuple[SetUpStep, ...]:
    """The steps in the order in which they are best done; done ones say so."""
    clinic = practice(read)
    therapists = therapist_page(read).rows
    credentialed = {row["therapist_id"] for row in read.all("SELECT DISTINCT therapist_id FROM credential_rows")}
    services = service_page(read).rows
    # Whom each of them is about first: the button leads there.
    unnumbered = next((one.id for one in therapists if not one.npi), 0)
    unlicensed = next((one.id for one in therapists if one.id not in credentialed), 0)
    return (
        SetUpStep(
            "recovery",
            say("Check the recovery key"),
            say("It opens the clinic when every password is forgotten."),
            say("Check recovery key"),
            "settings",
            "recovery/",
            clinic.recovery_key_checked_at is not None,
        ),
        SetUpStep(
            "npi",
            say("Each therapist’s NPI"),
            say("Payers look the therapist up by it."),
            say("Add NPI"),
            "settings",
            f"therapists/{unnumbered}/npi" if unnumbered else "therapists/",
            bool(therapists) and all(one.npi for one in therapists),
        ),
        SetUpStep(
            "credential",
            say("Each therapist’s license"),
            say("Superbills print it, and check that it was valid on the day of the visit."),
            say("Add license"),
            "settings",
            f"therapists/{unlicensed}/credential/new" if unlicensed else "therapists/",
            bool(therapists) and all(one.id in credentialed for one in therapists),
        ),
        SetUpStep(
            "services",
            say("Services with their codes and prices"),
            say("A visit is recorded with them."),
            say("Add codes") if services else say("Add service"),
            "settings",
            "services/" if services else "services/new",
            any(one.procedure_code for one in services),
        ),
        SetUpStep(
            "tax_id",
            say("The tax ID that bills"),
            say("A payer sends superbills back without one."),
            say("Add tax ID"),
            "settings",
            "billing/tax_id",
            bool(clinic.tax_id),
        ),
        SetUpStep(
            "phone",
            say("The clinic’s phone"),
            say("A payer’s clerk calls it instead of sending the paper back."),
            say("Add phone"),
            "settings",
            "practice/phone",
            bool(clinic.phone),
        ),
        SetUpStep(
            "client",
            say("The first client"),
            say("A name is enough to begin with; the chart says what is next."),
            say("Add client"),
            "clients",
            "new",
            client_count(read) > 0,
        ),
    )


def _nearly_used(read: Reader, today: date) -> Iterator[NearlyUsed]:
    since = today - timedelta(CAME_DAYS)
    for row in read.all(_MAY_BE_USED, today.isoformat(), since.isoformat(), LAST_VISITS):
        case = CaseId(row["case_id"])
        papers = prescription_page(read, case).rows
        found = last_visits(papers, uses_of(read, case, papers), today)
        if found:
            paper, left = found
            yield NearlyUsed(
                prescription=paper.id,
                client=ClientId(row["client_id"]),
                client_name=_client_name(row),
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
        client_name=_client_name(row),
        case=CaseId(row["case_id"]),
        reason=row["reason"],
        kind=row["kind"],
        called=called(row["given_name"], row["family_name"], row["credential"]),
        expires_on=date.fromisoformat(row["expires_on"]),
        next_on=dates.kept(row["next_on"] or ""),
        part=_part(row),
    )


def _authorization(one: BurnDown, of_case: tuple[BurnDown, ...], row: Row) -> AuthorizationDue:
    again = asked_again(one, of_case)
    return AuthorizationDue(
        burn=one,
        client=ClientId(row["client_id"]),
        client_name=_client_name(row),
        case=CaseId(row["case_id"]),
        reason=row["reason"],
        is_asked=again is not None,
        asked_on=again.row.asked_on if again else None,
        part=f"{row['client_id']}/of/{row['case_id']}/authorization/{again.id if again else 'new'}",
    )


def _client_name(row: Row) -> str:
    return listed_name(row["client_given_name"], row["client_family_name"], row["preferred_name"])


def _part(row: Row) -> str:
    return f"{row['client_id']}/of/{row['case_id']}/prescription/new"
