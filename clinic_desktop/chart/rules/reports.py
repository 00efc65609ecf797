"""What is next about progress reports: a draft to sign, and the next one where it is due."""

from collections.abc import Sequence
from datetime import date, timedelta

from clinic_desktop.chart.model import NextStep
from clinic_desktop.plans.model import PlanProgress, TreatmentPlan
from clinic_desktop.plans.rules.progress import counting_plan
from clinic_desktop.progress.model import SOON_DUE_DAYS, ProgressReport
from clinic_desktop.values import dates
from clinic_desktop.wording import say


def report_steps(reports: Sequence[ProgressReport], due: tuple[date, str] | None, today: date) -> list[NextStep]:
    """A draft waits for its signature; without one a report is told as soon as it is due in SOON_DUE_DAYS."""
    draft = next((one for one in reports if one.signed_on is None), None)
    if draft:
        why = say("It is a draft of {who}. Until it is signed, it says nothing to a payer.", who=draft.therapist_name)
        return [NextStep(say("Report to sign"), why, say("Open draft"), f"report/{draft.id}")]
    if due is None or due[0] > today + timedelta(SOON_DUE_DAYS):
        return []
    day, why = due
    facts = {"day": dates.shown(day), "why": why}
    ends = say("It was due by {day}. {why}", **facts) if day < today else say("It is due by {day}. {why}", **facts)
    return [NextStep(say("Progress report"), ends, say("Write report"), "report/new")]


def care_days(
    due: tuple[date, str] | None, plans: Sequence[TreatmentPlan], progress: PlanProgress | None, today: date
) -> tuple[date, ...]:
    """The days by which a report and a re-evaluation were due, today's too: follow-ups that are done once the report is
    signed, or the client assessed. `progress` is that of the plan that counts."""
    days = [due[0]] if due and due[0] <= today else []
    counts = counting_plan(plans, today)
    if counts and progress and not progress.is_reevaluated and counts.reevaluate_on <= today:
        days.append(counts.reevaluate_on)
    return tuple(days)
