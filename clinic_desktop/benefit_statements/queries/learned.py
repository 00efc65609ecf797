"""Reads what statements teach: of a code for an estimate, and all that a payer did for its page."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from clinic_desktop.benefit_statements.model import PayerLesson, TaughtLine, VisitLesson, denied
from clinic_desktop.benefit_statements.rules.learning import code_lesson, reasons_of, visit_lesson
from clinic_desktop.contracts.rules import network_key
from clinic_desktop.payers.model import PayerId
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row

# In network is where a contract of the therapist with the payer ran on the day of the visit, for all plans or for this
# one: as the estimate itself finds the contract.
_LINES = """
SELECT benefit_answers.statement_id, benefit_answers.statement_on, benefit_answers.payer_id,
    benefit_answers.procedure_code, benefit_answers.units, benefit_answers.allowed_cents, benefit_answers.paid_cents,
    benefit_answers.deductible_cents + benefit_answers.copay_cents + benefit_answers.coinsurance_cents AS client_cents,
    benefit_answers.reasons, policies.plan_name,
    coalesce((SELECT group_concat(contract_rows.network_key, char(10)) FROM contract_rows
        WHERE contract_rows.payer_id = benefit_answers.payer_id AND contract_rows.therapist_id = visits.therapist_id
            AND contract_rows.from_on <= visits.date_of_service
            AND (contract_rows.to_on = '' OR contract_rows.to_on >= visits.date_of_service)), '-') AS networks
FROM benefit_answers
JOIN visits ON visits.id = benefit_answers.visit_id
JOIN policies ON policies.id = benefit_answers.policy_id
WHERE benefit_answers.payer_id = ?
ORDER BY benefit_answers.statement_on DESC, benefit_answers.id DESC LIMIT ?
"""
# Far more than an estimate goes by; a payer with thousands of lines is read as fast as one with a few.
_MOST_LINES = 2_000
# No network is called so.
_NO_CONTRACT = "-"


def taught_visit(
    read: Reader, payer: PayerId, plan: str, services: Sequence[tuple[str, int]], *, in_network: bool
) -> VisitLesson | None:
    """What statements teach of a visit with these codes and units at a payer, its plan of that name first."""
    lines = _lines(read, payer)
    return visit_lesson(lines, payer, network_key(plan), services, in_network=in_network) if services else None


def payer_lessons(read: Reader, payer: PayerId) -> tuple[PayerLesson, ...]:
    """What a payer allowed, by plan and code, each plan by itself."""
    rows = [(row["plan_name"], _line(row)) for row in read.all(_LINES, payer, _MOST_LINES)]
    names = {line.plan: name for name, line in reversed(rows)}

    def key(line: TaughtLine) -> tuple[str, str, bool]:
        return line.plan, line.procedure_code, line.is_in_network

    found = []
    for (plan, code, in_network), group in groupby(sorted((line for _, line in rows), key=key), key):
        own = list(group)
        by_unit = any(one.units > 1 for one in own)
        gone = [one for one in own if one.is_denied]
        lesson = code_lesson(own, payer, plan, code, 1 if by_unit else 0, in_network=in_network)
        reasons = reasons_of(gone)
        found.append(PayerLesson(names[plan], code, in_network, by_unit, lesson, len(gone), len(own), reasons))
    return tuple(found)


def _lines(read: Reader, payer: PayerId) -> list[TaughtLine]:
    return [_line(row) for row in read.all(_LINES, payer, _MOST_LINES)]


def _line(row: Row) -> TaughtLine:
    plan = network_key(row["plan_name"])
    networks = row["networks"].split("\n")
    runs = networks != [_NO_CONTRACT] and any(one in ("", plan) for one in networks)
    return TaughtLine(
        statement=row["statement_id"],
        statement_on=date.fromisoformat(row["statement_on"]),
        payer=row["payer_id"],
        plan=plan,
        procedure_code=row["procedure_code"],
        units=row["units"],
        allowed_cents=row["allowed_cents"],
        is_denied=denied(row["allowed_cents"], row["client_cents"], row["paid_cents"]),
        is_in_network=runs,
        reasons=tuple(row["reasons"].split()),
    )
