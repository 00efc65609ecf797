"""Courses of money: taken, kept, sold, written off, paid by plans; estimates, contracts, papers of an account."""

from dataclasses import replace

from answering import FIRST_VISIT, LATER_VISIT, STATEMENT, answer
from bench.safety.desk import ONE, OTHER, Desk, prepared
from bench.safety.work.course import Workload, last, newest, version
from bench.safety.work.told import TOLD
from contracting import CONTRACT
from estimating import CASH, DELIVERY, DRAFT
from factories import VISIT

from clinic_desktop.benefit_statements.commands.statements import ChangeStatement, EnterStatement, RetireStatement
from clinic_desktop.benefit_statements.commands.taking import TakePlanPayment
from clinic_desktop.benefit_statements.model import LineDraft, StatementDraft
from clinic_desktop.benefit_statements.rules.taking import PlanPaymentDraft
from clinic_desktop.cases.commands import OpenCase
from clinic_desktop.contracts.commands import AddContract, ChangeContract, RetireContract
from clinic_desktop.contracts.model import FeeLine
from clinic_desktop.estimates.commands.deliveries import LogDelivery, NoteRequest, RetireDelivery, RetireRequest
from clinic_desktop.estimates.commands.estimates import IssueEstimate, VoidEstimate
from clinic_desktop.estimates.model.due import RequestDraft
from clinic_desktop.estimates.model.estimate import EstimateId
from clinic_desktop.ledger.commands import KeepMoneyPaper
from clinic_desktop.ledger.document.receipt import receipt_pdf
from clinic_desktop.ledger.model import MoneyPaper
from clinic_desktop.ledger.queries import payment_receipt
from clinic_desktop.month_end.commands.leaving_out import LeaveOutCase, TakeInCase
from clinic_desktop.payments.commands.credits import ApplyCredit
from clinic_desktop.payments.commands.payments import ChangePayment, RetirePayment, TakePayment
from clinic_desktop.payments.commands.plans import TakeFromPlan
from clinic_desktop.payments.commands.refunds import RetireWriteOff, WriteOffVisit
from clinic_desktop.payments.commands.sales import RenewMembership, SellPayment, SellPrepaid
from clinic_desktop.payments.model import PaymentDraft, WriteOffDraft
from clinic_desktop.prepaid.commands import ChangePrepaid, EndPrepaid, ReopenPrepaid, RetirePrepaid
from clinic_desktop.prepaid.model import EndingDraft, PrepaidDraft
from clinic_desktop.superbills.commands.acceptances import AcceptFinding, AskAgain, HandOutAnyway
from clinic_desktop.superbills.commands.years import IssueYearReceipt
from clinic_desktop.visits.commands.visits import RecordVisit

_TO_CLINIC = replace(STATEMENT, paid_to="clinic")
_PLAN_CHECK = PlanPaymentDraft(paid_on="11/22/2026", reference="20417", write_off="1")
_SECOND = replace(_TO_CLINIC, claim_number="C-4472", statement_on="11/23/2026", received_on="11/24/2026")
_MORE = replace(FIRST_VISIT, allowed="120", not_paid="20", paid="46")
_SECOND_CHECK = PaymentDraft("11/24/2026", "check", "20418", payer="1")


def _said(desk: Desk, draft: StatementDraft, *says: LineDraft) -> StatementDraft:
    """What a plan said about the bill of the first client, as it would be typed now."""
    return answer(desk.clinic, prepared().case, prepared().bill, *says, draft=draft)


_statements = Workload(
    "benefit statements: entered, changed, taken as payments, taken away",
    (
        lambda desk: desk.clinic.do(RetirePayment(*_payment_of(desk, prepared().visits[1]))),
        lambda desk: desk.clinic.do(RetirePayment(*_payment_of(desk, prepared().visits[2]))),
        lambda desk: desk.clinic.do(
            EnterStatement(prepared().case, prepared().bill, _said(desk, _TO_CLINIC, FIRST_VISIT))
        ),
        lambda desk: desk.clinic.do(
            ChangeStatement(*newest(desk, "benefit_statements"), _said(desk, _TO_CLINIC, FIRST_VISIT, LATER_VISIT))
        ),
        lambda desk: desk.clinic.do(TakePlanPayment(last(desk, "benefit_statements"), _PLAN_CHECK)),
        lambda desk: desk.clinic.do(EnterStatement(prepared().case, prepared().bill, _said(desk, _SECOND, _MORE))),
        lambda desk: desk.clinic.do(
            TakeFromPlan(last(desk, "benefit_statements"), {prepared().visits[1]: 1_000}, _SECOND_CHECK)
        ),
        lambda desk: desk.clinic.do(RetirePayment(*newest(desk, "payments"))),
        lambda desk: desk.clinic.do(RetireStatement(*newest(desk, "benefit_statements"))),
    ),
)


def _payment_of(desk: Desk, visit: int) -> tuple[int, int]:
    """The payment of a visit, and its version."""
    found = desk.clinic.read.one(
        "SELECT payments.id, payments.version FROM payments JOIN payment_shares ON payment_id = payments.id"
        " WHERE visit_id = ?",
        visit,
    )
    assert found
    return int(found["id"]), int(found["version"])


_contracts = Workload(
    "contracts, and a case left out of month ends",
    (
        lambda desk: desk.clinic.do(AddContract(1, CONTRACT)),
        lambda desk: desk.clinic.do(
            ChangeContract(
                *newest(desk, "contracts"),
                replace(
                    CONTRACT, to_on="12/31/2026", fees=(FeeLine("MT001", "19", "unit"), FeeLine("MT003", "40", "visit"))
                ),
            )
        ),
        lambda desk: desk.clinic.do(RetireContract(*newest(desk, "contracts"))),
        lambda desk: desk.clinic.do(LeaveOutCase(prepared().other_case, "not_wanted")),
        lambda desk: desk.clinic.do(LeaveOutCase(prepared().other_case, "other", "Pays in cash")),
        lambda desk: desk.clinic.do(TakeInCase(prepared().other_case)),
    ),
)


def _estimate(desk: Desk) -> tuple[EstimateId, int]:
    row, seen = newest(desk, "estimates")
    return EstimateId(row), seen


_estimates = Workload(
    "estimates: asked for, issued, delivered, void",
    (
        lambda desk: desk.clinic.do(OpenCase(OTHER, CASH)),
        lambda desk: desk.clinic.do(NoteRequest(last(desk, "cases"), 0, 0, RequestDraft("11/23/2026"))),
        lambda desk: desk.clinic.do(
            NoteRequest(last(desk, "cases"), *newest(desk, "estimate_requests"), RequestDraft("11/20/2026", "By phone"))
        ),
        lambda desk: desk.clinic.do(RetireRequest(*newest(desk, "estimate_requests"))),
        lambda desk: desk.clinic.do(IssueEstimate(last(desk, "cases"), DRAFT)),
        lambda desk: desk.clinic.do(LogDelivery(last(desk, "estimates"), DELIVERY)),
        lambda desk: desk.clinic.do(RetireDelivery(*newest(desk, "estimate_deliveries"))),
        lambda desk: desk.clinic.do(VoidEstimate(*_estimate(desk), "Wrong service")),
    ),
)
_credit = Workload(
    "payments: kept on account, applied, changed, taken away; a write-off taken back",
    (
        lambda desk: desk.clinic.do(TakePayment((), PaymentDraft("11/20/2026", "check", "1042", credit="60"), OTHER)),
        lambda desk: desk.clinic.do(ApplyCredit(prepared().other_visits[2:], "40")),
        lambda desk: desk.clinic.do(ApplyCredit(prepared().other_visits[2:])),
        lambda desk: desk.clinic.do(
            ChangePayment(*newest(desk, "payments"), PaymentDraft("11/21/2026", "check", "1043", "50", "10"))
        ),
        lambda desk: desk.clinic.do(
            WriteOffVisit(prepared().other_visits[2], WriteOffDraft("40", "11/21/2026", "courtesy", "Came in vain"))
        ),
        lambda desk: desk.clinic.do(RetireWriteOff(*newest(desk, "write_offs"))),
        lambda desk: desk.clinic.do(RetirePayment(*newest(desk, "payments"))),
    ),
)
_PACKAGE = PrepaidDraft(visits="5", price="475", sold_on="11/1/2026")
_MEMBERSHIP = PrepaidDraft(
    "membership", visits="2", price="150", sold_on="10/1/2026", starts_on="10/1/2026", expires_on="10/31/2026"
)


def _membership(desk: Desk) -> tuple[int, int]:
    """The one that was sold first; what it was renewed by was taken away since."""
    found = desk.clinic.read.one("SELECT min(id) AS id FROM prepaids WHERE kind = 'membership'")
    assert found
    return int(found["id"]), version(desk, "prepaids", int(found["id"]))


_sales = Workload(
    "sales: paid in parts, changed, ended, reopened, renewed, taken away",
    (
        lambda desk: desk.clinic.do(
            SellPrepaid(OTHER, _PACKAGE, PaymentDraft("11/1/2026", "card", "4242", sold="200"))
        ),
        lambda desk: desk.clinic.do(
            SellPayment(last(desk, "prepaids"), PaymentDraft("11/2/2026", "check", "1044", sold="275"))
        ),
        lambda desk: desk.clinic.do(
            ChangePrepaid(*newest(desk, "prepaids"), PrepaidDraft(name="Five hours", expires_on="12/31/2026"))
        ),
        lambda desk: desk.clinic.do(
            EndPrepaid(*newest(desk, "prepaids"), EndingDraft("closed", "11/20/2026", "Moved"))
        ),
        lambda desk: desk.clinic.do(ReopenPrepaid(*newest(desk, "prepaids"))),
        lambda desk: desk.clinic.do(SellPrepaid(OTHER, _MEMBERSHIP, PaymentDraft(sold="150"))),
        # Nothing is paid for it yet: so it can be taken away again.
        lambda desk: desk.clinic.do(RenewMembership(*newest(desk, "prepaids"), PaymentDraft(), carries=True)),
        lambda desk: desk.clinic.do(RetirePrepaid(*newest(desk, "prepaids"))),
        lambda desk: desk.clinic.do(RenewMembership(*_membership(desk), PaymentDraft("11/24/2026", sold="150"))),
    ),
)


def _keep_receipt(desk: Desk) -> object:
    """The receipt of the last payment, as it left the clinic."""
    clinic = desk.clinic
    row = last(desk, "payments")
    pdf = receipt_pdf(payment_receipt(clinic.read, row, clinic.clock.today()))
    return clinic.do(KeepMoneyPaper(MoneyPaper("payment_receipt", OTHER, payment=row), pdf))


_FACTS = tuple(f"visit:{row}" for row in (4, 5))
_papers = Workload(
    "receipts of a payment and of a year; findings accepted, and asked again",
    (
        _keep_receipt,
        lambda desk: desk.clinic.do(AcceptFinding(OTHER, "unpaid", _FACTS, "Paid in cash")),
        lambda desk: desk.clinic.do(AcceptFinding(OTHER, "unpaid", _FACTS[1:], "Paid later")),
        lambda desk: desk.clinic.do(AskAgain(OTHER, "unpaid", _FACTS)),
        lambda desk: desk.clinic.do(HandOutAnyway(ONE, "kept-from-plan", ("bill:1",), "The client asked for it")),
        # The year that is receipted is over.
        lambda desk: desk.clinic.do(OpenCase(OTHER, replace(CASH, onset_on="9/1/2025"))),
        lambda desk: desk.clinic.do(RecordVisit(last(desk, "cases"), replace(VISIT, date_of_service="11/20/2025"))),
        lambda desk: desk.clinic.do(
            TakePayment((last(desk, "visits"),), PaymentDraft("11/20/2025", "card", "4242", "140"))
        ),
        lambda desk: desk.clinic.do(IssueYearReceipt(OTHER, 2025)),
    ),
)

MONEY = (_statements, _contracts, _estimates, _credit, _sales, _papers, *TOLD)
