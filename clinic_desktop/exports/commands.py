"""Note in the audit trail that the record left the program: what and how much."""

from dataclasses import dataclass
from typing import ClassVar

from clinic_desktop.audit.model import EXPORT_BEGUN, EXPORTED, RECORD_MADE
from clinic_desktop.exports.model import ExportRun
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.transaction import Transaction


@dataclass(frozen=True)
class BeginExport(Command):
    """Before anything is written: an export that was killed stands in the trail as well."""

    label: ClassVar[str] = EXPORT_BEGUN
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "owner"

    def perform(self, tx: Transaction) -> int:
        """Write the entry."""
        return tx.look("practice", 1, {"export": "begun"})


@dataclass(frozen=True)
class NoteExport(Command):
    """Everything was exported: so many rows, clients, papers and files, so many bytes; `lost` counts what could not be
    read."""

    rows: int
    clients: int
    papers: int
    files: int
    size: int
    lost: int = 0
    label: ClassVar[str] = EXPORTED
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "owner"

    @classmethod
    def of(cls, run: ExportRun) -> "NoteExport":
        """The note of an export that was written."""
        lost = sum(one.rows or 1 for one in run.lost)
        return cls(sum(run.rows.values()), run.clients, run.papers, run.files, run.size, lost)

    def perform(self, tx: Transaction) -> int:
        """Write the entry."""
        counts = {"rows": self.rows, "clients": self.clients, "papers": self.papers, "lost": self.lost}
        return tx.look("practice", 1, {"export": "written", **counts, "files": self.files, "bytes": self.size})


@dataclass(frozen=True)
class NoteRecord(Command):
    """One client’s whole record is made for paper: for whom, of which parts and days ("" for no limit)."""

    client: int
    purpose: str
    parts: tuple[str, ...]
    since: str = ""
    until: str = ""
    label: ClassVar[str] = RECORD_MADE
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "read_clinical"

    def perform(self, tx: Transaction) -> int:
        """Write the entry; raises Missing for a client that is not there."""
        tx.current("clients", self.client)
        facts = {"printed": "record", "for": self.purpose, "parts": list(self.parts)}
        return tx.look("clients", self.client, {**facts, "since": self.since, "until": self.until})
