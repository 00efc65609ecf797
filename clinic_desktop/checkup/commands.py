"""Putting right what a check found, where that is safe: each builds anew or puts back, and takes nothing away."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from clinic_desktop.checkup.model import Repair
from clinic_desktop.checkup.queries.course import INDEXES
from clinic_desktop.errors import StoreTrouble
from clinic_desktop.jobs import Progress
from clinic_desktop.store.backup import back_up
from clinic_desktop.store.blobs import Blobs
from clinic_desktop.store.check import index, kept, keys
from clinic_desktop.store.check.model import Looked
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.copies import opened
from clinic_desktop.store.keyring import ClinicFolder
from clinic_desktop.store.manifest import backups_in
from clinic_desktop.store.orphans import remove_orphans
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.wording import mark, say


@dataclass(frozen=True)
class NoteCheckup(Command):
    """Note in the audit trail that the clinic was looked over."""

    label: ClassVar[str] = mark("Check the record")
    undoable: ClassVar[bool] = False
    # The one after an end that was not clean is made whoever signs in.
    permission: ClassVar[Permission] = "anyone"

    def perform(self, tx: Transaction) -> int:
        """Write the entry; the clinic's row stays as it is."""
        return tx.note("practice", 1)


@dataclass(frozen=True)
class RebuildSearch(Command):
    """Build the search of clients and papers anew from what stands in the record."""

    label: ClassVar[str] = mark("Build the search anew")
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "owner"

    def perform(self, tx: Transaction) -> int:
        """Build it, and write an entry; no row changes."""
        index.rebuild(tx.database, INDEXES)
        return tx.note("practice", 1)


@dataclass(frozen=True)
class NoteMending(Command):
    """Note in the audit trail that something beside the record was put right."""

    label: ClassVar[str] = mark("Put right what a check found")
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "owner"

    def perform(self, tx: Transaction) -> int:
        """Write the entry; the clinic's row stays as it is."""
        return tx.note("practice", 1)


def mend(folder: ClinicFolder, key: bytes, repair: Repair, now: datetime, progress: Progress) -> int:
    """Put right what lies beside the record, after a backup; returns how many things were. The search is put right by
    `RebuildSearch`.

    Slow, so a window runs it in a job. Raises StoreTrouble and Cancelled.
    """
    back_up(folder, key, now, progress)
    if repair == "vault":
        return keys.write_both(folder)
    with opened(folder.database, key, "write") as database:
        if repair == "orphans":
            made = [one.manifest.made() for one in backups_in(folder.backups) if one.manifest.kind == "work"]
            past = [moment for moment in made if moment <= now]
            return remove_orphans(database, Blobs(folder.blobs, key), max(past), now) if past else 0
        lost = kept.lost_files(Looked(database, key, folder, progress))
    return _put_back(folder, key, lost, progress)


def _put_back(folder: ClinicFolder, key: bytes, lost: list[str], progress: Progress) -> int:
    """Take each file out of the newest backup that has it whole; returns how many were found."""
    blobs, done = Blobs(folder.blobs, key, folder.backups), 0
    for at, name in enumerate(lost):
        progress.report(at, len(lost), say("Putting files back"))
        try:
            blobs.get(name)
            blobs.checked(name)
        except StoreTrouble:
            continue
        done += 1
    return done
