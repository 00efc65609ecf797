"""What the window does for the audit trail: what left the program is noted, the end of the trail is kept in other
places now and then, the whole of it is read once a day, and what is wrong with it stands above every page.
"""

import time
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from clinic_desktop.audit.commands import NoteClock, NoteClose, NoteHandOut, NoteLock, NoteSignIn
from clinic_desktop.audit.model import ClockJump, KnownLoss, TrailCheck
from clinic_desktop.audit.queries.known import known_loss, last_check, settled_flaws
from clinic_desktop.audit.rules.standing import anchor_words, clock_words, flaw_words, loss_words
from clinic_desktop.errors import ClinicError, StoreTrouble
from clinic_desktop.store.beside.anchors import Loss
from clinic_desktop.store.chain import Proof
from clinic_desktop.trail import (
    Greeting,
    anchors_of,
    end_of,
    greet,
    is_check_due,
    keep_end,
    look_at_end,
    newest_with,
    note_proof,
    read_whole,
)
from clinic_desktop.wording import say
from ui.jobs import Jobs
from ui.kit.leaving import Gone, hear_gone
from ui.session import Session

# So many entries may go by before the end of the trail is kept again; and how long after a change it is looked.
ENTRIES_BETWEEN = 50
_LOOK_MILLISECONDS = 10_000
# After the window stands and the first backup is on its way.
_CHECK_MILLISECONDS = 60_000
# What a clock may differ from how long it really was.
_BACK, _AHEAD = timedelta(minutes=2), timedelta(days=1)


class TrailKeeper(QObject):
    """`changed` when something is known of the trail that was not before. `own` is this person's own folder of the
    computer, None where none is used."""

    changed = Signal()

    def __init__(self, session: Session, jobs: Jobs, own: Path | None) -> None:
        """Nothing is read or noted before `begin`."""
        super().__init__(session)
        self._session, self._jobs, self._own = session, jobs, own
        self._kept, self._said = 0, ""
        # What is missing and could not be written down yet.
        self._lost: KnownLoss | None = None
        self._wall, self._steady = session.clinic.clock.now(), time.monotonic()
        self.is_checking = False
        self._look, self._check = QTimer(self, singleShot=True), QTimer(self, singleShot=True)
        self._look.timeout.connect(self._on_look)
        self._check.timeout.connect(self._check_when_due)
        session.changed.connect(lambda _: self._wait())
        session.noted.connect(self._wait)
        self._stop = hear_gone(self._on_gone)
        session.begins_to_write.connect(self._on_begins_to_write)
        session.ending.connect(self._end)

    def begin(self) -> None:
        """Note the sign-in, and say what is wrong with the trail."""
        try:
            found = greet(self._session.clinic, self._own)
        except StoreTrouble as trouble:
            if not self._session.clinic.world.why:
                self._session.fault.emit(trouble.words)
            self._only_look()
            return
        self._kept = found.end.entries if found.end else 0
        self._say(found)
        self._check.start(_CHECK_MILLISECONDS)

    def _only_look(self) -> None:
        """A folder that nobody may write to: what is wrong is said all the same, and noted when it can be."""
        try:
            found = look_at_end(self._session.clinic, self._own)
        except StoreTrouble:
            self._session.note(NoteSignIn())
            return
        for note in found.notes():
            self._session.note(note)
        if lost := found.loss:
            self._lost = KnownLoss(lost.entries, lost.anchor.at, lost.anchor.head.entries)
        self._say(found)

    def _on_begins_to_write(self) -> None:
        self._on_look()
        self._check.start(_CHECK_MILLISECONDS)

    def leave(self, *, is_closing: bool) -> None:
        """Note that somebody closes the program, or locks it, and keep the end of the trail: before the last backup."""
        self._session.note(NoteClose() if is_closing else NoteLock())
        self.keep()

    def keep(self) -> None:
        """Keep the end of the trail in the other places, here and now."""
        if self._session.is_owing:
            # That something is missing is not in the trail yet: an anchor that was set anew would hide it for good.
            return
        try:
            keep_end(self._session.clinic, self._own)
        except StoreTrouble as trouble:
            self._session.fault.emit(trouble.words)

    def last_check(self) -> TrailCheck | None:
        """The last time the whole trail was read."""
        return last_check(self._session.clinic.read)

    def trouble(self) -> str:
        """What is wrong with the trail and was not settled, in a sentence or two; "" while nothing is."""
        read = self._session.clinic.read
        lost, check = known_loss(read), last_check(read)
        if not self._session.is_owing:
            self._lost = None
        lost = lost or self._lost
        parts = [self._loss_words(lost)] if lost else []
        if check and check.flaws > settled_flaws(read):
            parts.append(flaw_words(check))
        return " ".join(parts)

    def check(self) -> None:
        """Read the whole trail in a job, and note what was found."""
        if self.is_checking:
            return
        self.is_checking = True
        keys = self._session.clinic.keys
        job = self._jobs.run(
            say("Checking the audit trail"),
            partial(read_whole, keys),
            self._on_checked,
            self._on_not_checked,
        )
        job.stopped.connect(self._on_stopped)
        self.changed.emit()

    def _on_checked(self, found: tuple[Proof, Loss | None]) -> None:
        self.is_checking = False
        try:
            note_proof(self._session.clinic, found)
        except StoreTrouble as trouble:
            self._session.fault.emit(trouble.words)
        self._say_trouble()
        self.changed.emit()

    def _on_not_checked(self, error: Exception) -> None:
        self.is_checking = False
        if not isinstance(error, ClinicError):
            raise error
        self._session.fault.emit(error.words)
        self.changed.emit()

    def _on_stopped(self) -> None:
        self.is_checking = False
        self.changed.emit()

    def _check_when_due(self) -> None:
        if is_check_due(self._session.clinic):
            self.check()

    def _on_gone(self, gone: Gone) -> None:
        table, row = gone.about
        self._session.note(NoteHandOut(gone.way, gone.what, table, row, gone.file_name))

    def _say(self, found: Greeting) -> None:
        if found.clock_was:
            self._session.fault.emit(clock_words("back", found.clock_was))
        if found.missing or found.damaged:
            self._session.told.emit(anchor_words(found.missing, found.damaged))
        self._say_trouble()

    def _say_trouble(self) -> None:
        """Above every page: it stays until the owner settles it, or a backup is restored."""
        words = self.trouble()
        if self._said and self._said != words:
            self._session.mended.emit(self._said)
        if words and words != self._said:
            self._session.fault.emit(words)
        self._said = words

    def settled(self) -> None:
        """The owner settled what was wrong."""
        self._say_trouble()
        self.changed.emit()

    def _loss_words(self, lost: KnownLoss) -> str:
        return loss_words(lost, newest_with(self._session.clinic.keys, lost.ended_with))

    def _wait(self) -> None:
        if not self._look.isActive():
            self._look.start(_LOOK_MILLISECONDS)

    def _on_look(self) -> None:
        self._session.write_notes()
        self._look_at_clock()
        clinic = self._session.clinic
        try:
            end = end_of(clinic.read)
        except StoreTrouble as trouble:
            self._session.fault.emit(trouble.words)
            return
        if self._session.is_owing or end.entries - self._kept < ENTRIES_BETWEEN:
            return
        self._kept, anchors, now = end.entries, anchors_of(clinic.keys, self._own), clinic.clock.now()
        self._jobs.run(
            say("Keeping the end of the audit trail"),
            lambda _: anchors.write(end, now),
            lambda _: None,
            self._on_not_checked,
        )

    def _look_at_clock(self) -> None:
        """Compare how long it was by the clock with how long it really was, since the last time."""
        wall, steady = self._session.clinic.clock.now(), time.monotonic()
        passed, was = timedelta(seconds=steady - self._steady), self._wall
        # A clock that stands still is one of a test, or of a picture.
        off = wall - (was + passed) if wall != was else timedelta()
        self._wall, self._steady = wall, steady
        if off < -_BACK or off > _AHEAD:
            jump: ClockJump = "back" if off < -_BACK else "ahead"
            was_text = datetime.isoformat(was, timespec="seconds")
            self._session.note(NoteClock(jump, was_text))
            self._session.fault.emit(clock_words(jump, was_text))

    def _end(self) -> None:
        self._stop()
        self._look.stop()
        self._check.stop()
