"""Sell packages, memberships and gift cards, and take what is paid for them."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar

from clinic_desktop.errors import FieldProblem, Refused
from clinic_desktop.payments.commands import records
from clinic_desktop.payments.model import ALL_PARTS, PaymentDraft
from clinic_desktop.payments.rules import payment_values, refuse_bought_with_bought
from clinic_desktop.prepaid.model import Prepaid, PrepaidDraft
from clinic_desktop.prepaid.queries import follower, gift_card, prepaid
from clinic_desktop.prepaid.rules import MembershipPeriod, prepaid_values
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.values import dates
from clinic_desktop.values.money import cents_typed
from clinic_desktop.values.problems import Problems
from clinic_desktop.wording import mark, say


@dataclass(frozen=True)
class SellPayment(Command):
    """Take a payment for a package, membership or gift card that was sold: its price, or a part of it."""

    prepaid: int
    draft: PaymentDraft
    label: ClassVar[str] = mark("Take payment for a sale")
    permission: ClassVar[Permission] = "payments"

    def perform(self, tx: Transaction) -> int:
        """Insert the row; raises Refused or Missing."""
        held, found = prepaid(tx, self.prepaid), Problems()
        if held.ended_kind:
            found.add("", say("It ended: nothing is paid for it any more."))
        if self.draft.payer:
            found.add("payer", say("A plan pays for visits only."))
        refuse_bought_with_bought(found, self.draft.method)
        if self.draft.service.strip():
            found.add("service", say("This payment is for the sale. Take one for the visit by itself."))
        found.refuse()
        born = records.born(tx, held.client)
        values = payment_values(self.draft, 0, born, tx.clock.today(), unpaid_price=held.open_cents)
        if held.client is None and values["credit_cents"]:
            found.add("credit", say("Nobody on record has an account for it."))
        if values["paid_on"] < held.sold_on.isoformat():
            found.add("paid_on", say("This is before it was sold ({day}).", day=dates.shown(held.sold_on)))
        found.refuse()
        records.refuse_second_check(tx, held.client, values, 0)
        return tx.insert("payments", {"client_id": held.client, "sold_id": held.id} | values)


@dataclass(frozen=True)
class SellPrepaid(Command):
    """Sell a package, membership or gift card to a client, or a gift card to somebody who is none (`client` 0), with
    what was paid for it; a draft without an amount takes nothing yet."""

    client: int
    prepaid: PrepaidDraft
    payment: PaymentDraft
    label: ClassVar[str] = mark("Sell prepaid")
    permission: ClassVar[Permission] = "payments"

    def perform(self, tx: Transaction) -> int:
        """Insert the rows; raises Refused, also for the number of another gift card, or Missing."""
        if self.client:
            tx.active("clients", self.client)
        try:
            values = prepaid_values(self.prepaid, tx.clock.today(), is_of_client=bool(self.client))
        except Refused as refused:
            # What is wrong with the payment is told with it, not after it.
            raise Refused((*refused.problems, *self._wrong_with_payment(tx))) from None
        found = Problems()
        if self.prepaid.kind != "gift_card" and not self.client:
            found.add("", say("Choose the client who bought it."))
        twin = gift_card(tx, values["number"])
        if twin and not twin.ended_kind:
            day = dates.shown(twin.sold_on)
            found.add("number", say("A gift card with this number was sold on {day}.", day=day))
        found.refuse()
        row = tx.insert("prepaids", {"client_id": self.client or None} | values)
        _take(tx, row, self.payment, values["sold_on"])
        return row

    def _wrong_with_payment(self, tx: Transaction) -> tuple[FieldProblem, ...]:
        """What is wrong with what was paid, as far as it can be told of a sale that is wrong itself."""
        today = tx.clock.today()
        if not _is_paid(self.payment):
            return ()
        day = self.payment.paid_on or dates.printed(today)
        # A price that cannot be read is not the payment's mistake.
        price = cents_typed(self.prepaid.price) or cents_typed(self.payment.sold) or 0
        try:
            born = records.born(tx, self.client or None)
            payment_values(replace(self.payment, paid_on=day), 0, born, today, unpaid_price=price)
        except Refused as refused:
            return refused.problems
        return ()


@dataclass(frozen=True)
class RenewMembership(Command):
    """Sell the next period of a membership on the same terms. `carries`: visits that were not used stay usable to the
    end of the new period. Without, they end with the period that paid for them, and what is left of one that is over
    is forfeited."""

    id: int
    version: int
    payment: PaymentDraft
    carries: bool = False
    label: ClassVar[str] = mark("Renew membership")
    permission: ClassVar[Permission] = "payments"

    def perform(self, tx: Transaction) -> int:
        """Insert the rows; raises Refused where it is none, ended, or was renewed, Missing or ChangedSince."""
        held, found = prepaid(tx, self.id), Problems()
        if held.kind != "membership" or held.expires_on is None:
            found.add("", say("Only a membership with a last day is renewed."))
        elif held.ended_kind in ("closed", "refunded"):
            found.add("", say("This membership ended. Sell a new one."))
        elif follower(tx, self.id):
            found.add("", say("This membership is renewed already."))
        found.refuse()
        now, today = tx.active("prepaids", self.id), tx.clock.today()
        last = held.expires_on or held.starts_on
        period = MembershipPeriod(held.starts_on, last).next()
        tx.update("prepaids", self.id, self._ending(held, period, today), self.version)
        same = ("kind", "client_id", "name", "service_id", "visits", "price_cents")
        values = {name: now[name] for name in same} | {
            "follows_id": self.id,
            "sold_on": today.isoformat(),
            "starts_on": period.first.isoformat(),
            "expires_on": period.last.isoformat(),
        }
        row = tx.insert("prepaids", values)
        _take(tx, row, self.payment, values["sold_on"])
        return row

    def _ending(self, held: Prepaid, period: MembershipPeriod, today: date) -> dict[str, Any]:
        """What becomes of the period that is renewed, as columns."""
        if held.ended_kind or held.expires_on is None:
            return {}
        if self.carries:
            return {"expires_on": period.last.isoformat()}
        if held.expires_on >= today:
            return {}
        day = held.expires_on.isoformat()
        return {"ended_kind": "expired", "ended_on": day, "forfeited_cents": held.left_cents}


def _take(tx: Transaction, row: int, draft: PaymentDraft, sold_on: str) -> None:
    """The payment of a sale, where one is typed; paid on the day of the sale unless it says another."""
    if not _is_paid(draft):
        return
    day = draft.paid_on or dates.printed(dates.kept(sold_on) or tx.clock.today())
    SellPayment(row, replace(draft, paid_on=day)).perform(tx)


def _is_paid(draft: PaymentDraft) -> bool:
    """Whether an amount is typed."""
    return any(getattr(draft, part).strip() for part in ALL_PARTS)
