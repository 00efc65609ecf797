"""What the scorecard counts of backups: flipped bits that are found, a record that comes back the same after a random
history, a new computer with the recovery key alone, and hostile backups (`hostile_backups`).

Each function makes its clinic in an empty folder, and takes how much and which seed.
"""

import hashlib
import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from factories import CLIENT, make_clinic, new_client
from filed import Change, File, Retire, blobs_of, with_table
from fixed import CHEAP, NOW

from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import StoreTrouble
from clinic_desktop.jobs import Progress
from clinic_desktop.practice.commands import AddService
from clinic_desktop.practice.model import ServiceDraft
from clinic_desktop.restoring import Restoring, restore_backup
from clinic_desktop.store.backups import enclosures, restore
from clinic_desktop.store.backups.backup import back_up_to
from clinic_desktop.store.backups.copies import opened, verify
from clinic_desktop.store.backups.manifest import Backup
from clinic_desktop.store.blobs import Blobs
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.store.keys.recovery_key import recovery_letters
from clinic_desktop.store.keys.vault import KeyCost

_SCAN_BYTES = 20_000


class Flips(NamedTuple):
    """How many single flipped bits were found in a backup's file, and in one of its encrypted files, of how many."""

    in_file: int
    in_blob: int
    of: int


class Same(NamedTuple):
    """Tables of a restored record that are equal row by row to those of the clinic, of how many; files, of how many;
    and the rows and steps that were compared."""

    tables: int
    of_tables: int
    files: int
    of_files: int
    rows: int
    steps: int


class Moved(NamedTuple):
    """A new computer and the recovery key: rows and files that came out, and the seconds until the clinic was open."""

    rows: int
    files: int
    seconds: float


def flips(home: Path, count: int = 300, seed: int = 12) -> Flips:
    """Flip one bit at a time, in the file of a backup and in a scan of it, and count how often it is noticed."""
    clinic, made = _with_history(home, 20, seed)
    chance, inside = random.Random(seed), blobs_of(clinic, made)
    name = min(enclosures.read_list(made).marks)
    in_file = sum(_is_found(made.folder.database, chance, lambda: _verified(clinic, made)) for _ in range(count))
    in_blob = sum(_is_found(inside.path(name), chance, lambda: inside.checked(name)) for _ in range(count))
    clinic.close()
    return Flips(in_file, in_blob, count)


def same_after_restore(home: Path, steps: int = 500, seed: int = 13) -> Same:
    """Restore a backup of a random history, and compare every row and every file with the clinic's own."""
    clinic, made = _with_history(home, steps, seed)
    there = ClinicFolder(home / "restored")
    part = restore.prepare(there, made, clinic.keys.key, Progress(), is_alone=True)
    ours, theirs = (_tables(folder, clinic.keys.key) for folder in (clinic.keys.folder, part))
    kept = enclosures.read_list(made).marks
    restored = Blobs(part.blobs, clinic.keys.key)
    files = sum(restored.get(name) == clinic.blobs.get(name) for name in kept)
    clinic.close()
    equal = sum(theirs.get(table) == digest for table, digest in ours.items())
    return Same(equal, len(ours), files, len(kept), sum(made.manifest.rows.values()), steps)


def new_computer(home: Path, files: int, file_bytes: int, cost: KeyCost, watch: Callable[[], float]) -> Moved:
    """The stick, the recovery key and nothing else: restored on a clean profile and opened."""
    clinic, printed = _filed(home)
    for number in range(files):
        clinic.do(File(clinic.blobs.put(random.Random(number).randbytes(file_bytes))))
    made = back_up_to(clinic.keys.folder, clinic.keys.key, home / "stick", NOW, Progress())
    person = clinic.person.slot
    clinic.close()
    shutil.rmtree(clinic.keys.folder.path)
    began = watch()
    fresh, letters = ClinicFolder(home / "new"), recovery_letters(printed)
    asked = Restoring(made, vault.RECOVERY_SLOT, letters, person, "another four words")
    key, slot = restore_backup(fresh, asked, cost, Clock(NOW + timedelta(hours=1)), Progress())
    again = Clinic.open(fresh, key, slot, Clock(NOW), cost)
    seconds = watch() - began
    rows = len(again.read.all("SELECT id FROM scans"))
    found = sum(again.blobs.has(row["blob"]) for row in again.read.all("SELECT blob FROM scans"))
    again.close()
    return Moved(rows, found, seconds)


def _filed(home: Path) -> tuple[Clinic, str]:
    clinic, printed = make_clinic(home / "clinic")
    folder, key, slot = clinic.keys.folder, clinic.keys.key, clinic.person.slot
    clinic.close()
    with_table(folder, key)
    return Clinic.open(folder, key, slot, Clock(NOW), CHEAP), printed


def _with_history(home: Path, steps: int, seed: int) -> tuple[Clinic, Backup]:
    clinic, _ = _filed(home)
    chance, rows = random.Random(seed), [clinic.do(File(clinic.blobs.put(b"first"))).row]

    def scan() -> str:
        return clinic.blobs.put(chance.randbytes(chance.randrange(_SCAN_BYTES)))

    acts: tuple[Callable[[], object], ...] = (
        lambda: rows.append(clinic.do(File(scan())).row),
        lambda: clinic.do(Change(chance.choice(rows), scan())),
        lambda: clinic.do(Retire(clinic.do(File(scan())).row)),
        lambda: new_client(clinic, replace(CLIENT, family_name=f"N{chance.random()}")),
        lambda: clinic.do(AddService(ServiceDraft(f"S{chance.random()}", "MT009", True, "unit", "35"))),
        lambda: clinic.drafts.keep(f"form:{chance.randrange(9)}", {"note": str(chance.random())}),
        lambda: clinic.undo() if clinic.history.undoable else None,
    )
    for _ in range(steps):
        chance.choice(acts)()
    return clinic, back_up_to(clinic.keys.folder, clinic.keys.key, home / "stick", NOW, Progress())


def _tables(folder: ClinicFolder, key: bytes) -> dict[str, str]:
    """A digest of all rows of each table, in their order."""
    with opened(folder.database, key, "read") as database:
        found = {}
        for table in sorted(database.table_names()):
            rows = database.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()
            found[table] = hashlib.sha256(repr(rows).encode()).hexdigest()
        return found


def _verified(clinic: Clinic, made: Backup) -> None:
    if verify(made.folder.database, clinic.keys.key, Progress()).rows != made.manifest.rows:
        raise StoreTrouble("other rows")


def _is_found(path: Path, chance: random.Random, look: Callable[[], object]) -> bool:
    at, bit = chance.randrange(path.stat().st_size), 1 << chance.randrange(8)
    _flip(path, at, bit)
    try:
        look()
    except StoreTrouble:
        return True
    else:
        return False
    finally:
        _flip(path, at, bit)


def _flip(path: Path, at: int, bit: int) -> None:
    with path.open("rb+") as file:
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ bit]))
