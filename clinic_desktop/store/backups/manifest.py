"""What lies in a backup: when it was made and why, of which clinic, how many rows, and the hash of each file.

Its encrypted files are many, so they stand in a list of their own beside it (`store.backups.enclosures`): who shows
which backups there are need not read it.
"""

import contextlib
import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, NamedTuple

from clinic_desktop.errors import StoreTrouble
from clinic_desktop.store.chain import Head
from clinic_desktop.store.files import FileMark, is_file, is_folder, read_file, write_beside
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.wording import say

MANIFEST = "manifest.json"
# A folder that is not whole yet, or is being thrown away: never listed.
UNFINISHED = ".part"
# 1 had no encrypted files, 2 did not say when each was last read. Both are read; only this one is written.
_FORMAT = 3
_NAME = re.compile(r"\d{8}T\d{6}Z-[a-z]+(-\d+)?")
# More than any manifest: nothing longer is read of a stranger's stick.
_MOST_BYTES = 1 << 22

# While working, before something risky, before the schema changed, and what stood in a clinic's place before a restore.
Kind = Literal["work", "before", "migration", "replaced"]
_KINDS = ("work", "before", "migration", "replaced")
# What it was made before, where that is its kind; "move" is of one on a stick, which is like any other.
Risk = Literal["import", "undo import", "move"]
# What a backup consists of beside its manifest.
FILES = ("clinic.db", "vault.json", "vault.copy.json")
# And where the record speaks of encrypted files: the list of them.
BLOB_LIST = "blobs.json"
_MOST = 1 << 62
_LAST_YEAR = 9_999


class FileTotals(NamedTuple):
    """The encrypted files of a backup: how many, how many bytes, and how many that rows name were whole nowhere."""

    files: int = 0
    size: int = 0
    lost: int = 0


class Manifest(NamedTuple):
    """What a backup says of itself.

    `made_at` is UTC (ISO 8601), `clinic` the clinic's name in its vault, `schema` the number of the newest migration in
    it, `state` what `store.backups.backup` compares to see whether anything changed, `rows` the rows of each table,
    `risk` what it was made before, `generation` which life of the clinic it is of (`store.beside.standing`), `head` the
    end of its audit trail, `sums` what each column of money adds up to, in cents, by "table.column", and `seal` what
    `store.backups.vouching` makes of all that; earlier programs did not write the last three.
    """

    kind: Kind
    made_at: str
    program: str
    clinic: str
    schema: int
    state: str
    rows: Mapping[str, int]
    files: Mapping[str, FileMark]
    beside: FileTotals = FileTotals()
    risk: str = ""
    generation: str = ""
    head: Head | None = None
    sums: Mapping[str, int] = {}
    seal: str = ""

    def made(self) -> datetime:
        """The moment it was made, on the clinic's wall clock."""
        return datetime.fromisoformat(self.made_at).astimezone()


class Backup(NamedTuple):
    """One backup: its folder, laid out like a clinic's own, and its manifest."""

    folder: ClinicFolder
    manifest: Manifest

    @property
    def size(self) -> int:
        """How many bytes its files have, those included that it shares with other backups of the same place."""
        return sum(mark.size for mark in self.manifest.files.values()) + self.manifest.beside.size


def backup_name(now: datetime, kind: Kind) -> str:
    """The folder's name: names in their order are moments in their order."""
    return f"{now:%Y%m%dT%H%M%SZ}-{kind}"


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write it into its backup; raises StoreTrouble."""
    write_beside(folder / MANIFEST, json.dumps(body_of(manifest), indent=1).encode("utf-8"))


def body_of(manifest: Manifest) -> dict[str, object]:
    """What is written of it."""
    files = {name: mark._asdict() for name, mark in manifest.files.items()}
    head = manifest.head._asdict() if manifest.head else None
    own: dict[str, object] = {"files": files, "beside": manifest.beside._asdict(), "head": head}
    return {"format": _FORMAT, **manifest._asdict(), **own}


def read_backup(folder: Path) -> Backup:
    """The backup in this folder; raises StoreTrouble where there is none that can be read."""
    try:
        body = json.loads(read_file(folder / MANIFEST, _MOST_BYTES))
        if body["format"] > _FORMAT:
            raise StoreTrouble(say("This backup was made by a newer Clinic Desktop. Install the newer program."))
        return Backup(ClinicFolder(folder), _parsed(body))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as trouble:
        raise StoreTrouble(say("There is no backup in {folder}, or it cannot be read.", folder=folder)) from trouble


def backups_in(place: Path) -> tuple[Backup, ...]:
    """All backups that lie in this folder, the newest first. What cannot be read is left out."""
    folders: list[Path] = []
    with contextlib.suppress(OSError):
        folders.extend(place.iterdir())
    return _readable(folders)


def backups_at(place: Path) -> tuple[Backup, ...]:
    """The backup that this folder is, or those that lie in it."""
    return _readable([place]) or backups_in(place)


def is_backup_name(name: str) -> bool:
    """Whether the program gives a backup a name like this."""
    return _NAME.fullmatch(name) is not None


def _readable(folders: Sequence[Path]) -> tuple[Backup, ...]:
    found = []
    for folder in folders:
        # One by one: a stick has folders that only its system may look into. And no link that leads out of it.
        with contextlib.suppress(OSError, StoreTrouble):
            if folder.suffix != UNFINISHED and is_folder(folder) and is_file(folder / MANIFEST):
                found.append(read_backup(folder))
    return tuple(sorted(found, key=lambda one: (one.manifest.made_at, one.folder.path.name), reverse=True))


def _parsed(body: Mapping[str, Any]) -> Manifest:
    """Take nothing on trust: the file may be damaged, or come from a stranger's stick."""
    kind, rows, files, sums = body["kind"], body["rows"], body["files"], body.get("sums", {})
    beside = FileTotals(**body.get("beside", {}))
    words = [body[name] for name in ("made_at", "program", "clinic", "state")]
    words += [body.get(name, "") for name in ("risk", "generation", "seal")]
    head = Head(**body["head"]) if body.get("head") else None
    marks = {name: FileMark(**mark) for name, mark in files.items()}
    whole = (
        kind in _KINDS
        and all(isinstance(one, str) for one in words)
        and is_count(body["schema"])
        and all(is_count(count) for count in rows.values())
        and all(isinstance(cents, int) for cents in sums.values())
        and all(is_count(mark.size) and isinstance(mark.sha256, str) for mark in marks.values())
        and all(is_count(count) for count in beside)
        and set(marks) <= {*FILES, BLOB_LIST}
        # What stood in a clinic's place may lack any of them.
        and (kind == "replaced" or set(marks) >= set(FILES))
        and (beside == FileTotals() or BLOB_LIST in marks)
        and (head is None or (is_count(head.entries) and isinstance(head.mac, str)))
    )
    if not whole:
        raise ValueError("not a manifest")
    made_at, program, clinic, state, risk, generation, seal = words
    manifest = Manifest(
        kind, made_at, program, clinic, body["schema"], state, rows, marks, beside, risk, generation, head, sums, seal
    )
    # The clocks of both ends of the world must be able to show it.
    if datetime.fromisoformat(made_at).utcoffset() is None or not 1 < manifest.made().year < _LAST_YEAR:
        raise ValueError("no moment")
    return manifest


def is_count(value: object) -> bool:
    """Whether it is a number of things or bytes that can be."""
    return isinstance(value, int) and 0 <= value <= _MOST
