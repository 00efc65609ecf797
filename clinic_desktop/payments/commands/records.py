"""What the commands about money share: the rows around a payment."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from clinic_desktop.payments import rules
from clinic_desktop.payments.rules import Unpaid
from clinic_desktop.store.transaction import Row, Transaction
from clinic_desktop.values import dates
from clinic_desktop.values.problems import Problems
from clinic_desktop.visits.commands.records import paid_cents, written_off_cents
from clinic_desktop.wording import say


@dataclass(frozen=True, slots=True)
class Account:
    """Whose visits these are, and their rows, the oldest first; `own` is what the payment that is changed gave each so
    far, in cents, and counts as open."""

    client: int
    visits: tuple[Row, ...]
    unpaid: tuple[Unpaid, ...]

    @property
    def open_cents(self) -> tuple[int, ...]:
        """What is open on each visit."""
        return tuple(one.open_cents for one in self.unpaid)


def account_of(tx: Transaction, ids: Iterable[int], client: int = 0, own: Mapping[int, int] | None = None) -> Account:
    """The account of these visits, or of the client where there are none; raises Refused or Missing."""
    visits = [tx.active("visits", one) for one in dict.fromkeys(ids)]
    clients = {tx.current("cases", visit["case_id"])["client_id"] for visit in visits}
    problems = Problems()
    if not visits and not client:
        problems.add("", say("Choose the visit that was paid for."))
    if len(clients) > 1:
        problems.add("", say("These are visits of two clients. Take a payment for each."))
    problems.refuse()
    visits.sort(key=lambda one: (one["date_of_service"], one["starts_at"], one["id"]))
    unpaid = tuple(
        Unpaid(
            date.fromisoformat(one["date_of_service"]),
            one["status"] == "given",
            open_cents(tx, one) + (own or {}).get(one["id"], 0),
        )
        for one in visits
    )
    return Account(clients.pop() if clients else tx.active("clients", client)["id"], tuple(visits), unpaid)


def born(tx: Transaction, client: int | None) -> date | None:
    """The birth date of a client, None where nobody knows it, or there is no client."""
    return dates.kept(tx.current("clients", client)["birth_date"]) if client else None


def open_cents(tx: Transaction, visit: Row) -> int:
    """What is open on a visit: its charge less what was paid and written off."""
    return int(visit["charged_cents"]) - paid_cents(tx, visit["id"]) - written_off_cents(tx, visit["id"])


def share_rows(tx: Transaction, payment: int) -> list[Row]:
    """The shares of a payment."""
    return tx.all("SELECT * FROM payment_shares WHERE payment_id = ? AND retired_at IS NULL ORDER BY id", payment)


def refund_rows(tx: Transaction, payment: int) -> list[Row]:
    """What was given back of a payment."""
    return tx.all("SELECT * FROM payments WHERE refunds_id = ? AND retired_at IS NULL ORDER BY paid_on, id", payment)


def write_shares(
    tx: Transaction, payment: int, visits: Sequence[Row], kept: Mapping[int, Row], cents: Sequence[int]
) -> None:
    """A row for each visit that gets something; where none does, one at the first, so that a tip shows there."""
    for at, (visit, share) in enumerate(zip(visits, cents, strict=True)):
        row, is_shown = kept.get(visit["id"]), share != 0 or (at == 0 and not any(cents))
        if row and is_shown:
            tx.update("payment_shares", row["id"], {"cents": share}, row["version"])
        elif row:
            tx.retire("payment_shares", row["id"], row["version"])
        elif is_shown:
            tx.insert("payment_shares", {"payment_id": payment, "visit_id": visit["id"], "cents": share})


def refuse_second_check(tx: Transaction, client: int | None, values: Mapping[str, Any], own: int) -> None:
    """One check of a client, or of one plan for a client, is on record once. A plan's check may pay for several
    clients: for each it stands once."""
    if values["method"] != "check" or not values["reference"] or not client:
        return
    twin = tx.one(
        "SELECT paid_on FROM payments WHERE client_id = ? AND method = 'check' AND reference = ?"
        " AND payer_id IS ? AND id <> ? AND refunds_id IS NULL AND retired_at IS NULL",
        client,
        values["reference"],
        values["payer_id"],
        own,
    )
    problems = Problems()
    if twin:
        day = dates.shown(date.fromisoformat(twin["paid_on"]))
        problems.add("reference", rules.on_record(values["reference"], day))
    problems.refuse()


def retire_with_shares(tx: Transaction, payment: int, version: int) -> None:
    """Take a payment away with its shares; raises Missing or ChangedSince."""
    tx.retire("payments", payment, version)
    for one in share_rows(tx, payment):
        tx.retire("payment_shares", one["id"], one["version"])
