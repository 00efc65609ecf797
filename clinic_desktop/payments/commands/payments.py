"""Take payments for visits, change them, take them away."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from clinic_desktop.payments import rules
from clinic_desktop.payments.commands import records
from clinic_desktop.payments.commands.undoing import give_back_discount, refuse_to_remove, reopen_refunded
from clinic_desktop.payments.commands.uses import UsePrepaid
from clinic_desktop.payments.model import ALL_PARTS, PARTS, PaymentDraft
from clinic_desktop.prepaid.queries import gift_card, prepaid
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.transaction import Row, Transaction
from clinic_desktop.values import dates, money
from clinic_desktop.values.money import cents_typed
from clinic_desktop.values.problems import Problems
from clinic_desktop.wording import mark, say


@dataclass(frozen=True)
class TakePayment(Command):
    """Take a payment for visits of a client, given or planned; without a visit for the client's account. The service
    part goes to the oldest first. A gift card that is on record by its number is drawn from."""

    visits: tuple[int, ...]
    draft: PaymentDraft
    client: int = 0
    label: ClassVar[str] = mark("Take payment")
    permission: ClassVar[Permission] = "payments"

    def perform(self, tx: Transaction) -> int:
        """Insert the rows; raises Refused, also for a check that is on record, or Missing."""
        card = gift_card(tx, self.draft.reference) if self.draft.method == "gift_card" else None
        if card:
            return UsePrepaid(card.id, self.visits, self.draft, "reference", self.client).perform(tx)
        account = records.account_of(tx, self.visits, self.client)
        left = account.open_cents
        values = rules.payment_values(
            self.draft,
            sum(left) if self.visits else None,
            records.born(tx, account.client),
            tx.clock.today(),
            account.unpaid,
        )
        if values["payer_id"]:
            tx.active("payers", values["payer_id"])
        elif values["service_cents"]:
            records.refuse_who_is_never_billed(tx, account.visits, "payer")
        records.refuse_second_check(tx, account.client, values, 0)
        row = tx.insert("payments", {"client_id": account.client} | values)
        records.write_shares(tx, row, account.visits, {}, rules.shares(left, values["service_cents"]))
        return row


@dataclass(frozen=True)
class ChangePayment(Command):
    """Change a payment. Another service part is allotted again over the same visits, the oldest first. What was drawn
    from a package, and what was given back, is taken away and recorded again instead."""

    id: int
    version: int
    draft: PaymentDraft
    label: ClassVar[str] = mark("Change payment")
    permission: ClassVar[Permission] = "payments"

    def perform(self, tx: Transaction) -> int:
        """Update the rows; raises Refused, Missing or ChangedSince."""
        now = tx.active("payments", self.id)
        _refuse_what_is_not_changed(now)
        kept = {one["visit_id"]: one for one in records.share_rows(tx, self.id)}
        given = {visit: one["cents"] for visit, one in kept.items()}
        # A sale, and what is only kept on account, is for no visit.
        account = records.account_of(tx, kept, own=given) if kept else None
        left = account.open_cents if account else ()
        unpaid = account.unpaid if account and self._is_other_money(tx, now) else ()
        price = prepaid(tx, now["sold_id"]).open_cents + now["sold_cents"] if now["sold_id"] else None
        born, today = records.born(tx, now["client_id"]), tx.clock.today()
        values = rules.payment_values(self.draft, sum(left) if account else None, born, today, unpaid, price)
        if values["payer_id"] and values["payer_id"] != now["payer_id"]:
            tx.active("payers", values["payer_id"])
        if account and _asks_more_of_client(now, values):
            records.refuse_who_is_never_billed(tx, account.visits, "payer")
        records.refuse_second_check(tx, now["client_id"], values, self.id)
        _refuse_what_was_bought_before(tx, now, values)
        _refuse_below_refunds(tx, now, values)
        _refuse_below_use(tx, now, values)
        # Shares change with the service part alone, and so never without a new version of the payment.
        tx.update("payments", self.id, values, self.version)
        if account:
            own = [given[visit["id"]] for visit in account.visits]
            cents = rules.shares_again(left, own, values["service_cents"])
            records.write_shares(tx, self.id, account.visits, kept, cents)
        return self.id

    def _is_other_money(self, tx: Transaction, now: Row) -> bool:
        """Whether the day, the way or the amount is another one: only then is asked what was paid ahead."""
        day = rules.day_typed(self.draft.paid_on, tx.clock.today())
        typed = (day and day.isoformat(), cents_typed(self.draft.service), self.draft.method)
        return typed != (now["paid_on"], now["service_cents"], now["method"])


@dataclass(frozen=True)
class RetirePayment(Command):
    """Take away a payment that was recorded by mistake; its visits are open again. A use of a package gives its visit
    the discount back; a refund that is taken away is owed again."""

    id: int
    version: int
    label: ClassVar[str] = mark("Remove payment")
    permission: ClassVar[Permission] = "payments"

    def perform(self, tx: Transaction) -> int:
        """Retire the rows; raises Refused where something stands on it, Missing or ChangedSince."""
        now = tx.active("payments", self.id)
        refuse_to_remove(tx, now)
        if now["refunds_id"]:
            reopen_refunded(tx, now)
        shares = records.share_rows(tx, self.id)
        records.retire_with_shares(tx, self.id, self.version)
        for one in shares:
            give_back_discount(tx, now, one["visit_id"])
        return self.id


def _refuse_what_is_not_changed(now: Row) -> None:
    found = Problems()
    if now["drawn_id"]:
        found.add("", say("A use is not changed. Remove it and record it again."))
    if now["refunds_id"]:
        found.add("", say("A refund is not changed. Remove it and record it again."))
    if now["statement_id"]:
        found.add("", say("What a plan paid by its statement is not changed. Remove it and take it again from there."))
    found.refuse()


def _asks_more_of_client(now: Row, values: Row) -> bool:
    """Whether the client pays more for visits than before: what they paid once may still be put right otherwise."""
    had = 0 if now["payer_id"] else now["service_cents"]
    return not values["payer_id"] and bool(values["service_cents"] > had)


def _refuse_what_was_bought_before(tx: Transaction, now: Row, values: Row) -> None:
    """A payment that was taken draws nothing from a gift card that is on record, and a sale is paid in money."""
    found = Problems()
    same = ("method", "reference", "service_cents", *(f"{part}_cents" for part in PARTS[1:]))
    if now["sold_id"]:
        rules.refuse_bought_with_bought(found, values["method"])
    elif values["method"] == "gift_card" and any(values[one] != now[one] for one in same):
        card = gift_card(tx, values["reference"])
        if card:
            words = say("This gift card is on record, and a payment that was taken draws nothing from it. Remove this"
                        " payment and take it again from the card.")  # fmt: skip
            found.add("reference", words)
    found.refuse()


def _refuse_below_refunds(tx: Transaction, now: Row, values: Row) -> None:
    refunds, found = records.refund_rows(tx, now["id"]), Problems()
    if not refunds:
        return
    if values["service_cents"] != now["service_cents"] and any(one["service_cents"] for one in refunds):
        words = say("Part of it was refunded. Remove the refund before you change what was for visits.")
        found.add("service", words)
    for part in ALL_PARTS[1:]:
        back = -sum(one[f"{part}_cents"] for one in refunds)
        if values[f"{part}_cents"] < back:
            found.add(part, say("{amount} of it were refunded: it cannot be less.", amount=money.shown(back)))
    if values["paid_on"] > refunds[0]["paid_on"]:
        day = dates.shown(date.fromisoformat(refunds[0]["paid_on"]))
        found.add("paid_on", say("It was refunded on {day}, and was paid before.", day=day))
    if values["payer_id"] != now["payer_id"]:
        found.add("payer", say("Part of it was refunded. Remove the refund before you change who paid."))
    found.refuse()


def _refuse_below_use(tx: Transaction, now: Row, values: Row) -> None:
    """A sale is not made smaller than what was drawn from what it bought."""
    if not now["sold_id"]:
        return
    held, found = prepaid(tx, now["sold_id"]), Problems()
    less = now["sold_cents"] - values["sold_cents"]
    if less > held.left_cents:
        words = say("{used} of it are used or gone already: it cannot be less.",
                    used=money.shown(now["sold_cents"] - held.left_cents))  # fmt: skip
        found.add("sold", words)
    elif held.ended_kind and less:
        found.add("sold", say("It ended, and what was left on it is forfeited. Reopen it first."))
    found.refuse()
