"""The editor of a bill’s going in."""

from contextlib import suppress

from clinic_desktop.restrictions.queries import kept_of, paper_telling
from clinic_desktop.restrictions.rules import kept_words, own_doing_words
from clinic_desktop.store.command import Command
from clinic_desktop.submissions import commands
from clinic_desktop.submissions.model import SENT_BY, SENT_HOW, Submission, SubmissionDraft
from clinic_desktop.submissions.queries.standing import submission
from clinic_desktop.values import dates
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say
from ui.editing import Back, Held, add_gone_button, row_editor
from ui.kit.drafts import draft_text, read_draft
from ui.kit.editor import Editor
from ui.kit.fields import ChoiceField, NoteField, TextField
from ui.kit.form import Form
from ui.session import Session


def submission_editor(
    session: Session, bill: int, found: Submission | None, back: Back, *, is_client: bool = True
) -> Editor:
    """When and how a bill went in, or one more time that it did; `is_client` where the client usually sends it."""
    held, form = Held(found), _form()

    def show() -> None:
        form.fill(draft_text(SubmissionDraft, held.row or SubmissionDraft()))

    def command() -> Command:
        draft, row = read_draft(SubmissionDraft, form), held.row
        return commands.ChangeSubmission(row.id, row.version, draft) if row else commands.LogSubmission(bill, draft)

    def look() -> None:
        values, clinic = form.values(), session.clinic
        words = ""
        with suppress(Unreadable):
            on = dates.parse_date(values["sent_on"], clinic.clock.today())
            kept = kept_of(clinic.read, paper_telling(clinic.read, "bill", bill, on))
            if kept:
                words = own_doing_words(kept) if values["sent_by"] == "client" else kept_words(kept)
        form.fields["sent_by"].show_notice(words)

    show()
    editor = row_editor(session, form, command, back, f"submission:{found.id}" if found else f"submission:new:{bill}")
    if found is None:
        today = dates.printed(session.clinic.clock.today())
        form.begin_with({"sent_on": today, "sent_by": "client" if is_client else "clinic"})
    form.edited.connect(look)
    look()
    held.reread(editor, lambda row: submission(session.clinic.read, row.id), show)
    gone = say("Remove: it was not sent in")
    add_gone_button(session, editor, held, gone, lambda row: commands.RetireSubmission(row.id, row.version), back)
    return editor


def _form() -> Form:
    number = say("What the portal or the fax gave back, or the tracking number: it proves that it went in time.")
    return Form(
        [
            (TextField("sent_on", say("Sent in on"), example="11/20/2026"), 1),
            (ChoiceField("sent_by", say("Sent in by"), [(key, say(words)) for key, words in SENT_BY.items()]), 3),
        ],
        [
            (ChoiceField("how", say("How"), [(key, say(words)) for key, words in SENT_HOW.items()]), 1),
            (TextField("confirmation", say("Confirmation number"), number), 3),
        ],
        NoteField("note", say("Note"), lines=2),
    )
