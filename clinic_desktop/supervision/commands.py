"""Keep who supervises here, and what payers said about it."""

from dataclasses import dataclass
from typing import ClassVar

from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.supervision import rules
from clinic_desktop.supervision.model import SupervisionAnswerDraft, SupervisorDraft
from clinic_desktop.wording import mark


@dataclass(frozen=True)
class AddSupervisor(Command):
    """Add somebody who supervises here."""

    draft: SupervisorDraft
    label: ClassVar[str] = mark("Add supervisor")
    permission: ClassVar[Permission] = "owner"

    def perform(self, tx: Transaction) -> int:
        """Insert the row; raises Refused."""
        return tx.insert("supervisors", rules.supervisor_values(self.draft, tx.clock.today()))


@dataclass(frozen=True)
class ChangeSupervisor(Command):
    """Change a supervisor, as when a license is renewed or they stop."""

    id: int
    version: int
    draft: SupervisorDraft
    label: ClassVar[str] = mark("Change supervisor")
    permission: ClassVar[Permission] = "owner"

    def perform(self, tx: Transaction) -> int:
        """Update the row; raises Refused, Missing or ChangedSince."""
        tx.active("supervisors", self.id)
        values = rules.supervisor_values(self.draft, tx.clock.today())
        return tx.update("supervisors", self.id, values, self.version)


@dataclass(frozen=True)
class RetireSupervisor(Command):
    """Take a supervisor off the list: one who was typed by mistake. One who stopped has a last day instead."""

    id: int
    version: int
    label: ClassVar[str] = mark("Remove supervisor")
    permission: ClassVar[Permission] = "owner"

    def perform(self, tx: Transaction) -> int:
        """Retire the row; raises Missing or ChangedSince."""
        tx.active("supervisors", self.id)
        return tx.retire("supervisors", self.id, self.version)


@dataclass(frozen=True)
class LogSupervision(Command):
    """Log what a payer said about massage under a supervisor."""

    payer: int
    draft: SupervisionAnswerDraft
    label: ClassVar[str] = mark("Log payer’s answer")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Insert the row; raises Refused or Missing."""
        tx.active("payers", self.payer)
        return tx.insert("supervision_answers", {"payer_id": self.payer} | _values(tx, self.draft))


@dataclass(frozen=True)
class ChangeSupervision(Command):
    """Correct what was logged of a payer's answer; another answer is logged beside it."""

    id: int
    version: int
    draft: SupervisionAnswerDraft
    label: ClassVar[str] = mark("Change payer’s answer")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Update the row; raises Refused, Missing or ChangedSince."""
        tx.active("supervision_answers", self.id)
        return tx.update("supervision_answers", self.id, _values(tx, self.draft), self.version)


@dataclass(frozen=True)
class RetireSupervision(Command):
    """Take away an answer that was logged by mistake."""

    id: int
    version: int
    label: ClassVar[str] = mark("Remove payer’s answer")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Retire the row; raises Missing or ChangedSince."""
        tx.active("supervision_answers", self.id)
        return tx.retire("supervision_answers", self.id, self.version)


def _values(tx: Transaction, draft: SupervisionAnswerDraft) -> rules.Values:
    return rules.answer_values(draft, tx.clock.today())
