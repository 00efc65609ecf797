"""Backups of a clinic: the file copied by the database itself, the encrypted files that it speaks of, its key file and
a manifest, verified by opening them. Each is whole by itself, and may be carried away alone.

The database's own VACUUM INTO copies what is committed while the clinic is at work; copying the live file would lose
commits without a word, and drop the locks on it.
"""

import contextlib
import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from clinic_desktop import VERSION
from clinic_desktop.errors import StoreTrouble
from clinic_desktop.jobs import Progress
from clinic_desktop.store import enclosures, vault
from clinic_desktop.store.blobs import Blobs
from clinic_desktop.store.copies import copied_into, file_mark, opened, state_of, verify
from clinic_desktop.store.keyring import ClinicFolder
from clinic_desktop.store.manifest import (
    BLOB_LIST,
    UNFINISHED,
    Backup,
    Kind,
    Manifest,
    backup_name,
    backups_in,
    read_backup,
    write_manifest,
)
from clinic_desktop.store.orphans import remove_orphans
from clinic_desktop.store.vault import Vault
from clinic_desktop.wording import say

if TYPE_CHECKING:
    from sqlite_utils import Database

DAYS_KEPT = 7


def back_up(folder: ClinicFolder, key: bytes, now: datetime, progress: Progress) -> Backup | None:
    """Make a backup among the clinic's own; None when nothing changed since the newest one.

    The newest one of each of the last seven days with changes is kept. Slow, so a window runs it in a job. Raises
    StoreTrouble, and Cancelled.
    """
    known = vault.read(folder.vault)
    _clear_unfinished(folder.backups)
    with _said(), opened(folder.database, key, "write") as database:
        source, before = _Source(database, key, folder), backups_in(folder.backups)
        state = state_of(database)
        if any(_has_all(one, known, state, source) for one in before):
            return None
        made = _copied(source, "work", folder.backups, now, progress)
        past = [one.manifest.made() for one in before if one.manifest.kind == "work" and one.manifest.made() <= now]
        if past:
            remove_orphans(database, source.blobs, max(past), now)
    _thin(made)
    return made


def back_up_to(folder: ClinicFolder, key: bytes, place: Path, now: datetime, progress: Progress) -> Backup:
    """Make a backup in another place, as on a stick: always, and nothing there is thrown away. Raises as `back_up`."""
    with _said(), opened(folder.database, key, "write") as database:
        return _copied(_Source(database, key, folder), "work", place, now, progress)


def back_up_before_migration(database: "Database", key: bytes, folder: ClinicFolder, now: datetime) -> Backup:
    """Make a backup of an open file before its schema changes; the newest one of each schema is kept.

    Raises StoreTrouble.
    """
    _clear_unfinished(folder.backups)
    with _said():
        made = _copied(_Source(database, key, folder), "migration", folder.backups, now, Progress())
    _thin(made)
    return made


class _Source(NamedTuple):
    """What is copied: an open file, its key and its folder."""

    database: "Database"
    key: bytes
    folder: ClinicFolder

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
        part.path.mkdir(mode=0o700)
        progress.report(0, 3, say("Copying the clinic’s file"))
        copied_into(source.database, part.database, progress)
        progress.report(1, 3, say("Checking the copy"))
        found = verify(part.database, source.key, progress)
        if _entries(found.state) < _entries(before):
            raise StoreTrouble(say("The copy is older than the record, so it does not count."))
        known = vault.read(source.folder.vault)
        vault.write(part.vault, known)
        earlier = [Blobs(path, source.key) for path in _blobs_beside(part, known.clinic)]
        inside = Blobs(part.blobs, source.key)
        own = (one.folder.blobs for one in backups_in(source.folder.backups) if source.folder.backups != place)
        others = [source.blobs, *(Blobs(path, source.key) for path in own)]
        enclosed = enclosures.enclose(found.named, inside, earlier, others, progress)
        names = [part.database, part.vault, vault.second_copy(part.vault)]
        if enclosed != enclosures.NOTHING:
            enclosures.write_list(part.path, enclosed)
            names.append(part.path / BLOB_LIST)
        progress.report(2, 3, say("Checking the copy"))
        marks = {path.name: file_mark(path) for path in names}
        at, beside = now.isoformat(timespec="seconds"), enclosed.beside()
        manifest = Manifest(kind, at, VERSION, known.clinic, found.schema, found.state, found.rows, marks, beside)
        write_manifest(part.path, manifest)
        return read_backup(_named(part.path))
    except BaseException:
        shutil.rmtree(part.path, ignore_errors=True)
        raise


def _named(part: Path) -> Path:
    target = part.with_suffix("")
    # Two within one second, as by two presses of a button.
    again = 1
    while target.exists():
        again += 1
        target = part.with_name(f"{part.stem}-{again}")
    part.rename(target)
    vault.sync_folder(target.parent)
    return target


def _blobs_beside(part: ClinicFolder, clinic: str) -> Iterator[Path]:
    """Where the same place has encrypted files of this clinic already, the newest first. Not what a restore replaced:
    that was at work until then, and nobody looked at it since."""
    for one in backups_in(part.path.parent):
        if one.manifest.clinic == clinic and one.manifest.kind != "replaced" and one.manifest.beside.files:
            yield one.folder.blobs


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


def _thin(made: Backup) -> None:
    """Throw away what newer backups of the same clinic stand for; never the one that was just made.

    A restore goes back: what was backed up before it, newer backups do not stand for. One that is later than this
    moment was made while the computer's clock was wrong, or is it now: it stands for none, and stays.
    """
    now = made.manifest.made()
    days: set[date] = set()
    seen: set[tuple[int, date]] = set()
    schemas: set[int] = set()
    restores = 0
    for one in backups_in(made.folder.path.parent):
        if one.manifest.clinic != made.manifest.clinic:
            continue
        if one.manifest.kind == "replaced":
            restores += 1
            continue
        if one.manifest.made() > now:
            continue
        if one.manifest.kind == "migration":
            is_kept = one.manifest.schema not in schemas
            schemas.add(one.manifest.schema)
        else:
            day = one.manifest.made().date()
            is_kept = (restores, day) not in seen and len(days | {day}) <= DAYS_KEPT
            seen.add((restores, day))
            days.update({day} if is_kept else ())
        # Made with the computer's clock set back, it may look older than all others.
        if not is_kept and one.folder != made.folder:
            _throw_away(one.folder.path)


def _throw_away(path: Path) -> None:
    # Renamed first: half of a backup is never listed as one.
    gone = path.with_name(path.name + UNFINISHED)
    with contextlib.suppress(OSError):
        path.rename(gone)
        shutil.rmtree(gone)


def _clear_unfinished(place: Path) -> None:
    """What a kill or a power cut left behind."""
    for path in place.glob(f"[0-9]*T[0-9]*Z-*{UNFINISHED}"):
        shutil.rmtree(path, ignore_errors=True)


def _entries(state: str) -> int:
    return int(state.split("/")[1])


@contextlib.contextmanager
def _said() -> Iterator[None]:
    """Say of what went wrong that it was a backup, and that nothing else was harmed."""
    try:
        yield
    except OSError as trouble:
        raise StoreTrouble(_not_made(trouble.strerror or str(trouble))) from trouble
    except StoreTrouble as trouble:
        is_full = getattr(trouble.__cause__, "sqlite_errorname", "") == "SQLITE_FULL"
        why = say("The disk is full") if is_full else trouble.words.rstrip(".")
        raise StoreTrouble(_not_made(why)) from trouble


def _not_made(why: str) -> str:
    return say("No backup was made. {why}. The record and the backups from before are as they were.", why=why)
