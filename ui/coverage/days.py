"""The form that gives a follow-up another day, or takes it off the list."""

from clinic_desktop.coverage.commands.follow_ups import ChangeFollowUpDay, RetireFollowUp
from clinic_desktop.coverage.model.follow_ups import StepFollowUp
from clinic_desktop.coverage.queries.follow_ups import step_follow_up
from clinic_desktop.store.command import Command
from clinic_desktop.values import dates
from clinic_desktop.wording import say
from ui.editing import Back, Held, add_gone_button, row_editor
from ui.kit.editor import Editor
from ui.kit.facts import facts
from ui.kit.fields import TextField
from ui.kit.form import Form
from ui.kit.layout import holder
from ui.session import Session


def follow_up_editor(session: Session, found: StepFollowUp, back: Back) -> Editor:
    """By which day a next step is to be done."""
    form, held = Form(TextField("due_on", say("By"), say("A day, or “+1w” for in a week."))), Held(found)

    def row() -> StepFollowUp:
        assert held.row
        return held.row

    def show() -> None:
        form.fill({"due_on": dates.printed(row().due_on)})

    def command() -> Command:
        return ChangeFollowUpDay(row().id, row().version, form.values()["due_on"])

    show()
    editor = row_editor(session, form, command, back, f"follow-up:{found.id}")
    told = facts(((say("Next step"), found.words),))
    told.setContentsMargins(0, 0, 0, 0)
    editor.put_above(holder(told))
    held.reread(editor, lambda one: step_follow_up(session.clinic.read, one.id), show)
    add_gone_button(
        session, editor, held, say("Remove follow-up"), lambda one: RetireFollowUp(one.id, one.version), back
    )
    return editor
