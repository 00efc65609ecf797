"""What a payment is called in one line, how it adds up and where it goes."""

from collections.abc import Sequence

from clinic_desktop.payments.model import CARDS, WRITE_OFFS, VisitAccount, VisitPayment, WriteOff
from clinic_desktop.values import dates, money
from clinic_desktop.wording import mark, say

_HOW: dict[str, str] = {
    "card": mark("by card"),
    "cash": mark("in cash"),
    "check": mark("by check"),
    "hsa": mark("by HSA or FSA card"),
    "transfer": mark("by bank transfer or app"),
    "package": mark("from a package"),
    "membership": mark("from a membership"),
    "gift_card": mark("from a gift card"),
    "other": mark("otherwise"),
}


def payment_words(row: VisitPayment) -> str:
    """A payment under its visit: "$105.00 by card (…4242), 12 Oct 2026, and a tip of $20.00"."""
    if row.is_refund:
        parts = (row.cents, row.tip_cents, row.tax_cents, row.product_cents, row.other_cents, row.credit_cents)
        facts = {"paid": money.shown(-sum(parts)), "how": _how(row), "day": dates.shown(row.paid_on)}
        return say("{paid} given back {how}, {day}", **facts)
    beside = _joined(_beside(row))
    paid = money.shown(row.cents) if row.cents else beside[:1].upper() + beside[1:]
    facts = {"paid": paid, "how": _how(row), "day": dates.shown(row.paid_on)}
    if row.cents and beside:
        return say("{paid} {how}, {day}, and {beside}", beside=beside, **facts)
    return say("{paid} {how}, {day}", **facts)


def write_off_words(row: WriteOff) -> str:
    """A write-off under its visit: "$40.00 written off, 24 Nov 2026: Courtesy"."""
    facts = {"amount": money.shown(row.cents), "day": dates.shown(row.written_off_on)}
    return say("{amount} written off, {day}: {kind}", kind=say(WRITE_OFFS[row.kind]), **facts)


def reference_label(method: str) -> str:
    """What the reference of a payment is called."""
    if method == "check":
        return say("Check number")
    return say("Last four digits") if method in CARDS else say("Reference")


def total_words(cents: Sequence[int | None]) -> str:
    """How the parts add up: "$105.00 + $20.00 = $125.00", or "Total $105.00" of one. None is one nobody can read."""
    parts = [money.shown(one) for one in cents if one]
    total = money.shown(sum(one or 0 for one in cents))
    if None in cents:
        return say("Total of what can be read: {total}", total=total)
    if len(parts) > 1:
        return say("{parts} = {total}", parts=" + ".join(parts), total=total)
    return say("Total {total}", total=total)


def allotted_words(accounts: Sequence[VisitAccount], cents: Sequence[int]) -> str:
    """Which visit gets how much: "$105.00 to 12 Oct 2026, $35.00 to 19 Oct 2026"; visits that get nothing are left
    out."""
    shares = [(account.visit.date_of_service, share) for account, share in zip(accounts, cents, strict=True) if share]
    return ", ".join(say("{paid} to {day}", paid=money.shown(share), day=dates.shown(day)) for day, share in shares)


def in_full_words(visits: int) -> str:
    """Said where so many visits get all that is open, and a list of them would be read by nobody."""
    return say("each of the {count} visits in full", count=visits)


def _how(row: VisitPayment) -> str:
    how = say(_HOW[row.method])
    if row.payer_name:
        how = say("{how} from {plan}", how=how, plan=row.payer_name)
    if not row.reference:
        return how
    is_last_digits = row.method in CARDS and row.reference.isdecimal()
    return f"{how} (…{row.reference})" if is_last_digits else f"{how} ({row.reference})"


def _beside(row: VisitPayment) -> list[str]:
    """What was paid with it and is not for treatment."""
    words = (
        (row.tip_cents, say("a tip of {amount}", amount=money.shown(row.tip_cents))),
        (row.tax_cents, say("sales tax of {amount}", amount=money.shown(row.tax_cents))),
        (row.product_cents, say("products for {amount}", amount=money.shown(row.product_cents))),
        (row.other_cents, say("other things for {amount}", amount=money.shown(row.other_cents))),
        (row.credit_cents, say("{amount} kept for later visits", amount=money.shown(row.credit_cents))),
    )
    return [sentence for cents, sentence in words if cents]


def _joined(parts: Sequence[str]) -> str:
    *before, last = parts or ("",)
    return say("{first} and {last}", first=", ".join(before), last=last) if before else last
