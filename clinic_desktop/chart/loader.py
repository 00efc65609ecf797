"""Gathers for a chart what takes more than reading rows: the estimate of a case, how long the record is kept."""

from datetime import date

from clinic_desktop.cases.model import CaseId
from clinic_desktop.chart.rules.costs import cost_lines
from clinic_desktop.clients.loader import keep_rules
from clinic_desktop.clients.model import Client
from clinic_desktop.clients.rules import kept_until
from clinic_desktop.coverage.loader.gathering import coverage_of
from clinic_desktop.coverage.loader.own_packs import clinic_packs
from clinic_desktop.practice.queries import practice
from clinic_desktop.store.reader import Reader
from clinic_desktop.values import dates

_LAST_VISIT = (
    "SELECT max(day) AS last FROM (SELECT max(date_of_service) AS day"
    " FROM visits JOIN cases ON cases.id = visits.case_id"
    " WHERE cases.client_id = ?1 AND visits.status = 'given' AND visits.retired_at IS NULL"
    # What another program tells of was given, too.
    " UNION ALL SELECT max(date_of_service) FROM imported_visits WHERE client_id = ?1 AND retired_at IS NULL)"
)


def expected_cost(read: Reader, case: CaseId, today: date) -> tuple[str, ...]:
    """What the visits of a case are expected to cost as things stand, in the lines of a paper; nothing where the wizard
    has no estimate. Raises Missing."""
    return cost_lines(coverage_of(read, case, today, clinic_packs(read)).appraisal.estimate, today)


def record_kept_until(read: Reader, found: Client) -> date | None:
    """Until which day the record of a client is kept at least; None where no rule says it, or no visit was given."""
    last = dates.kept(read.one(_LAST_VISIT, found.id)["last"] or "")
    return kept_until(keep_rules(), practice(read).state, last, found.birth_date)
