"""The one door to an open clinic: commands go in, changes come out, queries read beside it."""

import contextlib
import platform
import secrets
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from clinic_desktop.errors import NotAllowed, StoreTrouble
from clinic_desktop.jobs import Progress
from clinic_desktop.practice.commands import NoteRestore, SetUpPractice
from clinic_desktop.practice.model import PracticeDraft, TherapistDraft
from clinic_desktop.practice.rules import practice_values, therapist_values
from clinic_desktop.staff.commands import AddPerson
from clinic_desktop.staff.model import Person, PersonDraft
from clinic_desktop.staff.queries import person_of_slot, slots_in_use
from clinic_desktop.staff.rules import may
from clinic_desktop.store import connection, restore, vault
from clinic_desktop.store.audit import Origin
from clinic_desktop.store.changes import Changes
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.command import Command
from clinic_desktop.store.keyring import ClinicFolder, KeyRing
from clinic_desktop.store.manifest import Backup
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.undo import Done, History, Revert
from clinic_desktop.store.vault import RECOVERY_SLOT, KeyCost, Vault
from clinic_desktop.store.writer import Outcome, Writer, open_reader
from clinic_desktop.values.text import plain
from clinic_desktop.wording import say


@dataclass(frozen=True, slots=True)
class NewClinic:
    """What a first run asks for. The password was checked by `staff.rules.read_password`."""

    practice: PracticeDraft
    therapist: TherapistDraft
    password: str = field(repr=False)
    is_demo: bool = False


@dataclass(frozen=True, slots=True)
class NewKeys:
    """What opens a clinic that was just made: the database key, the owner's slot, the recovery key as printed."""

    key: bytes = field(repr=False)
    slot: str
    recovery_key: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Restoring:
    """Which backup, and what opens it: the password of the person with this slot, or the recovery key's letters.

    With the recovery key, `person` is the slot of who gets the new `password`.
    """

    backup: Backup
    slot: str
    secret: str = field(repr=False)
    person: str = ""
    password: str = field(default="", repr=False)


class Clinic:
    """An open clinic and the person signed in. Belongs to the thread that opened it."""

    def __init__(self, keys: KeyRing, slot: str, clock: Clock) -> None:
        """Use `open` or `create`."""
        self.keys, self.clock, self._is_together = keys, clock, False
        self._heard: list[Callable[[Changes], None]] = []
        self.history = History()
        self._writer = Writer(keys.folder, keys.key, clock)
        try:
            self.read = open_reader(keys.folder, keys.key)
            self.person = _active_person(self.read, slot)
        except BaseException:
            self._writer.close()
            raise
        self.drafts = self._writer.drafts(self.person.id)

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

    def do(self, command: Command) -> Outcome:
        """Perform one command in one transaction; raises what it refuses, and then nothing was written."""
        return self._run(command, command.label, lambda done: self.history.note(done, undoable=command.undoable))

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
            with self._writer.together():
                yield
        finally:
            self._heard, self._is_together = heard, False
            self.history.undoable.clear()
            self.history.redoable.clear()
        for listener in tuple(heard):
            for change in changes:
                listener(change)

    def undo(self) -> str:
        """Take back the last undoable command of this session; returns its untranslated label."""
        return self._revert(self.history.undoable, self.history.redoable)

    def redo(self) -> str:
        """Do again what was last undone; returns its untranslated label."""
        return self._revert(self.history.redoable, self.history.undoable)

    def hear(self, listener: Callable[[Changes], None]) -> None:
        """Call the listener after every command that wrote something."""
        self._heard.append(listener)

    def close(self) -> None:
        """Close both connections. The key is let go with this object."""
        self._heard.clear()
        self.read.close()
        self._writer.close()

    def _revert(self, taken: list[Done], given: list[Done]) -> str:
        done = taken[-1]

        def note(reverted: Done) -> None:
            taken.pop()
            given.append(reverted)

        self._run(Revert(done.entries), done.label, note)
        return done.label

    def _run(self, command: Command, label: str, note: Callable[[Done], object]) -> Outcome:
        if not may(self.person, command.permission):
            raise NotAllowed(say("Only the owner of the clinic can do this."))
        if self._is_together and type(command).settle is not Command.settle:
            # The key would be given before the row is safe.
            raise ValueError(f"{type(command).__name__} is done alone")
        origin = _origin(label, self.person, self.clock)
        outcome = self._writer.perform(command, origin)
        if outcome.changes.rows:
            note(Done(outcome.entries, label))
        try:
            command.settle(self.keys)
        finally:
            for listener in tuple(self._heard):
                listener(outcome.changes)
        return outcome


def warm_up() -> None:
    """Import the database layer: called beside the key derivation, off the main thread."""
    connection.warm_up()


def make(folder: ClinicFolder, new: NewClinic, cost: KeyCost, clock: Clock) -> NewKeys:
    """Make a clinic in a folder that has none. Slow: two keys are derived, so a window runs it in a job.

    It is built aside and gets its name when it is whole. Raises Refused or StoreTrouble.
    """
    practice_values(new.practice)
    therapist_values(new.therapist)
    if folder.exists():
        raise StoreTrouble(say("There is a clinic in this folder already. It was left as it is."))
    aside = ClinicFolder(folder.path.with_name(folder.path.name + ".part"))
    try:
        shutil.rmtree(aside.path, ignore_errors=True)
        aside.path.mkdir(mode=0o700, parents=True)
        made = _build(KeyRing(aside, secrets.token_hex(16), vault.new_key(), cost), new, clock)
        if folder.path.is_dir():
            restore.forget_part(folder)
            folder.path.rmdir()
        aside.path.rename(folder.path)
        vault.sync_folder(folder.path.parent)
    except OSError as trouble:
        raise StoreTrouble(
            say("The clinic’s folder could not be made: {why}. Nothing was kept.", why=trouble.strerror)
        ) from trouble
    return made


def restore_backup(
    folder: ClinicFolder, asked: Restoring, cost: KeyCost, clock: Clock, progress: Progress
) -> tuple[bytes, str]:
    """Put a backup in the place of what is there, which is kept among the backups; returns key and slot for `open`.

    Slow, so a window runs it in a job; no clinic is open there meanwhile. Raises WrongPassword, NotAllowed,
    StoreTrouble, TooNew or Cancelled: then nothing was changed.
    """
    keys = restore.deciding_vault(folder, asked.backup)
    key, slot = vault.unwrap(keys, asked.slot, asked.secret), asked.slot
    if asked.person:
        slot = asked.person
        # Of the backup's people: whoever opens it may be nobody who is on the staff today.
        name = vault.read(asked.backup.folder.vault).slot(slot).name
        keys = keys.with_slot(vault.wrap(key, keys.clinic, slot, name, asked.password, cost))
    part = restore.prepare(folder, asked.backup, key, progress)
    try:
        keys = _note_restore(KeyRing(part, keys.clinic, key, cost), keys, slot, clock)
    except BaseException:
        restore.forget_part(folder)
        raise
    restore.put_in_place(folder, part, keys, clock.now())
    return key, slot


def _note_restore(restored: KeyRing, keys: Vault, slot: str, clock: Clock) -> Vault:
    """Bring a restored file up to date and write the restore into its trail; returns the keys of its own people.

    Raises NotAllowed when the person of this slot is not among them.
    """
    vault.write(restored.folder.vault, keys)
    writer = Writer(restored.folder, restored.key, clock)
    try:
        read = open_reader(restored.folder, restored.key)
        try:
            people, person = slots_in_use(read), person_of_slot(read, slot)
        finally:
            read.close()
        if person is None:
            raise NotAllowed(
                say(
                    "This person was not on the staff when the backup was made. Nothing was changed. Choose another "
                    "person, or use the recovery key."
                )
            )
        writer.perform(NoteRestore(), _origin(NoteRestore.label, person, clock))
    finally:
        writer.close()
    # The backup that is restored stays: one of its copy is not needed, whatever the schema was.
    shutil.rmtree(restored.folder.backups, ignore_errors=True)
    # Whoever joined later is not in the backup: a key without its person would open nothing.
    return Vault(keys.clinic, tuple(one for one in keys.slots if one.id in people or one.id == RECOVERY_SLOT))


def _build(keys: KeyRing, new: NewClinic, clock: Clock) -> NewKeys:
    """Fill an empty folder: rows first, slots second."""
    writer = Writer(keys.folder, keys.key, clock, new=True)
    try:

        def run(command: Command) -> Outcome:
            return writer.perform(command, _origin(command.label, None, clock))

        therapist = run(SetUpPractice(new.practice, new.therapist, new.is_demo)).row
        name = f"{plain(new.therapist.given_name)} {plain(new.therapist.family_name)}"
        slot = keys.slot_for(vault.new_slot_id(), name, new.password)
        run(AddPerson(PersonDraft(name, str(therapist)), slot, is_owner=True))
    finally:
        writer.close()
    printed, recovery = keys.recovery_slot()
    vault.write(keys.folder.vault, Vault(keys.clinic, (slot, recovery)))
    return NewKeys(keys.key, slot.id, printed)


def _origin(label: str, person: Person | None, clock: Clock) -> Origin:
    at = clock.now().isoformat(timespec="milliseconds")
    return Origin(secrets.token_hex(16), label, person.id if person else None, platform.node()[:80], at)


def _active_person(read: Reader, slot: str) -> Person:
    found = person_of_slot(read, slot)
    if found is None:
        read.close()
        raise NotAllowed(say("This person is no longer on the staff of this clinic."))
    return found
