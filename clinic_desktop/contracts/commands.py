"""Add contracts to a payer, change them with their fees, take them away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from clinic_desktop.contracts import rules
from clinic_desktop.contracts.model import ContractDraft
from clinic_desktop.practice.model import printed_name
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.values import dates
from clinic_desktop.values.problems import Problems
from clinic_desktop.wording import mark, say


@dataclass(frozen=True)
class AddContract(Command):
    """Add a contract of a therapist to a payer, with its fees."""

    payer: int
    draft: ContractDraft
    label: ClassVar[str] = mark("Add contract")
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Insert the rows; raises Refused, also where another one has some of the days, or Missing."""
        tx.active("payers", self.payer)
        read = rules.contract_values(self.draft, tx.clock.today())
        whose = {"payer_id": self.payer, "therapist_id": _therapist(tx, self.draft, 0)}
        _refuse_shared_days(tx, whose | read.contract, 0)
        row = tx.insert("contracts", whose | read.contract)
        _write_fees(tx, row, read.fees)
        return row


@dataclass(frozen=True)
class ChangeContract(Command):
    """Change a contract and its fees."""

    id: int
    version: int
    draft: ContractDraft
    label: ClassVar[str] = mark("Change contract")
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Update the rows; raises Refused, Missing or ChangedSince."""
        now = tx.active("contracts", self.id)
        read = rules.contract_values(self.draft, tx.clock.today())
        whose = {"payer_id": now["payer_id"], "therapist_id": _therapist(tx, self.draft, now["therapist_id"])}
        if now["version"] == self.version:
            # Else it is somebody's change that is in the way, which the update says.
            _refuse_shared_days(tx, whose | read.contract, self.id)
        tx.update("contracts", self.id, whose | read.contract, self.version)
        _write_fees(tx, self.id, read.fees)
        return self.id


@dataclass(frozen=True)
class RetireContract(Command):
    """Take a contract off a payer: one that was typed by mistake. One that ended has a last day instead."""

    id: int
    version: int
    label: ClassVar[str] = mark("Remove contract")
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Retire the rows; raises Missing or ChangedSince."""
        tx.active("contracts", self.id)
        tx.retire("contracts", self.id, self.version)
        _write_fees(tx, self.id, ())
        return self.id


def _therapist(tx: Transaction, draft: ContractDraft, now: int) -> int:
    """The chosen therapist; one who left only where the contract was theirs before."""
    chosen = tx.current("therapists", int(draft.therapist))
    problems = Problems()
    if chosen["retired_at"] and chosen["id"] != now:
        problems.add("therapist", say("This therapist was taken off the list. Choose another one."))
    problems.refuse()
    return int(chosen["id"])


def _refuse_shared_days(tx: Transaction, values: rules.Values, own: int) -> None:
    """Raises Refused where another contract of the same therapist, payer and network has some of the days."""
    other = tx.one(
        "SELECT * FROM contract_rows WHERE payer_id = ? AND therapist_id = ? AND network_key = ? AND id <> ?"
        " AND (? = '' OR from_on <= ?) AND (to_on = '' OR ? <= to_on) ORDER BY from_on, id",
        *(values["payer_id"], values["therapist_id"], values["network_key"], own),
        *(values["to_on"], values["to_on"], values["from_on"]),
    )
    problems = Problems()
    if other:
        name = printed_name(other["given_name"], other["family_name"], other["designation"])
        first, last = date.fromisoformat(other["from_on"]), dates.kept(other["to_on"])
        problems.add("from_on", rules.shares_days(name, other["network"], first, last))
    problems.refuse()


def _write_fees(tx: Transaction, row: int, fees: Sequence[rules.Values]) -> None:
    kept = "SELECT * FROM contract_fees WHERE contract_id = ? AND retired_at IS NULL ORDER BY place, id"
    known = {one["procedure_code"]: one for one in tx.all(kept, row)}
    codes = {one["procedure_code"] for one in fees}
    for code, one in known.items():
        if code not in codes:
            tx.retire("contract_fees", one["id"], one["version"])
    for place, fee in enumerate(fees, 1):
        before = known.get(fee["procedure_code"])
        if before:
            tx.update("contract_fees", before["id"], fee | {"place": place}, before["version"])
        else:
            tx.insert("contract_fees", {"contract_id": row, "place": place} | fee)
