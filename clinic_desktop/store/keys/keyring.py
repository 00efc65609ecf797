"""The open clinic's keys: makes, replaces and removes slots of its vault while the database key is in memory."""

import contextlib
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from clinic_desktop.errors import StoreTrouble
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.attempts import attempts_at, opened
from clinic_desktop.store.keys.given import note_given
from clinic_desktop.store.keys.recovery_key import new_recovery_key, recovery_letters
from clinic_desktop.store.keys.vault import KeyCost, Slot


class ClinicFolder(NamedTuple):
    """Where the parts of one clinic lie.

    Where its own folder takes no log, a copy of its file and its log is read in another one, `read_at`: who asks for
    the file is given that. Nothing is ever written back from there.
    """

    path: Path
    read_at: Path | None = None

    @property
    def database(self) -> Path:
        """The encrypted file. Only the database reads it, never a Python file call."""
        return (self.read_at or self.path) / "clinic.db"

    @property
    def vault(self) -> Path:
        """The key slots."""
        return self.path / "vault.json"

    @property
    def attempts(self) -> Path:
        """How often somebody failed to sign in. No part of the clinic: a restore leaves it as it is."""
        return self.path / "attempts.json"

    @property
    def blobs(self) -> Path:
        """Encrypted files that are too large for the database: scans, and packets as they went out."""
        return self.path / "blobs"

    @property
    def backups(self) -> Path:
        """Copies made by the program."""
        return self.path / "backups"

    @property
    def restoring(self) -> Path:
        """A restored clinic that is whole, on its way into the place of what is there."""
        return self.path / "restore-ready"

    @property
    def restored_in_part(self) -> Path:
        """A restored clinic that is still being built."""
        return self.path / "restore-ready.part"

    @property
    def log(self) -> Path:
        """What was committed and is not folded into the file yet. Nothing is there once a clinic was closed."""
        return self.database.with_name("clinic.db-wal")

    def was_left_open(self) -> bool:
        """Whether whoever had the clinic open last did not close it, as after a kill or a power cut. Only whoever holds
        the folder can ask, and before opening it: that folds the log in."""
        try:
            return self.log.stat().st_size > 0
        except OSError:
            return False

    def is_restoring(self) -> bool:
        """Whether a restore was interrupted on its last steps: `store.backups.restore.finish` ends it."""
        return any((self.restoring / path.name).exists() for path in self.parts())

    def parts(self) -> tuple[Path, ...]:
        """What a clinic consists of, keys first: three files, and a folder where it has files beside its database."""
        return self.vault, vault.second_copy(self.vault), self.blobs, self.database

    def exists(self) -> bool:
        """Whether a clinic was set up here, also when one of its parts is missing by now."""
        return any(path.exists() for path in self.parts())


class KeyRing:
    """Wraps the database key for people. `slot_for` is slow (it derives a key) and may run in a job."""

    # Not a named tuple like its neighbors: taken apart, it would give the key away.
    __slots__ = ("clinic", "cost", "folder", "key")

    def __init__(self, folder: ClinicFolder, clinic: str, key: bytes, cost: KeyCost) -> None:
        """The open clinic's folder, its name in the vault, its database key, and what a new slot costs."""
        self.folder, self.clinic, self.key, self.cost = folder, clinic, key, cost

    def __repr__(self) -> str:
        """Never show the key, not even in a crash report."""
        return f"KeyRing({self.clinic!r})"

    def slot_for(self, slot_id: str, name: str, password: str) -> Slot:
        """A slot for this person, not yet in the vault."""
        return vault.wrap(self.key, self.clinic, slot_id, name, password, self.cost)

    def slot_for_new(self, slot_id: str, old: str, new: str, now: datetime) -> Slot:
        """The same person's slot with a new password, once the old one proved right; raises WrongPassword."""
        known = vault.read(self.folder.vault)
        opened(attempts_at(self.folder.attempts), known, slot_id, old, now)
        return self.slot_for(slot_id, known.slot(slot_id).name, new)

    def try_recovery(self, letters: str, now: datetime) -> None:
        """Try whether the letters of a recovery key open this clinic; nothing is changed. Raises WrongPassword."""
        known = vault.read(self.folder.vault)
        opened(attempts_at(self.folder.attempts), known, vault.RECOVERY_SLOT, letters, now)

    def recovery_slot(self) -> tuple[str, Slot]:
        """A new recovery key as printed, and its slot, not yet in the vault: the old key still holds."""
        printed = new_recovery_key()
        secret = recovery_letters(printed)
        return printed, vault.wrap(self.key, self.clinic, vault.RECOVERY_SLOT, "", secret, self.cost)

    def put(self, slot: Slot) -> None:
        """Write the slot into the vault, in the place of the one with its id; raises StoreTrouble."""
        vault.write(self.folder.vault, vault.read(self.folder.vault).with_slot(slot))

    def rename(self, slot_id: str, name: str) -> None:
        """Change the name shown at sign-in; raises StoreTrouble."""
        known = vault.read(self.folder.vault)
        self.put(vault.renamed(known.clinic, known.slot(slot_id), name))

    def remove(self, slot_id: str) -> None:
        """Take a person's key away; raises StoreTrouble."""
        vault.write(self.folder.vault, vault.read(self.folder.vault).without_slot(slot_id))

    def has(self, slot_id: str) -> bool:
        """Whether this person has a key."""
        return any(slot.id == slot_id for slot in vault.read(self.folder.vault).slots)


def strengthen(keys: KeyRing, slot: Slot, password: str) -> None:
    """Wrap the key anew where this slot was made when a guess cost less: the same password, a dearer guess. One that
    was made before there were sums gets its own: it opened just now, so it is well. A disk that does not take it keeps
    nobody out."""
    with contextlib.suppress(StoreTrouble):
        if slot.memory_kib * slot.passes < keys.cost.memory_kib * keys.cost.passes:
            stronger = keys.slot_for(slot.id, slot.name, password)
            keys.put(stronger)
            note_given(keys.folder.vault, stronger, "strengthened")
        elif not slot.check:
            keys.put(vault.checked(keys.clinic, slot))
