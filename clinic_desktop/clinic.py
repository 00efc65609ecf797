"""The one door to an open clinic: commands go in, changes come out, queries read beside it."""

import contextlib
from collections.abc import Callable, Iterator
from typing import NamedTuple

from clinic_desktop.audit.commands import NoteUpdate
from clinic_desktop.drills.commands import GoOnHere, MoveAway
from clinic_desktop.errors import ChangedSince, ClinicError, NotAllowed, StoreTrouble
from clinic_desktop.making import NewClinic, make
from clinic_desktop.origins import origin_of
from clinic_desktop.staff.model import Person
from clinic_desktop.staff.queries import last_emergency, person, person_of_slot
from clinic_desktop.staff.rules.emergencies import GIVES, MINUTES_LEFT
from clinic_desktop.staff.rules.roles import may, why_not
from clinic_desktop.store import connection, schema
from clinic_desktop.store.audit import Turn
from clinic_desktop.store.backups.copies import opened
from clinic_desktop.store.beside import standing
from clinic_desktop.store.blobs import Blobs
from clinic_desktop.store.changes import Changes
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.doors import Doors
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.keyring import ClinicFolder, KeyRing
from clinic_desktop.store.keys.vault import KeyCost
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.undo import Done, History, Revert
from clinic_desktop.store.writer import Outcome, Writer
from clinic_desktop.values.remembered import forget_all
from clinic_desktop.wording import mark, say

# What leaves everything as it is, but for one's own password and lock.
_LOOKS = ("anyone", "read", "read_clinical")
# As what it is audited that rows are put back whose key did not come into the key file.
_NOT_GIVEN = mark("Take back what the key file did not take")
# What undo and redo are told by a trigger, and what it means.
_KEPT_OUT = {
    "an urgent flag is open": mark(
        "An urgent flag of this client is open, so no visit comes back on or after the day it was found. Resolve it on "
        "the page Health first."
    ),
}


class _Asked(NamedTuple):
    """As what something is audited, what must be allowed to do it, and whether it is taken back or done again."""

    label: str
    permission: Permission
    turn: Turn = ""


class Clinic:
    """An open clinic and the person signed in. Belongs to the thread that opened it."""

    def __init__(self, keys: KeyRing, slot: str, clock: Clock, why_only_read: str = "") -> None:
        """Use `open`, `create` or `open_to_read`."""
        self.keys, self.clock, self._is_together = keys, clock, False
        # Moved to another computer: here it is only looked at.
        self.is_moved = bool(standing.read(keys.folder).moved_at)
        self._heard: list[Callable[[Changes], None]] = []
        self.history = History()
        self.doors = Doors(keys, clock, why_only_read)
        self.read, self.world = self.doors.read, self.doors.world
        self.blobs = Blobs(keys.folder.blobs, keys.key, keys.folder.backups)
        try:
            self.person = _active_person(self.read, slot)
            self.emergency = last_emergency(self.read, self.person.id)
        except BaseException:
            self.doors.close()
            raise
        self.drafts = self._writer.drafts(self.person.id)
        self.drafts.world = self.world

    @classmethod
    def create(cls, folder: ClinicFolder, new: NewClinic, cost: KeyCost, clock: Clock) -> tuple["Clinic", str]:
        """Make a clinic and open it as its owner; also returns its recovery key as printed. Raises as `make`."""
        made = make(folder, new, cost, clock)
        return cls.open(folder, made.key, made.slot, clock, cost), made.recovery_key

    @classmethod
    def open(cls, folder: ClinicFolder, key: bytes, slot: str, clock: Clock, cost: KeyCost) -> "Clinic":
        """Open with the key that `vault.unwrap` gave for this slot (slow, so it runs in a job before this).

        Raises StoreTrouble, TooNew, or NotAllowed when the slot's person was taken off the staff.
        """
        return cls(KeyRing(folder, vault.read(folder.vault).clinic, key, cost), slot, clock)

    @classmethod
    def open_to_read(
        cls, folder: ClinicFolder, key: bytes, slot: str, clock: Clock, cost: KeyCost, *, why: str
    ) -> "Clinic":
        """Open where nothing can be written, for the reason in this sentence: everything reads, each command raises
        CannotWrite with it, and drafts wait in memory, until `try_to_write` succeeds. Raises as `open`."""
        return cls(KeyRing(folder, vault.read(folder.vault).clinic, key, cost), slot, clock, why)

    def try_to_write(self) -> None:
        """Look whether the world takes what is written again; raises StoreTrouble while it does not."""
        self.doors.try_to_write(self.drafts)

    @property
    def _writer(self) -> Writer:
        return self.doors.writer

    def do(self, command: Command) -> Outcome:
        """Perform one command in one transaction; raises what it refuses, and then nothing was written."""
        asked = _Asked(command.label, command.asks_for())

        def note(done: Done) -> None:
            if command.undoable or command.is_wall:
                self.history.note(done, undoable=command.undoable)

        return self._run(command, asked, note)

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        """Do the commands inside in one transaction: a load, all or nothing, and nothing of it can be undone.

        What they wrote is read and heard of once all is done. A command that gives a key is not one of them.
        """
        heard, self._heard = self._heard, []
        changes: list[Changes] = []
        self.hear(changes.append)
        self._is_together = True
        try:
            with self.world.watched(), self._writer.together():
                yield
        finally:
            self._heard, self._is_together = heard, False
            self.history.undoable.clear()
            self.history.redoable.clear()
        for listener in tuple(heard):
            for change in changes:
                listener(change)

    def allows(self, permission: Permission) -> bool:
        """Whether the person signed in may do now what asks for this: by their role, or by an emergency that lasts."""
        return may(self.person, permission) or (permission in GIVES and self.emergency_seconds() > 0)

    def emergency_seconds(self) -> int:
        """How long the emergency access of the person signed in still lasts; 0 without one."""
        return MINUTES_LEFT.seconds_left(self.emergency, self.clock.now())

    def undo(self) -> str:
        """Take back the last undoable command of this session; returns its untranslated label."""
        return self._revert("undo", self.history.undoable, self.history.redoable)

    def redo(self) -> str:
        """Do again what was last undone; returns its untranslated label."""
        return self._revert("redo", self.history.redoable, self.history.undoable)

    def hear(self, listener: Callable[[Changes], None]) -> None:
        """Call the listener after every command that wrote something."""
        self._heard.append(listener)

    def tell(self, changes: Changes) -> None:
        """Tell whoever hears of what a job wrote beside, as a clinic of its own: the same as if it was done here."""
        self.drafts.catch_up()
        for listener in tuple(self._heard):
            listener(changes)

    def close(self) -> None:
        """Close both connections. The key is let go with this object, and what was remembered of clients now."""
        self._heard.clear()
        forget_all()
        self.doors.close()

    def _know_oneself(self, changes: Changes) -> None:
        """One's own role may be another now, and an emergency may have begun or ended."""
        self.person = person(self.read, self.person.id)
        self.emergency = last_emergency(self.read, self.person.id)
        if self.emergency and self.emergency.id in changes.ids("emergencies"):
            MINUTES_LEFT.begin(self.emergency)

    def _revert(self, turn: Turn, taken: list[Done], given: list[Done]) -> str:
        done = taken[-1]

        def note(reverted: Done) -> None:
            taken.pop()
            given.append(reverted)

        try:
            # What takes it back asks for what doing it asked for.
            self._run(Revert(done.entries), _Asked(done.label, done.permission, turn), note)
        except ChangedSince as changed:
            # The store does not know what a room keeps out; the room’s own words say more than its.
            why = _KEPT_OUT.get(str(changed.__cause__))
            if why is None:
                raise
            raise ChangedSince(say(why)) from changed
        return done.label

    def _run(self, command: Command, asked: "_Asked", note: Callable[[Done], object]) -> Outcome:
        if not self.allows(asked.permission):
            raise NotAllowed(why_not(self.person.role, asked.permission))
        if self.is_moved and asked.permission not in _LOOKS and not isinstance(command, GoOnHere):
            raise NotAllowed(say("This clinic was moved to another computer. Nothing can be changed here."))
        if self._is_together and type(command).settle is not Command.settle:
            # The key would be given before the row is safe.
            raise ValueError(f"{type(command).__name__} is done alone")
        origin = origin_of(asked.label, self.person, self.clock, asked.turn)
        with self.world.watched():
            outcome = self._writer.perform(command, origin)
        if outcome.changes.rows:
            note(Done(outcome.entries, asked.label, asked.permission))
        if outcome.changes.touches("staff", "emergencies"):
            self._know_oneself(outcome.changes)
        try:
            command.settle(self.keys)
            # Not one more command, nor a backup of it at the end, once it goes on elsewhere.
            self.is_moved |= isinstance(command, MoveAway)
        except StoreTrouble:
            if command.is_put_back and outcome.entries:
                self._put_back(outcome)
            raise
        finally:
            # A command that only looks changes nothing that anybody would draw anew.
            if outcome.changes.rows:
                self.tell(outcome.changes)
        return outcome

    def _put_back(self, outcome: Outcome) -> None:
        """The key file did not take what a command gave: its rows are as they were, and the trail says why. Where the
        disk takes that neither, the next sign-in finds it (`signing_in`)."""
        with contextlib.suppress(ClinicError):
            self._writer.perform(Revert(outcome.entries), origin_of(_NOT_GIVEN, self.person, self.clock))
            self._know_oneself(outcome.changes)


def warm_up() -> None:
    """Import the database layer: called beside the key derivation, off the main thread."""
    connection.warm_up()


def record_version() -> int:
    """The number of the layout that an open clinic’s file has: that of the newest migration."""
    return len(schema.migrations())


def is_behind(folder: ClinicFolder, key: bytes) -> bool:
    """Whether an earlier version of the program used this clinic last; raises StoreTrouble or TooNew."""
    with opened(folder.database, key, "read") as database:
        return schema.check(database) < record_version()


def bring_up_to_date(folder: ClinicFolder, key: bytes, clock: Clock) -> None:
    """Change the schema to that of this program, after a verified backup. Slow, so a window runs it in a job.

    Raises StoreTrouble or TooNew, and then nothing was changed.
    """
    writer = Writer(folder, key, clock)
    try:
        # The first entry of a later version vouches for all that an earlier one wrote: while nobody works yet.
        writer.perform(NoteUpdate(record_version()), origin_of(NoteUpdate.label, None, clock))
    finally:
        writer.close()


def _active_person(read: Reader, slot: str) -> Person:
    found = person_of_slot(read, slot)
    if found is None:
        raise NotAllowed(say("This person is no longer on the staff of this clinic."))
    return found
