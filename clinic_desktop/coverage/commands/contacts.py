"""Finishes and corrects contacts that may be benefit calls: with a call’s follow-up its open questions are settled."""

from dataclasses import dataclass
from typing import ClassVar

from clinic_desktop.contacts.commands import ChangeContact, FinishFollowUp
from clinic_desktop.contacts.model import ContactDraft
from clinic_desktop.coverage.queries.kept import open_questions_of_contact
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.wording import mark


@dataclass(frozen=True)
class FinishContact(Command):
    """What was to follow a contact was done, today; what a benefit call left open is settled with it."""

    id: int
    version: int
    label: ClassVar[str] = mark("Mark follow-up done")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Update the rows; raises as FinishFollowUp does."""
        row = FinishFollowUp(self.id, self.version).perform(tx)
        _settle(tx, row)
        return row


@dataclass(frozen=True)
class CorrectContact(Command):
    """Correct a contact. Where its follow-up is done by what it says now, what a benefit call left open is settled."""

    id: int
    version: int
    draft: ContactDraft
    label: ClassVar[str] = mark("Correct contact")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Update the rows; raises as ChangeContact does."""
        row = ChangeContact(self.id, self.version, self.draft).perform(tx)
        _settle(tx, row)
        return row


def _settle(tx: Transaction, contact: int) -> None:
    """Settle what is open, on the day on which the follow-up was done; nothing where it waits still."""
    day = tx.current("contacts", contact)["done_on"]
    for one in open_questions_of_contact(tx, contact) if day else ():
        tx.update("call_questions", one.id, {"settled_on": day}, one.version)
