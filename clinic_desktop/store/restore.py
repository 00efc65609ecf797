"""Restores a clinic from a backup: built aside, verified, then put in the place of what is there, which is kept.

Once the new files are ready the swap only goes forward: whatever interrupts it, `finish` at the next start ends it.
"""

import contextlib
import shutil
from datetime import datetime
from pathlib import Path

from clinic_desktop import VERSION
from clinic_desktop.errors import StoreTrouble
from clinic_desktop.jobs import Progress
from clinic_desktop.store import schema, vault
from clinic_desktop.store.copies import copied_into, file_mark, opened, verify
from clinic_desktop.store.keyring import ClinicFolder
from clinic_desktop.store.manifest import (
    MANIFEST,
    UNFINISHED,
    Backup,
    Manifest,
    backup_name,
    read_backup,
    write_manifest,
)
from clinic_desktop.store.vault import Vault
from clinic_desktop.wording import say

# The log belongs to the file beside it: a new file must never meet the log of an old one.
_LOGS = ("clinic.db-wal", "clinic.db-shm")


def deciding_vault(folder: ClinicFolder, backup: Backup) -> Vault:
    """The keys that open a backup: those of today, where the same clinic still has them, else the backup's own.

    Whoever was taken off the staff, or has a new password since, does not come back in with the old one. Raises
    StoreTrouble when neither can be read.
    """
    with contextlib.suppress(StoreTrouble):
        present = vault.read(folder.vault)
        if present.clinic == backup.manifest.clinic:
            return present
    return vault.read(backup.folder.vault)


def prepare(folder: ClinicFolder, backup: Backup, key: bytes, progress: Progress) -> ClinicFolder:
    """Copy the backup's file beside the clinic and verify it; `put_in_place` goes on from there.

    Raises StoreTrouble (also when the backup is damaged or not this key's), TooNew and Cancelled; nothing changed then.
    """
    part = ClinicFolder(folder.restoring.with_name(folder.restoring.name + UNFINISHED))
    try:
        _check_files(backup)
        folder.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.rmtree(part.path, ignore_errors=True)
        part.path.mkdir(mode=0o700)
        progress.report(0, 2, say("Copying the backup"))
        with opened(backup.folder.database, key, "write") as database:
            schema.check(database)
            copied_into(database, part.database, progress)
        progress.report(1, 2, say("Checking the copy"))
        verify(part.database, key, progress)
    except OSError as trouble:
        shutil.rmtree(part.path, ignore_errors=True)
        raise StoreTrouble(_not_restored(trouble.strerror or str(trouble))) from trouble
    except BaseException:
        shutil.rmtree(part.path, ignore_errors=True)
        raise
    return part


def put_in_place(folder: ClinicFolder, part: ClinicFolder, keys: Vault, now: datetime) -> None:
    """Give the prepared file its keys and put both in the place of what is there; raises StoreTrouble."""
    try:
        vault.write(part.vault, keys)
        write_manifest(part.path, _of_what_is_there(folder, now))
        part.path.rename(folder.restoring)
        vault.sync_folder(folder.path)
    except OSError as trouble:
        raise StoreTrouble(_not_restored(trouble.strerror or str(trouble))) from trouble
    finish(folder)


def finish(folder: ClinicFolder) -> None:
    """Move what is there among the backups, and the new files into its place; does nothing when nothing is ready.

    Raises StoreTrouble when the disk does not let it; a later call goes on where this one stopped.
    """
    ready = ClinicFolder(folder.restoring)
    if not folder.is_restoring():
        return
    try:
        manifest = read_backup(ready.path).manifest
        kept = folder.backups / backup_name(datetime.fromisoformat(manifest.made_at), "replaced")
        kept.mkdir(mode=0o700, parents=True, exist_ok=True)
        new = [ready.vault, vault.second_copy(ready.vault), ready.database]
        for path in new:
            # What is moved in already has left nothing to be moved away.
            if path.exists():
                _move(folder.path, kept, (path.name, *(_LOGS if path == ready.database else ())))
                path.rename(folder.path / path.name)
        if folder_is_empty := not any(kept.iterdir()):
            kept.rmdir()
        else:
            (ready.path / MANIFEST).replace(kept / MANIFEST)
        shutil.rmtree(ready.path)
        for changed in (folder.path, folder.backups, *([] if folder_is_empty else [kept])):
            vault.sync_folder(changed)
    except OSError as trouble:
        raise StoreTrouble(
            say(
                "The restore is not finished: {why}. Nothing is lost. Close other programs that look into the clinic’s "
                "folder, then try again.",
                why=trouble.strerror or str(trouble),
            )
        ) from trouble


def _move(source: Path, target: Path, names: tuple[str, ...]) -> None:
    # The log before its file: a file without its log only misses what is put back with it.
    for name in reversed(names):
        if (source / name).exists():
            (source / name).rename(target / name)


def _check_files(backup: Backup) -> None:
    """Compare each file with what the manifest says of it; what was replaced has only its own checks."""
    for name, mark in backup.manifest.files.items():
        path = backup.folder.path / name
        if not path.is_file() or file_mark(path) != mark:
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
    return Manifest("replaced", now.isoformat(timespec="seconds"), VERSION, clinic, 0, "", {}, {})


def _not_restored(why: str) -> str:
    return say("The backup was not restored: {why}. What is there was left as it is.", why=why)
