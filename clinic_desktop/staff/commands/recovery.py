"""The recovery key: tried from its paper."""

from dataclasses import dataclass
from typing import ClassVar

from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.wording import mark


@dataclass(frozen=True)
class NoteKeyTried(Command):
    """Note that the recovery key was typed from its paper and opened the clinic: `KeyRing.try_recovery` found so."""

    label: ClassVar[str] = mark("Try recovery key")
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "owner"

    def perform(self, tx: Transaction) -> int:
        """Insert the row with this moment."""
        return tx.insert("recovery_drills", {"tried_at": tx.origin.at})
