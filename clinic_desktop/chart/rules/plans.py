"""What is next about the treatment plan of a case: a signature here, one of the prescriber, the re-evaluation."""

from collections.abc import Sequence
from datetime import date

from clinic_desktop.chart.model import NextStep
from clinic_desktop.plans.model import WAITING_DAYS, PlanProgress, TreatmentPlan
from clinic_desktop.plans.rules.progress import counting_plan, draft_of
from clinic_desktop.values import dates
from clinic_desktop.wording import say


def plan_steps(plans: Sequence[TreatmentPlan], progress: PlanProgress | None, today: date) -> list[NextStep]:
    """The steps of the version that counts today, whose progress that is, and of a draft; the newest stands first in
    `plans`."""
    found = []
    draft, counts = draft_of(plans), counting_plan(plans, today)
    if draft:
        why = say("It is a draft of {who}. Until it is signed, it says nothing to a payer.", who=draft.therapist_name)
        found.append(NextStep(say("Treatment plan to sign"), why, say("Open draft"), f"treatment/{draft.id}"))
    if counts:
        found += _prescriber(counts, today)
    if counts and progress and progress.is_overdue:
        why = say("It was due by {day}. Assess the client again; a payer asks what changed.",
                  day=dates.shown(counts.reevaluate_on))  # fmt: skip
        found.append(NextStep(say("Re-evaluation"), why, say("Open assessment"), "assessment"))
    return found


def _prescriber(plan: TreatmentPlan, today: date) -> list[NextStep]:
    """The prescriber's signature, once it is time to ask for it."""
    if not plan.waits_for_prescriber:
        return []
    part, sending = f"plan-sent/{plan.id}", plan.sending
    if sending is None or sending.sent_on is None:
        why = say("Many payers take a treatment plan only with the prescriber’s signature.")
        return [NextStep(say("Treatment plan to send"), why, say("Send it"), part)]
    waited = (today - sending.sent_on).days
    if waited < WAITING_DAYS:
        return []
    facts = {"whom": sending.sent_to, "count": waited}
    why = say("The plan went to {whom} {count} days ago and is not back yet.", **facts)
    return [NextStep(say("Prescriber’s signature"), why, say("Type the day"), f"{part}/signed_on")]
