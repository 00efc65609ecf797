"""The editor of a visit: recorded in one go with its note, with its arithmetic below the services as one types."""

from collections.abc import Callable
from functools import partial

from clinic_desktop.cases.model import CaseId
from clinic_desktop.codes.rules.places import place_words
from clinic_desktop.practice.queries import practice, therapist_page
from clinic_desktop.store.command import Command
from clinic_desktop.values import dates, money
from clinic_desktop.values.times import shown_time
from clinic_desktop.visits.commands.visits import AmendVisit, ChangeVisit, RecordVisit, RetireVisit
from clinic_desktop.visits.model import OFFICE, Visit, VisitDraft
from clinic_desktop.visits.queries.notes import note_of
from clinic_desktop.visits.queries.visits import last_given, visit
from clinic_desktop.visits.rules.billed import issued_words
from clinic_desktop.wording import say
from ui.editing import Back, Held, add_gone_button, row_editor
from ui.kit.drafts import read_draft
from ui.kit.editor import Editor
from ui.kit.rows_field import RowsField
from ui.kit.text import Text
from ui.session import Session
from ui.visits.arithmetic import Arithmetic
from ui.visits.billed import told_otherwise
from ui.visits.columns import new_title
from ui.visits.form import take_now, visit_form
from ui.visits.half_written import bring_back, recording_name
from ui.visits.ordered import OrderWatch
from ui.visits.services import as_next, as_value, lines_of
from ui.visits.sheet import NoteSheet
from ui.visits.techniques import regions_done


def visit_editor(session: Session, case: int, found: Visit | None, back: Back, *, status: str = "") -> Editor:
    """A visit of this case, or a new one, which begins as the last one was. `status` is what it is to become."""
    if found:
        bring_back(session, found, note_of(session.clinic.read, found.id))
    editing = _Editing(session, case, found, status)
    editing.fill()
    form, held = editing.form, editing.held
    form.edited.connect(editing.reckon)
    editing.reckon()
    watch = OrderWatch(session, form, found, editing.draft)
    editing.hear = watch.show
    new = f"visit:new:planned:{case}" if status == "planned" else f"visit:new:{case}"
    known = (recording_name if editing.sheet else "visit:{}".format)(found.id) if found else new
    editor = row_editor(session, form, editing.command, partial(_leave, editing, back), known)
    if found is None:
        form.fields["status"].changed.connect(lambda: editor.titled.emit(new_title(form.values()["status"])))
    # Before it is shown or hidden: without a parent it would be a window of its own.
    editor.put_above(editing.issued)
    for line in told_otherwise(session, found) if found else ():
        editor.put_above(line)
    editing.tell_bills()

    def show_again() -> None:
        editing.fill()
        watch.show_again()
        editing.tell_bills()

    held.reread(editor, lambda row: visit(session.clinic.read, row.id), show_again)
    gone = say("Remove visit")
    add_gone_button(session, editor, held, gone, lambda row: RetireVisit(row.id, row.version), back)
    if editing.sheet:
        editing.sheet.show_last()
        editing.sheet.offer_signing(editor, editing.recorded, back)
    return editor


class _Editing:
    """The form of a visit, with what is read of it and what is written by it."""

    def __init__(self, session: Session, case: int, found: Visit | None, status: str) -> None:
        self._session, self._case, self._status = session, case, status
        has_note = _is_recorded(session, found, status)
        self.form = visit_form(session, case, found, has_note=has_note)
        self.held = Held(found)
        self.sheet = NoteSheet(session, self.form, case, found) if has_note else None
        self.arithmetic = Arithmetic(session, self.form, found)
        self.issued = Text()
        self._reckoned: tuple[VisitDraft, tuple[str, ...]] | None = None
        # What else follows from the visit as typed.
        self.hear: Callable[[], object] = lambda: None

    def fill(self) -> None:
        """Show what is on record; a new visit begins as the last one was."""
        row, form, status = self.held.row, self.form, self._status
        begun = {} if row else _begun(self._session, self._case) | {"status": status or "given"}
        note = self.sheet.texts() if self.sheet else {}
        form.fill({**(_typed(row) if row else begun), "case": str(self._case), **note})
        form.fields["reason"].setVisible(row is not None and row.note == "signed")
        if row and status:
            # An edit, so that it is saved and kept as one.
            form.fields["status"].set_value(status)

    def reckon(self) -> None:
        """Count again where something of the visit was typed: a word of its note costs nothing."""
        draft, techniques = self.draft(), self.form.fields.get("techniques")
        typed = draft, regions_done(techniques) if techniques else ()
        if typed != self._reckoned:
            self._reckoned = typed
            self.arithmetic.show(draft)
            self.hear()

    def draft(self) -> VisitDraft:
        """The visit as typed."""
        read = read_draft(VisitDraft, self.form, services="")
        services = self.form.fields["services"]
        assert isinstance(services, RowsField)
        return VisitDraft(**{name: getattr(read, name) for name in _TEXTS}, services=lines_of(services))

    def recorded(self) -> RecordVisit | ChangeVisit:
        """What keeps the visit; raises Refused where its charge changed unseen."""
        take_now(self._session, self.form)
        self.arithmetic.refuse_unseen(self.draft())
        row = self.held.row
        if row is None:
            return RecordVisit(self._case, self.draft())
        change = AmendVisit if row.note == "signed" else ChangeVisit
        return change(row.id, row.version, self.draft())

    def command(self) -> Command:
        """What Save does: the visit, and the note that is written with it."""
        return self.sheet.command(self.recorded()) if self.sheet else self.recorded()

    def tell_bills(self) -> None:
        """Say on which bills the visit is."""
        row = self.held.row
        self.issued.setText(issued_words(row.superbill, row.receipt, row.statement) if row else "")
        self.issued.setVisible(bool(self.issued.text()))


def _leave(editing: _Editing, back: Back, row: int) -> None:
    if editing.sheet:
        editing.sheet.keep_for_later(row)
    back(row)


def _is_recorded(session: Session, found: Visit | None, status: str) -> bool:
    """Whether the visit is recorded now, so that its note is written in the same go: not where notes are on paper, nor
    by a role that writes none."""
    if practice(session.clinic.read).notes_on_paper or not session.clinic.allows("clinical"):
        return False
    return status != "planned" if found is None else found.status == "planned" and status == "given"


_TEXTS = (
    *("status", "date_of_service", "therapist", "starts_at", "ends_at", "place_of_service", "discount", "discount_why"),
    *("case", "reason"),
)


def _typed(row: Visit) -> dict[str, str]:
    """A visit on record as its form shows it."""
    return {
        "status": row.status,
        "date_of_service": dates.printed(row.date_of_service),
        "therapist": str(row.therapist),
        "starts_at": shown_time(row.starts_at) if row.starts_at else "",
        "ends_at": shown_time(row.ends_at) if row.ends_at else "",
        "place_of_service": place_words(row.place_of_service) if row.place_of_service else "",
        "services": as_value(row.services, row.unit_rule),
        "discount": money.typed(row.discount_cents) if row.discount_cents else "",
        "discount_why": row.discount_why,
    }


def _begun(session: Session, case: int) -> dict[str, str]:
    """A new visit begins as the last one of the case was, today, with whoever is signed in."""
    last = last_given(session.clinic.read, CaseId(case))
    own = session.clinic.person.therapist
    therapists = therapist_page(session.clinic.read).rows
    usual = last.therapist if last else therapists[0].id if len(therapists) == 1 else ""
    return {
        "date_of_service": dates.printed(session.clinic.clock.today()),
        "therapist": str(own or usual),
        "place_of_service": place_words(last.place_of_service if last and last.place_of_service else OFFICE),
        # Not its prices and not its discount: what was agreed then is not agreed for ever.
        "services": as_next(last.services) if last else "",
        "discount": "",
        "discount_why": "",
    }
