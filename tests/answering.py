"""Benefit statements for tests: a superbill that was issued, and what the plan said about it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from billable import Billable, billable, issue

from clinic_desktop.benefit_statements.commands.statements import EnterStatement
from clinic_desktop.benefit_statements.model import AnsweredService, LineDraft, StatementDraft, StatementId
from clinic_desktop.benefit_statements.queries.services import services_for
from clinic_desktop.clinic import Clinic
from clinic_desktop.superbills.model.issued import BillId
from clinic_desktop.values.money import typed
from clinic_desktop.visits.model import VisitId

STATEMENT = StatementDraft(policy="1", statement_on="11/20/2026", received_on="11/22/2026", claim_number="C-4471")
# $140.00 billed, $110.00 allowed: $50.00 to the deductible, 40 % of the rest, as in the worked example A of the brief.
FIRST_VISIT = LineDraft(
    allowed="110", deductible="50", coinsurance="24", not_paid="30", paid="36", reasons="CO-45 PR-1, PR 2"
)
LATER_VISIT = LineDraft(allowed="110", coinsurance="44", not_paid="30", paid="66", reasons="PR-2")
DENIED = LineDraft(allowed="0", not_paid="140", reasons="CO-50 N130")


@dataclass(frozen=True, slots=True)
class Answerable:
    """A client's case with a superbill of these visits."""

    whose: Billable
    visits: Sequence[VisitId]
    bill: BillId


def answerable(clinic: Clinic, *days: str) -> Answerable:
    """A clinic with a superbill that waits for its answer."""
    whose, visits = billable(clinic, *days)
    return Answerable(whose, visits, issue(clinic, visits))


def line(service: AnsweredService, says: LineDraft) -> LineDraft:
    """What a statement says about a service."""
    return replace(
        says, visit=str(service.visit), service=str(service.service), billed=says.billed or typed(service.fee_cents)
    )


def answer(clinic: Clinic, case: int, bill: int, *says: LineDraft, draft: StatementDraft = STATEMENT) -> StatementDraft:
    """A statement that says this about the services of a bill, in their order."""
    services = services_for(clinic.read, case, bill)
    return replace(draft, lines=tuple(line(one, words) for one, words in zip(services, says, strict=False)))


def new_statement(
    clinic: Clinic, found: Answerable, *says: LineDraft, draft: StatementDraft = STATEMENT
) -> StatementId:
    """A statement about the superbill, on record."""
    made = answer(clinic, found.whose.case, found.bill, *says, draft=draft)
    return StatementId(clinic.do(EnterStatement(found.whose.case, found.bill, made)).row)
