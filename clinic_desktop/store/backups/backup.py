"""Backups of a clinic: the file copied by the database itself, the encrypted files that it speaks of, its key file and
a manifest, verified by opening them. Each is whole by itself, and may be carried away alone.

The database's own VACUUM INTO copies what is committed while the clinic is at work; copying the live file would lose
commits without a word, and drop the locks on it.
"""

import contextlib
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from clinic_desktop import VERSION
from clinic_desktop.errors import StoreTrouble
from clinic_desktop.jobs import Progress
from clinic_desktop.store import files
from clinic_desktop.store.backups import enclosures, tidying
from clinic_desktop.store.backups.copies import copied_into, file_mark, length_of, opened, state_of, verify
from clinic_desktop.store.backups.enclosures import Earlier
from clinic_desktop.store.backups.manifest import (
    BLOB_LIST,
    UNFINISHED,
    Backup,
    Kind,
    Manifest,
    Risk,
    backup_name,
    backups_in,
    read_backup,
    write_manifest,
)
from clinic_desktop.store.backups.named import Named
from clinic_desktop.store.backups.orphans import remove_orphans
from clinic_desktop.store.backups.second_place import clinic_at
from clinic_desktop.store.backups.vouching import sealed
from clinic_desktop.store.beside import standing
from clinic_desktop.store.blobs import Blobs
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.keyring import ClinicFolder, KeyRing
from clinic_desktop.store.keys.vault import Vault
from clinic_desktop.wording import say

if TYPE_CHECKING:
    from sqlite_utils import Database

# In a place that other computers use too, what one of them is making right now is not thrown away under it.
_LEFT_BEHIND = timedelta(days=1)
# What the database says of a disk, and not which one it means.
_OF_A_DISK = ("SQLITE_IOERR", "SQLITE_CANTOPEN")
# The copy, and what the database needs beside it.
_TIMES_THE_FILE = 2


def back_up(folder: ClinicFolder, key: bytes, now: datetime, progress: Progress) -> Backup | None:
    """Make a backup among the clinic's own; None when nothing changed since the newest one.

    Older ones that it stands for are thrown away (`store.backups.thinning`). Slow, so a window runs it in a job. Raises
    StoreTrouble, and Cancelled.
    """
    known = vault.read(folder.vault)
    tidying.clear_unfinished(folder.backups)
    with _said(folder.backups), opened(folder.database, key, "write") as database:
        source, before = _Source(database, key, folder), backups_in(folder.backups)
        state = state_of(database)
        if any(_has_all(one, known, state, source) for one in before):
            return None
        tidying.make_room(folder.backups, known.clinic, now, _TIMES_THE_FILE * length_of(database))
        made = _copied(source, "work", folder.backups, now, progress)
        past = [one.manifest.made() for one in before if one.manifest.kind == "work" and one.manifest.made() <= now]
        if past:
            remove_orphans(database, source.blobs, max(past), now)
    tidying.thin(made)
    return made


def back_up_to(
    folder: ClinicFolder, key: bytes, place: Path, now: datetime, progress: Progress, *, risk: Risk | None = None
) -> Backup:
    """Make a backup in another place, as on a stick: always, and nothing there is thrown away. With a `risk` it says
    what it was made for. Raises as `back_up`."""
    with _said(place), opened(folder.database, key, "write") as database:
        return _copied(_Source(database, key, folder, risk or ""), "work", place, now, progress)


def is_kept_in(folder: ClinicFolder, key: bytes, place: Path) -> bool:
    """Whether a backup in this place has all that stands now; raises StoreTrouble."""
    known = vault.read(folder.vault)
    with opened(folder.database, key, "read") as database:
        source, state = _Source(database, key, folder), state_of(database)
        return any(_has_all(one, known, state, source) for one in backups_in(place))


def keep_second(folder: ClinicFolder, key: bytes, place: Path, now: datetime, progress: Progress) -> Backup | None:
    """Make a backup in the clinic's second place, as `back_up` does among its own: none when the newest one there still
    has everything, and what newer ones stand for is thrown away. Raises as `back_up`."""
    known = vault.read(folder.vault)
    if clinic_at(place) != known.clinic:
        # Pulled out meanwhile: it is not made anew where it was.
        raise StoreTrouble(_not_made(say("The second place is not there any more")))
    tidying.clear_unfinished(place, now - _LEFT_BEHIND)
    with _said(place), opened(folder.database, key, "write") as database:
        source, state = _Source(database, key, folder), state_of(database)
        if any(_has_all(one, known, state, source) for one in backups_in(place)):
            return None
        tidying.make_room(place, known.clinic, now, _TIMES_THE_FILE * length_of(database))
        made = _copied(source, "work", place, now, progress)
    tidying.thin(made)
    return made


def back_up_before(keys: KeyRing, risk: Risk, now: datetime, progress: Progress) -> Backup:
    """Make a backup among the clinic's own before something risky is done to an open clinic: always, and it is kept for
    30 days whatever comes after. Slow, so a window runs it in a job. Raises as `back_up`: then do not begin."""
    tidying.clear_unfinished(keys.folder.backups)
    with _said(keys.folder.backups), opened(keys.folder.database, keys.key, "write") as database:
        source = _Source(database, keys.key, keys.folder, risk)
        made = _copied(source, "before", keys.folder.backups, now, progress)
    tidying.thin(made)
    return made


def back_up_before_migration(database: "Database", key: bytes, folder: ClinicFolder, now: datetime) -> Backup:
    """Make a backup of an open file before its schema changes; the newest one of each schema is kept.

    Raises StoreTrouble.
    """
    tidying.clear_unfinished(folder.backups)
    with _said(folder.backups):
        made = _copied(_Source(database, key, folder), "migration", folder.backups, now, Progress())
    tidying.thin(made)
    return made


class _Source(NamedTuple):
    """What is copied: an open file, its key and its folder; and what it is copied before."""

    database: "Database"
    key: bytes
    folder: ClinicFolder
    risk: str = ""

    @property
    def blobs(self) -> Blobs:
        """The clinic's encrypted files."""
        return Blobs(self.folder.blobs, self.key)


def _copied(source: _Source, kind: Kind, place: Path, now: datetime, progress: Progress) -> Backup:
    """Build a backup aside and name it once it was opened and found whole."""
    part = ClinicFolder(place / (backup_name(now, kind) + UNFINISHED))
    before = state_of(source.database)
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        files.need_room(place, _TIMES_THE_FILE * length_of(source.database))
        part.path.mkdir(mode=0o700)
        progress.report(0, 3, say("Copying the clinic’s file"))
        copied_into(source.database, part.database, progress)
        progress.report(1, 3, say("Checking the copy"))
        found = verify(part.database, source.key, progress)
        if _entries(found.state) < _entries(before):
            raise StoreTrouble(say("The copy is older than the record, so it does not count."))
        known = vault.read(source.folder.vault)
        vault.write(part.vault, known)
        enclosed = _enclosed(source, found.named, part, now, progress)
        names = [part.database, part.vault, vault.second_copy(part.vault)]
        if enclosed != enclosures.NOTHING:
            enclosures.write_list(part.path, enclosed)
            names.append(part.path / BLOB_LIST)
        progress.report(2, 3, say("Checking the copy"))
        manifest = Manifest(
            kind,
            now.isoformat(timespec="seconds"),
            VERSION,
            known.clinic,
            found.schema,
            found.state,
            found.rows,
            {path.name: file_mark(path) for path in names},
            enclosed.beside(),
            source.risk,
            standing.read(source.folder).generation,
            found.head,
            found.sums,
        )
        write_manifest(part.path, sealed(manifest, source.key))
        return read_backup(_named(part.path))
    except BaseException:
        shutil.rmtree(part.path, ignore_errors=True)
        raise


def _enclosed(
    source: _Source, named: Named, part: ClinicFolder, now: datetime, progress: Progress
) -> enclosures.Enclosed:
    beside = backups_in(part.path.parent)
    # Not what a restore replaced: that was at work until then, and nobody looked at it since.
    earlier = [
        Earlier(one, source.blobs.in_folder(one.folder.blobs))
        for one in beside
        if one.manifest.kind != "replaced" and one.manifest.beside.files and _is_of(one, source)
    ]
    own = () if source.folder.backups == part.path.parent else backups_in(source.folder.backups)
    others = [source.blobs, *(source.blobs.in_folder(one.folder.blobs) for one in own)]
    inside, day = source.blobs.in_folder(part.blobs), now.astimezone().date()
    return enclosures.enclose(named, inside, earlier, others, day, progress)


def _is_of(one: Backup, source: _Source) -> bool:
    return one.manifest.clinic == vault.read(source.folder.vault).clinic


def _named(part: Path) -> Path:
    target = part.with_suffix("")
    # Two within one second, as by two presses of a button.
    again = 1
    while target.exists():
        again += 1
        target = part.with_name(f"{part.stem}-{again}")
    part.rename(target)
    files.sync_folder(target.parent)
    return target


def _has_all(made: Backup, known: Vault, state: str, source: _Source) -> bool:
    """Whether a backup has all that stands now, the record and the keys, and its files are as long as they were."""
    if made.manifest.kind != "work" or made.manifest.state != state:
        return False
    marks = made.manifest.files
    lengths = {name: path.stat().st_size for name in marks if (path := made.folder.path / name).is_file()}
    with contextlib.suppress(StoreTrouble):
        return (
            lengths == {name: mark.size for name, mark in marks.items()}
            and vault.read(made.folder.vault) == known
            and enclosures.has_all(made, Blobs(made.folder.blobs, source.key), source.blobs)
        )
    return False


def _entries(state: str) -> int:
    return int(state.split("/")[1])


@contextlib.contextmanager
def _said(place: Path) -> Iterator[None]:
    """Say of what went wrong that it was a backup, and that nothing else was harmed."""
    try:
        yield
    except OSError as trouble:
        raise StoreTrouble(_not_made(_gone(place) or trouble.strerror or str(trouble))) from trouble
    except StoreTrouble as trouble:
        name = getattr(trouble.__cause__, "sqlite_errorname", "") or ""
        why = trouble.words.rstrip(".")
        if name == "SQLITE_FULL":
            why = say("The disk is full")
        elif name.startswith(_OF_A_DISK):
            why = _gone(place) or say("A disk reports an error: the one of the clinic, or the one of the backup")
        raise StoreTrouble(_not_made(why)) from trouble


def _gone(place: Path) -> str:
    """That the place went away meanwhile, as a stick that was pulled out; "" where it is there."""
    return "" if place.is_dir() else say("The place for it is not there any more")


def _not_made(why: str) -> str:
    return say("No backup was made. {why}. The record and the backups from before are as they were.", why=why)
