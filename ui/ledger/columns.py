"""The entries of a client’s account in a list: what happened, for which visits, and what it did to the balance."""

from dataclasses import dataclass

from clinic_desktop.ledger.model import LedgerEntry
from clinic_desktop.ledger.rules import entry_words
from clinic_desktop.values import dates, money
from clinic_desktop.wording import mark
from ui.kit.paged_model import Column

# Where an entry is opened in the chart, before its row.
_PARTS = {
    **{"charge": "visit", "payment": "payment", "draw": "payment", "refund": "payment", "sale": "payment"},
    **{"write_off": "write-off", "forfeit": "prepaid"},
}


@dataclass(frozen=True, slots=True)
class EntryLine:
    """An entry with its place in the list, by which the list finds it again."""

    id: int
    entry: LedgerEntry


def entry_part(entry: LedgerEntry) -> str:
    """The part of the chart that an entry is about: "visit/7"."""
    return f"{_PARTS[entry.kind]}/{entry.row}"


def entry_days(entry: LedgerEntry) -> str:
    """The visits that a payment, refund or write-off is for, by their days; "" for a charge, which is one."""
    return "" if entry.kind == "charge" else ", ".join(map(dates.shown, entry.days))


LEDGER_COLUMNS: tuple[Column[EntryLine], ...] = (
    Column(mark("Date"), lambda one: dates.shown(one.entry.day), share=3, least="20 Nov 2026"),
    Column(mark("What"), lambda one: entry_words(one.entry), share=10, least="Payment, Card (…4242)"),
    Column(mark("For the visit of"), lambda one: entry_days(one.entry), share=4, least="20 Nov 2026"),
    Column(mark("Amount"), lambda one: money.shown(one.entry.cents), right=True, share=3, least="−$1,140.00"),
    Column(mark("Balance"), lambda one: money.shown(one.entry.balance_cents), right=True, share=3, least="−$1,140.00"),
)
