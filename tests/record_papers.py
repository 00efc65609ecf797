"""A record for tests of its papers: a client with a policy, a prescription, and visits with notes."""

from dataclasses import replace

from factories import PRESCRIPTION, new_case, new_client, new_policy, new_prescription, new_service, new_visit, signing
from pdfs import as_viewed

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.clinic import Clinic
from clinic_desktop.practice.commands import AddCredential
from clinic_desktop.practice.model import CredentialDraft
from clinic_desktop.visits.commands.notes import WriteNote
from clinic_desktop.visits.model import ServiceLine, TechniqueLine, VisitDraft, VisitId, VisitNoteDraft

NOTE = VisitNoteDraft(
    "Neck stiff since Monday; wakes twice.",
    "Right upper trapezius tone 3. Rotation right 55° before, 62° after.",
    "Pain came down within the visit.",
    "Again next week. Chin tucks twice a day.",
    "6",
    "3",
    (TechniqueLine("Myofascial release", "Neck", "35", "1"), TechniqueLine("Stretching", "Upper back", "25", "1")),
)
ORDER = replace(PRESCRIPTION, visits_ordered="12", frequency="2 x week", order_text="Evaluate and treat.")


def recorded(clinic: Clinic) -> tuple[ClientId, CaseId]:
    """A licensed clinic, and a client whose case has a policy and a prescription."""
    clinic.do(AddCredential(1, CredentialDraft("license", "WA", "MA60123456", "5/31/2027")))
    new_service(clinic)
    client = new_client(clinic)
    case = new_case(clinic, client)
    new_policy(clinic, case)
    new_prescription(clinic, case, ORDER)
    return client, case


def noted_visit(
    clinic: Clinic, case: CaseId, day: str, note: VisitNoteDraft | None = NOTE, *, signed: bool = True
) -> VisitId:
    """A visit of an hour with its note, signed or not; without one where it is None."""
    line = ServiceLine("1", "60", starts_at="2:05 pm", ends_at="3:05 pm", region="Neck, upper back")
    draft = VisitDraft(date_of_service=day, therapist="1", starts_at="2:00 pm", ends_at="3:10 pm", services=(line,))
    row = new_visit(clinic, case, draft)
    if note is not None:
        clinic.do(signing(clinic, row, note) if signed else WriteNote(row, 0, note))
    return row


def is_told(pdf: bytes, name: str, times: int) -> bool:
    """Whether a text stands on a paper so many times at least, broken over lines or not; True for one that no font has
    whole. The words of one from the right are counted each: on a line with Latin letters a viewer may give them in
    another order."""
    said = "".join(as_viewed(pdf).split())
    if name == "שרה כהן":
        return all(said.count(word) >= times for word in name.split())
    if (name.isascii() and name.isprintable()) or name == "王小明":
        return said.count("".join(name.split())) >= times
    return True
