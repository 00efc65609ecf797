"""Enters what plans answered to the superbills of the demo clinic."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from clinic_desktop.benefit_statements.commands.statements import EnterStatement
from clinic_desktop.benefit_statements.commands.taking import TakePlanPayment
from clinic_desktop.benefit_statements.model import AnsweredService, LineDraft, StatementDraft
from clinic_desktop.benefit_statements.queries.services import services_for
from clinic_desktop.benefit_statements.rules.taking import PlanPaymentDraft
from clinic_desktop.clinic import Clinic
from clinic_desktop.demo.visiting import CaseKey
from clinic_desktop.submissions.commands import LogSubmission
from clinic_desktop.submissions.model import SubmissionDraft
from clinic_desktop.values import dates
from clinic_desktop.values.money import parse_cents, typed

# A plan takes so long, and the mail so long again.
_SENT_AFTER, _ANSWERED_AFTER, _CAME_AFTER = 2, 18, 4
_DENIED = "CO-50 N130"
# The bills that are answered, by whom the plan pays.
_KINDS = {"client": "superbill", "clinic": "statement"}
_FIRST_CHECK = 20417


@dataclass(frozen=True, slots=True)
class _Plan:
    """How a plan works out a unit, in cents and percent."""

    unit: int
    share: int
    deductible: int


def answer_bills(clinic: Clinic, wanted: Sequence[Mapping[str, Any]], cases: Mapping[CaseKey, int]) -> None:
    """A statement for each of the oldest live bills of these clients, where its answer would be there by now; what it
    brought the clinic is taken as a payment for so many of them."""
    today = clinic.clock.today()
    for one in wanted:
        number = 0
        for (client, _), case in cases.items():
            bills = _live(clinic, case, _KINDS[one.get("paid_to", "client")]) if client == one["client"] else []
            for bill, issued in bills[: one["answers"] + one.get("waits", 0)]:
                _send_in(clinic, one, bill, issued)
            for bill, issued in bills[: one["answers"]]:
                day = issued + timedelta(_ANSWERED_AFTER)
                if day + timedelta(_CAME_AFTER) <= today:
                    _enter(clinic, one, case, (bill, day), number)
                    number += 1


def _send_in(clinic: Clinic, one: Mapping[str, Any], bill: int, issued: date) -> None:
    """The client of a superbill uploads it a few days after it was issued, the clinic faxes a statement on that day."""
    is_clinic = one.get("paid_to") == "clinic"
    day = issued if is_clinic else issued + timedelta(_SENT_AFTER)
    if day <= clinic.clock.today():
        by, how = ("clinic", "fax") if is_clinic else ("client", "portal")
        clinic.do(LogSubmission(bill, SubmissionDraft(dates.printed(day), by, how, f"{one['claim']}-{bill}")))


def _live(clinic: Clinic, case: int, kind: str) -> list[tuple[int, date]]:
    sql = (
        "SELECT id, issued_on FROM bills WHERE case_id = ? AND kind = ? AND voided_on = ''"
        " AND policy_id IS NOT NULL ORDER BY number"
    )
    return [(row["id"], date.fromisoformat(row["issued_on"])) for row in clinic.read.all(sql, case, kind)]


def _enter(clinic: Clinic, one: Mapping[str, Any], case: int, answered: tuple[int, date], number: int) -> None:
    bill, day = answered
    plan = _Plan(
        parse_cents(one["unit"]) - number * parse_cents(one["step"]),
        one["share"],
        0 if number else parse_cents(one["deductible"]),
    )
    is_denied = number >= one["answers"] - one["denied"]
    lines, left = [], plan.deductible
    for service in services_for(clinic.read, case, bill):
        line, left = _denied(service) if is_denied else _line(service, plan, left)
        lines.append(line)
    policy = clinic.read.one("SELECT policy_id FROM bills WHERE id = ?", bill)["policy_id"]
    draft = StatementDraft(
        policy=str(policy),
        statement_on=dates.printed(day),
        received_on=dates.printed(day + timedelta(_CAME_AFTER)),
        claim_number=f"{one['claim']}{number + 41}",
        lines=tuple(lines),
        paid_to=one.get("paid_to", "client"),
    )
    statement = clinic.do(EnterStatement(case, bill, draft)).row
    if number < one.get("taken", 0):
        check = str(_FIRST_CHECK + number)
        clinic.do(TakePlanPayment(statement, PlanPaymentDraft(paid_on=draft.received_on, reference=check)))


def _line(service: AnsweredService, plan: _Plan, deductible: int) -> tuple[LineDraft, int]:
    """The line, and what is left of the deductible after it."""
    allowed = min(service.fee_cents, plan.unit * max(1, service.units))
    first = min(deductible, allowed)
    share = ((allowed - first) * plan.share + 50) // 100
    amounts = {
        "billed": service.fee_cents,
        "allowed": allowed,
        "deductible": first,
        "coinsurance": share,
        "not_paid": service.fee_cents - allowed,
        "paid": allowed - first - share,
    }
    codes = [code for code, cents in (("PR-1", first), ("PR-2", share), ("45", amounts["not_paid"])) if cents]
    return LineDraft(
        visit=str(service.visit),
        service=str(service.service),
        reasons=" ".join(codes),
        **{name: typed(cents) for name, cents in amounts.items()},
    ), deductible - first


def _denied(service: AnsweredService) -> tuple[LineDraft, int]:
    billed = typed(service.fee_cents)
    line = LineDraft(
        visit=str(service.visit),
        service=str(service.service),
        billed=billed,
        allowed="0",
        not_paid=billed,
        reasons=_DENIED,
    )
    return line, 0
