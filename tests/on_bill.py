"""What issuing and voiding a bill write into a visit, for tests of what a billed visit does."""

from dataclasses import dataclass
from typing import ClassVar

from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.transaction import Transaction


@dataclass(frozen=True)
class PutOnBill(Command):
    """What issuing and voiding write into a visit."""

    id: int
    superbill: int = 0
    receipt: int = 0
    statement: int = 0
    label: ClassVar[str] = "Put on a bill"
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "anyone"

    def perform(self, tx: Transaction) -> int:
        now = tx.active("visits", self.id)
        values = {"superbill": self.superbill, "receipt": self.receipt, "statement": self.statement}
        return tx.update("visits", self.id, values, now["version"])
