"""Supervisors and payers' answers for tests."""

from clinic_desktop.clinic import Clinic
from clinic_desktop.supervision.commands import AddSupervisor, LogSupervision
from clinic_desktop.supervision.model import SupervisionAnswerDraft, SupervisionAnswerId, SupervisorDraft, SupervisorId

LEE = SupervisorDraft(
    given_name="Lee",
    family_name="Park",
    profession="dc",
    designation="DC",
    npi="1234567893",
    license_state="WA",
    license_number="CH00012345",
    expires_on="12/14/2026",
    from_on="1/5/2026",
)
YES = SupervisionAnswerDraft(
    accepts="yes", dc=True, md=True, asked_on="11/2/2026", representative="Dana", reference="C-7741903"
)
NO = SupervisionAnswerDraft(accepts="no", asked_on="11/2/2026", representative="Dana")


def new_supervisor(clinic: Clinic, draft: SupervisorDraft = LEE) -> SupervisorId:
    """A supervisor of the clinic."""
    return SupervisorId(clinic.do(AddSupervisor(draft)).row)


def new_answer(clinic: Clinic, payer: int, draft: SupervisionAnswerDraft = YES) -> SupervisionAnswerId:
    """What a payer said about supervision."""
    return SupervisionAnswerId(clinic.do(LogSupervision(payer, draft)).row)
