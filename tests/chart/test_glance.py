"""What the chart says about prescriptions and diagnoses, and the few steps that are next."""

from dataclasses import replace
from datetime import date

import pytest
from factories import (
    CASE,
    CLIENT,
    POLICY,
    PRESCRIPTION,
    new_case,
    new_client,
    new_diagnosis,
    new_policy,
    new_prescriber,
    new_prescription,
    new_visit,
)

from clinic_desktop.cases.commands import ChangeCase
from clinic_desktop.cases.model import CaseId
from clinic_desktop.chart.model import Glance
from clinic_desktop.chart.queries import glance
from clinic_desktop.clients.commands import RetireClient
from clinic_desktop.clients.model import ClientId
from clinic_desktop.clinic import Clinic
from clinic_desktop.referrals.commands.prescriptions import RetirePrescription
from clinic_desktop.referrals.model import DiagnosisDraft
from clinic_desktop.visits.commands.notes import WriteNote
from clinic_desktop.visits.model import VisitNoteDraft

TODAY = date(2026, 11, 24)
# Nothing is missing here: it goes on for months, and the prescriber's NPI is known.
WHOLE = replace(PRESCRIPTION, expires_on="6 months")


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    """A case with its policy, and a prescriber who is known."""
    case = new_case(clinic)
    new_policy(clinic, case)
    new_prescriber(clinic)
    return case


def look(clinic: Clinic, case: int = 0, today: date = TODAY) -> Glance:
    return glance(clinic.read, 1, case, today)


def parts(clinic: Clinic, case: int = 0, today: date = TODAY) -> list[str]:
    return [step.part for step in look(clinic, case, today).steps]


def test_a_new_case_has_one_step_for_prescription_and_diagnosis(clinic: Clinic, case: CaseId) -> None:
    assert parts(clinic) == ["prescription/new"]
    new_prescription(clinic, case, WHOLE)
    assert parts(clinic) == []
    found = look(clinic)
    assert [row.code for row in found.diagnoses] == ["M54.2", "S13.4XXA"]
    assert found.prescriptions == (found.prescription,)


def test_a_case_without_a_payer_needs_none_of_it(clinic: Clinic, case: CaseId) -> None:
    clinic.do(ChangeCase(case, 1, replace(CASE, kind="cash")))
    assert parts(clinic) == []
    clinic.do(ChangeCase(case, 2, replace(CASE, closed_on="11/1/2026")))
    assert parts(clinic) == []


def test_nothing_is_asked_about_a_client_who_left(clinic: Clinic, case: CaseId) -> None:
    clinic.do(RetireClient(1, 1))
    assert [step.part for step in look(clinic).steps] == ["back"]


def test_a_paper_without_codes_asks_for_the_diagnosis(clinic: Clinic, case: CaseId) -> None:
    new_prescription(clinic, case, replace(WHOLE, diagnoses=()))
    assert parts(clinic) == ["diagnosis/new"]


def test_diagnoses_without_source_are_one_step(clinic: Clinic, case: CaseId) -> None:
    paper = new_prescription(clinic, case, WHOLE)
    clinic.do(RetirePrescription(paper, 1))
    found = look(clinic)
    assert [step.part for step in found.steps] == [f"diagnosis/{found.diagnoses[0].id}/source", "prescription/new"]
    assert found.steps[0].words == "Source of 2 diagnoses"
    new_prescription(clinic, case, replace(WHOLE, diagnoses=("M54.2",)))
    found = look(clinic)
    assert [step.part for step in found.steps] == [f"diagnosis/{found.diagnoses[1].id}/source"]
    assert found.steps[0].words == "Source of the diagnosis"


@pytest.mark.parametrize(
    ("source", "found"),
    [
        *((source, []) for source in ("authorization", "clinician")),
        *((source, ["prescription/new"]) for source in ("acceptance", "chart_note", "phone", "prescription")),
    ],
)
def test_who_makes_the_diagnosis_here_needs_no_prescription(
    clinic: Clinic, case: CaseId, source: str, found: list[str]
) -> None:
    new_diagnosis(clinic, case, DiagnosisDraft("M99.01", False, source, "", "Dr. Ito", "11/1/2026"))
    assert parts(clinic) == found


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2026, 11, 29), ""),
        (date(2026, 11, 30), "Dr. Lee’s prescription ends on 14 Dec 2026. Visits after that need a new one."),
        (date(2026, 12, 14), "Dr. Lee’s prescription ends on 14 Dec 2026. Visits after that need a new one."),
        (date(2026, 12, 15), "Dr. Lee’s prescription ended on 14 Dec 2026. Visits after that need a new one."),
    ],
)
def test_the_end_of_a_prescription_is_told_two_weeks_before(
    clinic: Clinic, case: CaseId, today: date, words: str
) -> None:
    new_prescription(clinic, case, replace(PRESCRIPTION, expires_on="12/14/2026"))
    steps = look(clinic, today=today).steps
    assert [step.why for step in steps] == ([words] if words else [])
    assert {step.part for step in steps} <= {"prescription/new"}


def test_a_referral_is_called_a_referral(clinic: Clinic, case: CaseId) -> None:
    new_prescription(clinic, case, replace(PRESCRIPTION, kind="referral", expires_on="11/20/2026"))
    (step,) = look(clinic).steps
    assert (step.words, step.verb) == ("New referral", "Add prescription")
    assert step.why.startswith("Dr. Lee’s referral ended on 20 Nov 2026.")


def test_one_that_goes_on_is_enough(clinic: Clinic, case: CaseId) -> None:
    first = new_prescription(clinic, case, replace(PRESCRIPTION, expires_on="11/20/2026"))
    assert parts(clinic) == ["prescription/new"]
    found = look(clinic).prescription
    assert found and found.id == first
    second = new_prescription(clinic, case, replace(WHOLE, starts_on="12/1/2026"))
    (step,) = look(clinic).steps
    gap = "The next one starts on 1 Dec 2026. Visits before that need one too."
    assert step.why == f"Dr. Lee’s prescription ended on 20 Nov 2026. {gap}"
    # Neither counts today: the newest stands there.
    found = look(clinic).prescription
    assert found and found.id == second
    third = new_prescription(clinic, case, replace(WHOLE, ordered_on="10/1/2026", expires_on=""))
    found = look(clinic).prescription
    assert found and found.id == third
    # An old one that does not end stands for no renewal.
    assert parts(clinic) == ["prescription/new"]
    new_prescription(clinic, case, replace(WHOLE, starts_on="11/24/2026"))
    assert parts(clinic) == []


def test_the_npi_of_who_prescribed_is_asked_for(clinic: Clinic, case: CaseId) -> None:
    new_prescription(clinic, case, replace(WHOLE, prescriber_name="Ann Park, PA-C"))
    (step,) = look(clinic).steps
    assert (step.words, step.part) == ("NPI of Ann Park", "prescriber/2/npi")


def test_each_case_speaks_for_itself(clinic: Clinic, case: CaseId) -> None:
    new_prescription(clinic, case, WHOLE)
    other = new_case(clinic, look(clinic).client.id, replace(CASE, reason="Low back"))
    new_policy(clinic, other)
    assert parts(clinic, case) == []
    assert parts(clinic, other) == ["prescription/new"]
    assert look(clinic, other).prescriptions == ()


def test_without_a_case_there_is_nothing_to_show(clinic: Clinic) -> None:
    new_client(clinic, CLIENT)
    found = look(clinic)
    assert (found.prescriptions, found.prescription, found.diagnoses) == ((), None, ())


@pytest.mark.parametrize(
    ("kind", "plan", "pays"),
    [
        *(("health", "ppo", True), ("cash", "", True), ("accident", "liability", True)),
        *(("auto", "pip", False), ("work", "work_state", False), ("health", "medicaid", False)),
        ("health", "va", False),
    ],
)
def test_who_is_asked_for_the_money(clinic: Clinic, case: CaseId, kind: str, plan: str, pays: bool) -> None:
    other = new_case(clinic, ClientId(1), replace(CASE, kind=kind))
    if plan:
        new_policy(clinic, other, replace(POLICY, plan_type=plan))
    assert look(clinic, other).client_pays is pays


def test_a_note_is_written_and_then_finished_as_on_today(clinic: Clinic, case: CaseId) -> None:
    row = new_visit(clinic, case)

    def verbs() -> list[str]:
        return [step.verb for step in look(clinic).steps if step.part == f"note/{row}"]

    assert verbs() == ["Write note"]
    clinic.do(WriteNote(row, 0, VisitNoteDraft("Better")))
    assert verbs() == ["Finish note"]


@pytest.mark.parametrize(
    ("kind", "insured", "alone"),
    [("cash", False, True), ("cash", True, False), ("health", False, False), ("health", True, False)],
)
def test_who_pays_alone(clinic: Clinic, kind: str, insured: bool, alone: bool) -> None:
    new_client(clinic)
    assert not look(clinic).pays_alone
    case = new_case(clinic, ClientId(1), replace(CASE, kind=kind))
    if insured:
        new_policy(clinic, case)
    assert look(clinic, case).pays_alone is alone
