"""Take what a plan paid to the clinic, by its statement, as a payment."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from clinic_desktop.benefit_statements.queries.taking import plan_money
from clinic_desktop.benefit_statements.rules.taking import PlanMoney, PlanPaymentDraft
from clinic_desktop.payments.commands.plans import TakeFromPlan, taken_before
from clinic_desktop.payments.commands.refunds import WriteOffVisit
from clinic_desktop.payments.model import PaymentDraft, WriteOffDraft
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.reader import inside
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.values import dates, money
from clinic_desktop.values.problems import Problems
from clinic_desktop.values.typed_days import past_day
from clinic_desktop.wording import mark, say

# How a plan pays; some send the numbers of a card.
PLAN_METHODS = ("check", "transfer", "card", "other")


@dataclass(frozen=True)
class TakePlanPayment(Command):
    """Take what a statement says was paid to the clinic: each visit gets what the statement says of it, as far as it is
    not on record yet. With `write_off` of the draft, what the contract takes off is written off as well."""

    statement: int
    draft: PlanPaymentDraft
    label: ClassVar[str] = mark("Take as payment")
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Insert the rows; raises Refused or Missing. Returns the row of the payment."""
        found = plan_money(inside(tx), self.statement)
        paid_on = self._paid_on(found, tx.clock.today())
        draft = PaymentDraft(
            paid_on=dates.printed(paid_on),
            method=self.draft.method,
            reference=self.draft.reference,
            note=self.draft.note,
            payer=str(found.payer),
        )
        due = {int(one.visit): one.due_cents for one in found.visits if one.due_cents}
        row = TakeFromPlan(self.statement, due, draft).perform(tx)
        if self.draft.write_off:
            for one in found.visits:
                if one.write_off_cents:
                    amount, day = money.typed(one.write_off_cents), dates.printed(paid_on)
                    WriteOffVisit(one.visit, WriteOffDraft(amount, day, "contract")).perform(tx)
        return row

    def _paid_on(self, found: PlanMoney, today: date) -> date:
        problems = Problems()
        if found.taken_on:
            problems.add("visits", taken_before(found.taken_on))
        elif not any(one.said_cents for one in found.visits):
            problems.add(
                "visits", say("By this statement nothing was paid to the clinic, or a later one says so anew.")
            )
        elif not found.due_cents:
            problems.add("visits", say("What it paid is on record already, in payments of this payer."))
        if self.draft.method not in PLAN_METHODS:
            problems.add("method", say("Choose one of these."))
        typed = self.draft.paid_on
        paid_on = past_day(problems, "paid_on", typed, today)
        if not typed.strip():
            problems.add("paid_on", say("Type the day it was paid."))
        last = max((one.day for one in found.visits), default=None)
        if paid_on and last and paid_on < last:
            problems.add("paid_on", say("This is before a visit that it pays for ({day}).", day=dates.shown(last)))
        problems.refuse()
        assert paid_on
        return paid_on
