"""The paper of a Good Faith Estimate, read back; frozen when it is issued; voided and replaced."""

from dataclasses import replace
from datetime import date

import pytest
import sqlcipher3
from estimating import DELIVERY, DRAFT, cash_case, delivered, issued, planned, turn_to
from factories import CLIENT, DIAGNOSIS, HOSTILE_NAMES, SERVICE, new_diagnosis, new_service
from pdfs import pages, reader, words

from clinic_desktop.cases.commands import RetireCase
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.commands import ChangeClient, RetireClient
from clinic_desktop.clients.queries import client
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import ChangedSince, Missing, Refused, StoreTrouble
from clinic_desktop.estimates.commands.deliveries import LogDelivery, NoteRequest
from clinic_desktop.estimates.commands.estimates import IssueEstimate, VoidEstimate
from clinic_desktop.estimates.document.paper import estimate_pdf
from clinic_desktop.estimates.model.due import RequestDraft
from clinic_desktop.estimates.model.estimate import EstimateStamp, GoodFaithDraft, GoodFaithEstimate, ItemLine
from clinic_desktop.estimates.queries.gather import estimate_of
from clinic_desktop.estimates.queries.issued import estimate_paper, estimates_of, issued_estimate, requests_of
from clinic_desktop.estimates.rules.gaps import checked, gaps
from clinic_desktop.practice.commands import ChangeBilling, ChangeService
from clinic_desktop.practice.model import BillingDraft
from clinic_desktop.practice.queries import practice
from clinic_desktop.values.frozen import as_json, from_json

TODAY = date(2026, 11, 24)


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    return cash_case(clinic)


def made(clinic: Clinic, case: CaseId, draft: GoodFaithDraft = DRAFT) -> GoodFaithEstimate:
    return estimate_of(clinic.read, case, draft, clinic.clock.today())


def without_birth_date(clinic: Clinic) -> None:
    clinic.do(ChangeClient(1, client(clinic.read, 1).version, replace(CLIENT, birth_date="")))


def test_every_element_of_the_law_is_on_it(clinic: Clinic, case: CaseId) -> None:
    planned(clinic, case, "12/16/2026", "12/23/2026")
    new_service(clinic, replace(SERVICE, name="Hot stones", procedure_code="MT002", price="15.00"))
    draft = replace(
        DRAFT,
        services=(ItemLine("1", "60"), ItemLine("2", "30", "20.00", "3")),
        separate="First talk with the movement coach\n\nA second therapist for both arms",
    )
    told = words(estimate_pdf(made(clinic, case, draft), EstimateStamp(7, TODAY)))
    for element in (
        # 1 name and birth date, 2 the service with its days, 3 and 4 each item with its code and charge.
        *("Rosalind Mae Nguyễn", "Born 03/04/1985", "Massage, 60 minutes hands-on"),
        *("8 visits, 1 a week, from 12/16/2026 to 02/03/2027", "Scheduled 12/16/2026, 12/23/2026"),
        *("Provided by Maya Ortiz, LMT, Alder & Rowe Massage", "MT001 60 4 120.00 8 960.00"),
        *("MT002 30 2 40.00 3 120.00", "2 × $20.00 a unit of 15 minutes", "Total expected $1,080.00"),
        "None: a massage therapist does not diagnose",
        # 5 name, NPI, TIN, state and location.
        *("Maya Ortiz, LMT NPI 2999999990", "Tax ID 91-0000000 (EIN)", "State WA", "14 Elm Street"),
        # 6 what is scheduled separately, with the note.
        *("First talk with the movement coach", "A second therapist for both arms", "Separate Good Faith Estimates"),
        "To get one, call (253) 555-0142 or ask at the desk.",
        # 7 to 10 the disclaimers.
        "not reflected in this estimate",
        "only an estimate",
        "dispute a bill that is $400.00 or more above this estimate: here, $1,480.00 or more in all",
        *("within 120 calendar days", "www.cms.gov/nosurprises", "does not affect the quality of the care"),
        *("not a contract", "does not oblige you"),
        *("No. E-7", "Issued 11/24/2026", "can be had for 6 years"),
    ):
        assert element in told, element
    assert "DRAFT" not in told


def test_codes_of_the_case_are_on_it(clinic: Clinic, case: CaseId) -> None:
    new_diagnosis(clinic, case, DIAGNOSIS)
    told = words(estimate_pdf(made(clinic, case), EstimateStamp(1, TODAY)))
    assert "Diagnosis codes M54.2" in told and "for M54.2" in told
    assert "does not diagnose" not in told


def test_a_draft_says_so_on_every_page_and_no_client_is_in_its_properties(clinic: Clinic, case: CaseId) -> None:
    pdf = estimate_pdf(made(clinic, case), EstimateStamp())
    assert "DRAFT" in words(pdf) and "Draft, not issued" in words(pdf)
    assert "Nguyễn" not in str(reader(pdf).metadata)
    assert len(pages(pdf)) == 1


def test_a_long_one_goes_on_and_loses_nothing(clinic: Clinic, case: CaseId) -> None:
    long = " ".join(["word"] * 30)
    separate = "\n".join(f"Item {at} {long}" for at in range(12))
    found = made(clinic, case, replace(DRAFT, separate=separate))
    found = replace(found, items=tuple(replace(found.items[0], name=f"Service {at} {long}") for at in range(12)))
    pdf = estimate_pdf(found, EstimateStamp(1, TODAY))
    assert len(pages(pdf)) == 3
    assert words(pdf).count("word") == 30 * 25
    assert "Good Faith Estimate" in pages(pdf)[1] and "No. E-1" in pages(pdf)[2]
    assert words(pdf).count("not a contract") == 1


@pytest.mark.parametrize("name", HOSTILE_NAMES[:12])
def test_whatever_a_service_or_a_client_is_called(clinic: Clinic, case: CaseId, name: str) -> None:
    found = replace(made(clinic, case), client_name=name, separate=(name,))
    found = replace(found, items=(replace(found.items[0], name=name),))
    assert estimate_pdf(found, EstimateStamp(1, TODAY)) == estimate_pdf(found, EstimateStamp(1, TODAY))
    assert from_json(GoodFaithEstimate, as_json(found)) == found


def test_what_was_issued_stays_whatever_changes_in_the_record(clinic: Clinic, case: CaseId) -> None:
    row = issued(clinic, case)
    assert not clinic.history.undoable
    found = issued_estimate(clinic.read, row)
    before = estimate_paper(clinic.read, found)
    assert (found.number, found.issued_on, found.facts.total_cents) == (1, TODAY, 960_00)
    assert before == estimate_pdf(found.facts, EstimateStamp(1, TODAY))
    clinic.do(ChangeService(1, 1, replace(SERVICE, name="Other", price="1.00")))
    assert issued_estimate(clinic.read, row) == found
    assert estimate_paper(clinic.read, found) == before
    database = clinic._writer._database
    with pytest.raises(sqlcipher3.IntegrityError, match="an issued estimate is never changed"):
        database.execute("UPDATE estimates SET total_cents = 1")
    with pytest.raises(sqlcipher3.IntegrityError, match="an issued estimate is never deleted"):
        database.execute("DELETE FROM estimates")
    database.execute("DROP TRIGGER contents_never_change")
    database.execute("UPDATE contents SET bytes = x'00' WHERE digest = ?", (found.digest,))
    with pytest.raises(StoreTrouble, match="E-1 is damaged"):
        estimate_paper(clinic.read, found)


def test_a_void_one_stays_and_the_next_one_comes_instead(clinic: Clinic, case: CaseId) -> None:
    row = issued(clinic, case)
    with pytest.raises(Refused, match="Type why"):
        clinic.do(VoidEstimate(row, 1, " "))
    with pytest.raises(ChangedSince):
        clinic.do(VoidEstimate(row, 2, "Wrong price"))
    clinic.do(VoidEstimate(row, 1, "Wrong price"))
    void = issued_estimate(clinic.read, row)
    told = words(estimate_paper(clinic.read, void))
    assert "VOID" in told and "Voided on 11/24/2026" in told and "Wrong price" not in told
    with pytest.raises(Refused, match="E-1 is void"):
        delivered(clinic, row)
    with pytest.raises(Refused, match="E-1 is void already"):
        clinic.do(VoidEstimate(row, 2, "Again"))
    second = issued(clinic, case)
    third = issued(clinic, case, replace(DRAFT, first_day="3/1/2027", last_day="4/1/2027"))
    newest = estimates_of(clinic.read, [case])[case]
    assert [(one.id, one.number, one.replaces) for one in newest] == [(third, 3, ()), (second, 2, (1,)), (row, 1, ())]
    assert "Replaces E-1" in words(estimate_paper(clinic.read, newest[1]))


def test_a_birth_date_stops_it_and_numbers_that_lack_are_printed_as_missing(clinic: Clinic, case: CaseId) -> None:
    clinic.do(ChangeBilling(BillingDraft(), practice(clinic.read).version))
    new_service(clinic, replace(SERVICE, name="Wellness", procedure_code=""))
    without_birth_date(clinic)
    draft = replace(DRAFT, services=(ItemLine("2", "60"),))
    found = made(clinic, case, draft)
    assert [(one.grade, one.place, one.part) for one in gaps(found)] == [
        ("stop", "clients", "1/edit/birth_date"),
        ("ask", "settings", "billing/tax_id"),
        ("ask", "settings", "services/2/procedure_code"),
        ("note", "clients", f"1/of/{case}/diagnosis/new"),
    ]
    assert len(checked(found)) == 5 and len(checked(made(clinic, case))) == 6
    with pytest.raises(Refused, match="The client’s birth date is missing"):
        clinic.do(IssueEstimate(case, draft))
    assert clinic.read.all("SELECT 1 FROM estimates") == []
    told = words(estimate_pdf(found, EstimateStamp(1, TODAY)))
    assert "Tax ID: none given" in told and "none 60 4 140.00" in told


def test_a_social_security_number_is_printed_only_where_that_was_chosen(clinic: Clinic, case: CaseId) -> None:
    ssn = BillingDraft(tax_id_kind="SSN", tax_id="123-45-6789")
    clinic.do(ChangeBilling(ssn, practice(clinic.read).version))
    found = made(clinic, case)
    assert "6789" not in as_json(found) and "6789" not in words(estimate_pdf(found, EstimateStamp(1, TODAY)))
    assert any(one.part == "billing/prints_ssn" for one in gaps(found))
    clinic.do(ChangeBilling(replace(ssn, prints_ssn=True), practice(clinic.read).version))
    assert "123-45-6789" in words(estimate_pdf(made(clinic, case), EstimateStamp(1, TODAY)))


def test_nothing_else_is_issued_than_was_seen(clinic: Clinic, case: CaseId) -> None:
    seen = made(clinic, case)
    clinic.do(ChangeService(1, 1, replace(SERVICE, price="90.00", priced_by="visit")))
    with pytest.raises(ChangedSince, match="The record changed"):
        clinic.do(IssueEstimate(case, DRAFT, seen))
    clinic.do(RetireClient(1, 1))
    with pytest.raises(Refused, match="retired"):
        clinic.do(IssueEstimate(case, DRAFT))
    with pytest.raises(Missing):
        clinic.do(IssueEstimate(99, DRAFT))


def test_a_case_with_an_estimate_stays(clinic: Clinic, case: CaseId) -> None:
    clinic.do(NoteRequest(case, 0, 0, RequestDraft("today")))
    clinic.do(RetireCase(case, 1))
    assert requests_of(clinic.read, [case])[case] == ()
    clinic.undo()
    issued(clinic, case)
    with pytest.raises(Refused, match="An estimate was issued"):
        clinic.do(RetireCase(case, clinic.read.one("SELECT version FROM cases")["version"]))
    with pytest.raises(sqlcipher3.IntegrityError, match="a case with an estimate stays"):
        clinic._writer._database.execute("UPDATE cases SET retired_at = 'x'")


def test_a_delivery_is_on_the_log_with_who_made_it(clinic: Clinic, case: CaseId) -> None:
    row = issued(clinic, case)
    turn_to(clinic, date(2026, 11, 30))
    clinic.do(LogDelivery(row, replace(DELIVERY, delivered_on="11/25/2026", how="mailed", delivered_to="14 Elm St")))
    (entry,) = issued_estimate(clinic.read, row).deliveries
    assert (entry.how, entry.delivered_to, entry.delivered_on.day) == ("mailed", "14 Elm St", 25)
    assert entry.deliverer == clinic.person.name
    clinic.undo()
    assert issued_estimate(clinic.read, row).deliveries == ()
    with pytest.raises(sqlcipher3.IntegrityError, match="stays on record"):
        clinic._writer._database.execute("DELETE FROM estimate_deliveries")
