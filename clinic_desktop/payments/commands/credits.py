"""Pay visits from what a client has on account."""

from dataclasses import dataclass
from typing import ClassVar

from clinic_desktop.payments import rules
from clinic_desktop.payments.commands import records
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.values import money
from clinic_desktop.values.money import parse_cents
from clinic_desktop.values.problems import Problems
from clinic_desktop.wording import mark, say


@dataclass(frozen=True)
class ApplyCredit(Command):
    """Pay visits of a client from the credit, the oldest visit and the oldest money first. The money keeps the day on
    which it was paid. Without an amount as much as is open, or as there is."""

    visits: tuple[int, ...]
    amount: str = ""
    label: ClassVar[str] = mark("Apply credit")
    permission: ClassVar[Permission] = "payments"

    def perform(self, tx: Transaction) -> int:
        """Update the payments that hold the credit; raises Refused or Missing. Returns the id of the first."""
        account = records.account_of(tx, self.visits)
        records.refuse_who_is_never_billed(tx, account.visits, "service")
        kept = credit_rows(tx, account.client)
        rest = self._cents(sum(account.open_cents), sum(cents for _, cents in kept))
        left = list(rules.shares(account.open_cents, rest))
        first = 0
        for row, held in kept:
            taken = rules.shares(left, min(held, rest))
            if not any(taken):
                break
            _move(tx, row, account, taken)
            left = [one - cents for one, cents in zip(left, taken, strict=True)]
            rest -= sum(taken)
            first = first or row
        return first

    def _cents(self, open_cents: int, credit: int) -> int:
        found, cents = Problems(), min(max(open_cents, 0), credit)
        if self.amount.strip():
            cents = found.read("service", parse_cents, self.amount) or 0
        if cents > credit or credit == 0:
            found.add("service", say("The credit is {credit}.", credit=money.shown(credit)))
        elif cents > open_cents or open_cents <= 0:
            found.add("service", say("Only {open} are unpaid.", open=money.shown(max(open_cents, 0))))
        elif not found.found and cents == 0:
            found.add("service", say("Type how much of the credit pays."))
        found.refuse()
        return cents


def credit_rows(tx: Transaction, client: int) -> list[tuple[int, int]]:
    """The payments of a client that are kept on account, by their rows, with what is left of each, in cents, the
    oldest first."""
    rows = tx.all(
        "SELECT id, credit_cents + coalesce((SELECT sum(refunds.credit_cents) FROM payments AS refunds"
        " WHERE refunds.refunds_id = payments.id AND refunds.retired_at IS NULL), 0) AS cents FROM payments"
        " WHERE client_id = ? AND credit_cents > 0 AND retired_at IS NULL ORDER BY paid_on, id",
        client,
    )
    return [(row["id"], row["cents"]) for row in rows if row["cents"] > 0]


def _move(tx: Transaction, payment: int, account: records.Account, cents: tuple[int, ...]) -> None:
    """From the credit of a payment to its shares."""
    now, total = tx.current("payments", payment), sum(cents)
    kept = {one["visit_id"]: one for one in records.share_rows(tx, payment)}
    values = {"credit_cents": now["credit_cents"] - total, "service_cents": now["service_cents"] + total}
    tx.update("payments", payment, values, now["version"])
    for visit, share in zip(account.visits, cents, strict=True):
        row = kept.pop(visit["id"], None)
        if row and share:
            tx.update("payment_shares", row["id"], {"cents": row["cents"] + share}, row["version"])
        elif share:
            tx.insert("payment_shares", {"payment_id": payment, "visit_id": visit["id"], "cents": share})
        elif row:
            kept[visit["id"]] = row
    for row in kept.values():
        if row["cents"] == 0:
            # It stood there only to show the payment, which now has a visit of its own.
            tx.retire("payment_shares", row["id"], row["version"])
