"""Treatment plans as tests type them."""

from dataclasses import replace

from factories import new_case, new_prescription

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.plans.commands.plans import PaperExtras, SignPlan, WritePlan
from clinic_desktop.plans.model import GoalLine, PhaseLine, PlanId, TreatmentPlanDraft
from clinic_desktop.plans.queries import treatment_plan
from clinic_desktop.referrals.model import PrescriptionDraft

SIT = GoalLine("limit", "Sit at the desk", "20", "60", "minutes", "1/12/2027")
NDI = GoalLine("ndi", baseline="24", target="14", due_on="1/12/2027")
ORDER = PrescriptionDraft(
    prescriber_name="Maria Lee, MD",
    ordered_on="11/23/2026",
    expires_on="12 weeks",
    visits_ordered="12",
    frequency="2x/week for 4 weeks, then 1/wk x 4 weeks",
    diagnoses=("M54.2", "S13.4XXA"),
)
PLAN = TreatmentPlanDraft(
    prescription="1",
    therapist="1",
    diagnoses=("M54.2",),
    baseline="Sits 20 minutes, then has to stand up. Wakes three nights a week.",
    goals=(SIT, NDI),
    techniques=("Myofascial release", "Trigger point therapy"),
    regions=("Neck", "Upper back"),
    phases=(PhaseLine("2", "4"), PhaseLine("1", "4")),
    minutes="55",
    precautions="No deep pressure at the front of the neck.",
    home_care="Chin tucks, ten a day.",
    coordination="Progress note to Dr. Lee after visit 6.",
    discharge="Goals met, or no change over two re-evaluations.",
    starts_on="11/24/2026",
)


def ordered_case(clinic: Clinic, order: PrescriptionDraft = ORDER) -> CaseId:
    """A case with a prescription."""
    case = new_case(clinic)
    new_prescription(clinic, case, order)
    return case


def written_plan(clinic: Clinic, case: CaseId, draft: TreatmentPlanDraft = PLAN) -> PlanId:
    """A draft."""
    return PlanId(clinic.do(WritePlan(case, 0, 0, draft)).row)


def signed_plan(clinic: Clinic, case: CaseId, draft: TreatmentPlanDraft = PLAN) -> PlanId:
    """A new version, signed."""
    return PlanId(clinic.do(SignPlan(case, 0, 0, draft, PaperExtras({"M54.2": "Cervicalgia"}))).row)


def sign(clinic: Clinic, row: PlanId, draft: TreatmentPlanDraft = PLAN) -> PlanId:
    """A draft, signed as typed."""
    plan = treatment_plan(clinic.read, row)
    return PlanId(clinic.do(SignPlan(plan.case, row, plan.version, draft)).row)


def with_goal(**changes: str) -> TreatmentPlanDraft:
    """The plan with its first goal typed otherwise."""
    return replace(PLAN, goals=(replace(SIT, **changes), NDI))
