"""The notes that wait for the signature of who is signed in: read through, and signed in one go."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from clinic_desktop.chart.rules.visits import note_verb
from clinic_desktop.visits.commands.notes import SignNotes, ToSign
from clinic_desktop.visits.model import NOTE_PARTS
from clinic_desktop.visits.queries.signing import NoteToSign, notes_to_sign
from clinic_desktop.visits.queries.visits import visit as read_visit
from clinic_desktop.wording import say, say_many
from ui.kit.boxes import Check
from ui.kit.buttons import button
from ui.kit.facts import facts
from ui.kit.foot import Foot
from ui.kit.keys import is_escape
from ui.kit.layout import card, column, emptied, holder, row, scrolled, tab_through
from ui.kit.text import ChipText, Text, isolated
from ui.session import Session
from ui.visits.billed import told_otherwise
from ui.visits.columns import measured_words, service_words, when
from ui.visits.half_written import has_half_written

_SHOWN = ("visits", "visit_services", "visit_notes", "clients", "cases")


class SigningPage(QWidget):
    """`left` when the person goes back to the day."""

    left = Signal()

    def __init__(self, session: Session, go: Callable[[str], object]) -> None:
        """`go` leads to a part of the place of the clients."""
        super().__init__()
        self._session, self._go = session, go
        self._notes: list[tuple[NoteToSign, Check]] = []
        self._openers: list[QPushButton] = []
        # Left out by hand: they stay so when something else changes meanwhile.
        self._left_out: set[int] = set()
        self._cards = QVBoxLayout()
        self.sign = button("", self._sign, "main")
        self.sign.does = say("Sign notes")
        self._back = button(say("Today"), self.left.emit, "link", "back")
        why = say("Read each. Signed, a note stays as it is; what is missing then goes into an addendum.")
        inner = column(
            self._back, Text(say("Notes to sign"), "title"), Text(why, "muted"), self._cards, gap=2, margin=3
        )
        foot = Foot(row(self.sign, None))
        # Below the cards, and not in one.
        foot.setProperty("surface", "ground foot")
        inner.addWidget(foot)
        inner.addStretch(1)
        self.setLayout(column(scrolled(holder(inner))))
        session.keep_fresh(self, *_SHOWN)

    def reload(self) -> None:
        """Show every note that waits, with what would be signed."""
        emptied(self._cards)
        self._notes, self._openers = [], []
        own = self._session.clinic.person.therapist
        found = notes_to_sign(self._session.clinic.read, own, self._session.clinic.clock.today()) if own else ()
        for one in map(self._with_half_written, found):
            self._cards.addWidget(self._card(one))
        if not found:
            self._cards.addWidget(card("", Text(say("No note of yours waits for a signature."), "muted")))
        self._count()
        tab_through(self)
        # Where nothing can be signed, the first note that has to be finished comes first.
        self.setFocusProxy(self.sign if self._chosen() else next(iter(self._openers), self._back))

    @property
    def is_done(self) -> bool:
        """Whether no note waits any more."""
        return not self._notes

    def _with_half_written(self, one: NoteToSign) -> NoteToSign:
        """What was typed into a note and not saved would be left out of what is signed."""
        if one.trouble or not has_half_written(self._session, one.visit.visit.id):
            return one
        return replace(one, trouble=say("You typed in this note and did not save it yet. Save it, then sign it."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_escape(event):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _card(self, one: NoteToSign) -> QWidget:
        title = f"{isolated(one.visit.client_name)} · {when(one.visit.visit)}"
        part = f"{one.visit.client}/of/{one.visit.visit.case}/note/{one.visit.visit.id}"
        chosen = Check(say("Sign"))
        chosen.setAccessibleName(say("Sign the note of {what}", what=title))
        chosen.setChecked(not one.trouble and one.visit.visit.id not in self._left_out)
        # Of one that cannot be signed yet the sentence below says why.
        if one.trouble:
            chosen.hide()
        chosen.toggled.connect(partial(self._on_chosen, one.visit.visit.id))
        self._notes.append((one, chosen))
        self._session.look(one.visit.client, "notes")
        verb = say("Open note") if not one.trouble else note_verb(one.visit.visit.note)
        write = button(verb, partial(self._go, part))
        self._openers.append(write)
        write.setAccessibleName(f"{write.text()}: {title}")
        heading = row(Text(title, "strong"), chosen, write, gap=2)
        heading.setStretch(0, 1)
        written = ((say(words), getattr(one.note, name)) for name, words in NOTE_PARTS.items())
        done = (say("Services"), "\n".join(map(service_words, one.services)))
        lines: list[QWidget] = [ChipText(one.trouble, "warning")] if one.trouble else []
        lines += told_otherwise(self._session, read_visit(self._session.clinic.read, one.visit.visit.id))
        return card("", heading, *lines, facts([done, *measured_words(one.note), *written]), gap=1)

    def _on_chosen(self, visit: int, is_chosen: bool) -> None:
        (self._left_out.discard if is_chosen else self._left_out.add)(visit)
        self._count()

    def _count(self) -> None:
        count = len(self._chosen())
        words = say_many("Sign {count} note", "Sign {count} notes", count) if count else say("Sign notes")
        self.sign.setText(words)
        self.sign.setAccessibleName(self.sign.text())
        self.sign.setEnabled(count > 0)
        self.sign.setVisible(bool(self._notes))

    def _chosen(self) -> list[NoteToSign]:
        return [one for one, check in self._notes if check.isChecked()]

    def _sign(self) -> None:
        if any(has_half_written(self._session, one.visit.visit.id) for one in self._chosen()):
            self.reload()
            return
        notes = tuple(ToSign(one.visit.visit.id, one.seen, one.note.version) for one in self._chosen())
        if not notes:
            return
        if not self._session.attempt(SignNotes(notes)):
            # Another computer changed or signed one of them: what waits now is shown, to be read and tried again.
            self.reload()
        else:
            self._session.told.emit(say_many("{count} note is signed.", "{count} notes are signed.", len(notes)))
            if self._notes:
                # The button went out of reach with the last note that can be signed.
                self.setFocus()
            else:
                self.left.emit()
