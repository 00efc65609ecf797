"""What lies in a backup: when it was made and why, of which clinic, how many rows, and the hash of each file."""

import contextlib
import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Literal, NamedTuple

from clinic_desktop.errors import StoreTrouble
from clinic_desktop.store.keyring import ClinicFolder
from clinic_desktop.store.vault import write_beside
from clinic_desktop.wording import say

MANIFEST = "manifest.json"
# A folder that is not whole yet, or is being thrown away: never listed.
UNFINISHED = ".part"
_FORMAT = 1

# While working, before the schema changed, and what stood in a clinic's place before a restore.
Kind = Literal["work", "migration", "replaced"]


class FileMark(NamedTuple):
    """How long a file is, in bytes, and its SHA-256 in hexadecimal."""

    size: int
    sha256: str


class Manifest(NamedTuple):
    """What a backup says of itself.

    `made_at` is UTC (ISO 8601), `clinic` the clinic's name in its vault, `schema` the number of the newest migration in
    it, `state` what `store.backup` compares to see whether anything changed, `rows` the rows of each table.
    """

    kind: Kind
    made_at: str
    program: str
    clinic: str
    schema: int
    state: str
    rows: Mapping[str, int]
    files: Mapping[str, FileMark]

    def made(self) -> datetime:
        """The moment it was made, on the clinic's wall clock."""
        return datetime.fromisoformat(self.made_at).astimezone()


class Backup(NamedTuple):
    """One backup: its folder, laid out like a clinic's own, and its manifest."""

    folder: ClinicFolder
    manifest: Manifest

    @property
    def size(self) -> int:
        """How many bytes its files have."""
        return sum(mark.size for mark in self.manifest.files.values())


def backup_name(now: datetime, kind: Kind) -> str:
    """The folder's name: names in their order are moments in their order."""
    return f"{now:%Y%m%dT%H%M%SZ}-{kind}"


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write it into its backup; raises StoreTrouble."""
    files = {name: mark._asdict() for name, mark in manifest.files.items()}
    body = {"format": _FORMAT} | manifest._asdict() | {"files": files}
    write_beside(folder / MANIFEST, json.dumps(body, indent=1).encode("utf-8"))


def read_backup(folder: Path) -> Backup:
    """The backup in this folder; raises StoreTrouble where there is none that can be read."""
    try:
        body = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        made = {name: body[name] for name in Manifest._fields}
        made["files"] = {name: FileMark(**mark) for name, mark in body["files"].items()}
        manifest = Manifest(**made)
        manifest.made()
        if body["format"] > _FORMAT:
            raise StoreTrouble(say("This backup was made by a newer Clinic Desktop. Install the newer program."))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as trouble:
        raise StoreTrouble(say("There is no backup in {folder}, or it cannot be read.", folder=folder)) from trouble
    return Backup(ClinicFolder(folder), manifest)


def backups_in(place: Path) -> tuple[Backup, ...]:
    """All backups in this folder, the newest first; `place` may be a backup itself. What cannot be read is left out."""
    found = []
    with contextlib.suppress(OSError):
        for folder in (place, *place.iterdir()):
            if folder.suffix != UNFINISHED and (folder / MANIFEST).is_file():
                with contextlib.suppress(StoreTrouble):
                    found.append(read_backup(folder))
    return tuple(sorted(found, key=lambda one: (one.manifest.made_at, one.folder.path.name), reverse=True))
