"""A clinic that everything here works on a copy of, and one of those copies: where it lies, and who opens it."""

import os
import shutil
import tempfile
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from billable import billable_client, ready_visit
from factories import VISIT, make_clinic, new_visit
from filing import filed
from fixed import CHEAP, NOW, PASSWORD
from packed import accept_all, begun, change, packable

from clinic_desktop.clients.commands import AddAlert
from clinic_desktop.clients.model import AlertDraft, ClientId
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import WrongPassword
from clinic_desktop.jobs import Progress
from clinic_desktop.packets.document.making import bind_packet
from clinic_desktop.packets.model.packet import PacketDraft
from clinic_desktop.packets.queries.packets import packet
from clinic_desktop.store.backups import backup, restore
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.store.keys.vault import Slot

OTHER_PASSWORD = "six more words in another row"
LATER = NOW + timedelta(hours=2)
# Clients, and what they have, by their rows: those of whom a packet can be made, and one whose last visit is not noted.
ONE, OTHER = 1, 2


class Prepared(NamedTuple):
    """The clinic that is copied, what opens it, and what takes long to make of it."""

    path: Path
    key: bytes
    slot: str
    case: int
    visits: tuple[int, ...]
    bill: int
    other_case: int
    other_visits: tuple[int, ...]
    packet: int
    bound: Any
    # The recovery key as printed, and a new one with its slot, which is in no vault yet.
    recovery: str
    other_recovery: tuple[str, Slot]


class Desk:
    """A copy of that clinic, as somebody works on it."""

    def __init__(self, folder: ClinicFolder, clock: Clock | None = None) -> None:
        self.folder, self._clock = folder, clock or Clock(NOW)
        self._clinic: Clinic | None = None

    @property
    def clinic(self) -> Clinic:
        """The open clinic, its owner signed in; opened as a start of the program opens it."""
        if self._clinic is None:
            self._clinic = opened(self.folder, self._clock)
        return self._clinic

    def close(self) -> None:
        """Close it, where it is open."""
        if self._clinic is not None:
            self._clinic.close()
            self._clinic = None


def opened(folder: ClinicFolder, clock: Clock) -> Clinic:
    """Finish what was interrupted, then sign the owner in, with whichever of the passwords holds."""
    restore.finish(folder)
    known = vault.read(folder.vault)
    slot = known.people()[0].id
    for password in (PASSWORD, OTHER_PASSWORD):
        try:
            return Clinic.open(folder, vault.unwrap(known, slot, password), slot, clock, CHEAP)
        except WrongPassword:
            continue
    raise WrongPassword("neither password opens it")


@cache
def _home() -> "tempfile.TemporaryDirectory[str]":
    return tempfile.TemporaryDirectory(ignore_cleanup_errors=True, dir=_memory())


def _memory() -> str | None:
    """Where the machine lends its memory as a folder: what is asked is what is written, not how long a disk takes."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def home() -> Path:
    """A folder that goes with this process."""
    return Path(_home().name)


@cache
def prepared() -> Prepared:
    """Make it once a process: two clients with a course of care each, a bill, papers, backups of three days."""
    clinic, printed = make_clinic(home() / "prepared")
    own = packable(clinic)
    other = billable_client(clinic, "Ada")
    seen = [ready_visit(clinic, other.case, day) for day in ("11/5/2026", "11/12/2026")]
    seen.append(new_visit(clinic, other.case, replace(VISIT, date_of_service="11/19/2026")))
    for name in ("first.pdf", "second.pdf"):
        filed(clinic, ONE, (f"{name} 1", f"{name} 2", f"{name} 3"), name)
    row = begun(clinic, own.case, "appeal")
    change(clinic, row, PacketDraft(way="mail", to_address="PO Box 12\nTacoma, WA 98402"))
    accept_all(clinic, row)
    bound = bind_packet(clinic.read, clinic.blobs, row, clinic.clock.today(), Progress())
    for days in (3, 2, 1):
        clinic.do(AddAlert(ClientId(ONE), AlertDraft("desk", f"{days} days ago")))
        backup.back_up(clinic.keys.folder, clinic.keys.key, NOW - timedelta(days=days), Progress())
    assert packet(clinic.read, row).version
    clinic.close()
    return Prepared(
        clinic.keys.folder.path,
        clinic.keys.key,
        clinic.person.slot,
        own.case,
        tuple(own.visits),
        own.bill,
        other.case,
        tuple(seen),
        row,
        bound,
        printed,
        clinic.keys.recovery_slot(),
    )


def copied(name: str = "run", *, backups: bool = False) -> ClinicFolder:
    """A fresh copy of it, with its backups or without, alone in a place of this name; what lay there is gone."""
    place = home() / f"{os.getpid()}-{name}"
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(prepared().path, place / "clinic", ignore=None if backups else shutil.ignore_patterns("backups"))
    return ClinicFolder(place / "clinic")


def stick_of(folder: ClinicFolder) -> Path:
    """Another place, beside the folder of a clinic, for its backups."""
    return folder.path.parent / "stick"


def export_of(folder: ClinicFolder) -> Path:
    """Where an export of it goes, in the open, beside its folder."""
    return folder.path.parent / "export"
