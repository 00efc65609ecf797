"""Keep what a client agreed to in writing."""

from dataclasses import dataclass
from typing import ClassVar

from clinic_desktop.clients.queries import client
from clinic_desktop.intake.model.consents import ConsentDraft
from clinic_desktop.intake.rules import consents as rules
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.reader import inside
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.wording import mark


@dataclass(frozen=True)
class AddConsent(Command):
    """Add a consent, signed by the client or whoever acts for them."""

    client: int
    draft: ConsentDraft
    label: ClassVar[str] = mark("Add consent")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Insert the row; raises Refused or Missing."""
        values = rules.consent_values(self.draft, client(inside(tx), self.client), tx.clock.today())
        return tx.insert("consents", {"client_id": self.client} | values)


@dataclass(frozen=True)
class ChangeConsent(Command):
    """Change a consent, or note that it was withdrawn."""

    id: int
    version: int
    draft: ConsentDraft
    label: ClassVar[str] = mark("Change consent")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Update the row; raises Refused, Missing or ChangedSince."""
        now = tx.active("consents", self.id)
        values = rules.consent_values(self.draft, client(inside(tx), now["client_id"]), tx.clock.today(), now)
        return tx.update("consents", self.id, values, self.version)


@dataclass(frozen=True)
class RetireConsent(Command):
    """Take away a consent that was typed by mistake. One that the client takes back is withdrawn instead."""

    id: int
    version: int
    label: ClassVar[str] = mark("Remove consent")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Retire the row; raises Missing or ChangedSince."""
        tx.active("consents", self.id)
        return tx.retire("consents", self.id, self.version)
