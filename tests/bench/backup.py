"""A backup of a large clinic: what it costs beside the bare copy, and what it costs who goes on working meanwhile."""

import random
import shutil
import statistics
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bench.run import fresh
from bench.table import line
from factories import make_clinic
from fixed import CHEAP, NOW, PASSWORD

from clinic_desktop.clients.queries import clients_found
from clinic_desktop.clinic import Clinic
from clinic_desktop.jobs import Progress
from clinic_desktop.practice.commands import AddService
from clinic_desktop.practice.model import ServiceDraft
from clinic_desktop.store.backups.backup import back_up_to
from clinic_desktop.store.backups.manifest import backups_in
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.connection import open_encrypted
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.keyring import ClinicFolder

ROUNDS = 3
# Scans as they come in: from a card to a benefit statement of some pages.
FILES, FILE_BYTES = 200, 500_000
QUIET = 200
BETWEEN_SECONDS = 0.005


# What a process has at its peak, one backup and nothing else done.
IN_A_PROCESS = """
import json, resource
from pathlib import Path
from fixed import NOW
from clinic_desktop.jobs import Progress
from clinic_desktop.store.backups.backup import back_up_to
from clinic_desktop.store.keys.keyring import ClinicFolder
back_up_to(ClinicFolder(Path({folder!r})), bytes.fromhex({key!r}), Path({place!r}), NOW, Progress())
print(json.dumps([0, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024]))
"""


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
    with_files(place)
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


def with_files(home: Path) -> None:
    """A clinic with 200 encrypted files, 100 MB: all of them copied, then all linked to the backup before. Each is
    opened and hashed every time; the floor is the bare copy of the same bytes. Memory holds one file at a time."""
    folder, key = filed(home / "filed", FILES)
    found: dict[str, list[float]] = {"floor": [], "first": [], "linked": []}
    for number in range(ROUNDS):
        place = home / f"place-{number}"
        found["floor"].append(milliseconds(partial(shutil.copytree, folder.blobs, home / f"bare-{number}")))
        for run in ("first", "linked"):
            found[run].append(milliseconds(partial(back_up_to, folder, key, place, NOW, Progress())))
    size, floor = FILES * FILE_BYTES / 1e6, statistics.median(found["floor"]) / 1000
    for run, words in (("first", "copied"), ("linked", "linked")):
        line(
            f"backup of {FILES} files, {size:,.0f} MB, all {words}, s", statistics.median(found[run]) / 1000, floor, ""
        )
    few, few_key = filed(home / "few", FILES // 10)
    many_peak, few_peak = (
        fresh(IN_A_PROCESS.format(folder=str(where.path), key=one, place=str(home / f"peak-{one[:4]}")))[1] / 1e6
        for where, one in ((folder, key.hex()), (few, few_key.hex()))
    )
    line(f"memory of that backup against one of {FILES // 10} files, MB", many_peak, few_peak, "1.1x")


def filed(home: Path, files: int) -> tuple[ClinicFolder, bytes]:
    """A clinic with so many encrypted files, closed, and its key."""
    clinic, _ = make_clinic(home)
    for number in range(files):
        name = clinic.blobs.put(random.Random(number).randbytes(FILE_BYTES))
        # What an unsaved form names is backed up as what a row names.
        clinic.drafts.keep(f"scan:{number}", {"blob": name})
    clinic.close()
    return clinic.keys.folder, clinic.keys.key


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
