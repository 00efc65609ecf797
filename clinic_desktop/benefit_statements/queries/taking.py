"""Reads what a statement brings the clinic, and what of it is on record as a payment."""

from datetime import date

from clinic_desktop.benefit_statements.model import StatementId
from clinic_desktop.benefit_statements.rules.taking import OneCheck, PaidVisit, PlanMoney, due_cents, is_by_contract
from clinic_desktop.payers.model import PayerId
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row
from clinic_desktop.visits.model import VisitId

_STATEMENT = """
SELECT benefit_statements.id, benefit_statements.payer_id, payments.id AS payment, payments.paid_on
FROM benefit_statements
LEFT JOIN payments ON payments.statement_id = benefit_statements.id AND payments.retired_at IS NULL
WHERE benefit_statements.id = ? AND benefit_statements.retired_at IS NULL
"""
# What counts of the statement, by visit: a service about which a later one of the payer says anew is that one's.
_VISITS = """
SELECT account_rows.id, account_rows.date_of_service,
    account_rows.charged_cents - account_rows.paid_cents - account_rows.written_off_cents AS open_cents,
    sum(iif(own.paid_to = 'clinic', own.paid_cents, 0)) AS said,
    (SELECT coalesce(sum(paid_cents), 0) FROM benefit_answers
        WHERE visit_id = account_rows.id AND payer_id = own.payer_id AND paid_to = 'clinic') AS answered,
    (SELECT coalesce(sum(payment_shares.cents), 0) FROM payment_shares
        JOIN payments ON payments.id = payment_shares.payment_id AND payments.retired_at IS NULL
            AND payments.payer_id = own.payer_id
        WHERE payment_shares.visit_id = account_rows.id AND payment_shares.retired_at IS NULL) AS on_record
FROM benefit_answers AS own
JOIN account_rows ON account_rows.id = own.visit_id
WHERE own.statement_id = ?
GROUP BY account_rows.id
ORDER BY account_rows.date_of_service, account_rows.starts_at, account_rows.id
"""
_NOT_PAID = """
SELECT visit_id, not_paid_cents, reasons FROM benefit_answers WHERE statement_id = ? AND not_paid_cents > 0
"""
_TO_TAKE = """
SELECT benefit_statements.id FROM benefit_statements
WHERE case_id = ? AND retired_at IS NULL AND paid_to = 'clinic' AND paid_cents > 0
    AND NOT EXISTS (SELECT 1 FROM payments WHERE statement_id = benefit_statements.id AND retired_at IS NULL)
"""
_CHECK = """
SELECT coalesce(sum(service_cents), 0) AS cents, count(DISTINCT client_id) AS clients FROM payments
WHERE payer_id = ? AND method = ? AND reference = ? AND refunds_id IS NULL AND retired_at IS NULL
"""


def plan_money(read: Reader, statement: int) -> PlanMoney:
    """What a statement brings the clinic, by visit; raises Missing."""
    found = read.one(_STATEMENT, statement)
    contract: dict[int, int] = {}
    for row in read.all(_NOT_PAID, statement):
        if is_by_contract(row["reasons"].split()):
            contract[row["visit_id"]] = contract.get(row["visit_id"], 0) + row["not_paid_cents"]
    return PlanMoney(
        StatementId(found["id"]),
        PayerId(found["payer_id"]),
        tuple(_visit(row, contract.get(row["id"], 0)) for row in read.all(_VISITS, statement)),
        found["payment"],
        date.fromisoformat(found["paid_on"]) if found["payment"] else None,
    )


def to_take(read: Reader, case: int) -> int:
    """What plans paid to the clinic in a case, by its statements, that is on record in no payment yet, in cents."""
    return sum(plan_money(read, row["id"]).due_cents for row in read.all(_TO_TAKE, case))


def of_check(read: Reader, payer: int, method: str, number: str) -> OneCheck:
    """What of one check, or transfer, of a payer is on record so far."""
    row = read.one(_CHECK, payer, method, number)
    return OneCheck(row["cents"], row["clients"])


def _visit(row: Row, contract: int) -> PaidVisit:
    return PaidVisit(
        visit=VisitId(row["id"]),
        day=date.fromisoformat(row["date_of_service"]),
        said_cents=row["said"],
        due_cents=due_cents(row["said"], row["answered"], row["on_record"]),
        open_cents=row["open_cents"],
        contract_cents=contract,
    )
