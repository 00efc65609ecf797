"""Bills are issued, handed out again, voided and replaced; what is out never changes."""

import hashlib
import io
from dataclasses import replace
from datetime import date

import pypdf
import pytest
import sqlcipher3
from billable import FIRST, SECOND, TITLES, billable, billable_client, damage_papers, drafted, issue, look, ready_visit
from factories import CLIENT, POLICY, THERAPIST, VISIT, new_policy, new_visit, refused

from clinic_desktop.clients.commands import ChangeClient
from clinic_desktop.clients.queries import client
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import ChangedSince, Missing, Refused, StoreTrouble
from clinic_desktop.policies.commands import ChangePolicy
from clinic_desktop.practice.commands import AddTherapist
from clinic_desktop.superbills.commands.bills import IssueBill, VoidBill
from clinic_desktop.superbills.document.standing import stands_as_issued
from clinic_desktop.superbills.queries.gather import bill_of
from clinic_desktop.superbills.queries.issued import (
    bill_of_number,
    bill_page,
    is_whole,
    issued_bill,
    next_number,
    paid_on_bills,
    paper,
)
from clinic_desktop.superbills.queries.ready import unbilled, unbilled_elsewhere, unbilled_page
from clinic_desktop.visits.queries.visits import visit


def text(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def test_a_ready_visit_has_nothing_in_its_way(clinic: Clinic) -> None:
    _, visits = billable(clinic)
    found = drafted(clinic, visits)
    assert [(one.grade, one.rule) for one in found.verdict.findings if one.grade != "NOTE"] == []
    assert found.verdict.is_ready and len(found.verdict.passed) > 20


def test_what_is_gathered_is_what_the_record_says(clinic: Clinic) -> None:
    own, visits = billable(clinic)
    bill = bill_of(clinic.read, "superbill", visits)
    assert (bill.client.name, bill.client.birth_date) == ("Rosalind Mae Nguyễn", date(1985, 3, 4))
    assert (bill.clinic.name, bill.clinic.printed_tax_id) == ("Alder & Rowe Massage", "91-1144442")
    assert bill.therapist.credential and bill.therapist.credential.number == "MA60000000"
    assert bill.policy and (bill.policy.payer_name, bill.policy.relationship) == ("Cascade Mutual", "self")
    assert [(one.code, one.source, one.source_name) for one in bill.diagnoses] == [
        ("M54.2", "prescription", "Maria Lee, MD"),
        ("S13.4XXA", "prescription", "Maria Lee, MD"),
    ]
    assert [(one.prescriber_name, one.npi, one.used) for one in bill.orders] == [("Maria Lee, MD", "1999999992", 2)]
    assert [one.date_of_service for one in bill.visits] == [date(2026, 11, 10), date(2026, 11, 17)]
    assert [(one.charged_cents, one.payments[0].cents, one.note) for one in bill.visits] == [
        (14000, 14000, "signed")
    ] * 2
    assert bill.case.row == own.case


def test_issuing_keeps_number_facts_and_the_very_bytes(clinic: Clinic) -> None:
    own, visits = billable(clinic)
    assert next_number(clinic.read) == 1001
    found = issued_bill(clinic.read, issue(clinic, visits))
    pdf = paper(clinic.read, found)
    assert (found.number, found.issued_on, found.client, found.case) == (1001, date(2026, 11, 24), own.client, own.case)
    assert hashlib.sha256(pdf).hexdigest() == found.digest
    assert [one.title for one in found.bill.diagnoses] == list(TITLES.values())
    words = text(pdf)
    assert "1001" in words and "Rosalind" in words and "DRAFT" not in words
    assert next_number(clinic.read) == 1002
    assert [visit(clinic.read, row).superbill for row in visits] == [1001, 1001]
    assert unbilled(clinic.read, "superbill", own.case) == ()


def test_the_list_says_of_a_bill_what_is_on_it(clinic: Clinic) -> None:
    own, visits = billable(clinic)
    bill = issued_bill(clinic.read, issue(clinic, visits)).bill
    (row,) = bill_page(clinic.read, date(2026, 11, 24)).rows
    assert (row.client, row.case, row.therapist_name) == (own.client, own.case, bill.therapist.name)
    assert (row.payer_name, row.replaces, row.year) == (bill.policy.payer_name if bill.policy else "", (), 0)
    assert row.therapist_name and row.payer_name
    assert (row.first_day, row.last_day, row.visits) == (date(2026, 11, 10), date(2026, 11, 17), 2)
    assert (row.charged_cents, row.paid_cents, row.paid_now_cents) == (28_000,) * 3
    # Who changes a payment of one of its visits knows that the bill counts it.
    words = "Superbill no. 1001 says $280.00 paid: when that changes, void and replace it."
    assert paid_on_bills(clinic.read, visits[:1]) == paid_on_bills(clinic.read, visits) == (words,)
    assert paid_on_bills(clinic.read, ()) == paid_on_bills(clinic.read, (max(visits) + 1,)) == ()


def test_a_change_of_the_record_does_not_change_what_is_out(clinic: Clinic) -> None:
    own, visits = billable(clinic)
    row = issue(clinic, visits)
    before = paper(clinic.read, issued_bill(clinic.read, row))
    assert stands_as_issued(clinic.read, issued_bill(clinic.read, row))
    clinic.do(ChangeClient(own.client, client(clinic.read, own.client).version, replace(CLIENT, family_name="Ngo")))
    found = issued_bill(clinic.read, row)
    assert paper(clinic.read, found) == before
    assert found.bill.client.name == "Rosalind Mae Nguyễn"
    assert not stands_as_issued(clinic.read, found)


def test_what_is_issued_is_what_was_seen(clinic: Clinic) -> None:
    own, visits = billable(clinic)
    seen = drafted(clinic, visits)
    clinic.do(ChangeClient(own.client, client(clinic.read, own.client).version, replace(CLIENT, family_name="Ngo")))
    with pytest.raises(ChangedSince):
        clinic.do(IssueBill("superbill", seen.visits, seen.codes, seen.bill))
    assert bill_page(clinic.read, date(2026, 11, 24)).rows == ()


def test_a_visit_is_on_one_live_superbill_and_may_have_a_receipt(clinic: Clinic) -> None:
    _, visits = billable(clinic)
    first = issue(clinic, visits[:1])
    assert refused(lambda: issue(clinic, visits)) == ["visits/0/billed_on"]
    receipt = issue(clinic, visits, "receipt")
    assert [issued_bill(clinic.read, row).number for row in (first, receipt)] == [1001, 1002]
    assert [visit(clinic.read, row).receipt for row in visits] == [1002, 1002]
    with pytest.raises(Refused):
        issue(clinic, visits, "receipt")


def test_nothing_is_half_issued(clinic: Clinic) -> None:
    _, visits = billable(clinic)
    clinic.do(VoidBill(issue(clinic, visits), 1, "Wrong date"))
    count = "SELECT (SELECT count(*) FROM bills) AS bills, (SELECT count(*) FROM contents) AS kept"
    before = clinic.read.one(count)
    with pytest.raises(Missing):
        clinic.do(IssueBill("superbill", (*visits, 99), look((), ())))
    assert clinic.read.one(count) == before


def test_void_and_replace(clinic: Clinic) -> None:
    own, visits = billable(clinic)
    row = issue(clinic, visits)
    original = paper(clinic.read, issued_bill(clinic.read, row))
    clinic.do(VoidBill(row, 1, " Wrong member ID "))
    void = issued_bill(clinic.read, row)
    assert (void.voided_on, void.void_why, void.replaced_by) == (date(2026, 11, 24), "Wrong member ID", ())
    assert clinic.read.content(void.digest) == original
    assert "VOID" in text(paper(clinic.read, void)) and "Rosalind" in text(paper(clinic.read, void))
    assert [len(one.visits) for one in unbilled(clinic.read, "superbill", own.case)] == [2]
    second = issued_bill(clinic.read, issue(clinic, visits))
    assert (second.number, second.replaces) == (1002, (1001,))
    assert "1001" in text(paper(clinic.read, second))
    assert issued_bill(clinic.read, row).replaced_by == (1002,)
    assert not clinic.history.undoable


@pytest.mark.parametrize("how", ["UPDATE contents SET bytes = x'00'", "DELETE FROM contents"])
def test_a_bill_with_a_damaged_paper_can_be_voided(clinic: Clinic, how: str) -> None:
    own, visits = billable(clinic)
    row = issue(clinic, visits)
    assert is_whole(clinic.read, issued_bill(clinic.read, row))
    damage_papers(clinic, how)
    found = issued_bill(clinic.read, row)
    assert not is_whole(clinic.read, found)
    with pytest.raises(StoreTrouble, match="1001 is damaged"):
        paper(clinic.read, found)
    clinic.do(VoidBill(row, 1, "Wrong member ID"))
    void = issued_bill(clinic.read, row)
    words = text(paper(clinic.read, void))
    assert "VOID" in words and "DRAFT" not in words and "1001" in words and "Rosalind" in words
    # What is damaged is not called whole because something like it was made.
    assert void.digest == found.digest and not is_whole(clinic.read, void)
    assert [len(one.visits) for one in unbilled(clinic.read, "superbill", own.case)] == [2]
    assert issued_bill(clinic.read, issue(clinic, visits)).replaces == (1001,)


@pytest.mark.parametrize(("why", "fields"), [("", ["why"]), ("x" * 501, ["why"])])
def test_a_void_needs_a_reason(clinic: Clinic, why: str, fields: list[str]) -> None:
    _, visits = billable(clinic)
    row = issue(clinic, visits)
    assert refused(lambda: clinic.do(VoidBill(row, 1, why))) == fields
    clinic.do(VoidBill(row, 1, "Wrong date"))
    assert refused(lambda: clinic.do(VoidBill(row, 2, "Again"))) == [""]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE bills SET facts = '{}'",
        "UPDATE bills SET number = 7",
        "UPDATE bills SET digest = (SELECT digest FROM contents LIMIT 1), paid_cents = 1",
        "UPDATE bills SET voided_on = ''",
        "DELETE FROM bills",
        "DELETE FROM bill_visits",
        "UPDATE bill_visits SET visit_id = 2",
        "UPDATE contents SET bytes = x'00'",
        "UPDATE visits SET retired_at = 'now'",
    ],
)
def test_the_database_itself_keeps_what_is_out(clinic: Clinic, sql: str) -> None:
    _, visits = billable(clinic)
    issue(clinic, visits[:1])
    with pytest.raises(sqlcipher3.dbapi2.IntegrityError):
        clinic._writer._database.execute(sql)


def test_lists(clinic: Clinic) -> None:
    own, visits = billable(clinic)
    other = billable_client(clinic, "Anselm")
    ready_visit(clinic, other.case, FIRST)
    today = date(2026, 11, 24)
    waiting = unbilled_page(clinic.read, date(2026, 11, 1)).rows
    assert [(one.client_name, one.visits, one.charged_cents) for one in waiting] == [
        ("Nguyễn, Anselm (Zuzu)", 1, 14000),
        ("Nguyễn, Rosalind (Zuzu)", 2, 28000),
    ]
    assert [one.client for one in unbilled_page(clinic.read, date(2026, 11, 12)).rows] == [own.client]
    issue(clinic, visits)
    (listed,) = bill_page(clinic.read, today).rows
    assert (listed.number, listed.visits, listed.charged_cents, listed.paid_cents) == (1001, 2, 28000, 28000)
    assert bill_page(clinic.read, today, typed="100").rows == (listed,)
    assert bill_page(clinic.read, today, typed="nguyen").rows == (listed,)
    assert bill_page(clinic.read, today, typed="nobody").rows == ()
    assert bill_page(clinic.read, today, client=own.client).rows == (listed,)
    assert bill_page(clinic.read, today, client=other.client).rows == ()
    assert bill_of_number(clinic.read, 1001) == listed.id
    assert unbilled_elsewhere(clinic.read, "receipt", own.client, own.case) == ()


def test_parcels_are_of_one_therapist_and_one_policy(clinic: Clinic) -> None:
    own, visits = billable(clinic)
    second = clinic.do(AddTherapist(replace(THERAPIST, given_name="Sam", npi="1999999992"))).row
    policy = clinic.read.one("SELECT id, version FROM policies")
    clinic.do(ChangePolicy(policy["id"], policy["version"], replace(POLICY, ends_on="11/12/2026")))
    new_policy(clinic, own.case, replace(POLICY, payer_name="Harbor Health", effective_on="11/13/2026"))
    other = new_visit(clinic, own.case, replace(VISIT, date_of_service=SECOND, therapist=str(second)))
    found = unbilled(clinic.read, "superbill", own.case)
    assert [one.visits for one in found] == [(other,), (visits[1],), (visits[0],)]
    assert [one.policy for one in found] == [2, 2, 1]
