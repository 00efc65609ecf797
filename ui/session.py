"""The open clinic as the window sees it: one door for commands, one signal for changes, one for trouble."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import NamedTuple, Protocol

from PySide6.QtCore import QEvent, QObject, Signal, SignalInstance

from clinic_desktop.audit.commands import NoteLook, NoteLooks
from clinic_desktop.audit.model import Part
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import Busy, CannotWrite, ClinicError, StoreTrouble
from clinic_desktop.store.changes import Changes
from clinic_desktop.store.command import Command
from clinic_desktop.wording import say


class Fresh(Protocol):
    """A widget that can read itself again."""

    @property
    def destroyed(self) -> SignalInstance:
        """Qt's own signal at the end of a widget."""

    def isVisible(self) -> bool:
        """Qt's own: whether a person can see it."""

    def installEventFilter(self, watcher: QObject, /) -> None:
        """Qt's own: let an object see its events."""

    def reload(self) -> None:
        """Read again."""


class Errand(NamedTuple):
    """Somebody is sent to a part of a place to put something right, and comes back.

    `why` is a sentence and says what, `home_words` are those of the button that leads back: "Back to the superbill".
    """

    place: str
    part: str
    home_place: str
    home_part: str
    why: str
    home_words: str


class _Freshness(QObject):
    """Reads a page again when it changed: at once while it is shown, or was never shown; else when it is shown again.

    A command would otherwise wait for pages that nobody looks at.
    """

    def __init__(self, page: Fresh) -> None:
        super().__init__()
        self._page = page
        self._was_shown = self._is_stale = False
        page.installEventFilter(self)

    def note_change(self) -> None:
        """What the page shows changed."""
        if self._was_shown and not self._page.isVisible():
            self._is_stale = True
        else:
            self._page.reload()

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self._was_shown = True
            if self._is_stale:
                self._is_stale = False
                self._page.reload()
        return False


class Session(QObject):
    """Pages read through `clinic.read`, write through `run`, and redraw on `changed`."""

    changed = Signal(object)
    # An answer to what was asked here and now, as that a row is gone: no news any more to who goes elsewhere.
    trouble = Signal(str)
    # What is wrong with the world, as a full disk: it stays until somebody closes it, or until it is mended.
    fault = Signal(str)
    mended = Signal(str)
    # Why nothing can be written, "" once something can.
    only_reading = Signal(str)
    # Opened where nothing could be written, it takes what is written for the first time.
    begins_to_write = Signal()
    # Somebody goes elsewhere within a place; the window sees by itself when they go to another one.
    moved = Signal()
    told = Signal(str)
    asked_for = Signal(str, str)
    # An Errand.
    sent = Signal(object)
    # Somebody did something here and now, by a form or a button: not undo, and not a job.
    performed = Signal()
    # Something was noted in the audit trail that changed no row.
    noted = Signal()
    ending = Signal()

    def __init__(self, clinic: Clinic, *, is_demo: bool = False) -> None:
        """Takes over the open clinic; `close` closes it."""
        super().__init__()
        self.clinic, self.is_demo = clinic, is_demo
        # While somebody is sent on an errand: where they are is left only for a while.
        self.is_sending = False
        # What was looked at in this sitting: one entry for each part of a chart, and not one each time it is drawn.
        self._seen: set[NoteLook] = set()
        self._unwritten: list[Command] = []
        clinic.hear(self._on_changes)
        self._was_shut = bool(clinic.world.why)
        clinic.world.hear(self._on_world)

    def run(self, command: Command) -> int:
        """Perform a command; what it refuses is raised to the form that asked. Returns the row."""
        row = self.clinic.do(command).row
        self.performed.emit()
        return row

    def begin(self, command: Command) -> tuple[int, Callable[[Command], None]]:
        """Perform a command that somebody did not ask for, who only came to look; what it refuses is raised. Returns
        the row, and what takes that away again by another command: undo and redo then know of neither."""
        history = self.clinic.history
        before = list(history.redoable)
        row = self.run(command)
        begun = history.undoable[-1]

        def drop(away: Command) -> None:
            redoable = list(history.redoable) or before
            self.clinic.do(away)
            history.forget_look(begun, redoable)

        return row, drop

    def attempt(self, command: Command) -> bool:
        """Perform a command of a button, not of a form: what it refuses goes to the banner."""
        try:
            self.clinic.do(command)
        except ClinicError as error:
            self.say_why(error)
            return False
        self.performed.emit()
        return True

    def look(self, client: int, part: Part = "chart", row: int = 0) -> None:
        """Somebody sees a client's chart, or a part of it: noted once a sitting. `row` is which file or which
        bill."""
        self.look_at_all((NoteLook(client, part, row),))

    def look_at_all(self, looks: Iterable[NoteLook]) -> None:
        """Somebody sees something of several clients at once: noted as one look is, and all at the same time."""
        new = tuple(one for one in dict.fromkeys(looks) if one.client and one not in self._seen)
        if new:
            self._seen.update(new)
            self.note(NoteLooks(new) if len(new) > 1 else new[0])

    def note(self, command: Command) -> None:
        """Note something in the audit trail that has happened already, as a look or a paper that went out.

        Where the disk does not take it now, nobody is kept from looking: it is kept in memory, in its order, and
        written with the next one, or at the end. It has the moment of its writing then.
        """
        self._unwritten.append(command)
        self.write_notes()

    @property
    def is_owing(self) -> bool:
        """Whether something that happened is not in the trail yet."""
        return bool(self._unwritten)

    def write_notes(self) -> None:
        """Write what could not be written before; what still cannot stays."""
        while self._unwritten:
            try:
                self.clinic.do(self._unwritten[0])
            except StoreTrouble:
                return
            del self._unwritten[0]
            self.noted.emit()

    def say_why(self, error: ClinicError) -> None:
        """Say above the page why something was not done."""
        if isinstance(error, CannotWrite):
            # It stands above the page already, for as long as it lasts.
            return
        # What goes on beside is over in a moment: no news for longer than that.
        is_world = isinstance(error, StoreTrouble) and not isinstance(error, Busy)
        (self.fault if is_world else self.trouble).emit(error.words)

    def try_to_write(self) -> None:
        """Look whether the disk takes what is written again; `only_reading` tells."""
        with suppress(StoreTrouble):
            self.clinic.try_to_write()

    def undo(self) -> None:
        """Take back the last thing done, and say which."""
        if not self.clinic.history.undoable:
            self.told.emit(say("There is nothing to undo."))
            return
        try:
            label = self.clinic.undo()
        except ClinicError as error:
            self.say_why(error)
        else:
            self.told.emit(say("Undone: {what}", what=say(label)))

    def redo(self) -> None:
        """Do again what was undone, and say which."""
        if not self.clinic.history.redoable:
            self.told.emit(say("There is nothing to redo."))
            return
        try:
            label = self.clinic.redo()
        except ClinicError as error:
            self.say_why(error)
        else:
            self.told.emit(say("Done again: {what}", what=say(label)))

    def go(self, place: str, part: str = "") -> None:
        """Ask the window for a place, and there for a part or a field: what a Fix button does."""
        self.asked_for.emit(place, part)

    def send(self, errand: Errand) -> None:
        """Send somebody to where something is put right; once it is done the window comes back by itself."""
        self.is_sending = True
        try:
            self.sent.emit(errand)
        finally:
            self.is_sending = False

    def keep_fresh(self, shown: Fresh, *tables: str) -> None:
        """Read a page now, and again after every change of these tables, for as long as it lives."""
        shown.reload()
        freshness = _Freshness(shown)

        def on_changed(changes: Changes) -> None:
            if changes.touches(*tables):
                freshness.note_change()

        link = self.changed.connect(on_changed)
        shown.destroyed.connect(lambda: self.changed.disconnect(link))

    def close(self) -> None:
        """Close the clinic, and what was opened beside it."""
        self.ending.emit()
        # Else each would keep the other, and the key.
        self.clinic.world.hear(lambda _: None)
        self.clinic.close()

    def _on_world(self, why: str) -> None:
        self.only_reading.emit(why)
        if self._was_shut and not why:
            self._was_shut = False
            self.begins_to_write.emit()

    def _on_changes(self, changes: Changes) -> None:
        self.changed.emit(changes)
