"""The list of a month end for a spreadsheet, as CSV."""

from collections.abc import Sequence

from clinic_desktop.month_end.model import MonthEnd, MonthRow
from clinic_desktop.month_end.rules.words import FATE_WORDS, kind_name, reason_words
from clinic_desktop.values.spreadsheet import Dollars, SheetCell, spreadsheet
from clinic_desktop.wording import mark, say

_HEADINGS = (
    *(mark("Number"), mark("Client"), mark("Kind"), mark("First day"), mark("Last day"), mark("Payer")),
    *(mark("Charged"), mark("Paid"), mark("Status"), mark("Reason")),
)


def month_csv(found: MonthEnd) -> bytes:
    """A line a document, by client; UTF-8 with the mark that Excel knows it by, and no cell that a spreadsheet would
    run."""
    return spreadsheet(([say(one) for one in _HEADINGS], *(_cells(one) for one in found.rows)))


def _cells(row: MonthRow) -> Sequence[SheetCell]:
    return (
        *(row.number or None, row.client_name, kind_name(row.kind), row.first_day, row.last_day, row.payer_name),
        # Amounts are numbers, so that they can be added up.
        *(Dollars(row.charged_cents), Dollars(row.paid_cents), say(FATE_WORDS[row.fate]), reason_words(row)),
    )
