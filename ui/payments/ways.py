"""The ways in which a client can pay: with money, from a package, membership or gift card, from the credit."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from clinic_desktop.cases.queries import case
from clinic_desktop.payers.queries import payer
from clinic_desktop.payments.commands.credits import ApplyCredit
from clinic_desktop.payments.commands.payments import TakePayment
from clinic_desktop.payments.commands.uses import UsePrepaid
from clinic_desktop.payments.model import METHODS, Payment, PaymentDraft, VisitAccount
from clinic_desktop.payments.queries import credit
from clinic_desktop.policies.queries import policy_page
from clinic_desktop.prepaid.model import Prepaid
from clinic_desktop.prepaid.queries import gift_card, usable
from clinic_desktop.prepaid.rules import left_words, share_cents
from clinic_desktop.store.command import Command
from clinic_desktop.store.reader import Reader
from clinic_desktop.values import dates, money
from clinic_desktop.wording import say
from ui.kit.form import Form

CREDIT = "credit"
_FROM = "prepaid:"
# What is not asked for where no money comes in.
_OF_MONEY = ("received", "credit", "paid_on", "reference", "payer", "paid_ahead")
_BESIDE_SERVICE = ("tip", "tax", "product", "other")


@dataclass(frozen=True, slots=True)
class WaysToPay:
    """What a client has to pay with beside money: `held` by the keys of the choice, `credit_cents` on account, and the
    plans that may pay, (row, name)."""

    held: dict[str, Prepaid]
    credit_cents: int
    plans: tuple[tuple[str, str], ...]

    def choices(self) -> list[tuple[str, str]]:
        """The choices of “Paid by”: what the client has first, as those run out."""
        own = [(key, f"{one.name} ({left_words(one)})") for key, one in self.held.items()]
        if self.credit_cents > 0:
            own.append((CREDIT, say("Credit ({cents} on account)", cents=money.shown(self.credit_cents))))
        return [*own, *((key, say(words)) for key, words in METHODS.items())]

    def payers(self) -> list[tuple[str, str]]:
        """The choices of who paid."""
        return [("", say("The client")), *self.plans]

    def command(self, visits: Sequence[int], draft: PaymentDraft) -> Command:
        """What keeps a new payment for these visits."""
        held = self.held.get(draft.method)
        if held:
            return UsePrepaid(held.id, tuple(visits), replace(draft, method=held.kind))
        if draft.method == CREDIT:
            return ApplyCredit(tuple(visits), draft.service or "0")
        return TakePayment(tuple(visits), draft)

    def follow(self, form: Form, accounts: Sequence[VisitAccount], *, is_early: bool) -> None:
        """Leave away what the chosen way does not ask for, and say what each visit costs of it."""
        method = form.fields["method"].value()
        held, away = self.held.get(method), set[str]()
        form.fields["method"].show_hint(self._words(held, accounts))
        if held or method == CREDIT:
            away |= {*_OF_MONEY}
        if method == CREDIT or (held and held.kind != "gift_card"):
            away |= {*_BESIDE_SERVICE}
        if held and held.visits is not None:
            away |= {"service", "total"}
        if not accounts:
            # Kept on account only: there is no visit to pay for.
            away.add("service")
        if not self.plans:
            away.add("payer")
        if not is_early and not form.flag("paid_ahead"):
            away.add("paid_ahead")
        for key in (*_OF_MONEY, *_BESIDE_SERVICE, "service", "total"):
            form.fields[key].fold(key in away)

    @staticmethod
    def _words(held: Prepaid | None, accounts: Sequence[VisitAccount]) -> str:
        """What each visit costs of one that holds visits: "9 Nov 2026 costs $95.00 of it."; "" of any other."""
        found = []
        if held is None or held.visits is None:
            return ""
        for account in accounts:
            share = share_cents(held)
            facts = {"day": dates.shown(account.visit.date_of_service), "share": money.shown(share)}
            found.append(say("{day} costs {share} of it.", **facts))
            held = replace(held, uses=held.uses + 1, drawn_cents=held.drawn_cents + share)
        return " ".join(found)


def ways_of(read: Reader, accounts: Sequence[VisitAccount], found: Payment | None) -> WaysToPay:
    """The ways for these visits of one client; a payment that was taken keeps to money, and may be for no visit.

    On visits that are paid in full only what pays a tip too is offered: a gift card.
    """
    plans: dict[str, str] = {}
    if accounts:
        plans = {str(one.payer): one.payer_name for one in policy_page(read, accounts[0].visit.case).rows}
    if found and found.payer:
        plans.setdefault(str(found.payer), payer(read, found.payer).name)
    if found or not accounts:
        return WaysToPay({}, 0, tuple(plans.items()))
    client = case(read, accounts[0].visit.case).client
    day = max(one.visit.date_of_service for one in accounts)
    is_open = any(one.open_cents > 0 for one in accounts)
    held = {f"{_FROM}{one.id}": one for one in usable(read, client, day) if is_open or one.kind == "gift_card"}
    return WaysToPay(held, credit(read, client) if is_open else 0, tuple(plans.items()))


def card_words(read: Reader, draft: PaymentDraft) -> str:
    """What is on record about a gift card by its number; "" where none is typed."""
    if draft.method != "gift_card" or not draft.reference.strip():
        return ""
    found = gift_card(read, draft.reference)
    return left_words(found) if found else say("No gift card with this number is on record: nothing is drawn from one.")
