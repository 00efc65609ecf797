"""A backup of a large clinic: what it costs beside the bare copy, and what it costs who goes on working meanwhile."""

import shutil
import statistics
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bench.table import line
from fixed import CHEAP, NOW, PASSWORD

from clinic_desktop.clients.queries import clients_found
from clinic_desktop.clinic import Clinic
from clinic_desktop.jobs import Progress
from clinic_desktop.practice.commands import AddService
from clinic_desktop.practice.model import ServiceDraft
from clinic_desktop.store import vault
from clinic_desktop.store.backup import back_up_to
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.connection import open_encrypted
from clinic_desktop.store.keyring import ClinicFolder
from clinic_desktop.store.manifest import backups_in

ROUNDS = 3
QUIET = 200
BETWEEN_SECONDS = 0.005


def backups(folder: Path) -> None:
    """`folder` is a large clinic that another benchmark made."""
    where = ClinicFolder(folder)
    known = vault.read(where.vault)
    slot = known.people()[0].id
    key = vault.unwrap(known, slot, PASSWORD)
    place = folder.with_name("backups-of-bench")
    place.mkdir()
    against_the_copy(where, key, place)
    clinic = Clinic.open(where, key, slot, Clock(NOW), CHEAP)
    beside_work(clinic, place)
    clinic.close()
    shutil.rmtree(place)


def against_the_copy(folder: ClinicFolder, key: bytes, place: Path) -> None:
    """A backup is copied, checked page by page, counted, hashed and flushed; the floor is the copy alone."""
    bare = open_encrypted(folder.database, key, "write").conn
    ours, floor = [], []
    for number in range(ROUNDS):
        target = str(place / f"{number}.db")
        floor.append(milliseconds(partial(bare.execute, "VACUUM INTO ?", (target,))))
        ours.append(milliseconds(lambda: back_up_to(folder, key, place, NOW, Progress())))
    bare.close()
    size = backups_in(place)[0].size / 1e6
    line(f"verified backup of {size:,.0f} MB, s", statistics.median(ours) / 1000, statistics.median(floor) / 1000, "")


def beside_work(clinic: Clinic, place: Path) -> None:
    """A write and a search for a client, while a backup is made and while none is."""
    draft = ServiceDraft("Massage", "MT001", True, "unit", "35.00")

    def both() -> tuple[float, float]:
        # As somebody who types, not as a machine.
        time.sleep(BETWEEN_SECONDS)
        write = milliseconds(lambda: clinic.do(AddService(draft)))
        return write, milliseconds(lambda: clients_found(clinic.read, "mar", NOW.date()))

    quiet = [both() for _ in range(QUIET)]
    made = (clinic.keys.folder, clinic.keys.key, place, NOW, Progress())
    copying = threading.Thread(target=back_up_to, args=made)
    copying.start()
    busy = []
    while copying.is_alive():
        busy.append(both())
    copying.join()
    for at, words in enumerate(("a write", "a keystroke's own work")):
        meanwhile, else_ = (p99([one[at] for one in found]) for found in (busy, quiet))
        line(f"{words} while a backup is made, p99 ms", meanwhile, else_, "")


def milliseconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def p99(found: list[float]) -> float:
    """The 99th of a hundred."""
    return statistics.quantiles(found, n=100)[98]
