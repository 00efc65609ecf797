"""Restores a clinic from a backup: built aside, verified, then put in the place of what is there, which is kept.

Once the new files are ready the swap only goes forward: whatever interrupts it, `finish` at the next start ends it.
"""

import contextlib
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from clinic_desktop import VERSION
from clinic_desktop.errors import FilesLost, StoreTrouble, TooNew
from clinic_desktop.jobs import Progress
from clinic_desktop.store import files, schema
from clinic_desktop.store.backups import enclosures, listing
from clinic_desktop.store.backups.copies import copied_into, file_mark, opened, verify
from clinic_desktop.store.backups.manifest import (
    MANIFEST,
    Backup,
    Manifest,
    backup_name,
    backups_in,
    read_backup,
    write_manifest,
)
from clinic_desktop.store.backups.named import Named
from clinic_desktop.store.beside import standing
from clinic_desktop.store.blobs import Blobs
from clinic_desktop.store.files import is_file
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.store.keys.vault import Vault
from clinic_desktop.wording import say, say_many

# The log belongs to the file beside it: a new file must never meet the log of an old one.
_LOGS = ("clinic.db-wal", "clinic.db-shm")
# What a database would look for beside its file, and play into it.
_BESIDE = ("-wal", "-shm", "-journal")


def deciding_vault(folder: ClinicFolder, backup: Backup) -> Vault:
    """The keys that open a backup: those of today, where the same clinic still has them, else the backup's own.

    Whoever was taken off the staff, or has a new password since, does not come back in with the old one. Raises
    StoreTrouble when neither can be read, or when what lies there is no backup to be read from.
    """
    if why := listing.short_of(backup):
        raise StoreTrouble(say("This backup is not whole: {why}. Nothing was changed. Choose another one.", why=why))
    with contextlib.suppress(StoreTrouble):
        present = vault.read(folder.vault)
        if present.clinic == backup.manifest.clinic:
            return present
    return vault.read(backup.folder.vault)


def prepare(
    folder: ClinicFolder,
    backup: Backup,
    key: bytes,
    progress: Progress,
    *,
    is_short: bool = False,
    is_alone: bool = False,
) -> ClinicFolder:
    """Copy the backup's files beside the clinic and verify them; `put_in_place` goes on from there. `is_alone` takes
    nothing from any other place, as to see what is in this one.

    Raises StoreTrouble (also when the backup is damaged or not this key's), FilesLost unless it may be short of some
    encrypted files, TooNew and Cancelled; nothing changed then.
    """
    part = ClinicFolder(folder.restored_in_part)
    try:
        folder.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Before a byte of it is read: one that claims a terabyte would be read for hours.
        files.need_room(folder.path, 2 * sum(mark.size for mark in backup.manifest.files.values()))
        _check_files(backup)
        forget_part(folder)
        part.path.mkdir(mode=0o700)
        progress.report(0, 3, say("Copying the backup"))
        named = _copy(backup, key, part, progress)
        others = [] if is_alone else _other_places(folder, backup, key)
        lost = enclosures.take_out(named, Blobs(part.blobs, key), backup, others, progress)
        if lost and not is_short:
            raise FilesLost(lost_words(len(lost)))
        progress.report(2, 3, say("Checking the copy"))
    except BaseException as trouble:
        forget_part(folder)
        if isinstance(trouble, OSError):
            raise StoreTrouble(_not_restored(trouble.strerror or str(trouble))) from trouble
        raise
    return part


def put_in_place(
    folder: ClinicFolder, part: ClinicFolder, keys: Vault, now: datetime, *, keeps_files: bool = False
) -> None:
    """Give the prepared file its keys and put both in the place of what is there; raises StoreTrouble.

    With `keeps_files` the encrypted files stay where they are: they are those of the new file too. The prepared file
    goes without a log (`store.writer.writing_aside`).
    """
    try:
        vault.write(part.vault, keys)
        write_manifest(part.path, _of_what_is_there(folder, now))
        if folder.blobs.exists() and not part.blobs.exists() and not keeps_files:
            # What is moved into its place says that what is there was moved away.
            part.blobs.mkdir(mode=0o700)
        shutil.rmtree(folder.restoring, ignore_errors=True)
        part.path.rename(folder.restoring)
    except (OSError, StoreTrouble) as trouble:
        # Still there under its own name only where nothing was put in place yet.
        forget_part(folder)
        why = trouble.words.rstrip(".") if isinstance(trouble, StoreTrouble) else trouble.strerror or str(trouble)
        raise StoreTrouble(_not_restored(why)) from trouble
    finish(folder)


def forget_part(folder: ClinicFolder) -> None:
    """Throw away what was not whole yet, as after a kill."""
    shutil.rmtree(folder.restored_in_part, ignore_errors=True)


def finish(folder: ClinicFolder) -> None:
    """Move what is there among the backups, and the new files into its place; does nothing when nothing is ready.

    Raises StoreTrouble when the disk does not let it; a later call goes on where this one stopped.
    """
    try:
        if folder.is_restoring():
            _swap(folder)
        shutil.rmtree(folder.restoring, ignore_errors=True)
    except OSError as trouble:
        raise StoreTrouble(
            say(
                "The restore is not finished: {why}. Nothing is lost. Close other programs that look into the clinic’s "
                "folder, then try again.",
                why=trouble.strerror or str(trouble),
            )
        ) from trouble


def _swap(folder: ClinicFolder) -> None:
    # What is ready lasts before anything is moved away for it. From here on it is another life of the clinic: what was
    # known of the files that are moved away is said of no others.
    files.sync_folder(folder.path)
    standing.begin_anew(folder)
    manifest = read_backup(folder.restoring).manifest
    kept = folder.backups / backup_name(datetime.fromisoformat(manifest.made_at), "replaced")
    kept.mkdir(mode=0o700, parents=True, exist_ok=True)
    # The manifest first, by copy: it names the folder for as long as there is anything to be moved.
    shutil.copyfile(folder.restoring / MANIFEST, kept / MANIFEST)
    for path in folder.parts():
        new = folder.restoring / path.name
        # What is moved in already has left nothing to be moved away.
        if new.exists():
            _move(folder.path, kept, (path.name, *(_LOGS if path == folder.database else ())))
            new.rename(path)
    if [one.name for one in kept.iterdir()] == [MANIFEST]:
        # A new computer: nothing was there.
        shutil.rmtree(kept)
    for changed in (folder.path, folder.backups, kept):
        if changed.is_dir():
            files.sync_folder(changed)


def _copy(backup: Backup, key: bytes, part: ClinicFolder, progress: Progress) -> Named:
    try:
        with _source(backup, part) as source, opened(source, key, "write") as database:
            schema.check(database)
            copied_into(database, part.database, progress)
        named = verify(part.database, key, progress).named
    except TooNew:
        raise
    except StoreTrouble as trouble:
        if getattr(trouble.__cause__, "sqlite_errorname", "") == "SQLITE_FULL":
            raise StoreTrouble(_not_restored(say("the disk is full"))) from trouble
        raise StoreTrouble(
            say("This backup is damaged, or of another clinic. Nothing was changed. Choose another one.")
        ) from trouble
    with opened(part.database, key, "read") as database:
        if not schema.is_ours(database):
            raise StoreTrouble(
                say(
                    "Something is in the file of this backup that this program did not put there. Nothing was changed. "
                    "Choose another one."
                )
            )
    return named


def _other_places(folder: ClinicFolder, backup: Backup, key: bytes) -> list[Blobs]:
    """Where else a file may be whole that is not in the backup: in one beside it, here, in one here."""
    places = [one.folder.blobs for one in backups_in(backup.folder.path.parent) if one.folder != backup.folder]
    places += [folder.blobs, *(one.folder.blobs for one in backups_in(folder.backups) if one.folder != backup.folder)]
    return [Blobs(path, key) for path in dict.fromkeys(places)]


@contextlib.contextmanager
def _source(backup: Backup, part: ClinicFolder) -> Iterator[Path]:
    """The file to read. What a restore replaced has its log still: a database would write to both, so it is given a
    copy of them. The kept ones stay as they are, and may lie where nobody can write. A log that lies beside another
    backup is none of its parts, and is not played into it."""
    folder, name = backup.folder.path, backup.folder.database.name
    names = (name, _LOGS[0]) if backup.manifest.kind == "replaced" else (name,)
    if backup.manifest.kind != "replaced" and not any((folder / f"{name}{end}").exists() for end in _BESIDE):
        yield backup.folder.database
        return
    aside = part.path / "source"
    aside.mkdir(mode=0o700)
    there = [folder / one for one in names if is_file(folder / one)]
    files.need_room(part.path, 2 * sum(path.lstat().st_size for path in there))
    for path in there:
        shutil.copyfile(path, aside / path.name, follow_symlinks=False)
    yield aside / name
    shutil.rmtree(aside)


def _move(source: Path, target: Path, names: tuple[str, ...]) -> None:
    # The log before its file: whatever stops it in between, no file is left beside the log of another one.
    for name in reversed(names):
        if (source / name).exists():
            if (target / name).exists():
                raise FileExistsError(17, "File exists", str(target / name))
            (source / name).rename(target / name)


def _check_files(backup: Backup) -> None:
    """Compare each file with what the manifest says of it; what was replaced has only its own checks."""
    for name, mark in backup.manifest.files.items():
        path = backup.folder.path / name
        # First how long it is: one that claims a terabyte is not read to be counted.
        if not is_file(path) or path.lstat().st_size != mark.size or file_mark(path) != mark:
            raise StoreTrouble(
                say(
                    "This backup is damaged: {name} is not as it was when it was made. Nothing was changed. Choose an "
                    "earlier one.",
                    name=name,
                )
            )


def _of_what_is_there(folder: ClinicFolder, now: datetime) -> Manifest:
    """The manifest of what is replaced. It is not opened to be counted: a damaged file would lose its log by that."""
    clinic = ""
    with contextlib.suppress(StoreTrouble):
        clinic = vault.read(folder.vault).clinic
    # Its moment names its folder: two restores within one second are two.
    while (folder.backups / backup_name(now, "replaced")).exists():
        now += timedelta(seconds=1)
    lived = standing.read(folder).generation
    return Manifest("replaced", now.isoformat(timespec="seconds"), VERSION, clinic, 0, "", {}, {}, generation=lived)


def lost_words(count: int) -> str:
    """What is said of a backup so many of whose encrypted files are whole nowhere."""
    return say_many(
        "{count} file of a client in this backup is damaged or missing, and no other place here has it whole. Nothing "
        "was changed. Choose another backup, or restore the rest of this one.",
        "{count} files of clients in this backup are damaged or missing, and no other place here has them whole. "
        "Nothing was changed. Choose another backup, or restore the rest of this one.",
        count,
    )


def _not_restored(why: str) -> str:
    return say("The backup was not restored: {why}. What is there was left as it is.", why=why)
