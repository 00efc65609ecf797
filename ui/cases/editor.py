"""The editor of a case."""

from clinic_desktop.cases import commands
from clinic_desktop.cases.model import Case, CaseDraft
from clinic_desktop.store.command import Command
from clinic_desktop.wording import say
from ui.cases import forms
from ui.editing import Back, row_editor
from ui.kit.buttons import button
from ui.kit.drafts import draft_text, read_draft
from ui.kit.editor import Editor
from ui.session import Session


def case_editor(session: Session, client: int, found: Case | None, back: Back) -> Editor:
    """A case of this client, or a new one."""
    form = forms.case_form()
    form.fill(draft_text(CaseDraft, found or CaseDraft()))

    def command() -> Command:
        draft = read_draft(CaseDraft, form)
        return commands.ChangeCase(found.id, found.version, draft) if found else commands.OpenCase(client, draft)

    name = f"case:{found.id}" if found else f"case:new:{client}"
    editor = row_editor(session, form, command, back, name)
    forms.show_what_counts(form)
    if found:
        gone = commands.RetireCase(found.id, found.version)
        editor.add_button(button(say("Remove case"), lambda: session.attempt(gone) and back(0)))
    return editor
