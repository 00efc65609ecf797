"""Reads the services that a statement can be about."""

from datetime import date

from clinic_desktop.benefit_statements.model import MOST_LINES, AnsweredBill, AnsweredService
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row
from clinic_desktop.visits.model import VisitId

# Fewer than of a bill: those that a person means are among the newest.
_MOST_WITHOUT_A_BILL = 12
# Those of a bill are its visits, also after it was voided.
_SERVICES = """
SELECT visits.id AS visit_id, visit_services.id AS service, visits.date_of_service, visit_services.name,
    visit_services.procedure_code, visit_services.units, visit_services.fee_cents
FROM visits JOIN visit_services ON visit_services.visit_id = visits.id AND visit_services.retired_at IS NULL
WHERE visits.retired_at IS NULL AND visits.status = 'given' AND {whose}
ORDER BY visits.date_of_service{way}, visits.starts_at, visits.id, visit_services.place, visit_services.id LIMIT ?
"""
_OF_BILL = _SERVICES.format(whose="visits.id IN (SELECT visit_id FROM bill_visits WHERE bill_id = ?1)", way="")
# Without a bill those of the case that no statement is about yet, the newest that fit.
_OF_CASE = _SERVICES.format(
    whose="""visits.case_id = ?1 AND visits.superbill = 0 AND NOT EXISTS (SELECT 1 FROM benefit_lines
    WHERE benefit_lines.visit_id = visits.id AND benefit_lines.retired_at IS NULL)""",
    way=" DESC",
)
# What a statement is about already, as it was read, whatever became of the visit's services.
_OF_STATEMENT = """
SELECT benefit_lines.visit_id, coalesce(benefit_lines.service_row, 0) AS service, visits.date_of_service,
    coalesce(visit_services.name, '') AS name, benefit_lines.procedure_code, benefit_lines.units,
    benefit_lines.billed_cents AS fee_cents
FROM benefit_lines JOIN visits ON visits.id = benefit_lines.visit_id
LEFT JOIN visit_services ON visit_services.id = benefit_lines.service_row
WHERE benefit_lines.statement_id = ? AND benefit_lines.retired_at IS NULL
ORDER BY visits.date_of_service, visits.starts_at, visits.id, benefit_lines.id
"""


def services_for(read: Reader, case: int, bill: int, statement: int = 0) -> tuple[AnsweredService, ...]:
    """The services that a statement about this bill can be about, the oldest day first, MOST_LINES at most; without a
    bill those of the case that are on no superbill and no statement yet. Of a statement on record first its own."""
    own = [_service(one) for one in read.all(_OF_STATEMENT, statement)] if statement else []
    sql, of = (_OF_BILL, bill) if bill else (_OF_CASE, case)
    most = MOST_LINES if bill else _MOST_WITHOUT_A_BILL
    others = [] if statement and not bill else [_service(one) for one in read.all(sql, of, most)]
    here = {(one.visit, one.service) for one in own}
    found = [*own, *(one for one in others if (one.visit, one.service) not in here)]
    return tuple(sorted(found, key=lambda one: (one.day, one.visit)))


def bill_answered(read: Reader, row: int) -> AnsweredBill | None:
    """The superbill or statement that a benefit statement would answer; None where it is neither. Bills are a room
    above this one, known here by their table alone."""
    sql = "SELECT id, number, case_id, policy_id FROM bills WHERE id = ? AND kind IN ('superbill', 'statement')"
    found = read.all(sql, row)
    return AnsweredBill(row, found[0]["number"], found[0]["case_id"], found[0]["policy_id"] or 0) if found else None


def _service(row: Row) -> AnsweredService:
    return AnsweredService(
        VisitId(row["visit_id"]),
        row["service"],
        date.fromisoformat(row["date_of_service"]),
        row["name"],
        row["procedure_code"],
        row["units"],
        row["fee_cents"],
    )
