"""What a file is: its kind, date, title, case, and what on record it is a scan of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from clinic_desktop.attachments.commands import ChangeAttachment, RetireAttachment
from clinic_desktop.attachments.model import ABOUT_KINDS, ATTACHMENT_KINDS, Attachment, AttachmentDraft
from clinic_desktop.attachments.queries import attachment
from clinic_desktop.attachments.rules import about_key, about_parts
from clinic_desktop.store.command import Command
from clinic_desktop.wording import say
from ui.editing import Back, Held, add_gone_button, row_editor
from ui.kit.drafts import draft_text, read_draft
from ui.kit.editor import Editor
from ui.kit.fields import ChoiceField, NoteField, TextField
from ui.kit.form import Form
from ui.session import Session

# A value and its words.
Choice = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Choices:
    """What a file of a client may belong to: their cases, and what on record it may be a scan of, as
    "prescription:12"."""

    cases: Sequence[Choice]
    abouts: Sequence[Choice]


class AboutField(ChoiceField):
    """What on record a paper is a scan of. It is asked only of a kind that has any."""

    def __init__(self, abouts: Sequence[Choice]) -> None:
        """`abouts` are those of every kind."""
        hint = say("The entry on record that this paper shows.")
        super().__init__("about", say("Scan of"), [("", say("Not said"))], hint)
        self._abouts = tuple(abouts)

    def offer(self, kind: str) -> None:
        """Offer those of a kind of paper; what was chosen stays where it is one of them."""
        chosen = self.value()
        fits = [one for one in self._abouts if about_parts(one[0])[0] == kind]
        self.box.blockSignals(True)
        while self.box.count() > 1:
            self.box.removeItem(1)
        for value, words in fits:
            self.box.addItem(words, value)
        self.box.blockSignals(False)
        self.set_value(chosen)
        self.setVisible(bool(fits) and kind in ABOUT_KINDS)


def attachment_editor(
    session: Session, found: Attachment, choices: Choices, back: Back, *, more: int = 0
) -> tuple[Editor, Held[Attachment], Callable[[], object]]:
    """The editor of a file, the row it holds, and what fills it with that row. `more` are those that are described
    after it."""
    held = Held[Attachment](found)
    form = _form(choices)
    about, kind = form.fields["about"], form.fields["kind"]
    assert isinstance(about, AboutField)
    kind.changed.connect(lambda: about.offer(kind.value()))

    def show() -> None:
        row = held.row or found
        about.offer(row.kind)
        form.fill(draft_text(AttachmentDraft, row) | {"about": about_key(row)})

    def command() -> Command:
        row = held.row or found
        return ChangeAttachment(row.id, row.version, read_draft(AttachmentDraft, form))

    show()
    editor = row_editor(session, form, command, back, f"attachment:{found.id}")
    if more:
        words = say("Save and next")
        editor.save_button.setText(words)
        editor.save_button.setAccessibleName(words)
    held.reread(editor, lambda row: attachment(session.clinic.read, row.id), show)
    add_gone_button(session, editor, held, say("Remove"), lambda row: RetireAttachment(row.id, row.version), back)
    return editor, held, show


def _form(choices: Choices) -> Form:
    kinds = [(key, say(words)) for key, words in ATTACHMENT_KINDS.items()]
    cases = [("", say("Of no case in particular")), *choices.cases]
    return Form(
        ChoiceField("kind", say("Kind"), kinds),
        AboutField(choices.abouts),
        TextField("day", say("Date on it"), say("As the paper shows it; empty without one."), example="11/20/2026"),
        TextField("title", say("Title"), say("Empty: it is called by its kind.")),
        ChoiceField("case", say("Case"), cases),
        NoteField("note", say("Note"), lines=3),
    )
