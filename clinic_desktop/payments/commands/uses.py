"""Pay visits from a package, a membership or a gift card."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, ClassVar

from clinic_desktop.payments import rules
from clinic_desktop.payments.commands import records
from clinic_desktop.payments.commands.undoing import BETWEEN_REASONS
from clinic_desktop.payments.model import PARTS, PaymentDraft
from clinic_desktop.prepaid.model import Prepaid
from clinic_desktop.prepaid.queries import prepaid
from clinic_desktop.prepaid.rules import share_cents, why_not
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.transaction import Row, Transaction
from clinic_desktop.values import dates, money
from clinic_desktop.values.problems import Problems
from clinic_desktop.visits.rules.billed import refuse_billed
from clinic_desktop.wording import mark, say

_LONGEST_REASON = 100


@dataclass(frozen=True)
class UsePrepaid(Command):
    """Pay visits of one client from a package, membership or gift card. Of one that holds visits each visit costs its
    share, and the visit’s discount is raised to that: it is charged what it costs. One that holds a value pays what the
    draft says, up to what it holds, also for no visit of a `client`: a product or a tip. `at` is where the form names
    what it is drawn from."""

    prepaid: int
    visits: tuple[int, ...]
    draft: PaymentDraft = field(default_factory=PaymentDraft)
    at: str = "method"
    client: int = 0
    label: ClassVar[str] = mark("Use prepaid")
    permission: ClassVar[Permission] = "payments"

    def perform(self, tx: Transaction) -> int:
        """Insert a row for each visit, or one for a value; raises Refused or Missing. Returns the last one’s id."""
        held, found = prepaid(tx, self.prepaid), Problems()
        account = records.account_of(tx, self.visits, self.client if held.visits is None else 0)
        if held.kind != "gift_card" and held.client != account.client:
            found.add(self.at, say("This was sold to somebody else."))
        found.refuse()
        if held.visits is None:
            return self._draw(tx, held, account)
        records.refuse_who_is_never_billed(tx, account.visits, self.at)
        row = 0
        for visit in account.visits:
            row = self._use(tx, prepaid(tx, self.prepaid), tx.current("visits", visit["id"]), account.client)
        return row

    def _draw(self, tx: Transaction, held: Prepaid, account: records.Account) -> int:
        """A part of a value pays, and no discount."""
        today = tx.clock.today()
        # For no visit it is drawn from on the day that is typed, most often today.
        used_on = rules.day_typed(self.draft.paid_on, today) or today
        day = held.sold_on if account.visits else used_on
        typed = replace(self.draft, method=held.kind, reference=held.number, paid_on=dates.printed(day), received="")
        open_cents = sum(account.open_cents) if account.visits else None
        values = rules.payment_values(typed, open_cents, None, today)
        if values["service_cents"]:
            records.refuse_who_is_never_billed(tx, account.visits, self.at)
        total, found = sum(values[f"{part}_cents"] for part in PARTS), Problems()
        for one in [one.day for one in account.unpaid] or [used_on]:
            words = why_not(held, one, total)
            if words:
                found.add(self.at, words)
                break
        found.refuse()
        row = tx.insert("payments", {"client_id": account.client, "drawn_id": held.id} | values)
        shares = rules.shares(account.open_cents, values["service_cents"])
        records.write_shares(tx, row, account.visits, {}, shares)
        return row

    def _use(self, tx: Transaction, held: Prepaid, visit: Row, client: int) -> int:
        share = share_cents(held)
        due = self._due(tx, held, visit, share)
        raised = due - share
        if raised:
            values = {
                "discount_cents": visit["discount_cents"] + raised,
                "discount_why": _reason(visit["discount_why"], held.name),
                "charged_cents": visit["charged_cents"] - raised,
            }
            tx.update("visits", visit["id"], values, visit["version"])
        payment: dict[str, Any] = {
            "client_id": client,
            "paid_on": held.sold_on.isoformat(),
            "method": held.kind,
            "service_cents": share,
            "drawn_id": held.id,
            "discounted_cents": raised,
            "note": self.draft.note.strip(),
        }
        row = tx.insert("payments", payment)
        records.write_shares(tx, row, [visit], {}, [share])
        return row

    def _due(self, tx: Transaction, held: Prepaid, visit: Row, share: int) -> int:
        """What the visit costs before the share takes its place, in cents; raises Refused where it cannot."""
        found, day = Problems(), date.fromisoformat(visit["date_of_service"])
        if visit["status"] != "given":
            found.add(self.at, say("The visit of {day} is not given yet.", day=dates.shown(day)))
        fee = _fee(tx, held, visit)
        open_cents = records.open_cents(tx, visit)
        due = min(fee, visit["charged_cents"])
        words = why_not(held, day, share)
        if words:
            found.add(self.at, words)
        elif fee == 0 and held.service:
            name = tx.current("services", held.service)["name"]
            found.add(self.at, say("This is for {service}, which the visit has not.", service=name))
        elif open_cents < due:
            found.add(self.at, say("Part of this visit is paid or written off already. Remove that first."))
        elif share > due:
            facts = {"share": money.shown(share), "due": money.shown(due)}
            words = say("A visit from it costs {share}, and this one comes to {due}. Pay it another way.", **facts)
            found.add(self.at, words)
        elif share != due:
            refuse_billed(found, self.at, visit)
        found.refuse()
        return int(due)


def _fee(tx: Transaction, held: Prepaid, visit: Row) -> int:
    """The fee of the service that it is for; of any the whole charge."""
    if held.service is None:
        return int(visit["charged_cents"])
    row = tx.one(
        "SELECT fee_cents FROM visit_services WHERE visit_id = ? AND service_id = ? AND retired_at IS NULL"
        " ORDER BY place LIMIT 1",
        visit["id"],
        held.service,
    )
    return int(row["fee_cents"]) if row else 0


def _reason(before: str, name: str) -> str:
    joined = BETWEEN_REASONS.join(one for one in (before, name) if one)
    return joined if len(joined) <= _LONGEST_REASON else name
