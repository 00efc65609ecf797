"""What the commands about money share: the rows around a payment."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from clinic_desktop.payments import rules
from clinic_desktop.payments.rules import Unpaid
from clinic_desktop.policies.queries import never_billed
from clinic_desktop.store.transaction import Row, Transaction
from clinic_desktop.values import dates
from clinic_desktop.values.check_numbers import check_number, same_check
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
    # One that was given back in full may be gone since: what is on record about it stays.
    find = tx.active if own is None else tx.current
    visits = [find("visits", one) for one in dict.fromkeys(ids)]
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


def refuse_who_is_never_billed(tx: Transaction, visits: Sequence[Row], field: str) -> None:
    """Note at a field that the client is to pay for a visit for which they are never billed. What is sold or given
    beside the treatment they may pay."""
    found = Problems()
    for one in visits:
        if never_billed(tx, one["case_id"], date.fromisoformat(one["date_of_service"])):
            words = say("The client is never billed for the visit of {day}: its payer pays it. Choose who paid, or take"
                        " a tip or a product alone.", day=_day(one))  # fmt: skip
            found.add(field, words)
            break
    found.refuse()


def _day(visit: Row) -> str:
    return dates.shown(date.fromisoformat(visit["date_of_service"]))


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
    number = same_check(values["reference"])
    if values["method"] != "check" or not number or not client:
        return
    checks = tx.all(
        "SELECT paid_on, reference FROM payments WHERE client_id = ? AND method = 'check' AND reference <> ''"
        " AND payer_id IS ? AND id <> ? AND refunds_id IS NULL AND retired_at IS NULL ORDER BY id",
        client,
        values["payer_id"],
        own,
    )
    twin = next((one for one in checks if same_check(one["reference"]) == number), None)
    problems = Problems()
    if twin:
        day = dates.shown(date.fromisoformat(twin["paid_on"]))
        called = check_number(values["reference"]) or values["reference"]
        problems.add("reference", rules.on_record(called, day))
    problems.refuse()


def retire_with_shares(tx: Transaction, payment: int, version: int) -> None:
    """Take a payment away with its shares; raises Missing or ChangedSince."""
    tx.retire("payments", payment, version)
    for one in share_rows(tx, payment):
        tx.retire("payment_shares", one["id"], one["version"])
