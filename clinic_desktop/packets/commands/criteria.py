"""Write down what a payer wants proved, correct it, take it away."""

from dataclasses import dataclass
from typing import ClassVar

from clinic_desktop.packets.model.criteria import PayerCriterionDraft
from clinic_desktop.packets.rules.typed import criterion_values
from clinic_desktop.payers.rules import off_the_list
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.values.problems import Problems
from clinic_desktop.wording import mark

_OF_PAYER = "SELECT count(*) AS found FROM payer_criteria WHERE payer_id = ? AND retired_at IS NULL"


@dataclass(frozen=True)
class AddCriterion(Command):
    """Write down what a payer wants proved."""

    payer: int
    draft: PayerCriterionDraft
    label: ClassVar[str] = mark("Add criterion")
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Insert the row; raises Refused or Missing."""
        payer = tx.current("payers", self.payer)
        problems = Problems()
        if payer["retired_at"]:
            problems.add("", off_the_list())
        problems.refuse()
        known = tx.one(_OF_PAYER, self.payer)
        values = criterion_values(self.draft, tx.clock.today(), int(known["found"]) if known else 0)
        return tx.insert("payer_criteria", {"payer_id": self.payer} | values)


@dataclass(frozen=True)
class ChangeCriterion(Command):
    """Correct what a payer wants proved; what was issued keeps its words."""

    id: int
    version: int
    draft: PayerCriterionDraft
    label: ClassVar[str] = mark("Change criterion")
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Update the row; raises Refused, Missing or ChangedSince."""
        tx.active("payer_criteria", self.id)
        return tx.update("payer_criteria", self.id, criterion_values(self.draft, tx.clock.today(), 0), self.version)


@dataclass(frozen=True)
class RetireCriterion(Command):
    """Take away what a payer does not want any more."""

    id: int
    version: int
    label: ClassVar[str] = mark("Remove criterion")
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Retire the row; raises Missing or ChangedSince."""
        tx.active("payer_criteria", self.id)
        return tx.retire("payer_criteria", self.id, self.version)
