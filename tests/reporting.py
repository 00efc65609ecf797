"""A case of eight weeks for tests of its reports: a plan, visits with notes, scores and two assessments."""

from dataclasses import replace

from assessing import FIRST, LAST
from factories import VISIT, new_service, new_visit
from planning import PLAN, ordered_case, signed_plan
from scoring import new_score, typed

from clinic_desktop.assessments.commands import AddAssessment, SignAssessment
from clinic_desktop.assessments.model import LimitLine
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.plans.model import GoalLine
from clinic_desktop.progress.commands import SignReport
from clinic_desktop.progress.model import ProgressReportDraft, ReportId
from clinic_desktop.visits.commands.notes import WriteNote
from clinic_desktop.visits.model import TechniqueLine, VisitNoteDraft

REPORT = ProgressReportDraft(
    since="10/1/2026",
    day="11/24/2026",
    therapist="1",
    status="Sits 45 minutes at the desk, sleeps through most nights.",
    response="Tolerates deep pressure well.",
    ahead="Once a week for four weeks.",
    outlook="Four more visits.",
    home="Chin tucks, ten a day.",
)
DAYS = ("10/5/2026", "10/12/2026", "10/19/2026", "10/26/2026", "11/2/2026", "11/9/2026", "11/16/2026")
_DONE = (TechniqueLine("Stretching", "Neck", "20", "1"), TechniqueLine("Deep tissue massage", "Low back", "40", "1"))
_PAINS = (("7", "5"), ("6", "4"), ("6", "3"), ("5", "3"), ("4", "2"), ("4", "2"), ("3", "1"))


def treated_case(clinic: Clinic, *, is_signed: bool = False) -> CaseId:
    """Seven visits, pain from 7 to 3, NDI from 24 to 15, two assessments, and a plan whose goals they serve."""
    new_service(clinic)
    case = ordered_case(clinic)
    goals = (
        GoalLine("limit", "Sit at the desk", "20", "60", "minutes", "1/12/2027"),
        GoalLine("ndi", baseline="24", target="14", due_on="1/12/2027"),
        GoalLine("limit", "Carry groceries", "5", "20", "pounds", "1/12/2027"),
    )
    signed_plan(clinic, case, replace(PLAN, goals=goals))
    for day, (before, after) in zip(DAYS, _PAINS, strict=True):
        row = new_visit(clinic, case, replace(VISIT, date_of_service=day))
        done = (
            TechniqueLine("Stretching", "Neck", "20", "1"),
            TechniqueLine("Deep tissue massage", "Low back", "40", "1"),
        )
        clinic.do(WriteNote(row, 0, VisitNoteDraft("Better", pain_before=before, pain_after=after, techniques=done)))
    for score, day in (("24", "10/5/2026"), ("20", "10/26/2026"), ("15", "11/16/2026")):
        new_score(clinic, case, "ndi", typed(score, day))
    limit = LimitLine("Sit at the desk", "minutes", "20", "60")
    first = replace(FIRST, day="10/5/2026", limits=(limit,))
    for draft in (first, replace(LAST, day="11/16/2026", limits=(replace(limit, now="45"),))):
        clinic.do(SignAssessment(case, 0, 0, draft) if is_signed else AddAssessment(case, draft))
    return case


def signed_report(clinic: Clinic, case: CaseId, draft: ProgressReportDraft = REPORT) -> ReportId:
    """A report, signed."""
    return ReportId(clinic.do(SignReport(case, 0, 0, draft, {"M54.2": "Cervicalgia"})).row)
