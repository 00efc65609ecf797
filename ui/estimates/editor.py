"""The editor of a client's request for an estimate."""

from clinic_desktop.estimates.commands.deliveries import NoteRequest, RetireRequest
from clinic_desktop.estimates.model.due import EstimateRequest, RequestDraft
from clinic_desktop.estimates.queries.issued import estimate_request
from clinic_desktop.store.command import Command
from clinic_desktop.values import dates
from clinic_desktop.wording import say
from ui.editing import Back, Held, add_gone_button, row_editor
from ui.kit.drafts import draft_text, read_draft
from ui.kit.editor import Editor
from ui.kit.fields import NoteField, TextField
from ui.kit.form import Form
from ui.session import Session


def request_editor(session: Session, case: int, found: EstimateRequest | None, back: Back) -> Editor:
    """A request of this case, or a new one."""
    held = Held(found)
    hint = say("The estimate is due within 3 business days of it.")
    form = Form([(TextField("asked_on", say("Asked on"), hint), 1), (None, 1)], NoteField("note", say("Note"), lines=2))

    def show() -> None:
        form.fill(draft_text(RequestDraft, held.row or RequestDraft()))

    def command() -> Command:
        row = held.row
        return NoteRequest(case, row.id if row else 0, row.version if row else 0, read_draft(RequestDraft, form))

    show()
    name = f"estimate-request:{found.id}" if found else f"estimate-request:new:{case}"
    editor = row_editor(session, form, command, back, name)
    if found is None:
        form.begin_with({"asked_on": dates.printed(session.clinic.clock.today())})
    held.reread(editor, lambda row: estimate_request(session.clinic.read, row.id), show)
    gone = say("Remove request")
    add_gone_button(session, editor, held, gone, lambda row: RetireRequest(row.id, row.version), back)
    return editor
