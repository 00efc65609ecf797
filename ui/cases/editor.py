"""The editor of a case."""

from clinic_desktop.cases import commands, queries
from clinic_desktop.cases.model import Case, CaseDraft
from clinic_desktop.store.command import Command
from clinic_desktop.wording import say
from ui.cases import forms
from ui.editing import Back, Held, add_gone_button, row_editor
from ui.kit.drafts import draft_text, read_draft
from ui.kit.editor import Editor
from ui.session import Session


def case_editor(session: Session, client: int, found: Case | None, back: Back) -> Editor:
    """A case of this client, or a new one."""
    form, held = forms.case_form(), Held(found)

    def show() -> None:
        form.fill(draft_text(CaseDraft, held.row or CaseDraft()))
        forms.show_what_counts(form)

    def command() -> Command:
        draft, row = read_draft(CaseDraft, form), held.row
        return commands.ChangeCase(row.id, row.version, draft) if row else commands.OpenCase(client, draft)

    show()
    name = f"case:{found.id}" if found else f"case:new:{client}"
    editor = row_editor(session, form, command, back, name)
    held.reread(editor, lambda row: queries.case(session.clinic.read, row.id), show)
    forms.show_what_counts(form)
    gone = say("Remove case")
    add_gone_button(session, editor, held, gone, lambda row: commands.RetireCase(row.id, row.version), back)
    return editor
