"""The ways in which a client can pay: with money, from a package, membership or gift card, from the credit."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from clinic_desktop.cases.queries import case
from clinic_desktop.payers.queries import payer
from clinic_desktop.payments.commands.credits import ApplyCredit
from clinic_desktop.payments.commands.payments import TakePayment
from clinic_desktop.payments.commands.uses import UsePrepaid
from clinic_desktop.payments.model import BOUGHT_BEFORE, METHODS, Payment, PaymentDraft, VisitAccount
from clinic_desktop.payments.queries import credit
from clinic_desktop.policies.model import PolicyRow
from clinic_desktop.policies.queries import never_billed, policy_page
from clinic_desktop.policies.rules import program
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
    plans that may pay, (row, name). `client` is they where no visit says it. `first_payer` is the plan that pays where
    the client is never billed, "" where no policy names it; None where the client is. A sale is paid with nothing that
    was bought before."""

    held: dict[str, Prepaid]
    credit_cents: int
    plans: tuple[tuple[str, str], ...]
    client: int = 0
    first_payer: str | None = None
    is_sale: bool = False

    def choices(self) -> list[tuple[str, str]]:
        """The choices of “Paid by”: what the client has first, as those run out."""
        own = [(key, f"{one.name} ({left_words(one)})") for key, one in self.held.items()]
        if self.credit_cents > 0:
            own.append((CREDIT, say("Credit ({cents} on account)", cents=money.shown(self.credit_cents))))
        away = BOUGHT_BEFORE if self.is_sale else ()
        return [*own, *((key, say(words)) for key, words in METHODS.items() if key not in away)]

    def payers(self) -> list[tuple[str, str]]:
        """The choices of who paid."""
        return [("", say("The client")), *self.plans]

    def command(self, visits: Sequence[int], draft: PaymentDraft) -> Command:
        """What keeps a new payment for these visits."""
        held = self.held.get(draft.method)
        if held:
            return UsePrepaid(held.id, tuple(visits), replace(draft, method=held.kind), client=self.client)
        if draft.method == CREDIT:
            return ApplyCredit(tuple(visits), draft.service or "0")
        return TakePayment(tuple(visits), draft, self.client)

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
        if not self.plans and self.first_payer is None:
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


def ways_of(
    read: Reader, accounts: Sequence[VisitAccount], found: Payment | None, client: int = 0, today: date = date.max
) -> WaysToPay:
    """The ways for these visits of one client; a payment that was taken keeps to money, and may be for no visit. A new
    one for no visit, of this `client`, may be drawn from a gift card that can be used `today`.

    On visits that are paid in full only what pays a tip too is offered: a gift card. So it is where the client is never
    billed.
    """
    policies = policy_page(read, accounts[0].visit.case).rows if accounts else ()
    plans = {str(one.payer): one.payer_name for one in policies}
    if found and found.payer:
        plans.setdefault(str(found.payer), payer(read, found.payer).name)
    first_payer = _payer_alone(read, accounts, policies)
    if found:
        return WaysToPay({}, 0, tuple(plans.items()), first_payer=first_payer)
    owner = case(read, accounts[0].visit.case).client if accounts else client
    day = max((one.visit.date_of_service for one in accounts), default=today)
    is_open = first_payer is None and any(one.open_cents > 0 for one in accounts)
    held = {f"{_FROM}{one.id}": one for one in usable(read, owner, day) if is_open or one.kind == "gift_card"}
    return WaysToPay(held, credit(read, owner) if is_open else 0, tuple(plans.items()), client, first_payer)


def _payer_alone(read: Reader, accounts: Sequence[VisitAccount], policies: Sequence[PolicyRow]) -> str | None:
    """Who pays visits for which the client is never billed, by their row, "" where no policy says it; None where the
    client is billed."""
    alone = [one for one in accounts if never_billed(read, one.visit.case, one.visit.date_of_service)]
    if not alone:
        return None
    found = program(policies, alone[0].visit.date_of_service) or next(iter(policies), None)
    return str(found.payer) if found else ""


def card_words(read: Reader, draft: PaymentDraft) -> str:
    """What is on record about a gift card by its number; "" where none is typed."""
    if draft.method != "gift_card" or not draft.reference.strip():
        return ""
    found = gift_card(read, draft.reference)
    return left_words(found) if found else say("No gift card with this number is on record: nothing is drawn from one.")
