"""Which version counts on a day, how far it is, and what is due: of numbers that the caller counted."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from clinic_desktop.plans.model import EARLY_DAYS, GOAL_STATES, PlanProgress, TreatmentPlan
from clinic_desktop.plans.rules.phases import planned_by, visits_of
from clinic_desktop.values import dates
from clinic_desktop.wording import say, say_many

_MET = "met"


def counting_plan(plans: Iterable[TreatmentPlan], day: date) -> TreatmentPlan | None:
    """The version that counts on that day: the newest of those signed by then whose days hold it. None where none
    does."""
    fitting = [one for one in plans if one.counts_from and one.counts_from <= day <= one.ends_on]
    return max(fitting, key=lambda one: one.number, default=None)


def shown_plan(plans: Sequence[TreatmentPlan], day: date) -> TreatmentPlan | None:
    """The one to show first: that which counts, else the newest that was signed, else the draft."""
    signed = [one for one in plans if one.signed_on]
    newest = max(signed or plans, key=lambda one: one.number, default=None)
    return counting_plan(plans, day) or newest


def draft_of(plans: Iterable[TreatmentPlan]) -> TreatmentPlan | None:
    """The version that is not signed yet; a case has one at most."""
    return next((one for one in plans if one.signed_on is None), None)


def next_number(plans: Iterable[TreatmentPlan]) -> int:
    """Which version of a case's plan comes next."""
    return 1 + max((one.number for one in plans), default=0)


def visits_since(plans: Iterable[TreatmentPlan], plan: TreatmentPlan, visits: Iterable[date]) -> int:
    """How many of the visits were given by the plan: from its first day to its last."""
    return sum(1 for day in visits if plan.starts_on <= day <= plan.ends_on)


def met_before(plans: Iterable[TreatmentPlan], plan: TreatmentPlan) -> int:
    """How many goals of earlier versions were met."""
    return sum(1 for one in plans if one.number < plan.number for goal in one.goals if goal.state == _MET)


def progress(
    plans: Sequence[TreatmentPlan], plan: TreatmentPlan, visits: Iterable[date], assessed: Iterable[date], today: date
) -> PlanProgress:
    """How far a plan is. `visits` are the days of the visits given in its case, `assessed` those of its
    assessments."""
    before = met_before(plans, plan)
    early = max(plan.starts_on + timedelta(1), plan.reevaluate_on - timedelta(EARLY_DAYS))
    return PlanProgress(
        given=visits_since(plans, plan, visits),
        by_now=planned_by(plan.phases, plan.starts_on, today),
        planned=visits_of(plan.phases),
        met=before + sum(1 for one in plan.goals if one.state == _MET),
        goals=before + sum(1 for one in plan.goals if one.state != "given_up"),
        reevaluation_in=(plan.reevaluate_on - today).days,
        is_reevaluated=any(early <= day <= today for day in assessed),
        ends_in=(plan.ends_on - today).days,
    )


def visits_words(found: PlanProgress) -> str:
    """How many visits were given: "5 of 12 visits given; 6 were planned by today"."""
    facts = {"given": found.given, "planned": found.planned}
    given = say("{given} of {planned} visits given", **facts)
    if found.by_now in (found.given, 0) or found.given >= found.planned:
        return given
    return say_many(
        "{given}; {count} was planned by today", "{given}; {count} were planned by today", found.by_now, given=given
    )


def goals_words(found: PlanProgress) -> str:
    """How many goals are met; "" without goals."""
    if not found.goals:
        return ""
    return say("{met} of {goals} goals met", met=found.met, goals=found.goals)


def review_words(plan: TreatmentPlan, found: PlanProgress) -> str:
    """When it is looked at again: due, overdue or done."""
    day = dates.shown(plan.reevaluate_on)
    if found.is_reevaluated:
        return say("Re-evaluated; it was due by {day}", day=day)
    if found.is_overdue:
        since = say_many("{count} day", "{count} days", -found.reevaluation_in)
        return say("Re-evaluation was due by {day}, {since} ago", day=day, since=since)
    return say("Re-evaluation due by {day}", day=day)


def end_words(plan: TreatmentPlan, found: PlanProgress) -> str:
    """When it ends, or ended."""
    day = dates.shown(plan.ends_on)
    return say("Ended on {day}", day=day) if found.ends_in < 0 else say("Ends on {day}", day=day)


def standing_words(plan: TreatmentPlan) -> str:
    """By whom it is signed: "Draft, not signed yet", "Signed by Maya Ortiz, LMT, 24 Nov 2026"."""
    if plan.signed_on is None:
        return say("Draft, not signed yet")
    return say("Signed by {who}, {day}", who=plan.signer, day=dates.shown(plan.signed_on))


def prescriber_words(plan: TreatmentPlan) -> str:
    """Where it is with the prescriber; "" for a draft, and where nobody ordered it."""
    sending = plan.sending
    if plan.signed_on is None or (plan.prescription is None and sending is None):
        return ""
    if sending and sending.signed_on:
        return say("Signed by the prescriber on {day}", day=dates.shown(sending.signed_on))
    if sending and sending.sent_on:
        return say("Sent to {whom} on {day}, not back yet", whom=sending.sent_to, day=dates.shown(sending.sent_on))
    return say("Not sent to the prescriber yet")


def state_words(state: str) -> str:
    """How a goal stands: "Met"."""
    return say(GOAL_STATES[state])
