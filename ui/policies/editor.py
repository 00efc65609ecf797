"""The editor of a policy."""

from clinic_desktop.policies import commands, queries
from clinic_desktop.policies.model import Policy, PolicyDraft
from clinic_desktop.store.command import Command
from clinic_desktop.wording import say
from ui.editing import Back, Held, add_gone_button, row_editor
from ui.kit.drafts import draft_text, read_draft
from ui.kit.editor import Editor
from ui.kit.pick import picked
from ui.policies import forms
from ui.session import Session


def policy_editor(session: Session, case: int, found: Policy | None, back: Back) -> Editor:
    """A policy of this case, or a new one."""
    form, held = forms.policy_form(session), Held(found)

    def show() -> None:
        row = held.row
        payer = f"{row.payer}\t{row.payer_name}" if row else ""
        form.fill(draft_text(PolicyDraft, row or PolicyDraft()) | {"payer": payer})
        forms.show_what_counts(form)

    def command() -> Command:
        key, name = picked(form.values()["payer"])
        draft, row = read_draft(PolicyDraft, form, payer=key, payer_name=name), held.row
        return commands.ChangePolicy(row.id, row.version, draft) if row else commands.AddPolicy(case, draft)

    show()
    name = f"policy:{found.id}" if found else f"policy:new:{case}"
    editor = row_editor(session, form, command, back, name)
    held.reread(editor, lambda row: queries.policy(session.clinic.read, row.id), show)
    forms.show_what_counts(form)
    gone = say("Remove policy")
    add_gone_button(session, editor, held, gone, lambda row: commands.RetirePolicy(row.id, row.version), back)
    return editor
