"""What lies in a place where backups are looked for: those that count, and a sentence about each that does not."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from clinic_desktop.errors import StoreTrouble
from clinic_desktop.store.backups.manifest import (
    BLOB_LIST,
    FILES,
    MANIFEST,
    UNFINISHED,
    Backup,
    backups_at,
    is_backup_name,
    read_backup,
)
from clinic_desktop.store.files import is_file, is_folder
from clinic_desktop.wording import say, say_many

# A stick may hold somebody's ten thousand pictures: their folders are not all looked through.
_MOST_FOLDERS = 200
_BLOBS = "blobs"
# The keys of a hundred people are a twentieth of it.
_MOST_KEYS = 1 << 20


class Lying(NamedTuple):
    """Backups, the newest first, and what is said of what looks like one and is none that can be restored."""

    backups: tuple[Backup, ...]
    passed_over: tuple[str, ...]


def look_in(place: Path) -> Lying:
    """What lies in this folder, or in a folder of its own in it, as on a stick. No link is followed."""
    found: dict[Path, Backup] = {}
    said: list[str] = []
    for folder in (place, *_folders_in(place)):
        for one in backups_at(folder):
            found.setdefault(one.folder.path, one)
        said += _passed_over(folder)
    whole = {path: one for path, one in found.items() if not short_of(one)}
    said += [_said(one.folder.path, short_of(one)) for path, one in found.items() if path not in whole]
    ordered = sorted(whole.values(), key=lambda one: (one.manifest.made_at, one.folder.path.name), reverse=True)
    return Lying(tuple(ordered), tuple(sorted(set(said))))


def unreadable_among_newest(place: Path, count: int) -> int:
    """How many of the newest backups of a place cannot be read any more, by their names."""
    names = sorted((path for path in _folders_in(place) if is_backup_name(path.name)), reverse=True)
    return sum(_is_broken(path) for path in names[:count])


def short_of(backup: Backup) -> str:
    """What a backup lacks so that nothing can be restored from it, as one that was copied only in part; "" when it has
    its file and its keys. Nothing is opened for that."""
    whole = backup.manifest.kind != "replaced"
    for name in FILES:
        path, mark = backup.folder.path / name, backup.manifest.files.get(name)
        if not is_file(path):
            # What a restore replaced may lack its keys; a link in their place is no keys.
            if whole or os.path.lexists(path):
                return say("{name} is missing in it", name=name)
            continue
        size = path.lstat().st_size
        if (mark and size != mark.size) or (name != FILES[0] and size > _MOST_KEYS):
            return say("{name} in it is not as long as it was", name=name)
    return ""


def strangers_in(backup: Backup) -> str:
    """What is said of things that lie in a backup and are not part of it; "" where there are none."""
    own = {MANIFEST, BLOB_LIST, _BLOBS, *FILES, *(f"{FILES[0]}{end}" for end in ("-wal", "-shm", "-journal"))}
    count = 0
    with contextlib.suppress(OSError):
        count = sum(path.name not in own for path in backup.folder.path.iterdir())
    if not count:
        return ""
    return say_many(
        "{count} thing more lies in the folder of this backup. It is no part of it, and is left alone.",
        "{count} things more lie in the folder of this backup. They are no part of it, and are left alone.",
        count,
    )


def _passed_over(place: Path) -> Iterator[str]:
    for folder in _folders_in(place):
        name = folder.name
        if name.endswith(UNFINISHED) and is_backup_name(name.removesuffix(UNFINISHED)):
            yield _said(folder, say("it was not finished"))
        elif is_backup_name(name) and not is_file(folder / MANIFEST):
            yield _said(folder, say("its manifest is missing, so only a part of it was copied here"))
        elif is_backup_name(name):
            try:
                read_backup(folder)
            except StoreTrouble as trouble:
                yield say("{name} is left out: {why}", name=name, why=trouble.words)


def _said(folder: Path, why: str) -> str:
    return say("{name} is left out: {why}.", name=folder.name, why=why)


def _is_broken(folder: Path) -> bool:
    try:
        return bool(short_of(read_backup(folder)))
    except (OSError, StoreTrouble):
        return True


def _folders_in(place: Path) -> list[Path]:
    found: list[Path] = []
    with contextlib.suppress(OSError):
        for path in place.iterdir():
            if is_folder(path):
                found.append(path)
            if len(found) == _MOST_FOLDERS:
                break
    return found
