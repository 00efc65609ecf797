"""Take what a plan paid by one of its benefit statements, each visit as the statement says."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from clinic_desktop.payments import rules
from clinic_desktop.payments.commands import records
from clinic_desktop.payments.model import PaymentDraft
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.values import dates, money
from clinic_desktop.values.problems import Problems
from clinic_desktop.wording import mark, say


@dataclass(frozen=True)
class TakeFromPlan(Command):
    """Take what a plan paid to the clinic for visits of one client: `cents` for each by its row, all above nothing. The
    draft names the plan and how it paid; `statement` is the row of the statement that says so.

    One check may pay for several statements, so its number may be on record already; a statement is taken once.
    """

    statement: int
    cents: Mapping[int, int]
    draft: PaymentDraft
    label: ClassVar[str] = mark("Take payment")
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Insert the rows; raises Refused or Missing."""
        account, total = records.account_of(tx, self.cents), sum(self.cents.values())
        self._refuse_twice(tx)
        self._refuse_above_open(account)
        draft, born = replace(self.draft, service=money.typed(total)), records.born(tx, account.client)
        values = rules.payment_values(draft, sum(account.open_cents), born, tx.clock.today(), account.unpaid)
        tx.active("payers", values["payer_id"])
        row = tx.insert("payments", {"client_id": account.client, "statement_id": self.statement} | values)
        records.write_shares(tx, row, account.visits, {}, [self.cents[one["id"]] for one in account.visits])
        return row

    def _refuse_twice(self, tx: Transaction) -> None:
        sql = "SELECT paid_on FROM payments WHERE statement_id = ? AND retired_at IS NULL"
        before, found = tx.one(sql, self.statement), Problems()
        if before:
            found.add("visits", taken_before(date.fromisoformat(before["paid_on"])))
        found.refuse()

    def _refuse_above_open(self, account: records.Account) -> None:
        found = Problems()
        for visit, left in zip(account.visits, account.open_cents, strict=True):
            if self.cents[visit["id"]] > left:
                day = dates.shown(date.fromisoformat(visit["date_of_service"]))
                found.add("visits", above_open(day, self.cents[visit["id"]], left))
        found.refuse()


def taken_before(day: date) -> str:
    """The sentence about a statement that was taken already."""
    return say("It is on record already, as a payment of {day}.", day=dates.shown(day))


def above_open(day: str, cents: int, open_cents: int) -> str:
    """What to do where a plan paid more for a visit than is open on it."""
    facts = {"day": day, "cents": money.shown(cents), "open": money.shown(max(open_cents, 0))}
    return say(
        "The plan paid {cents} for the visit of {day}, and {open} are open on it. Where the client paid too much, give"
        " that back first, on the page Money; where the plan did, it goes back to the plan.",
        **facts,
    )
