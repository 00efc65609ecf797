"""Authorizations to renew: those that end, ended, or are nearly used up."""

from datetime import date, timedelta

from clinic_desktop.authorizations.model import UNITS_OF_A_VISIT, BurnDown
from clinic_desktop.authorizations.queries import burn_down_of
from clinic_desktop.authorizations.rules.burning import TOLD_DAYS, asked_again, to_renew
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.referrals.model import LAST_VISITS, SOON_DAYS
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row
from clinic_desktop.today.model import CAME_DAYS, AuthorizationDue
from clinic_desktop.today.queries.listing import MOST_DUE, STILL_TREATED, client_name

# Values: today, the first day on which one may have ended, the last day that is soon, the first day on which somebody
# has come, visits and units of the last visits. More cases than `to_renew` finds something in, and never less: every
# visit since it began counts here as one on it, and every unit. So many units at most are twice those of the newest.
_MAY_RUN_OUT = f"""
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
WHERE cases.closed_on = '' AND cases.retired_at IS NULL AND clients.retired_at IS NULL AND {STILL_TREATED} AND (
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
"""  # noqa: S608 - constants


def authorizations_running_out(read: Reader, today: date) -> tuple[AuthorizationDue, ...]:
    """The authorizations to renew, those that ended within TOLD_DAYS, end within SOON_DAYS, or have at most the last
    visits left; the first to end on top, MOST_DUE of them. Each is told once, whatever there is to tell of it.

    Of open cases that were not discharged. For what is used up the client came within CAME_DAYS or is going to come.
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


def _authorization(one: BurnDown, of_case: tuple[BurnDown, ...], row: Row) -> AuthorizationDue:
    again = asked_again(one, of_case)
    return AuthorizationDue(
        burn=one,
        client=ClientId(row["client_id"]),
        client_name=client_name(row),
        case=CaseId(row["case_id"]),
        reason=row["reason"],
        is_asked=again is not None,
        asked_on=again.row.asked_on if again else None,
        part=f"{row['client_id']}/of/{row['case_id']}/authorization/{again.id if again else 'new'}",
    )
