"""Statements to payers and receipts of years: issued, voided and replaced as superbills and receipts are."""

import io
from dataclasses import replace
from datetime import date

import pypdf
import pytest
from billable import FIRST, ORDER, SECOND, billable, billable_client, drafted, issue, ready_clinic, ready_visit
from bills import CASE, POLICY, STAMP, a_bill
from factories import VISIT, new_case, new_payment, new_policy, new_prescription, new_visit, refused, signing
from fixed import JANUARY
from hypothesis import given, settings
from hypothesis import strategies as some

from clinic_desktop.cases.model import CaseDraft, CaseId
from clinic_desktop.chart.queries import glance
from clinic_desktop.clients.model import ClientId
from clinic_desktop.clinic import Clinic
from clinic_desktop.payments.model import PaymentDraft
from clinic_desktop.payments.queries import balance as balance_of
from clinic_desktop.policies.model import PolicyDraft
from clinic_desktop.policies.rules import client_pays
from clinic_desktop.store.connection import driver
from clinic_desktop.superbills.commands.acceptances import AcceptFinding
from clinic_desktop.superbills.commands.bills import VoidBill
from clinic_desktop.superbills.commands.years import IssueYearReceipt
from clinic_desktop.superbills.document.bills import bill_pdf
from clinic_desktop.superbills.document.standing import stands_as_issued
from clinic_desktop.superbills.model.bill import BilledPayment
from clinic_desktop.superbills.model.issued import BillId, waits_since
from clinic_desktop.superbills.queries.issued import issued_bill, paper
from clinic_desktop.superbills.queries.ready import unbilled, unbilled_page
from clinic_desktop.superbills.queries.years import receipt_stands, year_bill, year_rows, years_paid
from clinic_desktop.superbills.rules.addressee import addressee
from clinic_desktop.superbills.rules.proposed import proposed
from clinic_desktop.superbills.rules.sums import balance, paid_by_client, paid_by_plan, total_paid
from clinic_desktop.visits.model import VisitId, VisitNoteDraft
from clinic_desktop.visits.queries.visits import visit

CLAIM = CaseDraft("auto", "Neck pain", "9/1/2026", state="WA", claim_number="CM-1", adjuster_name="Dana Voss")
PIP = PolicyDraft(payer_name="Harbor Auto", plan_type="pip")


def text(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def claim(clinic: Clinic) -> tuple[CaseId, list[VisitId]]:
    """An open PIP claim with two visits, signed and not paid."""
    own, _ = billable(clinic, FIRST)
    case = new_case(clinic, own.client, CLAIM)
    new_policy(clinic, case, PIP)
    visits = [new_visit(clinic, case, replace(VISIT, date_of_service=day)) for day in ("11/12/2026", "11/19/2026")]
    for row in visits:
        clinic.do(signing(clinic, row, VisitNoteDraft("Stiff", "Tone", "Eased", "Again")))
    return case, visits


def accepted(clinic: Clinic, visits: list[VisitId]) -> BillId:
    """The statement, whatever may be bounced."""
    draft = drafted(clinic, visits, "statement")
    for one in draft.verdict.findings:
        if one.grade == "ASK":
            clinic.do(AcceptFinding(draft.bill.client.row, one.rule, (one.fact,), "As they want it"))
    return issue(clinic, visits, "statement")


def diagnosed(clinic: Clinic, case: CaseId) -> None:
    new_prescription(clinic, case, ORDER)


def test_a_statement_is_issued_voided_and_replaced(clinic: Clinic) -> None:
    case, visits = claim(clinic)
    diagnosed(clinic, case)
    waiting = unbilled_page(clinic.read, waits_since(clinic.clock.today())).rows
    assert {(one.kind, one.case == case) for one in waiting} == {("superbill", False), ("statement", True)}
    row = accepted(clinic, visits)
    found = issued_bill(clinic.read, row)
    assert [visit(clinic.read, one).statement for one in visits] == [found.number] * 2
    assert unbilled(clinic.read, "statement", case) == ()
    words = text(paper(clinic.read, found))
    for part in ("STATEMENT", "Bill to", "Harbor Auto", "Attention: Dana Voss", "Pay to", "CM-1", "Amount due"):
        assert part in words
    assert "reimburse" not in words and stands_as_issued(clinic.read, found)
    assert refused(lambda: accepted(clinic, visits)) == ["visits/0/billed_on", "visits/1/billed_on"]
    clinic.do(VoidBill(row, 1, "Wrong claim"))
    assert [visit(clinic.read, one).statement for one in visits] == [0, 0]
    again = issued_bill(clinic.read, accepted(clinic, visits))
    assert again.replaces == (found.number,)
    assert issued_bill(clinic.read, row).replaced_by == (again.number,)


@pytest.mark.parametrize(
    ("kind", "plan", "wanted"),
    [
        ("health", "ppo", "superbill"),
        ("health", "", "superbill"),
        ("health", None, "receipt"),
        ("cash", None, "receipt"),
        ("auto", "pip", "statement"),
        ("auto", "", "statement"),
        ("auto", None, "statement"),
        ("auto", "ppo", "superbill"),
        ("work", "work_state", "statement"),
        ("accident", "liability", "statement"),
        ("accident", "ppo", "superbill"),
        ("health", "medicaid", "statement"),
        ("health", "va", "statement"),
    ],
)
def test_the_right_one_is_proposed_with_its_reason(kind: str, plan: str | None, wanted: str) -> None:
    policies = () if plan is None else (replace(POLICY, plan_type=plan),)
    found = proposed(kind, policies, date(2026, 11, 24))
    assert found.kind == wanted and found.words.endswith(".") and found.source
    kept = proposed(kind, policies, date(2026, 11, 24), keeps_from_plan=True)
    assert (kept.kind, kept.source) == ("receipt", "45 CFR 164.522(a)(1)(vi)")


def test_the_list_of_what_waits_says_what_is_proposed(clinic: Clinic) -> None:
    ready_clinic(clinic)
    owner = billable_client(clinic).client
    for kind, plan in (
        ("auto", "pip"),
        ("auto", "ppo"),
        ("work", "work_state"),
        ("health", "medicaid"),
        ("health", ""),
    ):
        case = new_case(clinic, owner, CaseDraft(kind, f"{kind} {plan}"))
        new_policy(clinic, case, replace(PIP, plan_type=plan))
        row = clinic.read.one("SELECT count(*) AS many FROM visits")["many"]
        new_visit(
            clinic, case, replace(VISIT, date_of_service=SECOND, starts_at=f"{8 + row}:00", ends_at=f"{9 + row}:00")
        )
    rows = unbilled_page(clinic.read, waits_since(clinic.clock.today())).rows
    assert {(one.reason, one.kind) for one in rows} == {
        ("auto pip", "statement"), ("auto ppo", "superbill"), ("work work_state", "statement"), ("health", "superbill")
    }  # fmt: skip


def test_who_is_asked_to_pay() -> None:
    case = replace(CASE, kind="auto", attorney_name="Noor Haddad", adjuster_name="Dana Voss", adjuster_fax="1")
    liable = a_bill(kind="statement", case=case, policy=replace(POLICY, plan_type="liability"))
    (by_attorney, by_payer) = addressee(liable), addressee(replace(liable, policy=replace(POLICY, plan_type="pip")))
    assert by_attorney and by_attorney.name == "Noor Haddad" and by_attorney.address == ()
    assert by_payer and (by_payer.name, by_payer.attention) == ("Harbor Health", "Dana Voss")
    assert by_payer.address == POLICY.claims_address
    assert addressee(replace(liable, policy=None, case=CASE)) is None
    assert not client_pays("work") and not client_pays("health", "va") and client_pays("health", "ppo")


@settings(max_examples=15, deadline=None)
@given(
    some.lists(some.tuples(some.integers(0, 14_000), some.booleans()), max_size=4),
    some.integers(0, 3_000),
)
def test_every_sum_holds_with_money_paid_back_and_written_off(parts: list[tuple[int, bool]], off: int) -> None:
    payments = tuple(
        BilledPayment(at, date(2026, 11, 3), "card", "", cents, by) for at, (cents, by) in enumerate(parts)
    )
    back = tuple(replace(one, cents=-one.cents // 2) for one in payments)
    bill = a_bill(kind="statement")
    bill = replace(
        bill, visits=(replace(bill.visits[0], payments=(*payments, *back), written_off_cents=off), *bill.visits[1:])
    )
    assert paid_by_plan(bill) + paid_by_client(bill) == total_paid(bill)
    assert balance(bill) == 28_500 - off - total_paid(bill)


@pytest.mark.parametrize("kind", ["superbill", "receipt", "statement"])
def test_a_plan_s_money_and_adjustments_stand_apart(kind: str) -> None:
    made = a_bill(kind=kind)
    by_plan = BilledPayment(1, date(2026, 11, 20), "check", "88", 9_000, by_plan=True)
    first = replace(made.visits[0], payments=(by_plan,), written_off_cents=5_000)
    words = text(bill_pdf(replace(made, visits=(first, *made.visits[1:])), STAMP))
    for part in ("Adjustment", "-$50.00", "Paid by plan", "$90.00", "Paid by patient", "$145.00"):
        assert part in words
    assert "Please reimburse" not in words


def test_only_who_paid_all_that_was_charged_paid_in_full() -> None:
    made = a_bill()

    def said(*payments: BilledPayment, off: int = 0) -> str:
        first = replace(made.visits[0], payments=payments, written_off_cents=off)
        return text(bill_pdf(replace(made, visits=(first, *made.visits[1:])), STAMP))

    paid = BilledPayment(1, date(2026, 11, 3), "card", "4242", 14_000)
    assert "Paid in full by the patient, as shown." in said(paid)
    spared = said(replace(paid, cents=10_000), off=4_000)
    assert "Paid in full" not in spared and "Adjustment" in spared
    assert "The patient paid $245.00. $40.00 was written off, and nobody is asked to pay it." in spared
    assert "Please reimburse the member directly for what the patient paid" in spared
    given = said(replace(paid, cents=9_500), replace(paid, row=2, method="gift_card", cents=4_500, by_gift=True))
    assert "Paid in full" not in given and "Paid by gift card" in given and "$240.00" in given
    # More than was charged is paid: it is a credit, and no plan pays that back.
    assert "Paid in full" not in said(replace(paid, cents=15_000))


def test_a_year_is_of_what_was_paid_and_given_in_it(clinic: Clinic) -> None:
    own, visits = billable(clinic)
    year = clinic.clock.today().year
    earlier = new_case(clinic, own.client, CaseDraft("cash", "Relaxation"))
    late = new_visit(clinic, earlier, replace(VISIT, date_of_service="12/20/2025", starts_at="", ends_at=""))
    # Of last December, paid half then and half now; another case, too.
    new_payment(clinic, late, draft=PaymentDraft(paid_on="12/20/2025", service="40.00", tip="9.00"))
    new_payment(clinic, late, draft=PaymentDraft(paid_on="1/5/2026", service="50.00"))
    assert years_paid(clinic.read, own.client) == (2026, 2025)
    last, now = year_bill(clinic.read, own.client, year - 1), year_bill(clinic.read, own.client, year)
    assert (total_paid(last), [one.row for one in last.visits]) == (4_000, [late])
    assert (total_paid(now), [one.row for one in now.visits]) == (33_000, [late, *visits])
    rows = year_rows(clinic.read, year)
    assert [(one.client, one.visits, one.paid_cents, one.waits) for one in rows] == [(own.client, 3, 33_000, True)]
    assert year_rows(clinic.read, 2019) == ()


def test_a_year_receipt_is_issued_once_and_replaced_where_the_record_changed(clinic: Clinic) -> None:
    own, visits = billable(clinic)
    superbill = issue(clinic, visits)
    clinic.clock._fixed = JANUARY
    row = BillId(clinic.do(IssueYearReceipt(own.client, 2026)).row)
    found = issued_bill(clinic.read, row)
    assert (found.kind, found.case, found.bill.year) == ("year_receipt", 0, 2026)
    words = text(paper(clinic.read, found))
    for part in ("RECEIPT 2026", "$280.00", "Maya Ortiz, LMT", "Tips, sales tax, products"):
        assert part in words
    for part in ("M54.2", "MT001", "2999999990"):
        assert part not in words
    assert refused(lambda: clinic.do(IssueYearReceipt(own.client, 2026))) == ["year"]
    assert refused(lambda: clinic.do(IssueYearReceipt(own.client, 2024))) == [""]
    (listed,) = year_rows(clinic.read, 2026)
    assert listed.live and not listed.waits and receipt_stands(clinic.read, listed, 2026)
    third = ready_visit(clinic, own.case, "11/20/2026")
    (listed,) = year_rows(clinic.read, 2026)
    assert not receipt_stands(clinic.read, listed, 2026) and not stands_as_issued(clinic.read, found)
    clinic.do(VoidBill(row, 1, "One more visit"))
    again = issued_bill(clinic.read, BillId(clinic.do(IssueYearReceipt(own.client, 2026)).row))
    assert (again.replaces, len(again.bill.visits)) == ((found.number,), 3)
    assert issued_bill(clinic.read, row).replaced_by == (again.number,)
    # The visits are on a superbill all the while, and the new one waits for its own.
    assert issued_bill(clinic.read, superbill).voided_on is None
    assert visit(clinic.read, third).superbill == 0
    with pytest.raises(driver().IntegrityError):
        clinic._writer._database.execute(
            "INSERT INTO bills SELECT id + 1, version, retired_at, kind, number + 1, issued_on, issued_at, client_id,"
            " case_id, therapist_id, policy_id, therapist, payer, first_day, last_day, visits, charged_cents,"
            " paid_cents, replaces, facts, digest, '', '', '', '', year FROM bills WHERE id = ?",
            (again.id,),
        )


def test_who_paid_nothing_gets_no_year_receipt(clinic: Clinic) -> None:
    claim(clinic)
    assert year_bill(clinic.read, ClientId(1), 2025).visits == ()
    assert refused(lambda: clinic.do(IssueYearReceipt(1, 2025))) == [""]


def test_what_a_payer_is_asked_for_nobody_owes_at_the_desk(clinic: Clinic) -> None:
    case, visits = claim(clinic)
    owner = ClientId(clinic.read.one("SELECT client_id FROM cases WHERE id = ?", case)["client_id"])
    assert balance_of(clinic.read, owner).open_cents == 2 * visit(clinic.read, visits[0]).charged_cents > 0
    assert (
        balance_of(clinic.read, owner).owed_cents
        == 0
        == glance(clinic.read, owner, case, clinic.clock.today()).balance.owed_cents
    )
    own = new_case(clinic, owner, CaseDraft("cash", "Relaxation"))
    row = new_visit(clinic, own, replace(VISIT, date_of_service="11/20/2026"))
    assert balance_of(clinic.read, owner).owed_cents == visit(clinic.read, row).charged_cents
    program = new_case(clinic, owner, CaseDraft("health", "Back pain"))
    new_policy(clinic, program, replace(PIP, plan_type="medicaid"))
    new_visit(clinic, program, replace(VISIT, date_of_service="11/21/2026"))
    assert balance_of(clinic.read, owner).owed_cents == visit(clinic.read, row).charged_cents
