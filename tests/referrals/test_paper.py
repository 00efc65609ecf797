"""A prescription as recorded, read back: a record of it that says of itself that it is one."""

from dataclasses import replace
from datetime import date

import pytest
from factories import HOSTILE_NAMES, PRESCRIBER, new_prescriber, new_prescription
from pdfs import words
from record_papers import ORDER, is_told, recorded

from clinic_desktop.clinic import Clinic
from clinic_desktop.referrals.document import prescription_pdf
from clinic_desktop.referrals.model import PrescriptionPaper
from clinic_desktop.referrals.queries import prescription_paper

TODAY = date(2026, 11, 24)


@pytest.fixture
def paper(clinic: Clinic) -> PrescriptionPaper:
    _, case = recorded(clinic)
    new_prescriber(clinic, replace(PRESCRIBER, given_name="Ana", fax="2535550171"))
    order = replace(ORDER, prescriber="2", prescriber_name="", kind="referral", note="Ask Ana on Tuesdays",
                    visit_minutes="60", regions="Neck", signature="signed", signed_on="11/3/2026")  # fmt: skip
    return prescription_paper(clinic.read, new_prescription(clinic, case, order), TODAY)


def test_it_says_what_was_recorded_and_what_it_is_not(paper: PrescriptionPaper) -> None:
    said = words(prescription_pdf(paper))
    for told in (
        *("Referral as recorded", "Recorded as of 11/24/2026", "Patient", "Member ID ABC 123 456 789"),
        *("This is what the clinic recorded of the referral of 11/02/2026. It is not the referral itself.",),
        *("Name Ana Lee, MD", "NPI 1999999992", "Organization Hilltop Family Medicine", "Fax (253) 555-0171"),
        *("Valid 11/02/2026 to 12/14/2026", "Diagnoses M54.2, S13.4XXA", "Visits ordered 12", "How often 2 x week"),
        *("Each visit 60 minutes", "Regions Neck", "Signature on it signed on 11/03/2026, as recorded"),
        "Order, in its words Evaluate and treat.",
    ):
        assert told in said, told
    # The clinic's own note is not the prescriber's word.
    assert "Tuesdays" not in said and "Client" not in said


@pytest.mark.parametrize(
    ("signature", "told"),
    [
        ("", "Signature on it not recorded"),
        ("missing", "not signed yet, as recorded"),
        ("signed", "signed, as recorded"),
    ],
)
def test_whether_it_was_signed_is_said_as_it_was_recorded(paper: PrescriptionPaper, signature: str, told: str) -> None:
    order = replace(paper.prescription, signature=signature, signed_on=None, visits_ordered=None, expires_on=None)
    said = words(prescription_pdf(replace(paper, prescription=order)))
    assert told in said and "Visits ordered not said" in said and "Valid from 11/02/2026, no last day" in said


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_hostile_texts_are_set_to_the_letter(paper: PrescriptionPaper, name: str) -> None:
    order = replace(paper.prescription, order_text=name, frequency=name)
    by = replace(paper.prescriber, family_name=name, organization=name)
    assert is_told(prescription_pdf(replace(paper, prescription=order, prescriber=by)), name, 4)
