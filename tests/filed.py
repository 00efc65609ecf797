"""Clinics with encrypted files: a table that names them, whatever the room, and a command that puts a row into it."""

import random
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from fixed import NOW

from clinic_desktop.clinic import Clinic
from clinic_desktop.jobs import Progress
from clinic_desktop.store.backups import backup
from clinic_desktop.store.backups.copies import opened
from clinic_desktop.store.backups.manifest import Backup
from clinic_desktop.store.blobs import Blobs
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.store.transaction import Transaction

_TABLE = (
    "CREATE TABLE IF NOT EXISTS scans (id INTEGER PRIMARY KEY, version INTEGER NOT NULL, retired_at TEXT, blob TEXT)"
    " STRICT"
)
LONG = 40_000


@dataclass(frozen=True)
class File(Command):
    """A row that names a file."""

    name: str
    label: ClassVar[str] = "File a scan"
    permission: ClassVar[Permission] = "anyone"

    def perform(self, tx: Transaction) -> int:
        return tx.insert("scans", {"blob": self.name})


@dataclass(frozen=True)
class Change(Command):
    """The row names another file."""

    row: int
    name: str | None
    label: ClassVar[str] = "Change a scan"
    permission: ClassVar[Permission] = "anyone"

    def perform(self, tx: Transaction) -> int:
        return tx.update("scans", self.row, {"blob": self.name}, None)


@dataclass(frozen=True)
class Retire(Command):
    """The row is taken out of use."""

    row: int
    label: ClassVar[str] = "Remove a scan"
    permission: ClassVar[Permission] = "anyone"

    def perform(self, tx: Transaction) -> int:
        return tx.retire("scans", self.row, tx.current("scans", self.row)["version"])


def with_table(folder: ClinicFolder, key: bytes) -> None:
    """Give a clinic that nobody has open the table."""
    with opened(folder.database, key, "write") as database:
        database.execute(_TABLE)


def content(number: int, length: int = LONG) -> bytes:
    return random.Random(number).randbytes(length)


def filed(clinic: Clinic, number: int, length: int = LONG) -> str:
    """A file, and the row that names it."""
    name = clinic.blobs.put(content(number, length))
    clinic.do(File(name))
    return name


def back_up(clinic: Clinic, hours: int = 0) -> Backup:
    made = backup.back_up(clinic.keys.folder, clinic.keys.key, NOW + timedelta(hours=hours), Progress())
    assert made
    return made


def blobs_of(clinic: Clinic, made: Backup) -> Blobs:
    return clinic.blobs.in_folder(made.folder.blobs)


def flip(blobs: Blobs, name: str, at: int = -1) -> None:
    """Change one bit of a file as it lies there, in place: whatever is linked to it changes too."""
    with blobs.path(name).open("rb+") as file:
        whole = bytearray(file.read())
        whole[at] ^= 1
        file.seek(0)
        file.write(whole)
