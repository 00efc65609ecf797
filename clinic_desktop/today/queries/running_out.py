"""What runs out beside prescriptions and authorizations: licenses, without which no bill goes out, policies,
and what was paid ahead."""

from datetime import date, timedelta

from clinic_desktop.clients.model import listed_name
from clinic_desktop.clients.queries import client
from clinic_desktop.practice.model import printed_name
from clinic_desktop.prepaid.queries import running_out
from clinic_desktop.prepaid.rules import left_words
from clinic_desktop.referrals.model import SOON_DAYS
from clinic_desktop.store.reader import Reader
from clinic_desktop.today.model import CAME_DAYS, ENDED_DAYS, LICENSE_DAYS, LicenseDue, PolicyDue, PrepaidDue
from clinic_desktop.today.queries.listing import MOST_DUE, client_name

# Values: the last day that is soon, today. Of two licenses of one state the one that lasts longer counts.
_LICENSES = """
SELECT therapists.given_name, therapists.family_name, therapists.designation, credentials.state, credentials.number,
    credentials.expires_on, 'therapists/' || therapists.id || '/credential/' || credentials.id || '/expires_on' AS part
FROM credentials
JOIN therapists ON therapists.id = credentials.therapist_id
WHERE credentials.retired_at IS NULL AND therapists.retired_at IS NULL AND credentials.expires_on BETWEEN '1' AND ?1
    AND NOT EXISTS (
        SELECT 1 FROM credentials AS other
        WHERE other.therapist_id = credentials.therapist_id AND other.state = credentials.state
            AND other.retired_at IS NULL AND other.id <> credentials.id
            AND (other.expires_on = '' OR other.expires_on > credentials.expires_on
                OR (other.expires_on = credentials.expires_on AND other.id > credentials.id)))
UNION ALL
SELECT given_name, family_name, designation, license_state, license_number, expires_on,
    'supervisors/' || id || '/expires_on'
FROM supervisors
WHERE retired_at IS NULL AND expires_on BETWEEN '1' AND ?1 AND from_on <= ?2 AND (to_on = '' OR to_on >= ?2)
ORDER BY expires_on, part
"""
# Values: the first and the last day on which they end, the first day on which somebody has come, how many.
_POLICIES = """
SELECT policies.ends_on, payers.name AS payer_name, cases.id AS case_id, cases.reason, cases.client_id,
    clients.given_name AS client_given_name, clients.family_name AS client_family_name, clients.preferred_name
FROM policies
JOIN payers ON payers.id = policies.payer_id
JOIN cases ON cases.id = policies.case_id
JOIN clients ON clients.id = cases.client_id
WHERE policies.retired_at IS NULL AND policies.ends_on <> '' AND policies.ends_on BETWEEN ?1 AND ?2
    AND cases.closed_on = '' AND cases.retired_at IS NULL AND clients.retired_at IS NULL
    AND EXISTS (SELECT 1 FROM visits
        WHERE visits.case_id = cases.id AND visits.date_of_service >= ?3 AND visits.retired_at IS NULL)
    AND NOT EXISTS (SELECT 1 FROM policies AS other
        WHERE other.case_id = cases.id AND other.retired_at IS NULL AND other.id <> policies.id
            AND (other.ends_on = '' OR other.ends_on > policies.ends_on
                OR (other.ends_on = policies.ends_on AND other.id > policies.id)))
ORDER BY policies.ends_on, policies.id
LIMIT ?4
"""


def licenses_running_out(read: Reader, today: date) -> tuple[LicenseDue, ...]:
    """The licenses of therapists and supervisors that expired or expire within LICENSE_DAYS, the first one on top."""
    soon = today + timedelta(LICENSE_DAYS)
    return tuple(
        LicenseDue(
            printed_name(row["given_name"], row["family_name"], row["designation"]),
            " ".join(part for part in (row["state"], row["number"]) if part),
            date.fromisoformat(row["expires_on"]),
            row["part"],
        )
        for row in read.all(_LICENSES, soon.isoformat(), today.isoformat())
    )


def policies_ending(read: Reader, today: date, most: int = MOST_DUE) -> tuple[PolicyDue, ...]:
    """The policies that ended within ENDED_DAYS or end within SOON_DAYS where no other one of the case goes on, the
    first to end on top, `most` of them. Of open cases whose client came within CAME_DAYS or is going to come."""
    first, last, since = (today + timedelta(days) for days in (-ENDED_DAYS, SOON_DAYS, -CAME_DAYS))
    rows = read.all(_POLICIES, *(day.isoformat() for day in (first, last, since)), most)
    return tuple(
        PolicyDue(
            client_name(row),
            row["reason"],
            row["payer_name"],
            date.fromisoformat(row["ends_on"]),
            f"{row['client_id']}/of/{row['case_id']}/policy/new",
        )
        for row in rows
    )


def prepaids_running_out(read: Reader, today: date, most: int = MOST_DUE) -> tuple[PrepaidDue, ...]:
    """The packages, memberships and gift cards of clients that run out, the first to end on top, `most` of them."""
    found = []
    for one in running_out(read, today)[:most]:
        assert one.client and one.expires_on
        whose = client(read, one.client)
        name = listed_name(whose.given_name, whose.family_name, whose.preferred_name)
        found.append(PrepaidDue(name, one.name, one.expires_on, left_words(one), f"{one.client}/prepaid/{one.id}"))
    return tuple(found)
