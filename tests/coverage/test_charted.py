"""What a chart can tell of a license, a contract, an order and an authorization, and what it cannot."""

from dataclasses import replace
from datetime import date

import pytest
from charting import TODAY, answer, gathered, plain_case
from contracting import CONTRACT, new_contract
from factories import (
    POLICY,
    PRESCRIBER,
    PRESCRIPTION,
    SERVICE,
    VISIT,
    new_diagnosis,
    new_policy,
    new_prescriber,
    new_prescription,
    new_service,
    new_visit,
)
from supervising import LEE, NO, new_answer, new_supervisor

from clinic_desktop.authorizations.commands import AddAuthorization
from clinic_desktop.authorizations.model import AuthorizationDraft
from clinic_desktop.clinic import Clinic
from clinic_desktop.coverage.model.answers import GivenDiagnosis
from clinic_desktop.coverage.model.money import AllowedAmount, NetworkSide
from clinic_desktop.policies.model import PolicyDraft
from clinic_desktop.practice.commands import AddCredential, AddTherapist, ChangeTherapist
from clinic_desktop.practice.model import CredentialDraft, TherapistDraft
from clinic_desktop.visits.commands.visits import RetireVisit
from clinic_desktop.visits.model import ServiceLine

GRANTED = AuthorizationDraft(number="PA-1042", granted="12", starts_on="11/1/2026", ends_on="12/31/2026")


def test_network_is_what_contracts_can_tell(clinic: Clinic) -> None:
    case = plain_case(clinic)
    new_policy(clinic, case)
    other = clinic.do(AddTherapist(TherapistDraft("Ann", "Park", "LMT"))).row
    # No contract with this payer on record: nobody knows.
    assert gathered(clinic, case, 1).answers.network == ""
    new_contract(clinic, 1, replace(CONTRACT, therapist=str(other)))
    known = gathered(clinic, case, 1)
    assert (known.answers.network, known.origins["network"]) == (
        "out",
        "No contract of Maya Ortiz, LMT with Cascade Mutual runs",
    )
    assert gathered(clinic, case, other).answers.network == "in"
    # What only follows gives way to the word of the plan.
    answer(clinic, case, "client", network="in")
    known = gathered(clinic, case, 1)
    assert (known.answers.network, known.origins["network"]) == ("in", "The client, on 24 Nov 2026")
    assert not known.unused
    # A contract does not.
    answer(clinic, case, network="out")
    known = gathered(clinic, case, other)
    assert known.answers.network == "in"
    assert list(known.unused) == ["network"]


def test_a_contract_for_another_network_says_nothing_of_this_plan(clinic: Clinic) -> None:
    case = plain_case(clinic)
    new_policy(clinic, case, replace(POLICY, plan_name="Blue Ridge"))
    new_contract(clinic, 1, replace(CONTRACT, network="Select"))
    assert gathered(clinic, case).answers.network == ""
    # Nor of a plan that nobody named.
    unnamed = plain_case(clinic)
    new_policy(clinic, unnamed, replace(POLICY, plan_name=""))
    assert gathered(clinic, unnamed).answers.network == ""
    new_contract(clinic, 1, replace(CONTRACT, network="BLUE  ridge"))
    assert gathered(clinic, case).answers.network == "in"
    assert gathered(clinic, case).money.terms.side is NetworkSide.UNKNOWN


def test_a_contract_that_ended_or_begins_later_leaves_out_of_network(clinic: Clinic) -> None:
    case = plain_case(clinic)
    new_policy(clinic, case)
    new_contract(clinic, 1, replace(CONTRACT, to_on="11/23/2026"))
    new_contract(clinic, 1, replace(CONTRACT, from_on="11/25/2026"))
    assert gathered(clinic, case).answers.network == "out"


@pytest.mark.parametrize(
    ("drafts", "status"),
    [
        *(([], ""), ([("license", "WA", "8/31/2027")], "active"), ([("license", "WA", "11/23/2026")], "expired")),
        *(([("license", "WA", "11/24/2026")], "active"), ([("license", "OR", "8/31/2027")], "")),
        *(([("license", "WA", "")], ""), ([("none", "WA", "")], "none_offered")),
        ([("license", "WA", "8/31/2020"), ("certification", "WA", "8/31/2027")], "active"),
    ],
)
def test_the_license_is_that_of_the_clinics_state(
    clinic: Clinic, drafts: list[tuple[str, str, str]], status: str
) -> None:
    for kind, state, expires in drafts:
        clinic.do(AddCredential(1, CredentialDraft(kind, state, "" if kind == "none" else "MA1", expires)))
    assert gathered(clinic, plain_case(clinic)).answers.provider.license_status == status


@pytest.mark.parametrize(
    ("designation", "taxonomy", "kind"),
    [
        *(("LMT", "", "lmt"), ("", "225700000X", "lmt"), ("D.C.", "", "dc"), ("DPT, OCS", "", "pt"), ("MD", "", "md")),
        *(("LMT", "225100000X", "pt"), ("", "", ""), ("Esq.", "", "")),
    ],
)
def test_who_treats_is_known_by_code_or_letters(clinic: Clinic, designation: str, taxonomy: str, kind: str) -> None:
    clinic.do(ChangeTherapist(1, 1, TherapistDraft("Maya", "Ortiz", designation, "", taxonomy)))
    assert gathered(clinic, plain_case(clinic)).answers.provider.kind == kind


@pytest.mark.parametrize(
    ("credential", "kind"),
    [
        *(("MD", "physician"), ("D.O.", "physician"), ("PA-C", "pa"), ("DNP, ARNP", "np"), ("DC", "dc"), ("DPT", "pt")),
        *(("DDS", "dentist"), ("ND", "other"), ("PhD, MD", "physician"), ("", ""), ("Wizard", "")),
    ],
)
def test_who_prescribed_is_known_by_the_letters(clinic: Clinic, credential: str, kind: str) -> None:
    case = plain_case(clinic)
    row = new_prescriber(clinic, replace(PRESCRIBER, credential=credential))
    new_prescription(clinic, case, replace(PRESCRIPTION, prescriber=str(row), prescriber_name=""))
    assert gathered(clinic, case).answers.rx.prescriber == kind
    answer(clinic, case, prescriber__type="physician")
    assert gathered(clinic, case).answers.rx.prescriber == (kind or "physician")


def test_a_referral_is_no_prescription(clinic: Clinic) -> None:
    case = plain_case(clinic)
    new_prescription(clinic, case, replace(PRESCRIPTION, kind="referral"))
    known = gathered(clinic, case)
    assert (known.answers.rx.held, known.answers.referral_held) == ("", "yes")
    assert known.origins["referral_held"] == "Referral of 2 Nov 2026"
    ended = plain_case(clinic)
    new_prescription(clinic, ended, replace(PRESCRIPTION, kind="referral", expires_on="11/23/2026"))
    assert gathered(clinic, ended).answers.referral_held == "no"


def test_a_prescription_from_a_later_day_has_not_begun(clinic: Clinic) -> None:
    case = plain_case(clinic)
    new_prescription(clinic, case, replace(PRESCRIPTION, starts_on="12/1/2026", expires_on=""))
    assert gathered(clinic, case).answers.rx.on == date(2026, 12, 1)


def test_diagnoses_keep_their_sources(clinic: Clinic) -> None:
    case = plain_case(clinic)
    new_diagnosis(clinic, case)
    assert gathered(clinic, case).answers.dx == (GivenDiagnosis("M54.2", "phone", date(2026, 11, 20)),)
    answer(clinic, case, dx="self")
    again = gathered(clinic, case)
    assert again.answers.dx == (GivenDiagnosis("M54.2", "phone", date(2026, 11, 20)),)
    assert list(again.unused) == ["dx"]
    none = plain_case(clinic)
    answer(clinic, none, dx="self")
    assert gathered(clinic, none).answers.dx == (GivenDiagnosis("", "self"),)
    answer(clinic, none, dx="none")
    assert gathered(clinic, none).answers.dx == ()


@pytest.mark.parametrize(
    ("drafts", "held", "number", "visits", "used"),
    [
        *(([], "", "", None, None), ([replace(GRANTED, status="requested")], "no", "", None, None)),
        ([replace(GRANTED, status="denied", ends_on="")], "no", "", None, None),
        ([GRANTED, replace(GRANTED, number="PA-2", ends_on="10/31/2026", starts_on="")], "yes", "PA-1042", 12, 1),
        ([replace(GRANTED, number="PA-2", starts_on="12/1/2026"), GRANTED], "yes", "PA-1042", 12, 1),
        ([replace(GRANTED, used_before="12")], "yes", "PA-1042", 12, 13),
        ([replace(GRANTED, granted="")], "yes", "PA-1042", None, 1),
        # An hour is four units: 4 and 10 are used of 24 and of 10.
        ([replace(GRANTED, counts="units", granted="24")], "yes", "PA-1042", 6, 1),
        ([replace(GRANTED, counts="units", granted="10", used_before="6")], "yes", "PA-1042", 3, 3),
        ([replace(GRANTED, counts="units", granted="10", used_before="5")], "yes", "PA-1042", 4, 3),
    ],
)
def test_the_authorization_that_counts_is_taken(
    clinic: Clinic, drafts: list[AuthorizationDraft], held: str, number: str, visits: int | None, used: int | None
) -> None:
    case = plain_case(clinic)
    new_visit(clinic, case)
    for draft in drafts:
        clinic.do(AddAuthorization(case, draft))
    pa = gathered(clinic, case).answers.approval
    assert (pa.held, pa.number, pa.visits, pa.used) == (held, number, visits, used)


def test_the_authorization_of_another_payer_does_not_count(clinic: Clinic) -> None:
    case = plain_case(clinic)
    new_policy(clinic, case)
    second = new_policy(clinic, case, PolicyDraft(payer_name="Rainier Health"))
    clinic.do(AddAuthorization(case, replace(GRANTED, policy=str(second))))
    assert gathered(clinic, case).answers.approval.held == ""
    clinic.do(AddAuthorization(case, replace(GRANTED, number="PA-2", policy="1")))
    assert gathered(clinic, case).answers.approval.number == "PA-2"


def test_of_several_therapists_nobody_is_guessed(clinic: Clinic) -> None:
    case = plain_case(clinic)
    other = clinic.do(AddTherapist(TherapistDraft("Ann", "Park", "DC"))).row
    assert gathered(clinic, case).answers.provider.kind == ""
    assert gathered(clinic, case, other).answers.provider.kind == "dc"
    new_visit(clinic, case, replace(VISIT, therapist=str(other), status="planned", date_of_service="11/24/2026"))
    assert gathered(clinic, case).answers.provider.kind == "dc"
    new_visit(clinic, case)
    assert gathered(clinic, case).answers.provider.kind == "lmt"


def test_a_visit_today_is_still_to_come(clinic: Clinic) -> None:
    case = plain_case(clinic)
    new_visit(clinic, case, replace(VISIT, status="planned", date_of_service="11/24/2026"))
    assert gathered(clinic, case).answers.own.first_visit_on == TODAY


def test_a_service_without_a_fee_leaves_the_allowed_amount_open(clinic: Clinic) -> None:
    case = plain_case(clinic)
    new_policy(clinic, case)
    new_contract(clinic, 1)
    first, second = new_service(clinic), new_service(clinic, replace(SERVICE, name="Manual", procedure_code="MT009"))
    row = new_visit(clinic, case, replace(VISIT, services=(ServiceLine(str(first), "30"),)))
    assert gathered(clinic, case).money.terms.allowed == AllowedAmount(3600, 3600)
    clinic.do(RetireVisit(row, 1))
    both = (ServiceLine(str(first), "30"), ServiceLine(str(second), "30"))
    new_visit(clinic, case, replace(VISIT, services=both))
    assert gathered(clinic, case).money.terms.allowed is None


def test_supervision_is_that_of_the_list_and_the_payers_answer(clinic: Clinic) -> None:
    case = plain_case(clinic)
    new_policy(clinic, case)
    # Nobody on the list: nobody knows.
    assert gathered(clinic, case).answers.provider.supervisor == ""
    new_answer(clinic, 1)
    new_supervisor(clinic, replace(LEE, npi=""))
    found = gathered(clinic, case)
    assert (found.answers.provider.supervisor, found.answers.provider.supervision_ref) == ("no", "C-7741903")
    assert found.origins["provider.supervision_ref"] == "Call of 2 Nov 2026, reference C-7741903"
    new_supervisor(clinic, replace(LEE, given_name="Ann"))
    assert gathered(clinic, case).answers.provider.supervisor == "yes"
    new_answer(clinic, 1, replace(NO, asked_on="11/20/2026", reference="X-1"))
    assert gathered(clinic, case).answers.provider.supervision_ref == ""
