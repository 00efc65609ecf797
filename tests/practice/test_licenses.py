"""The sheet of licenses and numbers, read back: who the clinic is, what the states gave, and never a Social Security
number."""

from dataclasses import replace
from datetime import date

import pytest
from factories import HOSTILE_NAMES
from pdfs import reader, words
from record_papers import is_told

from clinic_desktop.clinic import Clinic
from clinic_desktop.practice.commands import AddCredential, AddTherapist, ChangeBilling, RetireTherapist
from clinic_desktop.practice.document.licenses import license_pdf
from clinic_desktop.practice.model import BillingDraft, CredentialDraft, TherapistDraft, TherapistId, TherapistNumbers
from clinic_desktop.practice.queries import license_paper, practice, therapist_numbers

TODAY = date(2026, 11, 24)
OTHER = TherapistDraft("Jo", "Abel", "LMT", "2999999909")


@pytest.fixture
def licensed(clinic: Clinic) -> Clinic:
    clinic.do(AddCredential(1, CredentialDraft("license", "OR", "21123", "5/31/2026")))
    clinic.do(AddCredential(1, CredentialDraft("license", "WA", "MA60123456", "5/31/2027")))
    draft = BillingDraft(
        tax_id="91-1144442", organization_npi="2999999917", legal_name="Alder Rowe LLC", is_incorporated=True
    )
    clinic.do(ChangeBilling(draft, practice(clinic.read).version))
    return clinic


def test_it_says_who_the_clinic_is_and_what_the_states_gave(licensed: Clinic) -> None:
    said = words(license_pdf(license_paper(licensed.read, TODAY)))
    for told in (
        *("Licenses and NPI", "As of 11/24/2026", "Legal name Alder Rowe LLC", "Organization NPI 2999999917"),
        *("Maya Ortiz, LMT", "NPI 2999999990", "Taxonomy 225700000X", "Oregon License 21123 05/31/2026, expired"),
        "Washington License MA60123456 05/31/2027",
    ):
        assert told in said, told
    assert "Tax ID" not in said and "Patient" not in said
    assert "Tax ID (EIN) 91-1144442" in words(license_pdf(license_paper(licensed.read, TODAY, with_tax_id=True)))


def test_a_social_security_number_is_never_on_it(licensed: Clinic) -> None:
    draft = BillingDraft("therapist", "1", "", "SSN", "219-09-9999", True)
    licensed.do(ChangeBilling(draft, practice(licensed.read).version))
    paper = license_paper(licensed.read, TODAY, with_tax_id=True)
    assert paper.clinic.tax_id_kind == "SSN" and paper.clinic.tax_id
    said = words(license_pdf(paper))
    assert "9999" not in said.replace("2999999990", "").replace("2999999917", "") and "Tax ID" not in said


def test_only_those_asked_for_are_on_it_and_who_left_may_be(licensed: Clinic) -> None:
    row = licensed.do(AddTherapist(OTHER)).row
    names = [one.therapist.name for one in license_paper(licensed.read, TODAY).therapists]
    assert names == ["Jo Abel, LMT", "Maya Ortiz, LMT"]
    licensed.do(RetireTherapist(row, 1))
    assert [one.therapist.id for one in license_paper(licensed.read, TODAY).therapists] == [1]
    only = license_paper(licensed.read, TODAY, (row,))
    said = words(license_pdf(only))
    assert "Jo Abel, LMT" in said and "No license is on record." in said and "Maya" not in said
    assert "No therapist is on record." in words(license_pdf(replace(only, therapists=())))


def test_the_numbers_of_a_therapist_are_those_of_the_clinics_state(licensed: Clinic) -> None:
    assert therapist_numbers(licensed.read, TherapistId(1)) == TherapistNumbers("2999999990", "WA MA60123456")
    row = licensed.do(AddTherapist(OTHER)).row
    assert therapist_numbers(licensed.read, TherapistId(row)) == TherapistNumbers("2999999909", "")


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_hostile_names_are_set_to_the_letter(licensed: Clinic, name: str) -> None:
    paper = license_paper(licensed.read, TODAY)
    one = paper.therapists[0]
    therapist = replace(one.therapist, given_name=name, designation="")
    pdf = license_pdf(replace(paper, therapists=(replace(one, therapist=therapist),)))
    assert len(reader(pdf).outline) == 2 and is_told(pdf, name, 1)
