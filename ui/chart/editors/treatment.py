"""The editors of the treatment plan, its goals, and its way to the prescriber."""

from clinic_desktop.cases.model import CaseId
from clinic_desktop.chart.loader import expected_cost
from clinic_desktop.errors import Missing
from clinic_desktop.plans.model import GoalId
from clinic_desktop.plans.queries import plan_of_goal, plans_of, treatment_plan
from clinic_desktop.plans.rules.progress import draft_of, next_number
from clinic_desktop.progress.queries import goals_now
from clinic_desktop.wording import say
from ui.chart.editors.opening import Kind, Kinds, OpenChart, Opened, Wanted, own
from ui.plans.after import goal_editor, sending_editor
from ui.plans.editor import PlanCase, plan_editor


def _treatment(chart: OpenChart, wanted: Wanted) -> Opened:
    """A draft; a new one where the case has none. Raises Missing for a version that is signed."""
    read = chart.session.clinic.read
    # As it is now: somebody may have begun it since the chart was read.
    plans = plans_of(read, CaseId(chart.case))
    found = own(chart, treatment_plan(read, wanted.row)) if wanted.row else draft_of(plans)
    if found and found.signed_on:
        raise Missing(say("This version is signed, so it stays as it is. Change the plan on the page Plan."))
    case = PlanCase(found.case if found else CaseId(chart.case), chart.glance.prescriptions)
    today = chart.session.clinic.clock.today
    ways = chart.back, lambda: expected_cost(read, case.id, today()), lambda: chart.go("treatment/new")
    editor = plan_editor(chart.session, chart.codes, case, found, ways)
    number = found.number if found else next_number(plans)
    return Opened(editor, say("Treatment plan, version {number}", number=number), "plan", wanted.field)


def _goal(chart: OpenChart, wanted: Wanted) -> Opened:
    plan = own(chart, plan_of_goal(chart.session.clinic.read, wanted.row))
    figures = goals_now(chart.session.clinic.read, (plan,), chart.session.clinic.clock.today())
    editor = goal_editor(chart.session, GoalId(wanted.row), chart.back, figures.get(wanted.row))
    return Opened(editor, say("Goal"), "plan", wanted.field)


def _sending(chart: OpenChart, wanted: Wanted) -> Opened:
    found = own(chart, treatment_plan(chart.session.clinic.read, wanted.row))
    if found.signed_on is None:
        raise Missing(say("The plan is a draft. Its therapist signs it first."))
    editor = sending_editor(chart.session, found, chart.back)
    return Opened(editor, say("Prescriber’s signature"), "plan", wanted.field)


KINDS: Kinds = {
    "treatment": Kind(_treatment, "47-plans#plan"),
    "goal": Kind(_goal, "47-plans#goals"),
    "plan-sent": Kind(_sending, "47-plans#prescriber"),
}
