"""What is written about a visit while it is recorded: the note in the same form, saved and signed in one go."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from clinic_desktop.cases.model import CaseId
from clinic_desktop.errors import StoreTrouble
from clinic_desktop.store.command import Command
from clinic_desktop.visits.commands.treatments import RecordTreatment, SignTreatment
from clinic_desktop.visits.commands.visits import ChangeVisit, RecordVisit
from clinic_desktop.visits.model import TechniqueLine, Visit, VisitNoteDraft
from clinic_desktop.visits.queries.notes import last_note, note_of
from clinic_desktop.visits.queries.visits import visit
from clinic_desktop.wording import say
from ui.editing import Back
from ui.kit.buttons import button
from ui.kit.editor import Editor
from ui.kit.form import Form
from ui.kit.keys import on_key
from ui.kit.text import tip
from ui.phrases.taking import take_phrases
from ui.session import Session
from ui.visits.half_written import recording_name
from ui.visits.minding import mind_flags
from ui.visits.soap import (
    NOTE_FIELDS,
    SAME_KEY,
    SIGN_KEYS,
    fill_note,
    keys_to_parts,
    note_draft,
    show_last,
    take_all,
    tip_of_signing,
    write_findings,
)
from ui.visits.techniques import as_lines, lines_value, technique_lines


class NoteSheet:
    """The note part of the form of a visit that is recorded; `found` is one that was planned, None for a new one."""

    def __init__(self, session: Session, form: Form, case: int, found: Visit | None) -> None:
        """Shows nothing before `texts` were filled in."""
        self._session, self._form, self._found, self._case = session, form, found, CaseId(case)
        self._last = last_note(session.clinic.read, CaseId(case), found.id if found else 0)
        # Of a planned visit its own services were planned: the techniques of last time are not put over them.
        self._carried = as_lines(self._last.techniques) if self._last and found is None else ()
        # Of the note as it was last shown: what somebody else writes in it meanwhile is not written over.
        self._version = 0
        self._begun: Mapping[str, str] = {}

    def texts(self) -> Mapping[str, str]:
        """What the note begins with: what was written when the visit was planned, and the techniques of last time."""
        note = note_of(self._session.clinic.read, self._found.id) if self._found else None
        self._version = note.version if note else 0
        self._begun = fill_note(note) if note else {**fill_note(None), "techniques": lines_value(self._carried)}
        return self._begun

    def show_last(self) -> None:
        """Show beside each part what stood there last time."""
        last = self._last
        show_last(self._form, last, visit(self._session.clinic.read, last.visit) if last else None)

    def command(self, recorded: RecordVisit | ChangeVisit, *, signed: bool = False) -> Command:
        """The visit with what is written about it; where nothing is, the visit alone."""
        draft = self._draft()
        if draft is None:
            return recorded
        if signed:
            return SignTreatment(recorded, draft, self._version)
        return RecordTreatment(recorded, draft, self._version)

    def keep_for_later(self, row: int) -> None:
        """Keep what was written about a visit that was only planned after all: it is there when the visit is recorded.
        `row` is the visit that was saved, 0 for none."""
        texts = {key: self._form.fields[key].value() for key in NOTE_FIELDS}
        if not row or self._form.fields["status"].value() == "given":
            return
        begun = self._begun
        typed = {key: [words, begun[key]] for key, words in texts.items() if words and words != begun[key]}
        if self._are_carried(technique_lines(self._form.fields["techniques"])):
            typed.pop("techniques", None)
        # On a full disk nothing more can be kept, and the visit is saved.
        with suppress(StoreTrouble):
            if typed:
                self._session.clinic.drafts.keep(recording_name(row), typed)

    def offer_signing(self, editor: Editor, recorded: Callable[[], RecordVisit | ChangeVisit], back: Back) -> None:
        """A button, and a key, that records the visit and signs its note: for its therapist."""
        form, session = self._form, self._session
        own = session.clinic.person.therapist

        def sign() -> None:
            saved = [0]

            def act() -> None:
                saved[0] = session.run(self.command(recorded(), signed=True))

            if signing.isEnabled() and editor.attempt(act):
                form.forget_draft()
                back(saved[0])

        signing = button(say("Save and sign"), sign)
        tip_of_signing(signing)

        def look() -> None:
            texts = form.values()
            signing.setVisible(texts["status"] == "given")
            signing.setEnabled(bool(own) and texts["therapist"] == str(own))

        editor.add_button(signing, beside_save=True)
        self._offer_same(editor)
        keys_to_parts(editor, form)
        write_findings(form)
        mind_flags(session, editor, self._case)
        take_phrases(session, form.fields.values())
        editor.setFocusProxy(form.fields["pain_before" if self._found else "starts_at"])
        for key in SIGN_KEYS:
            on_key(editor, key, sign)
        form.fields["status"].changed.connect(look)
        form.fields["therapist"].changed.connect(look)
        look()

    def _offer_same(self, editor: Editor) -> None:
        """A button, and a key, that takes over the whole note of last time, where there is one."""
        last, form = self._last, self._form
        if last is None:
            return

        def take() -> None:
            if form.fields["status"].value() == "given":
                take_all(form, last)

        same = button(say("Same as last time"), take)
        tip(
            same,
            say("Ctrl+Shift+D. Takes over the four parts and the techniques; pain is asked anew. Read it, then sign."),
        )
        editor.add_button(same)
        on_key(editor, SAME_KEY, take)
        form.fields["status"].changed.connect(lambda: same.setVisible(form.fields["status"].value() == "given"))

    def _draft(self) -> VisitNoteDraft | None:
        """None of a visit that is only planned. Techniques alone that were carried over are no note yet."""
        if self._form.fields["status"].value() != "given":
            return None
        draft = note_draft(self._form)
        is_carried = replace(draft, techniques=()).is_empty and self._are_carried(draft.techniques)
        return VisitNoteDraft() if is_carried else draft

    def _are_carried(self, lines: Sequence[TechniqueLine]) -> bool:
        """Whether these are the techniques of last time; a service that was taken off the list since is left open."""
        return len(lines) == len(self._carried) and all(
            line in (one, replace(one, service="")) for line, one in zip(lines, self._carried, strict=True)
        )
