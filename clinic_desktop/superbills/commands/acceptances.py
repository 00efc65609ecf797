"""Take upon oneself what a payer may bounce, and take that back."""

from dataclasses import dataclass
from typing import Any, ClassVar

from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.values.problems import Problems
from clinic_desktop.wording import mark, say

_LONGEST_REASON = 500


@dataclass(frozen=True)
class AcceptFinding(Command):
    """Take upon oneself, for a client, what a rule saw, with one reason for all of the facts: each stays accepted for
    as long as it is the same. The label is what its button says."""

    client: int
    rule: str
    facts: tuple[str, ...]
    reason: str
    label: ClassVar[str] = mark("Issue anyway")
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Insert the rows, or change the reason of those there are; returns the last. Raises Refused without a
        reason."""
        found = Problems()
        reason = found.need("reason", self.reason, say("Type why it is fine, in a few words. It is kept, not printed."))
        found.limit({"reason": reason}, {"reason": _LONGEST_REASON})
        found.refuse()
        values = {"reason": reason, "accepted_at": tx.origin.at, "accepted_by": tx.origin.actor}
        row = 0
        for fact in dict.fromkeys(self.facts):
            before = _accepted(tx, self.client, self.rule, fact)
            if before:
                row = tx.update("acceptances", before["id"], values, before["version"])
            else:
                row = tx.insert("acceptances", {"client_id": self.client, "rule": self.rule, "fact": fact} | values)
        return row


@dataclass(frozen=True)
class HandOutAnyway(AcceptFinding):
    """Take upon oneself that an issued paper leaves the clinic which tells its payer of what the client keeps from it
    (45 CFR 164.522), with the reason. What left cannot be taken back, and so this is not."""

    label: ClassVar[str] = mark("Hand out what is kept from the payer")
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "billing"


@dataclass(frozen=True)
class AskAgain(Command):
    """Take back what was accepted: it is asked about again."""

    client: int
    rule: str
    facts: tuple[str, ...]
    label: ClassVar[str] = mark("Ask again")
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Retire the rows, and return the last; where there is none nothing happens, and it is 0."""
        row = 0
        for fact in dict.fromkeys(self.facts):
            before = _accepted(tx, self.client, self.rule, fact)
            if before:
                row = tx.retire("acceptances", before["id"], before["version"])
        return row


def _accepted(tx: Transaction, client: int, rule: str, fact: str) -> dict[str, Any] | None:
    sql = "SELECT * FROM acceptances WHERE client_id = ? AND rule = ? AND fact = ? AND retired_at IS NULL"
    return tx.one(sql, client, rule, fact)
