"""The editor of a contact, what is shown of one that was struck out, and the form that strikes one out."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial

from PySide6.QtWidgets import QWidget

from clinic_desktop.contacts import commands, queries
from clinic_desktop.contacts.model import Contact, ContactDraft
from clinic_desktop.contacts.rules.words import kind_words, party_words, when_words
from clinic_desktop.errors import StoreTrouble
from clinic_desktop.store.command import Command
from clinic_desktop.values import dates
from clinic_desktop.values.times import shown_time
from clinic_desktop.wording import say, say_many
from ui.contacts.forms import Party, contact_form, known_of, party_key, show_what_counts, with_kept
from ui.editing import Back, Held, row_editor
from ui.kit.buttons import button
from ui.kit.drafts import draft_text, read_draft
from ui.kit.editor import Editor
from ui.kit.facts import facts
from ui.kit.fields import TextField
from ui.kit.form import Form
from ui.kit.layout import holder
from ui.kit.prefill import Prefill
from ui.session import Session


def contact_editor(
    session: Session,
    case: int,
    parties: Sequence[Party],
    found: Contact | None,
    ways: tuple[Back, Callable[[], object]],
    correct: Callable[[int, int, ContactDraft], Command] = commands.ChangeContact,
) -> Editor:
    """A contact of this case, or a new one; `ways` are the one back, and the one to strike it out. `correct` makes the
    command by row and version: a room above may have more to do."""
    known = with_kept(parties, found)
    form, held = contact_form(known), Held(found)
    Prefill(form, ("party", "kind"), partial(known_of, known))

    def show() -> None:
        row = held.row
        today = dates.printed(session.clinic.clock.today())
        typed = draft_text(ContactDraft, row or ContactDraft(contacted_on=today))
        if row:
            typed |= {"party": party_key(known, row), "contacted_at": shown_time(row.contacted_at)}
        form.fill(typed)
        show_what_counts(form)

    def command() -> Command:
        draft, row = read_draft(ContactDraft, form), held.row
        return correct(row.id, row.version, draft) if row else commands.LogContact(case, draft)

    show()
    name = f"contact:{found.id}" if found else f"contact:new:{case}"
    editor = row_editor(session, form, command, ways[0], name)
    held.reread(editor, lambda row: queries.contact(session.clinic.read, row.id), show)
    show_what_counts(form)
    if found:
        editor.add_button(button(say("Strike out…"), ways[1]))
    return editor


def struck_view(found: Contact, back: Back) -> Editor:
    """A contact that was struck out, to read: nothing of it is changed any more."""
    editor = Editor("", Form(), lambda: None)
    struck = say("{why} ({day})", why=found.struck_why, day=dates.shown(found.struck_on) if found.struck_on else "")
    editor.put_above(_told(found, (say("Struck out"), struck)))
    editor.save_button.hide()
    editor.cancel_button.setText(say("Back"))
    editor.cancel_button.setAccessibleName(say("Back"))
    editor.left.connect(lambda: back(0))
    editor.setFocusProxy(editor.cancel_button)
    return editor


def strike_editor(session: Session, found: Contact, back: Back) -> Editor:
    """Asks why a contact is struck out."""
    why = TextField(
        "why", say("Why is it struck out?"), say("The entry stays in the list as struck out, with this reason.")
    )
    form = Form(why)

    def save() -> None:
        session.run(commands.StrikeContact(found.id, found.version, form.values()["why"]))
        # What was being corrected about it is nothing any more; a draft that stays on a full disk does no harm.
        with suppress(StoreTrouble):
            session.clinic.drafts.forget_of_all(f"contact:{found.id}")

    editor = Editor("", form, save, save_words=say("Strike out"))
    editor.put_above(_told(found))
    editor.keep_drafts(session.clinic.drafts, f"strike:{found.id}")
    editor.saved.connect(lambda: back(found.id))
    editor.left.connect(lambda: back(0))
    editor.setFocusProxy(why)
    return editor


def _told(found: Contact, *first: tuple[str, str]) -> QWidget:
    """All that was written down of a contact."""
    lasted = say_many("{count} minute", "{count} minutes", found.minutes) if found.minutes else ""
    follow = found.todo
    if found.due_on:
        follow = say("{todo}, by {day}", todo=found.todo, day=dates.shown(found.due_on))
    pairs = (
        *first,
        (say("When"), " · ".join(part for part in (when_words(found), lasted) if part)),
        (kind_words(found), " · ".join(part for part in (party_words(found), found.reach) if part)),
        (say("Representative"), found.representative),
        (say("Reference number"), found.reference),
        (say("What was said"), found.said),
        (say("What was promised"), found.promised),
        (say("Follow-up"), follow),
        (say("Done on"), dates.shown(found.done_on) if found.done_on else ""),
    )
    told = facts(pairs)
    told.setContentsMargins(0, 0, 0, 0)
    return holder(told)
