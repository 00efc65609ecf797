"""The list of the clinic’s phrases and the form of each."""

from PySide6.QtWidgets import QWidget

from clinic_desktop.phrases import commands, queries
from clinic_desktop.phrases.model import MARK, Phrase, PhraseDraft
from clinic_desktop.store.command import Command
from clinic_desktop.wording import mark, say
from ui.editing import Back, Held, add_gone_button, row_editor
from ui.kit.drafts import draft_text, read_draft
from ui.kit.fields import NoteField, TextField
from ui.kit.form import Form
from ui.kit.layout import card, column, holder
from ui.kit.paged_model import Column, PagedModel
from ui.kit.records import Records
from ui.kit.table import Table
from ui.session import Session

PHRASE_COLUMNS: tuple[Column[Phrase], ...] = (
    Column(mark("Shortcut"), lambda one: f"{MARK}{one.shortcut}", share=2),
    Column(mark("Words"), lambda one: " ".join(one.words.split()), share=8),
)


def phrase_list(session: Session) -> Records:
    """The phrases, each opening its form."""
    model = PagedModel(lambda after: queries.phrase_page(session.clinic.read, after), PHRASE_COLUMNS)
    table = Table(say("Phrases"), model, "")

    def build(found: object) -> QWidget:
        assert found is None or isinstance(found, Phrase)
        return phrase_editor(session, found, records.back)

    records = Records(
        say("Phrases"),
        say("Your own words for visit notes. In a note type a dot and the shortcut, then a space."),
        table,
        model,
        say("Add phrase"),
        build,
        find=lambda row: queries.phrase(session.clinic.read, row),
    )
    empty = say("No phrase yet. Add what you write again and again, like “.neck” for a whole sentence.")
    table.say_empty(empty, (say("Add the first phrase"), records.add))
    session.keep_fresh(records, "phrases")
    return records


def phrase_editor(session: Session, found: Phrase | None, back: Back) -> QWidget:
    """One phrase."""
    form, held = (
        Form(
            [(TextField("shortcut", say("Shortcut"), say("Typed after a dot."), example="neck"), 1), (None, 2)],
            NoteField("words", say("Words"), lines=4),
        ),
        Held(found),
    )

    def show() -> None:
        form.fill(draft_text(PhraseDraft, held.row or PhraseDraft()))

    def command() -> Command:
        draft, row = read_draft(PhraseDraft, form), held.row
        return commands.ChangePhrase(row.id, row.version, draft) if row else commands.AddPhrase(draft)

    show()
    editor = row_editor(session, form, command, back, f"phrase:{found.id}" if found else "phrase:new")
    held.reread(editor, lambda row: queries.phrase(session.clinic.read, row.id), show)
    gone = say("Remove phrase")
    add_gone_button(session, editor, held, gone, lambda row: commands.RetirePhrase(row.id, row.version), back)
    title = f"{MARK}{found.shortcut}" if found else say("New phrase")
    page = holder(column(card(title, editor), None, gap=2))
    page.setFocusProxy(editor)
    return page
