"""Add authorizations to a case, change them, take them away."""

from dataclasses import dataclass
from typing import Any, ClassVar

from clinic_desktop.authorizations.model import AuthorizationDraft
from clinic_desktop.authorizations.rules.typed import authorization_values
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.values.problems import Problems
from clinic_desktop.wording import mark, say


@dataclass(frozen=True)
class AddAuthorization(Command):
    """Add an authorization to a case: one that was asked for, or the payer's answer."""

    case: int
    draft: AuthorizationDraft
    label: ClassVar[str] = mark("Add authorization")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Insert the row; raises Refused or Missing."""
        tx.active("cases", self.case)
        return tx.insert("authorizations", {"case_id": self.case} | _values(tx, self.draft, self.case))


@dataclass(frozen=True)
class ChangeAuthorization(Command):
    """Change an authorization, as when the payer's answer comes."""

    id: int
    version: int
    draft: AuthorizationDraft
    label: ClassVar[str] = mark("Change authorization")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Update the row; raises Refused, Missing or ChangedSince."""
        now = tx.active("authorizations", self.id)
        values = _values(tx, self.draft, now["case_id"], now["policy_id"])
        return tx.update("authorizations", self.id, values, self.version)


@dataclass(frozen=True)
class RetireAuthorization(Command):
    """Take an authorization off the case."""

    id: int
    version: int
    label: ClassVar[str] = mark("Remove authorization")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Retire the row; raises Missing or ChangedSince."""
        tx.active("authorizations", self.id)
        return tx.retire("authorizations", self.id, self.version)


def _values(tx: Transaction, draft: AuthorizationDraft, case: int, kept: int | None = None) -> dict[str, Any]:
    """The columns as typed; `kept` is the policy that stands there, which may have been taken away since."""
    values = authorization_values(draft, tx.clock.today())
    policy = int(draft.policy) if draft.policy else None
    found = tx.current("policies", policy) if policy is not None and policy != kept else None
    problems = Problems()
    if found and (found["retired_at"] or found["case_id"] != case):
        problems.add("policy", say("This policy is not one of this case. Choose another one."))
    problems.refuse()
    return {"policy_id": policy} | values
