"""S31: how long a start, an unlock and a quick check take. The best of a few: others may be at work on the machine."""

import os
import time
from collections.abc import Callable
from pathlib import Path

from bench.run import END, SIGN_IN, fresh
from bench.safety.desk import home
from bench.safety.score import Score
from factories import make_clinic
from fixed import PASSWORD

from clinic_desktop.clinic import Clinic
from clinic_desktop.store.backups.copies import opened
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.vault import KeyCost

# Seconds, by reliability.md.
START, UNLOCK, CHECK = 2.5, 1.0, 1.0
_CHECKED_MB = 50
_SCAN = 1_000_000


def times(count: int, seed: int) -> Score:
    """The best of so many of each against what it may take."""
    del seed
    clinic, _ = make_clinic(home() / "timed")
    started = min(_started(clinic.keys.folder.path) for _ in range(count))
    clinic.keys.cost = KeyCost()
    clinic.keys.put(clinic.keys.slot_for(clinic.person.slot, clinic.person.name, PASSWORD))
    _fill(clinic)
    folder, key = clinic.keys.folder, clinic.keys.key
    clinic.close()
    known = vault.read(folder.vault)
    slot = known.people()[0].id
    unlocked = min(_seconds(lambda: vault.unwrap(known, slot, PASSWORD)) for _ in range(count))
    checked = min(_seconds(lambda: _check(folder.database, key)) for _ in range(count))
    size = folder.database.stat().st_size / 1e6
    words = (
        f"start to sign-in {started:.2f} s (at most {START}), unlock at 64 MiB {unlocked:.2f} s ({UNLOCK}), quick "
        f"check of {size:.0f} MB {checked:.2f} s ({CHECK})"
    )
    return Score((started <= START) + (unlocked <= UNLOCK) + (checked <= CHECK), 3, words)


def _started(folder: Path) -> float:
    return fresh(SIGN_IN.format(folder=str(folder)) + END)[0]


def _fill(clinic: Clinic) -> None:
    """Papers until the file has its size."""
    database = clinic._writer._database
    database.execute("BEGIN IMMEDIATE")
    for number in range(_CHECKED_MB):
        database.execute("INSERT INTO contents (digest, bytes) VALUES (?, ?)", (f"{number:064d}", os.urandom(_SCAN)))
    database.execute("COMMIT")


def _check(path: Path, key: bytes) -> None:
    with opened(path, key, "read") as database:
        assert database.execute("PRAGMA quick_check").fetchone()[0] == "ok"
        assert database.execute("PRAGMA cipher_integrity_check").fetchall() == []


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
