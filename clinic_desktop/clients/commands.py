"""Add clients, change them, retire them, bring them back; keep the alerts on their charts."""

from dataclasses import dataclass
from typing import ClassVar

from clinic_desktop.clients import rules
from clinic_desktop.clients.model import AlertDraft, ClientDraft
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.values.problems import Problems
from clinic_desktop.wording import mark


@dataclass(frozen=True)
class AddClient(Command):
    """Add a client."""

    draft: ClientDraft
    label: ClassVar[str] = mark("Add client")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Insert the row; raises Refused, also for a second client of the same name and birth date."""
        return tx.insert("clients", _values(tx, self.draft, 0))


@dataclass(frozen=True)
class ChangeClient(Command):
    """Change what is known about a client. Issued documents keep what they were issued with."""

    id: int
    version: int
    draft: ClientDraft
    label: ClassVar[str] = mark("Change client")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Update the row; raises Refused, Missing or ChangedSince."""
        return tx.update("clients", self.id, _values(tx, self.draft, self.id), self.version)


@dataclass(frozen=True)
class RetireClient(Command):
    """Take a client off the list; the chart stays, and is found among the retired."""

    id: int
    version: int
    label: ClassVar[str] = mark("Retire client")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Retire the row; raises Missing or ChangedSince."""
        return tx.retire("clients", self.id, self.version)


@dataclass(frozen=True)
class BringClientBack(Command):
    """Put a retired client back on the list."""

    id: int
    version: int
    label: ClassVar[str] = mark("Bring client back")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Update the row; raises Missing or ChangedSince."""
        return tx.update("clients", self.id, {"retired_at": None}, self.version)


@dataclass(frozen=True)
class AddAlert(Command):
    """Add an alert to a client's chart."""

    client: int
    draft: AlertDraft
    label: ClassVar[str] = mark("Add alert")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Insert the row; raises Refused or Missing."""
        tx.current("clients", self.client)
        return tx.insert("alerts", {"client_id": self.client} | rules.alert_values(self.draft))


@dataclass(frozen=True)
class ChangeAlert(Command):
    """Change an alert."""

    id: int
    version: int
    draft: AlertDraft
    label: ClassVar[str] = mark("Change alert")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Update the row; raises Refused, Missing or ChangedSince."""
        return tx.update("alerts", self.id, rules.alert_values(self.draft), self.version)


@dataclass(frozen=True)
class RetireAlert(Command):
    """Take an alert off the chart."""

    id: int
    version: int
    label: ClassVar[str] = mark("Remove alert")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Retire the row; raises Missing or ChangedSince."""
        return tx.retire("alerts", self.id, self.version)


def _values(tx: Transaction, draft: ClientDraft, own: int) -> rules.Values:
    values = rules.client_values(draft, tx.clock.today())
    problems = Problems()
    if not draft.is_other_person and values["birth_date"]:
        # Asked once for a new client or a new name and date, not at every later change of an address.
        before = tx.current("clients", own) if own else {}
        is_new = any(before.get(name) != values[name] for name in ("sort_name", "birth_date"))
        same = tx.one(
            "SELECT retired_at FROM clients WHERE sort_name = ? AND birth_date = ? AND id <> ?"
            " ORDER BY retired_at IS NOT NULL",
            values["sort_name"],
            values["birth_date"],
            own,
        )
        if is_new and same:
            problems.add("birth_date", rules.same_person(retired=same["retired_at"] is not None))
    problems.refuse()
    return values
