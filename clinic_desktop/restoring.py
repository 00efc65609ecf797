"""Restores a backup as a clinic does: for somebody who may open it, and noted in its audit trail."""

from contextlib import closing
from dataclasses import dataclass, field

from clinic_desktop.errors import NotAllowed, StoreTrouble, WrongPassword
from clinic_desktop.jobs import Progress
from clinic_desktop.origins import origin_of
from clinic_desktop.practice.commands import Asked, NoteRestore
from clinic_desktop.staff.commands.keys import MarkKeys
from clinic_desktop.staff.model import Person
from clinic_desktop.staff.queries import person_of_slot, slots_in_use
from clinic_desktop.staff.rules.roles import may
from clinic_desktop.store.backups import restore
from clinic_desktop.store.backups.manifest import Backup
from clinic_desktop.store.backups.vouching import anchors_of_backups
from clinic_desktop.store.beside import standing
from clinic_desktop.store.beside.anchors import Anchors
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.connection import driver
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.attempts import attempts_at, opened
from clinic_desktop.store.keys.keyring import ClinicFolder, KeyRing
from clinic_desktop.store.keys.vault import RECOVERY_SLOT, KeyCost, Vault
from clinic_desktop.store.world import ReadingCopy
from clinic_desktop.store.writer import open_onlooker, open_reader, writing_aside
from clinic_desktop.wording import say


@dataclass(frozen=True, slots=True)
class Agreement:
    """Who agrees that another clinic takes the place of the one that is here: the slot of one of its owners with their
    password, or that of its recovery key with its letters."""

    slot: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Restoring:
    """Which backup, and what opens it: the password of the person with this slot, or the recovery key's letters.

    With the recovery key, `person` is the slot of who gets the new `password`. `is_short` takes a backup though some of
    its encrypted files are whole nowhere any more. `agreement` is asked for where the backup is of another clinic than
    the one that is here (`clinic_in_the_way`).
    """

    backup: Backup
    slot: str
    secret: str = field(repr=False)
    person: str = ""
    password: str = field(default="", repr=False)
    is_short: bool = False
    agreement: Agreement | None = None


class NotAgreed(WrongPassword):
    """Nobody of the clinic that is here agreed that another one takes its place."""


def clinic_in_the_way(folder: ClinicFolder, backup: Backup) -> Vault | None:
    """The keys of the clinic that is here, where the backup is of another one; None where it is of the same, where
    there is none, and where nobody can tell any more: the key file is gone, damaged, or of a clinic that is none here.
    """
    try:
        here = vault.read(folder.vault)
    except StoreTrouble:
        return None
    is_its_own = here.clinic == (standing.read(folder).clinic or here.clinic)
    return here if is_its_own and here.clinic != backup.manifest.clinic else None


def restore_backup(
    folder: ClinicFolder, asked: Restoring, cost: KeyCost, clock: Clock, progress: Progress
) -> tuple[bytes, str]:
    """Put a backup in the place of what is there, which is kept among the backups; returns key and slot for `open`.

    Slow, so a window runs it in a job; no clinic is open there meanwhile. Raises WrongPassword, NotAgreed, NotAllowed,
    StoreTrouble, FilesLost, TooNew or Cancelled: then nothing was changed.
    """
    # One that was ready and not in its place yet goes there first: what lies around is half of each.
    restore.finish(folder)
    keys = restore.deciding_vault(folder, asked.backup)
    # Counted as at sign-in: nobody guesses here without waiting.
    key, slot = opened(attempts_at(folder.attempts), keys, asked.slot, asked.secret, clock.now()), asked.slot
    # Whoever has the recovery key is asked for no role.
    by = "recovery key" if asked.person else _asked_today(folder, key, slot)
    agreed = _ask_clinic_here(folder, asked, clock)
    if asked.person:
        slot = asked.person
        # Of the backup's people: whoever opens it may be nobody who is on the staff today.
        name = vault.read(asked.backup.folder.vault).slot(slot).name
        keys = keys.with_slot(vault.wrap(key, keys.clinic, slot, name, asked.password, cost))
    part = restore.prepare(folder, asked.backup, key, progress, is_short=asked.is_short)
    try:
        # What the trail ended with here: the restore steps back from it, and says so.
        left = Anchors(folder, keys.clinic, key, None).read().anchors
        left += anchors_of_backups(folder, keys.clinic, key)
        heads = tuple(dict.fromkeys(anchor.head for anchor in left))
        note = NoteRestore(asked.backup.manifest.made_at, heads, by, agreed)
        keys = _note_restore(KeyRing(part, keys.clinic, key, cost), keys, slot, clock, note)
    except BaseException:
        restore.forget_part(folder)
        raise
    restore.put_in_place(folder, part, keys, clock.now())
    return key, slot


def _ask_clinic_here(folder: ClinicFolder, asked: Restoring, clock: Clock) -> str | None:
    """Where another clinic is here, one of its owners has to agree, or whoever has its recovery key: who opens the
    backup need be nobody here. Returns the name of who did, "" for the recovery key, None where nobody is asked; raises
    NotAgreed or NotAllowed."""
    here, agreement = clinic_in_the_way(folder, asked.backup), asked.agreement
    if here is None:
        return None
    if agreement is None:
        raise NotAgreed(say("Another clinic is here now. One of its owners has to agree. Nothing was changed."))
    try:
        # Counted as at sign-in, too.
        key = opened(attempts_at(folder.attempts), here, agreement.slot, agreement.secret, clock.now())
    except WrongPassword as wrong:
        raise NotAgreed(wrong.words) from wrong
    if agreement.slot == RECOVERY_SLOT:
        return ""
    try:
        person = _person_today(folder, key, agreement.slot)
    except (StoreTrouble, driver().DatabaseError):
        # Its record cannot tell who its owners are; its key file could tell that this is somebody of it.
        return here.slot(agreement.slot).name
    if person is None or not may(person, NoteRestore.permission):
        raise NotAllowed(
            say(
                "Only an owner of the clinic that is here now agrees that another one takes its place, or whoever has "
                "its recovery key. Nothing was changed."
            )
        )
    return person.name


def _asked_today(folder: ClinicFolder, key: bytes, slot: str) -> Asked:
    """By whose word this person restores: where the record that is there can be read, they must be an owner in it, for
    an owner of the day of the backup may be none today. Raises NotAllowed."""
    try:
        person = _person_today(folder, key, slot)
    except (StoreTrouble, driver().DatabaseError):
        # It is damaged, of another clinic, or not there: that is what backups are for.
        return "the backup"
    if person is None:
        raise NotAllowed(
            say(
                "This person is not on the staff of the clinic that is here now. Nothing was changed. Ask an owner, or "
                "use the recovery key."
            )
        )
    if not may(person, NoteRestore.permission):
        raise NotAllowed(say("Only an owner restores a backup, or whoever has the recovery key. Nothing was changed."))
    return "today"


def _person_today(folder: ClinicFolder, key: bytes, slot: str) -> Person | None:
    """The person of this slot by the record that is there. What is there is only looked at: a log that was left is read
    in a copy, for opening it would fold it in; and no full disk makes anybody an owner by the backup alone. Raises
    StoreTrouble."""
    copy = ReadingCopy(folder) if folder.was_left_open() else None
    try:
        made = open_reader(ClinicFolder(copy.place), key) if copy else open_onlooker(folder, key)
        with closing(made) as read:
            return person_of_slot(read, slot)
    finally:
        if copy:
            copy.close()


def _note_restore(restored: KeyRing, keys: Vault, slot: str, clock: Clock, note: NoteRestore) -> Vault:
    """Bring a restored file up to date and write the restore into its trail; returns the keys of its own people.

    Raises NotAllowed when the person of this slot is not among them, or is no owner where a role is asked for.
    """
    vault.write(restored.folder.vault, keys)
    with writing_aside(restored.folder, restored.key, clock) as writer:
        with closing(open_reader(restored.folder, restored.key)) as read:
            people, person = slots_in_use(read), person_of_slot(read, slot)
        if person is None:
            raise NotAllowed(
                say(
                    "This person was not on the staff when the backup was made. Nothing was changed. Choose another "
                    "person, or use the recovery key."
                )
            )
        if note.asked == "the backup" and not may(person, NoteRestore.permission):
            raise NotAllowed(
                say("Only an owner restores a backup, or whoever has the recovery key. Nothing was changed.")
            )
        # Whoever joined later is not in the backup: a key without its person would open nothing.
        kept = tuple(one for one in keys.slots if one.id in people or one.id == RECOVERY_SLOT)
        writer.perform(note, origin_of(NoteRestore.label, person, clock))
        writer.perform(MarkKeys(kept), origin_of(MarkKeys.label, person, clock))
    return Vault(keys.clinic, kept)
