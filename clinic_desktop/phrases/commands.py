"""Keep the clinic’s own phrases."""

from dataclasses import dataclass
from typing import ClassVar

from clinic_desktop.phrases import rules
from clinic_desktop.phrases.model import PhraseDraft
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.values.problems import Problems
from clinic_desktop.wording import mark


@dataclass(frozen=True)
class AddPhrase(Command):
    """Add a phrase."""

    draft: PhraseDraft
    label: ClassVar[str] = mark("Add phrase")
    permission: ClassVar[Permission] = "clinical"

    def perform(self, tx: Transaction) -> int:
        """Insert the row; raises Refused, also for a shortcut that another phrase has."""
        values = rules.phrase_values(self.draft)
        _refuse_taken(tx, values["shortcut"], 0)
        return tx.insert("phrases", values)


@dataclass(frozen=True)
class ChangePhrase(Command):
    """Change a phrase. What was written with it stays as it was written."""

    id: int
    version: int
    draft: PhraseDraft
    label: ClassVar[str] = mark("Change phrase")
    permission: ClassVar[Permission] = "clinical"

    def perform(self, tx: Transaction) -> int:
        """Update the row; raises Refused, Missing or ChangedSince."""
        tx.active("phrases", self.id)
        values = rules.phrase_values(self.draft)
        _refuse_taken(tx, values["shortcut"], self.id)
        return tx.update("phrases", self.id, values, self.version)


@dataclass(frozen=True)
class RetirePhrase(Command):
    """Take a phrase off the list."""

    id: int
    version: int
    label: ClassVar[str] = mark("Remove phrase")
    permission: ClassVar[Permission] = "clinical"

    def perform(self, tx: Transaction) -> int:
        """Retire the row; raises Missing or ChangedSince."""
        tx.active("phrases", self.id)
        return tx.retire("phrases", self.id, self.version)


def _refuse_taken(tx: Transaction, shortcut: str, own: int) -> None:
    problems = Problems()
    if tx.all("SELECT 1 FROM phrases WHERE shortcut = ? AND retired_at IS NULL AND id <> ?", shortcut, own):
        problems.add("shortcut", rules.taken(shortcut))
    problems.refuse()
