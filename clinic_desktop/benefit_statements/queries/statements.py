"""Reads statements: those of a case or a client, one of them, and what a plan paid to the clinic."""

from collections.abc import Sequence
from datetime import date

from clinic_desktop.benefit_statements.model import (
    BenefitLine,
    BenefitStatement,
    StatementId,
    StatementRow,
)
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.payers.model import PayerId
from clinic_desktop.policies.model import PolicyId
from clinic_desktop.store.paging import Cursor, Listing, Order, Page, page
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row
from clinic_desktop.values import dates
from clinic_desktop.visits.model import VisitId

NEWEST_FIRST = Order(("statement_on", "id"), descending=True)


def statement_page(read: Reader, owner: CaseId, after: Cursor | None = None) -> Page[StatementRow]:
    """The statements of a case, the newest on top."""
    return page(read, Listing("benefit_statement_rows", _listed, "case_id = ?", (owner,)), NEWEST_FIRST, after)


def statements_of_bill(read: Reader, bill: int) -> tuple[StatementRow, ...]:
    """The statements that answer a bill, the oldest first; a bill that was voided keeps them."""
    sql = "SELECT * FROM benefit_statement_rows WHERE bill_id = ? ORDER BY statement_on, id"
    return tuple(map(_listed, read.all(sql, bill)))


def benefit_statement(read: Reader, row: int) -> BenefitStatement:
    """One statement with its lines; raises Missing."""
    found = read.one("SELECT * FROM benefit_statement_rows WHERE id = ?", row)
    sql = (
        "SELECT benefit_lines.*, visits.date_of_service FROM benefit_lines"
        " JOIN visits ON visits.id = benefit_lines.visit_id"
        " WHERE benefit_lines.statement_id = ? AND benefit_lines.retired_at IS NULL"
        " ORDER BY visits.date_of_service, visits.starts_at, visits.id, benefit_lines.id"
    )
    return BenefitStatement(
        id=StatementId(found["id"]),
        version=found["version"],
        client=ClientId(found["client_id"]),
        case=CaseId(found["case_id"]),
        policy=PolicyId(found["policy_id"]),
        payer=PayerId(found["payer_id"]),
        payer_name=found["payer_name"],
        plan_name=found["plan_name"],
        bill=found["bill_id"] or 0,
        bill_number=found["bill_number"],
        bill_voided_on=dates.kept(found["bill_voided_on"]),
        received_on=date.fromisoformat(found["received_on"]),
        statement_on=date.fromisoformat(found["statement_on"]),
        claim_number=found["claim_number"],
        paid_to=found["paid_to"],
        paid_cents=found["paid_cents"],
        reference=found["reference"],
        note=found["note"],
        differs_why=found["differs_why"],
        lines=tuple(map(_line, read.all(sql, row))),
    )


def paid_to_clinic(read: Reader, visits: Sequence[int]) -> dict[int, dict[int, int]]:
    """What plans paid to the clinic for these visits, in cents, by visit and there by payer: what the ledger may take
    as a payment of that payer. A later statement about a service takes the place of an earlier one."""
    marks = ", ".join("?" * len(visits))
    sql = (
        "SELECT visit_id, payer_id, sum(paid_cents) AS cents FROM benefit_answers"  # noqa: S608 - marks only
        f" WHERE paid_to = 'clinic' AND paid_cents > 0 AND visit_id IN ({marks}) GROUP BY visit_id, payer_id"
        " ORDER BY visit_id, payer_id"
    )
    found: dict[int, dict[int, int]] = {}
    for row in read.all(sql, *visits) if visits else ():
        found.setdefault(row["visit_id"], {})[row["payer_id"]] = row["cents"]
    return found


def _line(row: Row) -> BenefitLine:
    return BenefitLine(
        visit=VisitId(row["visit_id"]),
        day=date.fromisoformat(row["date_of_service"]),
        service=row["service_row"] or 0,
        procedure_code=row["procedure_code"],
        units=row["units"],
        billed_cents=row["billed_cents"],
        allowed_cents=row["allowed_cents"],
        deductible_cents=row["deductible_cents"],
        copay_cents=row["copay_cents"],
        coinsurance_cents=row["coinsurance_cents"],
        not_paid_cents=row["not_paid_cents"],
        paid_cents=row["paid_cents"],
        reasons=tuple(row["reasons"].split()),
    )


def _listed(row: Row) -> StatementRow:
    return StatementRow(
        id=StatementId(row["id"]),
        version=row["version"],
        case=CaseId(row["case_id"]),
        statement_on=date.fromisoformat(row["statement_on"]),
        payer_name=row["payer_name"],
        plan_name=row["plan_name"],
        bill_number=row["bill_number"],
        is_bill_void=bool(row["bill_voided_on"]),
        visits=row["visits"],
        paid_to=row["paid_to"],
        billed_cents=row["billed_cents"],
        allowed_cents=row["allowed_cents"],
        paid_cents=row["paid_cents"],
    )
