"""What is done with a signed plan: its goals are judged, and it goes to the prescriber and comes back."""

from dataclasses import replace

from clinic_desktop.errors import Missing
from clinic_desktop.plans.commands.after import MarkGoal, SendPlan
from clinic_desktop.plans.loader import measure_names
from clinic_desktop.plans.model import (
    GOAL_STATES,
    WAYS_TO_SEND,
    GoalId,
    GoalMarkDraft,
    PlanGoal,
    PlanSendingDraft,
    TreatmentPlan,
)
from clinic_desktop.plans.queries import plan_of_goal, treatment_plan
from clinic_desktop.plans.rules.goals import GoalFigure, goal_words, reached_words
from clinic_desktop.plans.rules.progress import prescriber_words, standing_words
from clinic_desktop.referrals.queries import prescriber, prescription
from clinic_desktop.store.command import Command
from clinic_desktop.values import dates
from clinic_desktop.wording import say
from ui.editing import Back, Held, row_editor
from ui.kit.drafts import draft_text, read_draft
from ui.kit.editor import Editor
from ui.kit.facts import facts
from ui.kit.fields import ChoiceField, NoteField, TextField
from ui.kit.form import Form
from ui.kit.layout import holder
from ui.kit.text import Text
from ui.session import Session


def goal_of(plan: TreatmentPlan, goal: int) -> PlanGoal:
    """A goal of a plan."""
    return next(one for one in plan.goals if one.id == goal)


def goal_editor(session: Session, goal: GoalId, back: Back, figure: GoalFigure | None = None) -> Editor:
    """How a goal came out, and when that was found. `figure` says how far it is: whether it is met a person says."""
    held = Held(goal_of(plan_of_goal(session.clinic.read, goal), goal))
    form = Form(
        [
            (ChoiceField("state", say("State"), [(key, say(words)) for key, words in GOAL_STATES.items()]), 2),
            (TextField("marked_on", say("Found on")), 2),
            (None, 3),
        ],
        NoteField("note", say("Note"), say("What showed it, or why it was given up."), lines=2),
    )

    def show() -> None:
        mark = held.row.mark if held.row else None
        form.fill(draft_text(GoalMarkDraft, mark) if mark else {"state": "not_yet", "marked_on": "", "note": ""})

    def command() -> Command:
        mark = held.row.mark if held.row else None
        return MarkGoal(goal, mark.version if mark else 0, read_draft(GoalMarkDraft, form))

    show()
    editor = row_editor(session, form, command, back, f"goal:{goal}")
    if held.row and held.row.mark is None:
        # What one comes here to say; it is saved only by the button.
        day = figure.reached_on if figure and figure.reached_on else session.clinic.clock.today()
        form.begin_with({"state": "met", "marked_on": dates.printed(day)})
    held.reread(editor, lambda _: goal_of(plan_of_goal(session.clinic.read, goal), goal), show)
    assert held.row
    editor.put_above(Text(goal_words(held.row, measure_names()), "strong"))
    if figure:
        editor.put_above(Text(_figure_words(figure), "muted"))
    return editor


def _figure_words(figure: GoalFigure) -> str:
    now = say("Now {amount}.", amount=figure.now)
    reached = reached_words(figure)
    return say("{now} {reached} Whether the goal is met is yours to say.", now=now, reached=reached) if reached else now


def sending_editor(session: Session, plan: TreatmentPlan, back: Back) -> Editor:
    """When and how a plan went to the prescriber, and when it was signed there."""
    held = Held(plan)
    form = Form(
        [
            (TextField("sent_on", say("Sent on")), 2),
            (ChoiceField("sent_how", say("How"), [(key, say(words)) for key, words in WAYS_TO_SEND.items()]), 2),
            (TextField("sent_to", say("To whom"), say("With the number or the address it went to.")), 5),
        ],
        [
            (TextField("signed_on", say("Signed by the prescriber on"), say("The day beside the signature.")), 2),
            (NoteField("note", say("Note"), lines=2), 7),
        ],
    )

    def show() -> None:
        row = held.row or plan
        form.fill(draft_text(PlanSendingDraft, row.sending or PlanSendingDraft()))

    def command() -> Command:
        row = held.row or plan
        return SendPlan(row.id, row.sending.version if row.sending else 0, read_draft(PlanSendingDraft, form))

    show()
    editor = row_editor(session, form, command, back, f"plan-sent:{plan.id}")
    if plan.sending is None:
        today = dates.printed(session.clinic.clock.today())
        form.begin_with(draft_text(PlanSendingDraft, replace(_usual(session, plan), sent_on=today)))
    held.reread(editor, lambda row: treatment_plan(session.clinic.read, row.id), show)
    told = [(say("Version"), str(plan.number)), (say("Therapist"), standing_words(plan)),
            (say("Prescriber"), prescriber_words(plan))]  # fmt: skip
    above = facts(told)
    above.setContentsMargins(0, 0, 0, 0)
    editor.put_above(holder(above))
    return editor


def _usual(session: Session, plan: TreatmentPlan) -> PlanSendingDraft:
    """To whoever ordered it, by the fax number on record."""
    if plan.prescription is None:
        return PlanSendingDraft()
    try:
        by = prescriber(session.clinic.read, prescription(session.clinic.read, plan.prescription).prescriber)
    except Missing:
        return PlanSendingDraft()
    if by.fax:
        return PlanSendingDraft(sent_to=say("{who}, fax {number}", who=by.name, number=by.fax))
    return PlanSendingDraft(sent_how="mail", sent_to=by.name)
