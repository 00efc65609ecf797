"""The entries of a client’s account in a list: what happened, for which visits, and what it did to the balance."""

from clinic_desktop.ledger.model import LedgerEntry
from clinic_desktop.payments.model import CARDS, METHODS, WRITE_OFFS
from clinic_desktop.values import dates, money
from clinic_desktop.wording import mark, say
from ui.kit.paged_model import Column

# What each part of a payment is called in a line.
PART_WORDS: dict[str, str] = {
    "service": mark("for visits {amount}"),
    "tip": mark("tip {amount}"),
    "tax": mark("sales tax {amount}"),
    "product": mark("products {amount}"),
    "other": mark("other {amount}"),
    "credit": mark("kept on account {amount}"),
    "sold": mark("for what was sold {amount}"),
}
# Where an entry is opened in the chart, before its row.
_PARTS = {
    **{"charge": "visit", "payment": "payment", "draw": "payment", "refund": "refund", "write_off": "write-off"},
    **{"sale": "payment", "forfeit": "prepaid"},
}


def entry_part(entry: LedgerEntry) -> str:
    """The part of the chart that an entry is about: "visit/7"."""
    return f"{_PARTS[entry.kind]}/{entry.row}"


def entry_words(entry: LedgerEntry) -> str:
    """What happened: "Visit: Massage 60", "Payment by card (…4242): for visits $105.00, tip $20.00"."""
    return _WORDS[entry.kind](entry)


def entry_days(entry: LedgerEntry) -> str:
    """The visits that it is for, by their days."""
    return ", ".join(map(dates.shown, entry.days))


def how_words(entry: LedgerEntry) -> str:
    """How it was paid: "Card (…4242)"."""
    how = say(METHODS[entry.method]) if entry.method in METHODS else entry.method
    if not entry.reference:
        return how
    is_last_digits = entry.method in CARDS and entry.reference.isdecimal()
    return f"{how} (…{entry.reference})" if is_last_digits else f"{how} ({entry.reference})"


def _charge(entry: LedgerEntry) -> str:
    return say("Visit: {what}", what=entry.name) if entry.name else say("Visit")


def _payment(entry: LedgerEntry) -> str:
    facts = {"how": how_words(entry), "parts": parts_words(entry)}
    if entry.payer:
        return say("Paid by {payer}, {how}: {parts}", payer=entry.payer, **facts)
    return say("Payment, {how}: {parts}", **facts)


def _sale(entry: LedgerEntry) -> str:
    return say("Sold: {name}, {how} {amount}", name=entry.name, how=how_words(entry), amount=_total(entry))


def _draw(entry: LedgerEntry) -> str:
    return say("Paid from {name}: {parts}", name=entry.name, parts=parts_words(entry))


def _refund(entry: LedgerEntry) -> str:
    return say("Given back, {how}: {parts}", how=how_words(entry), parts=parts_words(entry))


def _write_off(entry: LedgerEntry) -> str:
    return say("Written off: {kind}", kind=say(WRITE_OFFS[entry.method]) if entry.method in WRITE_OFFS else entry.name)


def _forfeit(entry: LedgerEntry) -> str:
    return say("Forfeited: {name}", name=entry.name)


def parts_words(entry: LedgerEntry) -> str:
    """What it was for, part by part; the amounts of a refund as they were given back."""
    return ", ".join(say(PART_WORDS[part], amount=money.shown(abs(cents))) for part, cents in entry.parts if cents)


def _total(entry: LedgerEntry) -> str:
    return money.shown(abs(entry.total_cents))


_WORDS = {
    **{"charge": _charge, "payment": _payment, "sale": _sale, "draw": _draw, "refund": _refund},
    **{"write_off": _write_off, "forfeit": _forfeit},
}
LEDGER_COLUMNS = (
    Column[LedgerEntry](mark("Date"), lambda one: dates.shown(one.day), share=3, least="20 Nov 2026"),
    Column[LedgerEntry](mark("What"), entry_words, share=10, least="Payment, Card (…4242): for visits $105.00"),
    Column[LedgerEntry](mark("Visits"), entry_days, share=4, least="20 Nov 2026", spare=1),
    Column[LedgerEntry](
        mark("Amount"), lambda one: money.shown(one.cents), right=True, share=3, least="−$1,140.00"
    ),
    Column[LedgerEntry](
        mark("Balance"), lambda one: money.shown(one.balance_cents), right=True, share=3, least="−$1,140.00"
    ),
)
