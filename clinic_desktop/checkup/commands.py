"""Putting right what a check found, where that is safe: each builds anew or puts back, and takes nothing away."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from clinic_desktop.audit.model import CHECKED, MENDED, REBUILT, SALVAGED
from clinic_desktop.checkup.model import Repair
from clinic_desktop.checkup.queries.course import INDEXES
from clinic_desktop.checkup.queries.sums import RECKONED, RECKONED_COLUMNS
from clinic_desktop.errors import StoreTrouble
from clinic_desktop.jobs import Progress
from clinic_desktop.store.backups.backup import back_up
from clinic_desktop.store.backups.copies import opened
from clinic_desktop.store.backups.manifest import backups_in
from clinic_desktop.store.backups.orphans import remove_orphans
from clinic_desktop.store.blobs import Blobs
from clinic_desktop.store.check import index, kept, keys
from clinic_desktop.store.check.model import Inspected
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.store.salvage.model import SAVED_COUNTS, Salvaged
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.wording import say


@dataclass(frozen=True)
class NoteCheckup(Command):
    """Note in the audit trail that the clinic was looked over."""

    checked: int
    wrong: int
    label: ClassVar[str] = CHECKED
    undoable: ClassVar[bool] = False
    # The one after an end that was not clean is made whoever signs in.
    permission: ClassVar[Permission] = "anyone"

    def perform(self, tx: Transaction) -> int:
        """Write the entry; the clinic's row stays as it is."""
        return tx.look("practice", 1, {"checked": self.checked, "wrong": self.wrong})


@dataclass(frozen=True)
class RebuildSearch(Command):
    """Build the search of clients and papers anew from what stands in the record."""

    label: ClassVar[str] = REBUILT
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "owner"

    def perform(self, tx: Transaction) -> int:
        """Build it, and write an entry; no row changes."""
        index.rebuild(tx.database, INDEXES)
        return tx.look("practice", 1, {"rebuilt": "search"})


@dataclass(frozen=True)
class NoteMending(Command):
    """Note in the audit trail that something beside the record was put right, and how many things were."""

    repair: Repair
    count: int
    label: ClassVar[str] = MENDED
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "owner"

    def perform(self, tx: Transaction) -> int:
        """Write the entry; the clinic's row stays as it is."""
        return tx.look("practice", 1, {"put_right": self.repair, "count": self.count})


@dataclass(frozen=True)
class FinishSalvage(Command):
    """Make a salvaged file a whole record: add balances up, build the search, and say in the trail what came of it. A
    row that stood on a lost one is kept there, as it was."""

    saved: Salvaged
    aside: tuple[tuple[str, Mapping[str, Any]], ...]
    label: ClassVar[str] = SALVAGED
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "owner"

    def perform(self, tx: Transaction) -> int:
        """Write the entries; of all else nothing is typed."""
        _reckon(tx)
        index.rebuild(tx.database, INDEXES)
        for table, row in self.aside:
            tx.look(table, int(row.get("id") or 0), row)
        return tx.look("practice", 1, {one: self.saved.total(one) for one in SAVED_COUNTS})


def put_right(folder: ClinicFolder, key: bytes, repair: Repair, now: datetime, progress: Progress) -> int:
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
        lost = kept.lost_files(Inspected(database, key, folder, progress))
    return _put_back(folder, key, lost, progress)


def _reckon(tx: Transaction) -> None:
    """Add balances up anew from what they are made of."""
    columns = ", ".join(("client_id", *RECKONED_COLUMNS))
    tx.database.execute("DELETE FROM balances")
    tx.database.execute(f"INSERT INTO balances ({columns}) SELECT {columns} FROM ({RECKONED})")  # noqa: S608 - constants


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
