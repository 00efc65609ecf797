"""What the groups of a month end show of each document."""

from collections.abc import Callable

from clinic_desktop.month_end.model import Batch, Fate, MonthRow
from clinic_desktop.month_end.rules.words import kind_name, reason_words
from clinic_desktop.values import money
from clinic_desktop.wording import mark, say
from ui.kit.paged_model import Column
from ui.superbills.columns import days_words


def _days(row: MonthRow) -> str:
    return days_words(row.first_day, row.last_day) if row.first_day and row.last_day else ""


_CLIENT: Column[MonthRow] = Column(mark("Client"), lambda row: row.client_name, share=6, least="Nguyễn, Rosalind (Roz)")
_DAYS: Column[MonthRow] = Column(mark("Days of service"), _days, share=4, least="27 Sep – 28 Sep 2026", spare=1)
_CHARGE: Column[MonthRow] = Column(
    mark("Charge"), lambda row: money.shown(row.charged_cents), right=True, share=2, least="$1,140.00"
)
_PAYER: Column[MonthRow] = Column(mark("Payer"), lambda row: row.payer_name, share=5, least="Harbor Health", spare=2)
_VISITS: Column[MonthRow] = Column(
    mark("Visits"), lambda row: str(row.many or len(row.visits)), right=True, share=1, least="12", spare=3
)
_WHY: Column[MonthRow] = Column(mark("Why"), reason_words, share=9)
_NUMBER: Column[MonthRow] = Column(mark("No."), lambda row: str(row.number), right=True, least="10001")
_KIND: Column[MonthRow] = Column(mark("Document"), lambda row: kind_name(row.kind), share=2, least="Statement", spare=2)
_PAID: Column[MonthRow] = Column(
    mark("Paid"), lambda row: money.shown(row.paid_cents), right=True, share=2, least="$1,140.00"
)


def columns_of(batch: Batch, fate: Fate, is_wanted: Callable[[MonthRow], bool]) -> tuple[Column[MonthRow], ...]:
    """The columns of a group; `is_wanted` says whether a ready one is issued with the others."""
    wanted: Column[MonthRow] = Column(
        mark("Issue"), lambda row: say("Yes") if is_wanted(row) else say("Not now"), least="Not now"
    )
    # All receipts of a year are of one kind and of the same days, and name no payer.
    if fate == "ready":
        return (
            (wanted, _CLIENT, _VISITS, _PAID)
            if batch == "year"
            else (*(wanted, _CLIENT, _KIND, _PAYER, _VISITS, _DAYS, _CHARGE),)
        )
    if fate == "issued":
        return (
            (_NUMBER, _CLIENT, _VISITS, _PAID)
            if batch == "year"
            else (*(_NUMBER, _CLIENT, _KIND, _PAYER, _DAYS, _CHARGE),)
        )
    return (_CLIENT, _WHY, _PAID if batch == "year" else _CHARGE)
