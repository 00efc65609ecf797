"""Take payments for visits, change them, take them away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from clinic_desktop.payments import rules
from clinic_desktop.payments.model import PaymentDraft
from clinic_desktop.store.command import Command
from clinic_desktop.store.transaction import Row, Transaction
from clinic_desktop.values import dates
from clinic_desktop.values.problems import Problems
from clinic_desktop.visits.commands.records import paid_cents
from clinic_desktop.wording import mark, say


@dataclass(frozen=True)
class TakePayment(Command):
    """Take a payment for visits of a client, given or planned. The service part goes to the oldest first."""

    visits: tuple[int, ...]
    draft: PaymentDraft
    label: ClassVar[str] = mark("Take payment")

    def perform(self, tx: Transaction) -> int:
        """Insert the rows; raises Refused, also for a check that is on record, or Missing."""
        client, visits = _visits(tx, self.visits)
        left = [_open_cents(tx, visit) for visit in visits]
        values = rules.payment_values(self.draft, sum(left), _born(tx, client), tx.clock.today())
        _refuse_second_check(tx, client, values, 0)
        row = tx.insert("payments", {"client_id": client} | values)
        _write_shares(tx, row, visits, {}, rules.shares(left, values["service_cents"]))
        return row


@dataclass(frozen=True)
class ChangePayment(Command):
    """Change a payment. Another service part is allotted again over the same visits, the oldest first."""

    id: int
    version: int
    draft: PaymentDraft
    label: ClassVar[str] = mark("Change payment")

    def perform(self, tx: Transaction) -> int:
        """Update the rows; raises Refused, Missing or ChangedSince."""
        tx.active("payments", self.id)
        kept = {one["visit_id"]: one for one in _shares(tx, self.id)}
        client, visits = _visits(tx, tuple(kept))
        own = [kept[visit["id"]]["cents"] for visit in visits]
        left = [_open_cents(tx, visit) + cents for visit, cents in zip(visits, own, strict=True)]
        values = rules.payment_values(self.draft, sum(left), _born(tx, client), tx.clock.today())
        _refuse_second_check(tx, client, values, self.id)
        # Shares change with the service part alone, and so never without a new version of the payment.
        tx.update("payments", self.id, values, self.version)
        _write_shares(tx, self.id, visits, kept, rules.shares_again(left, own, values["service_cents"]))
        return self.id


@dataclass(frozen=True)
class RetirePayment(Command):
    """Take away a payment that was recorded by mistake; its visits are open again."""

    id: int
    version: int
    label: ClassVar[str] = mark("Remove payment")

    def perform(self, tx: Transaction) -> int:
        """Retire the rows; raises Missing or ChangedSince."""
        tx.active("payments", self.id)
        tx.retire("payments", self.id, self.version)
        for one in _shares(tx, self.id):
            tx.retire("payment_shares", one["id"], one["version"])
        return self.id


def _visits(tx: Transaction, ids: tuple[int, ...]) -> tuple[int, list[Row]]:
    """Whose visits these are, and their rows, the oldest first; raises Refused or Missing."""
    visits = [tx.active("visits", one) for one in dict.fromkeys(ids)]
    clients = {tx.current("cases", visit["case_id"])["client_id"] for visit in visits}
    problems = Problems()
    if not visits:
        problems.add("", say("Choose the visit that was paid for."))
    if len(clients) > 1:
        problems.add("", say("These are visits of two clients. Take a payment for each."))
    problems.refuse()
    return clients.pop(), sorted(visits, key=lambda one: (one["date_of_service"], one["starts_at"], one["id"]))


def _born(tx: Transaction, client: int) -> date | None:
    return dates.kept(tx.current("clients", client)["birth_date"])


def _open_cents(tx: Transaction, visit: Row) -> int:
    return int(visit["charged_cents"]) - paid_cents(tx, visit["id"])


def _shares(tx: Transaction, payment: int) -> list[Row]:
    return tx.all("SELECT * FROM payment_shares WHERE payment_id = ? AND retired_at IS NULL ORDER BY id", payment)


def _write_shares(
    tx: Transaction, payment: int, visits: Sequence[Row], kept: Mapping[int, Row], cents: Sequence[int]
) -> None:
    """A row for each visit that gets something; where none does, one at the first, so that a tip shows there."""
    for at, (visit, share) in enumerate(zip(visits, cents, strict=True)):
        row, is_shown = kept.get(visit["id"]), share > 0 or (at == 0 and not any(cents))
        if row and is_shown:
            tx.update("payment_shares", row["id"], {"cents": share}, row["version"])
        elif row:
            tx.retire("payment_shares", row["id"], row["version"])
        elif is_shown:
            tx.insert("payment_shares", {"payment_id": payment, "visit_id": visit["id"], "cents": share})


def _refuse_second_check(tx: Transaction, client: int, values: Mapping[str, Any], own: int) -> None:
    if values["method"] != "check" or not values["reference"]:
        return
    twin = tx.one(
        "SELECT paid_on FROM payments WHERE client_id = ? AND method = 'check' AND reference = ?"
        " AND id <> ? AND retired_at IS NULL",
        client,
        values["reference"],
        own,
    )
    problems = Problems()
    if twin:
        day = dates.shown(date.fromisoformat(twin["paid_on"]))
        problems.add("reference", rules.on_record(values["reference"], day))
    problems.refuse()
