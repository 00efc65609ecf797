"""The note of a visit: written, signed by its therapist, and then only added to."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from clinic_desktop.store.command import Command
from clinic_desktop.values.moments import shown_moment
from clinic_desktop.visits.commands.notes import AddAddendum, SignNote, WriteNote
from clinic_desktop.visits.model import NOTE_PARTS, Addendum, Visit, VisitNote
from clinic_desktop.visits.queries.notes import addenda_of, last_note, note_of
from clinic_desktop.visits.queries.visits import visit as read_visit
from clinic_desktop.wording import say
from ui.editing import Back, Held, row_editor
from ui.kit.buttons import button
from ui.kit.editor import Editor
from ui.kit.facts import facts
from ui.kit.fields import NoteField
from ui.kit.form import Form
from ui.kit.keys import on_key
from ui.kit.layout import column, holder
from ui.kit.text import Text
from ui.phrases.taking import take_phrases
from ui.session import Session
from ui.visits.billed import told_otherwise
from ui.visits.columns import measured_words, service_words
from ui.visits.form import services_of
from ui.visits.half_written import bring_back, note_name
from ui.visits.minding import mind_flags
from ui.visits.ordered import NoteOrder
from ui.visits.soap import (
    SIGN_KEYS,
    concluded,
    done,
    fill_note,
    keys_to_parts,
    note_draft,
    said_and_found,
    show_last,
    tip_of_signing,
    write_findings,
)


def note_editor(session: Session, visit: Visit, back: Back) -> Editor:
    """The note of a visit, to write or, once it is signed, to read and to add to."""
    note = note_of(session.clinic.read, visit.id)
    bring_back(session, visit, note)
    if note and note.signed_at:
        return _addendum_editor(session, visit, note, back)
    return _writing_editor(session, visit, note, back)


def _writing_editor(session: Session, visit: Visit, note: VisitNote | None, back: Back) -> Editor:
    form = Form(*said_and_found(), *done(services_of(session, visit)), *concluded())
    # A visit without a note has one as soon as somebody else writes it.
    held, seen = Held(note or VisitNote.none(visit.id)), Held(visit)
    order = NoteOrder(session, form, lambda: seen.row or visit)

    def show() -> None:
        form.fill(fill_note(held.row))
        order.show_again()

    def version() -> int:
        return held.row.version if held.row else 0

    def command() -> Command:
        return WriteNote(visit.id, version(), note_draft(form))

    def again(_: VisitNote) -> VisitNote:
        seen.row = read_visit(session.clinic.read, visit.id)
        return note_of(session.clinic.read, visit.id) or VisitNote.none(visit.id)

    show()
    _show_last(session, form, visit)
    take_phrases(session, form.fields.values())
    editor = row_editor(session, form, command, lambda _: back(visit.id), note_name(visit.id))
    editor.setFocusProxy(form.fields["subjective"])
    keys_to_parts(editor, form)
    write_findings(form)
    mind_flags(session, editor, visit.case)
    editor.save_button.setText(say("Save note"))
    _put_above(editor, *([order.text] if order.text.text() else ()), *told_otherwise(session, visit))
    held.reread(editor, again, show)

    def sign() -> None:
        draft, looked_at = note_draft(form), (seen.row or visit).version
        if editor.attempt(lambda: session.run(SignNote(visit.id, version(), draft, looked_at))):
            form.forget_draft()
            back(visit.id)

    if visit.status == "given":
        is_theirs = session.clinic.person.therapist == visit.therapist
        _offer_signing(editor, sign, "" if is_theirs else visit.therapist_name)
    return editor


def _offer_signing(editor: Editor, sign: Callable[[], object], whose: str) -> None:
    """A button, and a key, that signs; `whose` is who else has to be signed in for it, "" for nobody."""
    signing = button(say("Sign note"), sign)
    editor.add_button(signing, beside_save=True)
    if whose:
        signing.setEnabled(False)
        editor.put_above(Text(say("{who} has to be signed in to sign this note.", who=whose), "muted"))
        return
    tip_of_signing(signing)
    for key in SIGN_KEYS:
        on_key(editor, key, sign)


def _put_above(editor: Editor, *lines: QWidget) -> None:
    for line in lines:
        editor.put_above(line)


def _show_last(session: Session, form: Form, visit: Visit) -> None:
    last = last_note(session.clinic.read, visit.case, visit.id)
    show_last(form, last, read_visit(session.clinic.read, last.visit) if last else None)


def _addendum_editor(session: Session, visit: Visit, note: VisitNote, back: Back) -> Editor:
    form = Form(NoteField("words", say("Addendum"), say("With your name and this moment; it cannot be changed later.")))

    def command() -> Command:
        return AddAddendum(note.id, form.values()["words"])

    editor = row_editor(session, form, command, lambda _: back(note.visit), f"addendum:{note.id}")
    editor.save_button.setText(say("Add addendum"))
    signed = _read_only(visit, note, addenda_of(session.clinic.read, note.id))
    _put_above(editor, signed, *told_otherwise(session, visit))
    return editor


def _read_only(visit: Visit, note: VisitNote, addenda: tuple[Addendum, ...]) -> QWidget:
    """What was signed, by whom and when, and what was added since."""
    assert note.signed_at
    given = [(say("Therapist"), visit.therapist_name), (say("Services"), "\n".join(map(service_words, visit.services)))]
    written = ((say(words), getattr(note, part)) for part, words in NOTE_PARTS.items())
    parts = facts([*given, *measured_words(note), *written])
    signed = say("Signed by {who}, {when}. It stays as it is.", who=note.signer, when=shown_moment(note.signed_at))
    lines = [
        column(
            Text(say("Addendum by {who}, {when}", who=one.author, when=shown_moment(one.written_at)), "strong"),
            Text(one.words),
            gap=0,
        )
        for one in addenda
    ]
    return holder(column(parts, Text(signed, "muted"), *lines, gap=2))
