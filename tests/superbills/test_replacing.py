"""Void and replace, many to one and one to many; what belongs on one bill, and what does not."""

from dataclasses import replace
from datetime import date

import pytest
from billable import FIRST, SECOND, billable, billable_client, drafted, issue, look, ready_visit
from factories import POLICY, PRACTICE, THERAPIST, VISIT, new_payment, new_policy, new_visit, refused, signing

from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import ChangedSince
from clinic_desktop.payments.model import PaymentDraft
from clinic_desktop.policies.commands import ChangePolicy
from clinic_desktop.practice.commands import AddTherapist, ChangeBilling, ChangePractice
from clinic_desktop.practice.model import BillingDraft
from clinic_desktop.practice.queries import practice
from clinic_desktop.superbills.commands.acceptances import AcceptFinding
from clinic_desktop.superbills.commands.bills import IssueBill, VoidBill
from clinic_desktop.superbills.document.standing import stands_as_issued
from clinic_desktop.superbills.model.findings import KnownCodes
from clinic_desktop.superbills.model.issued import BillId, IssuedBill
from clinic_desktop.superbills.queries.gather import bill_of
from clinic_desktop.superbills.queries.issued import bill_page, issued_bill
from clinic_desktop.superbills.queries.ready import unbilled, unbilled_page, waiting
from clinic_desktop.visits.commands.visits import ChangeVisit
from clinic_desktop.visits.model import ServiceLine, VisitNoteDraft
from clinic_desktop.visits.queries.visits import visit

TODAY = date(2026, 11, 24)


def void(clinic: Clinic, row: BillId) -> None:
    clinic.do(VoidBill(row, issued_bill(clinic.read, row).version, "Wrong date"))


def bill(clinic: Clinic, row: BillId) -> IssuedBill:
    return issued_bill(clinic.read, row)


def test_one_bill_corrects_two(clinic: Clinic) -> None:
    _, visits = billable(clinic)
    first, second = issue(clinic, visits[:1]), issue(clinic, visits[1:])
    void(clinic, first)
    void(clinic, second)
    third = issue(clinic, visits)
    assert bill(clinic, third).replaces == (1001, 1002)
    assert [bill(clinic, row).replaced_by for row in (first, second)] == [(1003,), (1003,)]


def test_two_bills_correct_one(clinic: Clinic) -> None:
    _, visits = billable(clinic)
    first = issue(clinic, visits)
    void(clinic, first)
    second, third = issue(clinic, visits[:1]), issue(clinic, visits[1:])
    assert [bill(clinic, row).replaces for row in (second, third)] == [(1001,), (1001,)]
    assert bill(clinic, first).replaced_by == (1002, 1003)


def test_a_correction_that_was_wrong_too(clinic: Clinic) -> None:
    _, visits = billable(clinic)
    rows = [issue(clinic, visits)]
    for _ in range(2):
        void(clinic, rows[-1])
        rows.append(issue(clinic, visits))
    assert [bill(clinic, row).replaces for row in rows] == [(), (1001,), (1002,)]
    assert [bill(clinic, row).replaced_by for row in rows] == [(1002,), (1003,), ()]


def test_a_receipt_corrects_no_superbill(clinic: Clinic) -> None:
    _, visits = billable(clinic)
    first = issue(clinic, visits)
    void(clinic, first)
    receipt = issue(clinic, visits, "receipt")
    assert bill(clinic, receipt).replaces == () and bill(clinic, first).replaced_by == ()


def test_nothing_goes_behind_an_issue_or_a_void(clinic: Clinic) -> None:
    _, visits = billable(clinic)
    row = issue(clinic, visits)
    assert not clinic.history.undoable
    void(clinic, row)
    assert not clinic.history.undoable and not clinic.history.redoable


def test_visits_of_two_people_are_on_no_bill(clinic: Clinic) -> None:
    _, visits = billable(clinic)
    other = ready_visit(clinic, billable_client(clinic, "Bertha").case, FIRST)
    for kind in ("superbill", "receipt"):
        with pytest.raises(ChangedSince):
            clinic.do(IssueBill(kind, (visits[0], other), look((), ())))


def test_a_visit_that_another_therapist_gave_after_all_leaves_the_bill(clinic: Clinic) -> None:
    own, _ = billable(clinic, FIRST)
    clinic.do(ChangePractice(replace(PRACTICE, notes_on_paper=True), practice(clinic.read).version))
    given = replace(VISIT, date_of_service=SECOND, services=(ServiceLine("1", "60"),))
    visits = [new_visit(clinic, own.case, given), ready_visit(clinic, own.case, "11/20/2026")]
    new_payment(clinic, visits[0], draft=PaymentDraft(paid_on=SECOND, service="140.00"))
    seen, row = drafted(clinic, visits), issue(clinic, visits)
    assert stands_as_issued(clinic.read, bill(clinic, row))
    noor = clinic.do(AddTherapist(replace(THERAPIST, given_name="Noor", npi="1999999992"))).row
    now = visit(clinic.read, visits[0])
    clinic.do(ChangeVisit(now.id, now.version, replace(given, therapist=str(noor))))
    assert not stands_as_issued(clinic.read, bill(clinic, row))
    void(clinic, row)
    with pytest.raises(ChangedSince):
        clinic.do(IssueBill("superbill", seen.visits, seen.codes, seen.bill))
    assert (visits[0],) in [one.visits for one in unbilled(clinic.read, "superbill", own.case)]


def test_a_policy_that_changes_in_the_middle_parts_the_bill_but_no_receipt(clinic: Clinic) -> None:
    own, visits = billable(clinic)
    policy = clinic.read.one("SELECT id, version FROM policies")
    clinic.do(ChangePolicy(policy["id"], policy["version"], replace(POLICY, ends_on="11/12/2026")))
    new_policy(clinic, own.case, replace(POLICY, payer_name="Harbor Health", effective_on="11/13/2026"))
    with pytest.raises(ChangedSince):
        bill_of(clinic.read, "superbill", visits)
    assert len(unbilled(clinic.read, "superbill", own.case)) == 2
    assert len(unbilled(clinic.read, "receipt", own.case)) == 1
    assert len(bill_of(clinic.read, "receipt", visits).visits) == 2


def test_a_note_that_is_signed_in_the_evening_changes_no_paper(clinic: Clinic) -> None:
    own, _ = billable(clinic, FIRST)
    late = new_visit(clinic, own.case, replace(VISIT, date_of_service=SECOND, services=(ServiceLine("1", "60"),)))
    new_payment(clinic, late, draft=PaymentDraft(paid_on=SECOND, service="140.00"))
    (asked,) = [one for one in drafted(clinic, [late]).verdict.findings if one.stands_in_the_way]
    clinic.do(AcceptFinding(own.client, asked.rule, (asked.fact,), "Tonight"))
    row = issue(clinic, [late])
    clinic.do(signing(clinic, late, VisitNoteDraft("Stiff", "", "", "")))
    assert stands_as_issued(clinic.read, bill(clinic, row))


def test_what_is_not_on_a_receipt_does_not_change_it(clinic: Clinic) -> None:
    _, visits = billable(clinic)
    row, receipt = issue(clinic, visits), issue(clinic, visits, "receipt")
    policy = clinic.read.one("SELECT id, version FROM policies")
    clinic.do(ChangePolicy(policy["id"], policy["version"], replace(POLICY, member_id="NEW 1")))
    assert stands_as_issued(clinic.read, bill(clinic, receipt))
    assert not stands_as_issued(clinic.read, bill(clinic, row))


def test_codes_that_nobody_looked_at_are_not_issued(clinic: Clinic) -> None:
    _, visits = billable(clinic)
    with pytest.raises(ChangedSince):
        clinic.do(IssueBill("superbill", tuple(visits), KnownCodes({}, {})))
    assert bill_page(clinic.read, TODAY).rows == ()


def test_a_social_security_number_that_is_not_printed_is_not_kept_either(clinic: Clinic) -> None:
    _, visits = billable(clinic)
    ssn = BillingDraft(tax_id_kind="SSN", tax_id="123-45-6789")
    clinic.do(ChangeBilling(ssn, practice(clinic.read).version))
    (asked,) = [one for one in drafted(clinic, visits).verdict.findings if one.stands_in_the_way]
    assert asked.rule == "tax-id-missing" and "Social Security" in asked.message
    issue(clinic, visits, "receipt")
    assert "6789" not in clinic.read.one("SELECT facts FROM bills")["facts"]
    clinic.do(ChangeBilling(replace(ssn, prints_ssn=True), practice(clinic.read).version))
    issue(clinic, visits)


def test_what_waits_is_what_would_be_billed(clinic: Clinic) -> None:
    """The payer that pays on the day counts, not the one that stands first."""
    own, _ = billable(clinic)
    since = date(2026, 11, 1)
    assert waiting(clinic.read, since).visits == 2
    policy = clinic.read.one("SELECT id, version FROM policies")
    medicaid = replace(POLICY, plan_type="medicaid", ends_on="11/12/2026")
    clinic.do(ChangePolicy(policy["id"], policy["version"], medicaid))
    new_policy(clinic, own.case, replace(POLICY, payer_name="Harbor Health", effective_on="11/13/2026"))
    (row,) = unbilled_page(clinic.read, since).rows
    assert (row.payer_name, row.visits) == ("Harbor Health", 1)
    policy = clinic.read.one("SELECT id, version FROM policies")
    clinic.do(ChangePolicy(policy["id"], policy["version"], replace(medicaid, ends_on="")))
    assert unbilled_page(clinic.read, since).rows == ()
    assert waiting(clinic.read, since).clients == 0


def test_a_discount_is_off_the_charge(clinic: Clinic) -> None:
    own, _ = billable(clinic)
    draft = replace(VISIT, date_of_service="11/20/2026", services=(ServiceLine("1", "60"),), discount="20.00",
                    discount_why="Paid at once")  # fmt: skip
    row = new_visit(clinic, own.case, draft)
    fields = refused(lambda: issue(clinic, [row]))
    assert set(fields) == {"visits/0/note", "visits/0/payments"}
    later = drafted(clinic, [row]).bill
    assert later.visits[0].charged_cents == 12000
    paid = ready_visit(clinic, own.case, "11/21/2026")
    issue(clinic, [paid])
    assert bill_page(clinic.read, TODAY).rows[0].charged_cents == 14000


def test_visits_after_the_bill_are_not_counted_on_its_prescription(clinic: Clinic) -> None:
    _, visits = billable(clinic)
    assert bill_of(clinic.read, "superbill", visits[:1]).orders[0].used == 1
    assert bill_of(clinic.read, "superbill", visits).orders[0].used == 2
