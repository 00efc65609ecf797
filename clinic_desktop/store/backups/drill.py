"""A restore that is only tried: a backup is put together in a folder of its own, as a restore would do it, opened,
counted and compared with what its manifest says, and removed again.

That a backup was verified when it was made says that it was whole that day. This says that a clinic comes out of it.
"""

import errno
import shutil
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from clinic_desktop.errors import CannotWrite, StoreTrouble
from clinic_desktop.jobs import Progress
from clinic_desktop.store import chain, files
from clinic_desktop.store.backups import enclosures, listing, restore
from clinic_desktop.store.backups.copies import opened, row_counts, sums_in
from clinic_desktop.store.backups.manifest import Backup
from clinic_desktop.store.blobs import Blobs
from clinic_desktop.store.files import FileMark
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.wording import say

_SCRATCH = "drill.part"
_NO_WRITING = (errno.ENOSPC, errno.EROFS, getattr(errno, "EDQUOT", errno.ENOSPC))


class CameOut(NamedTuple):
    """What came out: tables whose rows are as many as the manifest says, of how many, and rows in all; encrypted files
    that open and are equal to its list, of how many, and bytes in all; entries of the audit trail, and how many of them
    do not hold; how long it took. `trouble` is why it failed, "" where everything is as it was. Columns of money that
    add up to what the manifest says, of how many; the rows of each table and the sum of each of those columns."""

    tables_equal: int = 0
    tables: int = 0
    rows: int = 0
    files_equal: int = 0
    files: int = 0
    size: int = 0
    entries: int = 0
    entries_wrong: int = 0
    milliseconds: int = 0
    trouble: str = ""
    sums_equal: int = 0
    sums: int = 0
    counts: Mapping[str, int] = {}
    money: Mapping[str, int] = {}


def scratch_of(folder: ClinicFolder) -> Path:
    """Where it is tried: among the clinic's own, private, and removed again."""
    return folder.path / _SCRATCH


def sweep(folder: ClinicFolder) -> None:
    """Remove what a kill in the middle of one left."""
    shutil.rmtree(scratch_of(folder), ignore_errors=True)


def practise(
    folder: ClinicFolder,
    key: bytes,
    backup: Backup,
    progress: Progress,
    watch: Callable[[], float] = time.perf_counter,
) -> CameOut:
    """Restore a backup into a folder of its own and say what came out. Slow, so a window runs it in a job.

    What is wrong with the backup is said in what is returned. Raises StoreTrouble where it could not be tried, as
    without room for it, and Cancelled.
    """
    began = watch()
    sweep(folder)
    # A stick that was pulled out is no damaged backup.
    _check_is_there(backup)
    try:
        files.need_room(folder.path, 2 * backup.size)
    except OSError as trouble:
        words = say("No restore was tried: {why}.", why=trouble.strerror or str(trouble))
        raise StoreTrouble(words) from trouble
    try:
        found = _tried(ClinicFolder(scratch_of(folder)), key, backup, progress)
    finally:
        sweep(folder)
    if found.trouble:
        # Nor one that was pulled out meanwhile.
        _check_is_there(backup)
    return found._replace(milliseconds=round((watch() - began) * 1_000))


def _tried(scratch: ClinicFolder, key: bytes, backup: Backup, progress: Progress) -> CameOut:
    if why := listing.short_of(backup):
        return CameOut(tables=len(backup.manifest.rows), files=backup.manifest.beside.files, trouble=f"{why}.")
    try:
        listed = enclosures.read_list(backup)
        part = restore.prepare(scratch, backup, key, progress, is_short=True, is_alone=True)
    except StoreTrouble as trouble:
        _say_the_worlds(trouble)
        return CameOut(tables=len(backup.manifest.rows), files=backup.manifest.beside.files, trouble=trouble.words)
    with opened(part.database, key, "read") as database:
        rows, money = row_counts(database), sums_in(database)
        proof = chain.verified(database, key, progress)
        holds = backup.manifest.head is None or chain.holds(database, backup.manifest.head)
    equal = sum(rows.get(table) == count for table, count in backup.manifest.rows.items())
    inside = Blobs(part.blobs, key)
    files = sum(_is_equal(inside, name, mark) for name, mark in listed.marks.items())
    found = CameOut(
        equal,
        len(backup.manifest.rows),
        sum(rows.values()),
        files,
        len(listed.marks),
        sum(inside.size(name) for name in listed.marks),
        proof.head.entries,
        proof.flaws + (not holds),
    )
    before = backup.manifest.sums
    added = sum(money.get(name) == cents for name, cents in before.items())
    found = found._replace(sums_equal=added, sums=len(before), counts=rows, money=money)
    return found._replace(trouble=_wrong_with(found))


def _say_the_worlds(trouble: StoreTrouble) -> None:
    """Raise StoreTrouble where the disk here took no more: that says nothing of the backup."""
    why = trouble.__cause__
    if isinstance(why, CannotWrite) or (isinstance(why, OSError) and why.errno in _NO_WRITING):
        raise StoreTrouble(say("No restore was tried: this computer’s disk takes nothing more.")) from trouble


def _check_is_there(backup: Backup) -> None:
    if not backup.folder.path.is_dir():
        raise StoreTrouble(say("The backup is not there any more, so no restore was tried."))


def _is_equal(inside: Blobs, name: str, mark: FileMark) -> bool:
    try:
        return inside.checked(name) == mark
    except StoreTrouble:
        return False


def _wrong_with(found: CameOut) -> str:
    if found.tables_equal != found.tables:
        return say("Some tables have not as many rows as when the backup was made.")
    if found.sums_equal != found.sums:
        return say("Some sums of money are not what they were when the backup was made.")
    if found.files_equal != found.files:
        return say("Some files of clients in the backup are damaged or missing.")
    if found.entries_wrong:
        return say("The audit trail in the backup does not hold together.")
    return ""
