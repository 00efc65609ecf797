"""What has to hold of a clinic's folder whatever happened to it (I1 to I7), and the state it stands at.

The state is every row of every table, less what no two trials have alike; and for each key slot, which password opens
it. After a fault it is that of what was told, or of the step that was under way then: nothing between.
"""

import contextlib
import csv
import hashlib
import re
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from bench.safety.desk import LATER, OTHER_PASSWORD, export_of, opened, prepared, stick_of
from factories import SERVICE
from fixed import PASSWORD
from sqlite_utils import Database

from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import ClinicError, WrongPassword
from clinic_desktop.jobs import Progress
from clinic_desktop.practice.commands import AddService
from clinic_desktop.store.backups import restore
from clinic_desktop.store.backups.copies import file_mark, verify
from clinic_desktop.store.backups.manifest import Backup, backups_in
from clinic_desktop.store.backups.named import named_in
from clinic_desktop.store.beside import standing
from clinic_desktop.store.beside.outside import _Memory, sweep_outside
from clinic_desktop.store.blobs import Blobs
from clinic_desktop.store.chain import verified
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.store.keys.recovery_key import recovery_letters

# A command's own random name, what is reckoned over it, and the number of an entry, which looks move on.
_NEVER_ALIKE = {("audit", "command"), ("audit", "mac"), ("audit", "id")}
_NO_CHANGE = "note"
# Names of 32 letters, and the marks by which a key or a count of tries is known, which have 16.
_NOT_ALIKE = re.compile("(?<![0-9a-f])(?:[0-9a-f]{32}|[0-9a-f]{16})(?![0-9a-f])")


class State(NamedTuple):
    """The rows, as one hash; for each key slot its name and the password that opens it; the backups that are there.

    `content` is of the rows less the trail and their versions: a change that the key file did not take is taken back by
    entries of its own, so both move on, and nothing else does.
    """

    rows: str
    keys: tuple[tuple[str, str], ...]
    backups: tuple[str, ...] = ()
    content: str = ""


class Found(NamedTuple):
    """What a folder was found to be: its state, and what does not hold, a sentence each."""

    state: State | None
    broken: tuple[str, ...]


def rows_of(database: Database, without: str = "", *, is_bare: bool = False) -> str:
    """One hash over all rows of all tables, less those of one and what the trail tells of them; bare, less the whole
    trail and the versions of rows too."""
    whole = hashlib.sha256()
    tables = sorted(
        str(row[1]) for row in database.execute("PRAGMA main.table_list").fetchall()
         if row[2] == "table" and not str(row[1]).startswith("sqlite_")
    )  # fmt: skip
    for table in tables:
        if table == without or (is_bare and table == "audit"):
            continue
        only = f"WHERE verb <> '{_NO_CHANGE}' AND table_name <> '{without}'" if table == "audit" else ""
        cursor = database.execute(f"SELECT * FROM {table} {only} ORDER BY 1")
        left_out = _NEVER_ALIKE | ({(table, "version")} if is_bare else set())
        kept = [at for at, one in enumerate(cursor.description) if (table, one[0]) not in left_out]
        whole.update(table.encode())
        for row in cursor:
            whole.update(_NOT_ALIKE.sub("#", repr([row[at] for at in kept])).encode())
    return whole.hexdigest()


def keys_of(folder: ClinicFolder) -> tuple[tuple[str, str], ...]:
    """Each person's slot, and which of the passwords opens it; which of the recovery keys opens the clinic; and where
    it goes on."""
    known = vault.read(folder.vault)
    printed = {"the first": prepared().recovery, "the new one": prepared().other_recovery[0]}
    letters = {name: recovery_letters(one) for name, one in printed.items()}
    found = [("", " and ".join(name for name, one in letters.items() if _opens(known, vault.RECOVERY_SLOT, one)))]
    for slot in known.people():
        found.append((slot.name, next((one for one in (PASSWORD, OTHER_PASSWORD) if _opens(known, slot.id, one)), "")))
    # Where the clinic goes on stands beside the record too.
    found.append(("goes on", "elsewhere" if standing.read(folder).moved_at else "here"))
    return tuple(found)


def _opens(known: vault.Vault, slot: str, secret: str) -> bool:
    with contextlib.suppress(WrongPassword):
        vault.unwrap(known, slot, secret)
        return True
    return False


def state_of(clinic: Clinic) -> State:
    """The state of a clinic that is open."""
    folder, database = clinic.keys.folder, clinic._writer._database
    backups = tuple(one.folder.path.name for one in _all(folder))
    return State(rows_of(database), keys_of(folder), backups, rows_of(database, is_bare=True))


def found_in(folder: ClinicFolder) -> Found:
    """Open it as the program does, and look at everything that has to hold. What it finds is not changed but by the
    last question: whether one more command can be done."""
    try:
        restore.finish(folder)
        keys = keys_of(folder)
        clinic = opened(folder, Clock(LATER))
    except ClinicError as trouble:
        return Found(None, (f"not opened: {trouble.words}",))
    try:
        broken = [*_file(clinic), *_blobs(clinic), *_slots(clinic), *_backups(clinic), *_exported(folder)]
        state = state_of(clinic)._replace(keys=keys)
        broken += _next_command(clinic)
    except ClinicError as trouble:
        return Found(None, (f"not read: {trouble.words}",))
    finally:
        clinic.close()
    return Found(state, tuple(broken))


def _file(clinic: Clinic) -> list[str]:
    """I2, I5 and I6. The log is folded in first: before that, good pages of it look like bad ones of the file."""
    database = clinic._writer._database
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    asked = {
        "a page does not decrypt": database.execute("PRAGMA cipher_integrity_check").fetchall() == [],
        "the file is not whole": database.execute("PRAGMA integrity_check").fetchone()[0] == "ok",
        "a row names one that is not there": database.execute("PRAGMA foreign_key_check").fetchall() == [],
    }
    asked["the audit trail does not hold"] = verified(database, clinic.keys.key, Progress()).flaw is None
    return [words for words, holds in asked.items() if not holds]


def _blobs(clinic: Clinic) -> list[str]:
    """I4: each file that a row names lies there, whole."""
    # Not the clinic's own, which would take one from a backup.
    inside = Blobs(clinic.keys.folder.blobs, clinic.keys.key)
    found = []
    for name in named_in(clinic._writer._database).by_rows:
        try:
            inside.checked(name)
        except ClinicError as trouble:
            found.append(f"dangling: {trouble.words}")
    return found


def _slots(clinic: Clinic) -> list[str]:
    """No key without its person: whoever left does not come back in."""
    rows = clinic.read.all("SELECT slot FROM staff WHERE retired_at IS NULL")
    people = {str(row["slot"]) for row in rows}
    return [
        f"a key without a person: {slot.name}"
        for slot in vault.read(clinic.keys.folder.vault).people()
        if slot.id not in people and _may_enter(clinic, slot.id)
    ]


def _may_enter(clinic: Clinic, slot: str) -> bool:
    with contextlib.suppress(ClinicError):
        Clinic.open(clinic.keys.folder, clinic.keys.key, slot, clinic.clock, clinic.keys.cost).close()
        return True
    return False


def _backups(clinic: Clinic) -> list[str]:
    """Each backup that is listed is whole."""
    return [
        f"a backup is not whole: {one.folder.path.name}"
        for one in _all(clinic.keys.folder)
        if one.manifest.kind != "replaced" and not is_whole(one, clinic.keys.key)
    ]


def _exported(folder: ClinicFolder) -> list[str]:
    """An export has its name only when it is whole; of half of one nothing lies about once it was swept, as at each
    start."""
    target, memory = export_of(folder), _Memory(folder, prepared().key)
    if begun := memory.read():
        # A disk that is looked at after a power cut lies elsewhere than the one that was written to.
        memory._write([{**one, "path": str(target.with_name(Path(one["path"]).name))} for one in begun])
    sweep_outside(folder, prepared().key)
    left = [f"half an export is left: {path.name}" for path in target.parent.glob(f"{target.name}?*")]
    if target.exists():
        lines = (target / "manifest.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
        named = {name: sha256 for name, _, sha256, _ in csv.reader(lines)}
        left += [
            f"a file of the export is not as its list says: {name}"
            for name, sha256 in named.items()
            if not (target / name).is_file() or hashlib.sha256((target / name).read_bytes()).hexdigest() != sha256
        ]
    return left


def _all(folder: ClinicFolder) -> tuple[Backup, ...]:
    """Those beside the clinic, and those on its stick."""
    return backups_in(folder.backups) + backups_in(stick_of(folder))


def is_whole(one: Backup, key: bytes) -> bool:
    """Whether a backup is what its manifest says, opens with this key, and has its files."""
    try:
        if any(file_mark(one.folder.path / name) != mark for name, mark in one.manifest.files.items()):
            return False
        inside = Blobs(one.folder.blobs, key)
        for name in verify(one.folder.database, key, Progress()).named.by_rows:
            inside.checked(name)
    except (ClinicError, OSError):
        return False
    return True


def _next_command(clinic: Clinic) -> list[str]:
    """I7: it goes on; or it goes on elsewhere, and then nothing is done here."""
    try:
        row = clinic.do(AddService(replace(SERVICE, name="After all"))).row
    except ClinicError as trouble:
        return [] if clinic.is_moved else [f"does not go on: {trouble.words}"]
    if clinic.is_moved:
        return ["goes on here though it was moved"]
    return [] if clinic.read.one("SELECT 1 FROM services WHERE id = ?", row) else ["does not go on"]
