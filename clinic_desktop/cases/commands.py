"""Open cases, change and close them, take away one that was opened by mistake."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from clinic_desktop.cases import rules
from clinic_desktop.cases.model import CaseDraft
from clinic_desktop.store.command import Command
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.values import dates
from clinic_desktop.wording import mark

# What goes with a case: the rooms above this one keep it, so it is known here by its tables alone.
_OF_A_CASE = {
    "policies": "SELECT id, version FROM policies WHERE case_id = ? AND retired_at IS NULL",
    "diagnoses": "SELECT id, version FROM diagnoses WHERE case_id = ? AND retired_at IS NULL",
    "prescription_diagnoses": "SELECT id, version FROM prescription_diagnoses WHERE retired_at IS NULL"
    " AND prescription_id IN (SELECT id FROM prescriptions WHERE case_id = ? AND retired_at IS NULL)",
    "prescriptions": "SELECT id, version FROM prescriptions WHERE case_id = ? AND retired_at IS NULL",
}


@dataclass(frozen=True)
class OpenCase(Command):
    """Open a case of a client."""

    client: int
    draft: CaseDraft
    label: ClassVar[str] = mark("Open case")

    def perform(self, tx: Transaction) -> int:
        """Insert the row; raises Refused or Missing."""
        values = rules.case_values(self.draft, _birth_date(tx, self.client), tx.clock.today())
        return tx.insert("cases", {"client_id": self.client} | values)


@dataclass(frozen=True)
class ChangeCase(Command):
    """Change a case, or close it by a last day."""

    id: int
    version: int
    draft: CaseDraft
    label: ClassVar[str] = mark("Change case")

    def perform(self, tx: Transaction) -> int:
        """Update the row; raises Refused, Missing or ChangedSince."""
        born = _birth_date(tx, tx.current("cases", self.id)["client_id"])
        return tx.update("cases", self.id, rules.case_values(self.draft, born, tx.clock.today()), self.version)


@dataclass(frozen=True)
class RetireCase(Command):
    """Take away a case that was opened by mistake, with its policies, prescriptions and diagnoses."""

    id: int
    version: int
    label: ClassVar[str] = mark("Remove case")

    def perform(self, tx: Transaction) -> int:
        """Retire the rows; raises Missing or ChangedSince."""
        for table, rows in _OF_A_CASE.items():
            for one in tx.all(rows, self.id):
                tx.retire(table, one["id"], one["version"])
        return tx.retire("cases", self.id, self.version)


def _birth_date(tx: Transaction, client: int) -> date | None:
    return dates.kept(tx.current("clients", client)["birth_date"])
