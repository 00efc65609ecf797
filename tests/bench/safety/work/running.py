"""What runs the clinic itself, in short courses of steps: its people and papers, who orders care, who supervises, and a
first run."""

from dataclasses import replace

from bench.safety.desk import OTHER_PASSWORD, Desk, prepared
from bench.safety.work.course import Workload, last, newest, version
from bench.safety.work.noted import NOTED
from billable import ORDER
from factories import DIAGNOSIS, PRACTICE, PRESCRIBER, PRESCRIPTION, SERVICE, THERAPIST, new_clinic, opened
from fixed import CHEAP, NOW
from supervising import LEE, YES

from clinic_desktop.errors import ClinicError
from clinic_desktop.making import make
from clinic_desktop.practice.commands import (
    AddCredential,
    AddService,
    AddTherapist,
    ChangeBilling,
    ChangeCredential,
    ChangePractice,
    ChangeTherapist,
    RetireCredential,
    RetireService,
    RetireTherapist,
)
from clinic_desktop.practice.model import BillingDraft, CredentialDraft
from clinic_desktop.referrals.commands.diagnoses import AddDiagnosis, ChangeDiagnosis, MoveDiagnosis, RetireDiagnosis
from clinic_desktop.referrals.commands.prescribers import (
    AddPrescriber,
    BringPrescriberBack,
    ChangePrescriber,
    RetirePrescriber,
)
from clinic_desktop.referrals.commands.prescriptions import AddPrescription, ChangePrescription, RetirePrescription
from clinic_desktop.signing_in import note_sign_in
from clinic_desktop.staff.commands.emergencies import NoteFailedTries, SeeFailedTries
from clinic_desktop.staff.commands.keys import NoteTries, SeeNotice
from clinic_desktop.staff.commands.recovery import NoteKeyTried
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.keys.given import note_given
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.store.keys.recovery_key import recovery_letters
from clinic_desktop.supervision.commands import (
    AddSupervisor,
    ChangeSupervision,
    ChangeSupervisor,
    LogSupervision,
    RetireSupervision,
    RetireSupervisor,
)

_BILLING = BillingDraft(legal_name="Alder and Rowe LLC", tax_id="91-1144442", organization_npi="2999999909")
_practice = Workload(
    "the practice: its name and billing, a service gone",
    (
        lambda desk: desk.clinic.do(
            ChangePractice(replace(PRACTICE, street="20 Elm Street", fax="2535550143"), version(desk, "practice", 1))
        ),
        lambda desk: desk.clinic.do(ChangeBilling(_BILLING, version(desk, "practice", 1))),
        lambda desk: desk.clinic.do(AddService(replace(SERVICE, name="Cupping", procedure_code="MT002"))),
        lambda desk: desk.clinic.do(RetireService(*newest(desk, "services"))),
        lambda desk: desk.clinic.do(
            ChangePractice(replace(PRACTICE, notes_on_paper=True), version(desk, "practice", 1))
        ),
    ),
)
_THERAPIST = replace(THERAPIST, given_name="Sam", family_name="Rowe", npi="2999999917")
_LICENSE = CredentialDraft("license", "WA", "MA60000001", "8/31/2027")
_therapists = Workload(
    "therapists and their credentials: added, changed, gone",
    (
        lambda desk: desk.clinic.do(AddTherapist(_THERAPIST)),
        lambda desk: desk.clinic.do(AddCredential(last(desk, "therapists"), _LICENSE)),
        lambda desk: desk.clinic.do(
            ChangeTherapist(*newest(desk, "therapists"), replace(_THERAPIST, family_name="Alder-Rowe"))
        ),
        lambda desk: desk.clinic.do(
            ChangeCredential(*newest(desk, "credentials"), replace(_LICENSE, expires_on="8/31/2028"))
        ),
        lambda desk: desk.clinic.do(RetireCredential(*newest(desk, "credentials"))),
        lambda desk: desk.clinic.do(RetireTherapist(*newest(desk, "therapists"))),
    ),
)
_PRESCRIBER = replace(PRESCRIBER, given_name="Ana", family_name="Park", npi="2999999917")
_ORDER = replace(ORDER, prescriber="1", prescriber_name="")
_prescribers = Workload(
    "prescribers and their papers: changed, gone, brought back",
    (
        lambda desk: desk.clinic.do(AddPrescriber(_PRESCRIBER)),
        lambda desk: desk.clinic.do(
            ChangePrescriber(*newest(desk, "prescribers"), replace(_PRESCRIBER, phone="2535550171"))
        ),
        lambda desk: desk.clinic.do(RetirePrescriber(*newest(desk, "prescribers"))),
        lambda desk: desk.clinic.do(BringPrescriberBack(*newest(desk, "prescribers"))),
        lambda desk: desk.clinic.do(AddPrescription(prepared().other_case, PRESCRIPTION)),
        # Its diagnoses come in another order, and one more with it.
        lambda desk: desk.clinic.do(
            ChangePrescription(
                2, version(desk, "prescriptions", 2), replace(_ORDER, diagnoses=("S13.4XXA", "M54.2", "M54.6"))
            )
        ),
        # Two of them stand on the other paper too, the third on none any more.
        lambda desk: desk.clinic.do(RetirePrescription(2, version(desk, "prescriptions", 2))),
    ),
)
_DIAGNOSIS = replace(DIAGNOSIS, code="M54.6")
_diagnoses = Workload(
    "diagnoses: added, changed, moved, taken away",
    (
        lambda desk: desk.clinic.do(AddDiagnosis(prepared().other_case, _DIAGNOSIS)),
        lambda desk: desk.clinic.do(MoveDiagnosis(*newest(desk, "diagnoses"), up=True)),
        lambda desk: desk.clinic.do(
            ChangeDiagnosis(*newest(desk, "diagnoses"), replace(_DIAGNOSIS, note="Called again"))
        ),
        lambda desk: desk.clinic.do(MoveDiagnosis(3, version(desk, "diagnoses", 3), up=False)),
        lambda desk: desk.clinic.do(RetireDiagnosis(*newest(desk, "diagnoses"))),
    ),
)
_supervision = Workload(
    "supervisors, and what a payer says of them",
    (
        lambda desk: desk.clinic.do(AddSupervisor(LEE)),
        lambda desk: desk.clinic.do(ChangeSupervisor(*newest(desk, "supervisors"), replace(LEE, to_on="11/23/2026"))),
        lambda desk: desk.clinic.do(LogSupervision(1, YES)),
        lambda desk: desk.clinic.do(
            ChangeSupervision(*newest(desk, "supervision_answers"), replace(YES, reference="C-7741904"))
        ),
        lambda desk: desk.clinic.do(RetireSupervision(*newest(desk, "supervision_answers"))),
        lambda desk: desk.clinic.do(RetireSupervisor(*newest(desk, "supervisors"))),
    ),
)


def _give_by_recovery_key(desk: Desk) -> None:
    """Another password for the owner, as the page of the recovery key gives it while nothing is open."""
    keys, person = desk.clinic.keys, desk.clinic.person
    slot = keys.slot_for(person.slot, person.name, OTHER_PASSWORD)
    keys.put(slot)
    note_given(desk.folder.vault, slot, "recovery")


def _try_recovery_key(desk: Desk) -> None:
    desk.clinic.keys.try_recovery(recovery_letters(prepared().recovery), NOW)
    desk.clinic.do(NoteKeyTried())


_sign_ins = Workload(
    "sign-ins: failed tries and keys, noted and seen",
    (
        # Where the count of tries stands; the second time, a key that the record does not know yet.
        lambda desk: note_sign_in(desk.clinic),
        _give_by_recovery_key,
        lambda desk: note_sign_in(desk.clinic),
        lambda desk: desk.clinic.do(SeeNotice(last(desk, "notices"))),
        lambda desk: desk.clinic.do(NoteTries("", is_behind=True)),
        lambda desk: desk.clinic.do(SeeNotice(last(desk, "notices"))),
        lambda desk: desk.clinic.do(NoteFailedTries(prepared().slot, 3, NOW.isoformat())),
        lambda desk: desk.clinic.do(SeeFailedTries(last(desk, "failed_tries"))),
        _try_recovery_key,
    ),
)


def _made_beside(desk: Desk) -> ClinicFolder:
    return ClinicFolder(desk.folder.path.with_name("first-run"))


def _first_run(desk: Desk) -> None:
    """A clinic of its own: a practice is set up only where there is none."""
    folder = _made_beside(desk)
    try:
        make(folder, new_clinic(), CHEAP, Clock(NOW))
    except ClinicError as trouble:
        # Its recovery key was shown to nobody.
        assert not folder.path.exists(), f"a clinic lies there though it was said: {trouble.words}"
        raise


def _first_day(desk: Desk) -> None:
    clinic = opened(_made_beside(desk))
    try:
        clinic.do(AddService(SERVICE))
    finally:
        clinic.close()


_making = Workload("a first run, beside another clinic", (_first_run, _first_day))

RUNNING = (
    *(_practice, _therapists, _prescribers, _diagnoses, _supervision, _sign_ins, _making),
    *NOTED,
)
