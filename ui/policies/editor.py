"""The editor of a policy."""

from clinic_desktop.policies import commands
from clinic_desktop.policies.model import Policy, PolicyDraft
from clinic_desktop.store.command import Command
from clinic_desktop.wording import say
from ui.editing import Back, row_editor
from ui.kit.buttons import button
from ui.kit.drafts import draft_text, read_draft
from ui.kit.editor import Editor
from ui.kit.pick import picked
from ui.policies import forms
from ui.session import Session


def policy_editor(session: Session, case: int, found: Policy | None, back: Back) -> Editor:
    """A policy of this case, or a new one."""
    form = forms.policy_form(session)
    payer = f"{found.payer}\t{found.payer_name}" if found else ""
    form.fill(draft_text(PolicyDraft, found or PolicyDraft()) | {"payer": payer})

    def command() -> Command:
        key, name = picked(form.values()["payer"])
        draft = read_draft(PolicyDraft, form, payer=key, payer_name=name)
        return commands.ChangePolicy(found.id, found.version, draft) if found else commands.AddPolicy(case, draft)

    name = f"policy:{found.id}" if found else f"policy:new:{case}"
    editor = row_editor(session, form, command, back, name)
    forms.show_what_counts(form)
    if found:
        gone = commands.RetirePolicy(found.id, found.version)
        editor.add_button(button(say("Remove policy"), lambda: session.attempt(gone) and back(0)))
    return editor
