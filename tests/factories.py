"""The only place where tests invent people and clinics."""

from collections.abc import Callable
from pathlib import Path

from fixed import CHEAP, NOW, PASSWORD

from clinic_desktop.cases.commands import OpenCase
from clinic_desktop.cases.model import CaseDraft, CaseId
from clinic_desktop.clients.commands import AddClient
from clinic_desktop.clients.model import ClientDraft, ClientId
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import Refused
from clinic_desktop.making import NewClinic
from clinic_desktop.payers.commands import AddPayer
from clinic_desktop.payers.model import DepartmentDraft, PayerDraft, PayerId
from clinic_desktop.payments.commands.payments import TakePayment
from clinic_desktop.payments.model import PaymentDraft, PaymentId
from clinic_desktop.policies.commands import AddPolicy
from clinic_desktop.policies.model import PolicyDraft, PolicyId
from clinic_desktop.practice.commands import AddService
from clinic_desktop.practice.model import PracticeDraft, ServiceDraft, ServiceId, TherapistDraft
from clinic_desktop.referrals.commands.diagnoses import AddDiagnosis
from clinic_desktop.referrals.commands.prescribers import AddPrescriber
from clinic_desktop.referrals.commands.prescriptions import AddPrescription
from clinic_desktop.referrals.model import (
    DiagnosisDraft,
    DiagnosisId,
    PrescriberDraft,
    PrescriberId,
    PrescriptionDraft,
    PrescriptionId,
)
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.visits.commands.notes import SignNote
from clinic_desktop.visits.commands.visits import RecordVisit
from clinic_desktop.visits.model import ServiceLine, VisitDraft, VisitId, VisitNoteDraft

PRACTICE = PracticeDraft("Alder & Rowe Massage", "14 Elm Street", "", "Tacoma", "WA", "98402", "2535550142")
THERAPIST = TherapistDraft("Maya", "Ortiz", "LMT", "2999999990", "225700000X")
SERVICE = ServiceDraft("Massage", "MT001", True, "unit", "35.00")
CLIENT = ClientDraft("Rosalind", "Mae", "Nguyễn", "Zuzu", birth_date="3/4/1985", phone="2535550142")
PAYER = PayerDraft("Cascade Mutual", "CM001")
DEPARTMENT = DepartmentDraft("provider", "Provider line", "2535550150")
CASE = CaseDraft("health", "Neck pain", "9/1/2026")
POLICY = PolicyDraft(payer_name="Cascade Mutual", plan_type="ppo", member_id="ABC 123 456 789")
PRESCRIBER = PrescriberDraft("Maria", "Lee", "MD", "1999999992", "Hilltop Family Medicine", "2535550170")
PRESCRIPTION = PrescriptionDraft(
    prescriber_name="Maria Lee, MD", ordered_on="11/2/2026", expires_on="6 weeks", diagnoses=("M54.2", "S13.4XXA")
)
DIAGNOSIS = DiagnosisDraft("M54.2", source="phone", source_name="Ana at Dr. Lee's office", source_on="11/20/2026")
VISIT = VisitDraft(date_of_service="11/20/2026", therapist="1", services=(ServiceLine("1", "60"),))
PAYMENT = PaymentDraft(paid_on="11/20/2026", reference="4242", service="140.00", tip="20.00")
# Names that are markup, quotes, wildcards, the words and marks of a search, or not of Latin letters.
HOSTILE_NAMES = (
    *("<b>O'Brien & Søn</b>", "Robert'); DROP TABLE clients; --", '"', "%", "_%_", "NEAR", "OR", "*", "-x", "("),
    *("{x} %s", "nul\x00l", "🙂‍↔️ Ann", "שרה כהן", "\u202eabc", "王小明", "김", "e\u0301", "ﷺ", "İI", "\ufffe"),
)


def new_clinic() -> NewClinic:
    """What a first run would have asked for."""
    return NewClinic(PRACTICE, THERAPIST, PASSWORD)


def make_clinic(path: Path) -> tuple[Clinic, str]:
    """A small clinic and its recovery key."""
    return Clinic.create(ClinicFolder(path), new_clinic(), CHEAP, Clock(NOW))


def opened(folder: ClinicFolder) -> Clinic:
    """A clinic that was made before, opened by its owner."""
    known = vault.read(folder.vault)
    slot = known.people()[0].id
    return Clinic.open(folder, vault.unwrap(known, slot, PASSWORD), slot, Clock(NOW), CHEAP)


def new_client(clinic: Clinic, draft: ClientDraft = CLIENT) -> ClientId:
    """A client on the list."""
    return ClientId(clinic.do(AddClient(draft)).row)


def new_payer(clinic: Clinic, draft: PayerDraft = PAYER) -> PayerId:
    """A payer on the list."""
    return PayerId(clinic.do(AddPayer(draft)).row)


def new_case(clinic: Clinic, client: ClientId | None = None, draft: CaseDraft = CASE) -> CaseId:
    """A case of this client, or of a new one."""
    return CaseId(clinic.do(OpenCase(client or new_client(clinic), draft)).row)


def new_policy(clinic: Clinic, case: CaseId, draft: PolicyDraft = POLICY) -> PolicyId:
    """A policy of a case, and its payer where it is not known yet."""
    return PolicyId(clinic.do(AddPolicy(case, draft)).row)


def new_prescriber(clinic: Clinic, draft: PrescriberDraft = PRESCRIBER) -> PrescriberId:
    """A prescriber on the list."""
    return PrescriberId(clinic.do(AddPrescriber(draft)).row)


def new_prescription(clinic: Clinic, case: CaseId, draft: PrescriptionDraft = PRESCRIPTION) -> PrescriptionId:
    """A prescription of a case, with its prescriber and diagnoses where they are not known yet."""
    return PrescriptionId(clinic.do(AddPrescription(case, draft)).row)


def new_diagnosis(clinic: Clinic, case: CaseId, draft: DiagnosisDraft = DIAGNOSIS) -> DiagnosisId:
    """A diagnosis of a case."""
    return DiagnosisId(clinic.do(AddDiagnosis(case, draft)).row)


def new_service(clinic: Clinic, draft: ServiceDraft = SERVICE) -> ServiceId:
    """A service on the list."""
    return ServiceId(clinic.do(AddService(draft)).row)


def new_visit(clinic: Clinic, case: CaseId | None = None, draft: VisitDraft = VISIT) -> VisitId:
    """A visit of this case, or of a new one; a clinic that has no service gets one."""
    if not clinic.read.all("SELECT 1 FROM services LIMIT 1"):
        new_service(clinic)
    return VisitId(clinic.do(RecordVisit(case or new_case(clinic), draft)).row)


def signing(clinic: Clinic, row: int, draft: VisitNoteDraft, version: int = 0) -> SignNote:
    """What signs the note of a visit as it stands now; `version` is that of the note, 0 while there is none."""
    return SignNote(
        row, version, draft, int(clinic.read.one("SELECT version FROM visits WHERE id = ?", row)["version"])
    )


def new_payment(clinic: Clinic, *visits: VisitId, draft: PaymentDraft = PAYMENT) -> PaymentId:
    """A payment for these visits, or for a new one."""
    return PaymentId(clinic.do(TakePayment(visits or (new_visit(clinic),), draft)).row)


def built_codes(folder: Path) -> Path:
    """The search file of the diagnosis codes that come with the program. Slow: `codes_file` has one for a whole run."""
    # The benchmarks measure a start of the program, which imports none of it.
    from clinic_desktop.codes import loader
    from clinic_desktop.codes.queries.releases import packed, search_file, shipped_release

    path = search_file(folder, shipped_release())
    loader.build(path, packed(shipped_release()))
    return path


def refused(act: Callable[[], object]) -> list[str]:
    """The fields at which something is refused, in their order; none when it is not."""
    try:
        act()
    except Refused as answer:
        return [problem.field for problem in answer.problems]
    return []
