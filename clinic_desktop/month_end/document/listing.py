"""The list of a month end for a spreadsheet, as CSV."""

from collections.abc import Sequence

from clinic_desktop.month_end.model import MonthEnd, MonthRow
from clinic_desktop.month_end.rules.words import FATE_WORDS, kind_name, reason_words
from clinic_desktop.values import dates, money
from clinic_desktop.values.spreadsheet import harmless, spreadsheet
from clinic_desktop.wording import mark, say

_HEADINGS = (
    *(mark("Number"), mark("Client"), mark("Kind"), mark("First day"), mark("Last day"), mark("Payer")),
    *(mark("Charged"), mark("Paid"), mark("Status"), mark("Reason")),
)


def month_csv(found: MonthEnd) -> bytes:
    """A line a document, by client; UTF-8 with the mark that Excel knows it by, and no cell that a spreadsheet would
    run."""
    return spreadsheet(([say(one) for one in _HEADINGS], *(_cells(one) for one in found.rows)))


def _cells(row: MonthRow) -> Sequence[str]:
    texts = (
        str(row.number) if row.number else "",
        row.client_name,
        kind_name(row.kind),
        dates.printed(row.first_day) if row.first_day else "",
        dates.printed(row.last_day) if row.last_day else "",
        row.payer_name,
        say(FATE_WORDS[row.fate]),
        reason_words(row),
    )
    number, client, kind, first, last, payer, status, reason = map(harmless, texts)
    # Amounts are numbers, so that they can be added up.
    amounts = (money.typed(row.charged_cents), money.typed(row.paid_cents))
    return number, client, kind, first, last, payer, *amounts, status, reason
