"""Add policies to a case, change them, put them in order, copy them from another case of the client."""

from dataclasses import dataclass
from typing import ClassVar

from clinic_desktop.payers.model import PayerDraft
from clinic_desktop.payers.rules import off_the_list, payer_values
from clinic_desktop.policies import rules
from clinic_desktop.policies.model import PolicyDraft
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.places import move
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.values.problems import Problems
from clinic_desktop.wording import mark, say

# What is a new row's own when a policy is copied.
_NOT_COPIED = ("id", "version", "retired_at", "case_id", "place")


@dataclass(frozen=True)
class AddPolicy(Command):
    """Add a policy to a case, behind those that are there; a payer that is not known yet is added with it."""

    case: int
    draft: PolicyDraft
    label: ClassVar[str] = mark("Add policy")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Insert the row; raises Refused or Missing."""
        tx.active("cases", self.case)
        values = rules.policy_values(self.draft, tx.clock.today())
        payer = _payer(tx, self.draft)
        return tx.insert(
            "policies", {"case_id": self.case, "place": _last(tx, self.case) + 1, "payer_id": payer} | values
        )


@dataclass(frozen=True)
class ChangePolicy(Command):
    """Change a policy. Issued documents keep what they were issued with."""

    id: int
    version: int
    draft: PolicyDraft
    label: ClassVar[str] = mark("Change policy")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Update the row; raises Refused, Missing or ChangedSince."""
        values = rules.policy_values(self.draft, tx.clock.today())
        return tx.update("policies", self.id, {"payer_id": _payer(tx, self.draft)} | values, self.version)


@dataclass(frozen=True)
class MovePolicy(Command):
    """Let a policy change places with the one above it, which pays before it, or with the one below."""

    id: int
    version: int
    up: bool
    label: ClassVar[str] = mark("Move policy")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Change places with the neighbor; at the end of the list nothing is written. Raises Missing, ChangedSince."""
        own = tx.current("policies", self.id)
        rows = tx.all("SELECT id, version, place FROM policy_rows WHERE case_id = ? ORDER BY place, id", own["case_id"])
        move(tx, "policies", rows, self.id, up=self.up, version=self.version)
        return self.id


@dataclass(frozen=True)
class CopyPolicies(Command):
    """Give a case the policies of another case of the same client: the same card, kept for each case."""

    case: int
    source: int
    label: ClassVar[str] = mark("Copy policies")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Insert a row for each; returns the case. Raises Refused when the cases are of two clients, or Missing."""
        problems = Problems()
        if tx.active("cases", self.case)["client_id"] != tx.current("cases", self.source)["client_id"]:
            problems.add("", say("These are cases of two clients."))
        problems.refuse()
        place = _last(tx, self.case)
        copied = tx.all(
            "SELECT * FROM policies WHERE case_id = ? AND retired_at IS NULL ORDER BY place, id", self.source
        )
        for at, row in enumerate(copied, place + 1):
            facts = {name: value for name, value in row.items() if name not in _NOT_COPIED}
            tx.insert("policies", {"case_id": self.case, "place": at} | facts)
        return self.case


@dataclass(frozen=True)
class RetirePolicy(Command):
    """Take a policy off the case."""

    id: int
    version: int
    label: ClassVar[str] = mark("Remove policy")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Retire the row; raises Missing or ChangedSince."""
        return tx.retire("policies", self.id, self.version)


def _payer(tx: Transaction, draft: PolicyDraft) -> int:
    """The chosen payer, the one of the typed name, or a new one; never a second of the same name."""
    if draft.payer:
        chosen = tx.current("payers", int(draft.payer))
        problems = Problems()
        if chosen["retired_at"]:
            problems.add("payer", off_the_list())
        problems.refuse()
        return int(chosen["id"])
    values = payer_values(PayerDraft(draft.payer_name))
    known = tx.one("SELECT id FROM payers WHERE sort_name = ? AND retired_at IS NULL", values["sort_name"])
    return int(known["id"]) if known else tx.insert("payers", values)


def _last(tx: Transaction, case: int) -> int:
    row = tx.one("SELECT max(place) AS place FROM policies WHERE case_id = ?", case)
    return int(row["place"] or 0) if row else 0
