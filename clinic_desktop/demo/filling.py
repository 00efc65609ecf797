"""Fills a new demo clinic by the commands a person would use."""

from collections.abc import Mapping, Sequence
from typing import Any

from clinic_desktop.cases.commands import OpenCase
from clinic_desktop.cases.model import CaseDraft
from clinic_desktop.clients.commands import AddAlert, AddClient, RetireClient
from clinic_desktop.clients.model import AlertDraft, ClientDraft
from clinic_desktop.clients.queries import client
from clinic_desktop.clinic import Clinic
from clinic_desktop.demo.facts import Typed, drafted
from clinic_desktop.payers.commands import AddDepartment, AddPayer
from clinic_desktop.payers.model import DepartmentDraft, PayerDraft
from clinic_desktop.policies.commands import AddPolicy
from clinic_desktop.policies.model import PolicyDraft
from clinic_desktop.practice.commands import (
    AddCredential,
    AddService,
    AddTherapist,
    ChangeBilling,
    ChangePractice,
    ChangeTherapist,
    CheckRecoveryKey,
)
from clinic_desktop.practice.model import BillingDraft, CredentialDraft, PracticeDraft, ServiceDraft, TherapistDraft
from clinic_desktop.practice.queries import practice, therapist_page
from clinic_desktop.referrals.commands.diagnoses import AddDiagnosis
from clinic_desktop.referrals.commands.prescribers import AddPrescriber
from clinic_desktop.referrals.commands.prescriptions import AddPrescription
from clinic_desktop.referrals.model import DiagnosisDraft, PrescriberDraft, PrescriptionDraft, full_name

# The rows of payers and prescribers by their names, as drafts take them.
Ids = dict[str, str]


def fill(clinic: Clinic, facts: Mapping[str, Any]) -> None:
    """Make everything in data/demo; afterwards nothing of it can be undone."""
    add_therapists(clinic, facts["therapists"])
    for service in facts["services"]:
        clinic.do(AddService(ServiceDraft(**service)))
    clinic.do(ChangePractice(PracticeDraft(**facts["practice"]), practice(clinic.read).version))
    clinic.do(ChangeBilling(BillingDraft(**facts["billing"]), practice(clinic.read).version))
    clinic.do(CheckRecoveryKey())
    payers, prescribers = add_payers(clinic, facts["payers"]), add_prescribers(clinic, facts["prescribers"])
    add_clients(clinic, facts["clients"], payers, prescribers)
    # What made the demo is not this person's to undo.
    clinic.history.undoable.clear()


def therapist_draft(typed: Mapping[str, Any]) -> TherapistDraft:
    """A therapist as typed in the file, without the credentials."""
    return TherapistDraft(**{name: value for name, value in typed.items() if name != "credentials"})


def add_therapists(clinic: Clinic, typed: Sequence[Typed]) -> None:
    """Add the therapists with their credentials; the first one came with the clinic."""
    first = therapist_page(clinic.read).rows[0]
    clinic.do(ChangeTherapist(first.id, first.version, therapist_draft(typed[0])))
    rows = [first.id, *(clinic.do(AddTherapist(therapist_draft(one))).row for one in typed[1:])]
    for row, one in zip(rows, typed, strict=True):
        for credential in one["credentials"]:
            clinic.do(AddCredential(row, CredentialDraft(**drafted(credential, clinic.clock.today()))))


def add_payers(clinic: Clinic, typed: Sequence[Typed]) -> Ids:
    """Add the payers with their departments."""
    rows: Ids = {}
    today = clinic.clock.today()
    for one in typed:
        row = clinic.do(AddPayer(PayerDraft(**drafted(one, today, "departments")))).row
        for department in one["departments"]:
            clinic.do(AddDepartment(row, DepartmentDraft(**department)))
        rows[one["name"]] = str(row)
    return rows


def add_prescribers(clinic: Clinic, typed: Sequence[Typed]) -> Ids:
    """Add the prescribers; they are known by their names as on paper."""
    drafts = [PrescriberDraft(**one) for one in typed]
    return {
        full_name(one.given_name, one.family_name, one.credential): str(clinic.do(AddPrescriber(one)).row)
        for one in drafts
    }


def add_clients(clinic: Clinic, typed: Sequence[Typed], payers: Ids, prescribers: Ids) -> None:
    """Add the clients with their alerts and cases; those who left are retired."""
    today = clinic.clock.today()
    for one in typed:
        draft = ClientDraft(**drafted(one, today, "alerts", "cases", "is_retired"))
        row = clinic.do(AddClient(draft)).row
        for alert in one.get("alerts", ()):
            clinic.do(AddAlert(row, AlertDraft(**alert)))
        for case in one.get("cases", ()):
            _treat(clinic, _open_case(clinic, row, case, payers), case, prescribers)
        if one.get("is_retired"):
            clinic.do(RetireClient(row, client(clinic.read, row).version))


def _open_case(clinic: Clinic, owner: int, typed: Typed, payers: Ids) -> int:
    today = clinic.clock.today()
    draft = CaseDraft(**drafted(typed, today, "policies", "prescriptions", "diagnoses"))
    row = clinic.do(OpenCase(owner, draft)).row
    for policy in typed.get("policies", ()):
        # By the payer's row: a name that is not in the list would make a new payer.
        clinic.do(AddPolicy(row, PolicyDraft(payer=payers[policy["payer"]], **drafted(policy, today, "payer"))))
    return row


def _treat(clinic: Clinic, case: int, typed: Typed, prescribers: Ids) -> None:
    today = clinic.clock.today()
    for diagnosis in typed.get("diagnoses", ()):
        clinic.do(AddDiagnosis(case, DiagnosisDraft(**drafted(diagnosis, today))))
    for paper in typed.get("prescriptions", ()):
        by, codes = prescribers[paper["prescriber"]], tuple(paper["diagnoses"])
        facts = drafted(paper, today, "prescriber", "diagnoses")
        clinic.do(AddPrescription(case, PrescriptionDraft(prescriber=by, diagnoses=codes, **facts)))
