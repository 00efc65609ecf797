"""What has to be looked at, and put back, when a payment, a use or a refund is taken away."""

from datetime import date

from clinic_desktop.payments.commands import records
from clinic_desktop.prepaid.queries import prepaid
from clinic_desktop.store.transaction import Row, Transaction
from clinic_desktop.values import dates, money
from clinic_desktop.values.problems import Problems
from clinic_desktop.visits.rules.billed import refuse_billed
from clinic_desktop.wording import say

# Between the reasons of a discount: the one that was there, and the package.
BETWEEN_REASONS = "; "


def refuse_to_remove(tx: Transaction, now: Row) -> None:
    """Raises Refused where something stands on a payment: a refund, a use of what it bought, a bill."""
    found = Problems()
    if records.refund_rows(tx, now["id"]):
        found.add("", say("Part of it was refunded. Remove the refund first."))
    if now["sold_id"] and now["sold_cents"] > 0:
        _refuse_used_sale(tx, found, now)
    if now["drawn_id"]:
        _refuse_use(tx, found, now)
    if now["refunds_id"]:
        _refuse_refund(tx, found, now)
    found.refuse()


def reopen_refunded(tx: Transaction, refund: Row) -> None:
    """The package that a refund ended is live again, before the refund goes."""
    if not refund["sold_id"]:
        return
    held = prepaid(tx, refund["sold_id"])
    if held.ended_kind == "refunded":
        tx.update("prepaids", held.id, {"ended_kind": "", "ended_on": "", "ended_why": ""}, held.version)


def give_back_discount(tx: Transaction, use: Row, visit: int) -> None:
    """The visit is charged again what it was before a package paid it; the payment is gone already."""
    if not use["discounted_cents"]:
        return
    now, name = tx.current("visits", visit), prepaid(tx, use["drawn_id"]).name
    back = min(use["discounted_cents"], now["discount_cents"])
    reasons = [one for one in now["discount_why"].split(BETWEEN_REASONS) if one]
    if name in reasons:
        reasons.remove(name)
    values = {
        "discount_cents": now["discount_cents"] - back,
        "discount_why": BETWEEN_REASONS.join(reasons) if now["discount_cents"] > back else "",
        "charged_cents": now["charged_cents"] + back,
    }
    tx.update("visits", visit, values, now["version"])


def _refuse_used_sale(tx: Transaction, found: Problems, now: Row) -> None:
    held = prepaid(tx, now["sold_id"])
    if held.ended_kind:
        found.add("", say("What it bought ended, and what was left on it is forfeited. Reopen it first."))
    elif held.left_cents < now["sold_cents"]:
        found.add("", say("{used} of what it bought are used already. Remove the uses first.",
                          used=money.shown(held.drawn_cents)))  # fmt: skip


def _refuse_use(tx: Transaction, found: Problems, now: Row) -> None:
    if prepaid(tx, now["drawn_id"]).ended_kind:
        found.add("", say("What it was drawn from ended since. Reopen that first, or remove its refund."))
    if now["discounted_cents"]:
        for one in records.share_rows(tx, now["id"]):
            refuse_billed(found, "", tx.current("visits", one["visit_id"]))


def _refuse_refund(tx: Transaction, found: Problems, now: Row) -> None:
    if now["sold_cents"] and prepaid(tx, now["sold_id"]).ended_kind in ("expired", "closed"):
        found.add("", say("What it was paid for ended since, and what was left on it is forfeited. Reopen that first."))
    for one in records.share_rows(tx, now["id"]):
        visit = tx.current("visits", one["visit_id"])
        day = dates.shown(date.fromisoformat(visit["date_of_service"]))
        if visit["retired_at"]:
            found.add("", say("The visit of {day} was removed since: what was given back of it stays so.", day=day))
        elif records.open_cents(tx, visit) < -one["cents"]:
            found.add("", say("The visit of {day} was paid or written off again since.", day=day))
