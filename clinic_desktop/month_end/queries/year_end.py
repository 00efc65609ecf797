"""Goes through all clients who paid for treatment in a year, and says of the receipt of each where it stands."""

import logging
from dataclasses import replace

from clinic_desktop.errors import StoreTrouble
from clinic_desktop.jobs import Cancelled, Progress
from clinic_desktop.month_end.model import NO_CASE, MonthEnd, MonthRow, MonthSpan
from clinic_desktop.month_end.queries.rows import MonthDesk, as_drafted
from clinic_desktop.month_end.rules.proposing import nothing_paid, says_otherwise, unread_client, unread_receipt
from clinic_desktop.month_end.rules.spans import span_year, year_of
from clinic_desktop.superbills.model.years import LiveYearReceipt, YearRow
from clinic_desktop.superbills.queries.draft import draft_year
from clinic_desktop.superbills.queries.years import receipt_stands, year_rows
from clinic_desktop.wording import say

_log = logging.getLogger(__name__)


def year_end(desk: MonthDesk, span: MonthSpan, progress: Progress) -> MonthEnd:
    """A receipt a client of what was paid in the year that these days begin in, by client; raises Cancelled, and
    StoreTrouble where the file itself cannot be read."""
    span = year_of(span.first)
    found = year_rows(desk.read, span.first.year)
    rows: list[MonthRow] = []
    for done, one in enumerate(found):
        progress.report(done, len(found), say("Looking through the clients"))
        rows.append(_row_or_trouble(desk, span, one))
    return MonthEnd("year", span, tuple(rows))


def _row_or_trouble(desk: MonthDesk, span: MonthSpan, one: YearRow) -> MonthRow:
    row = MonthRow(
        fate="skipped",
        kind="year_receipt",
        client=one.client,
        client_name=one.client_name,
        case=NO_CASE,
        reason="",
        first_day=span.first,
        last_day=span.last,
        paid_cents=one.paid_cents,
        many=one.visits,
    )
    try:
        return _row(desk, row, one)
    except (Cancelled, StoreTrouble):
        raise
    except Exception as error:  # noqa: BLE001 - one bad record never stops the others
        _log.warning("client %d of a year’s end could not be read: %s", one.client, type(error).__name__)
        if one.live:
            # What it is about can be told all the same, and the paper that was handed out is kept beside the record.
            return replace(_out(row, one.live), fate="unread", why=unread_receipt(one.live.number))
        return replace(row, fate="unread", why=unread_client())


def _row(desk: MonthDesk, row: MonthRow, one: YearRow) -> MonthRow:
    year = span_year(row)
    if one.live:
        if receipt_stands(desk.read, one, year):
            return replace(_out(row, one.live), fate="issued")
        return replace(_out(row, one.live), fate="fix", why=says_otherwise(one.live.number))
    if not one.waits:
        return replace(row, why=nothing_paid(one.nothing, year))
    drafted = as_drafted(row, draft_year(desk.read, one.client, year, desk.today))
    # Its visits are of all cases, and are not marked: they may be on other papers too.
    return replace(drafted, visits=(), therapist_name="")


def _out(row: MonthRow, live: LiveYearReceipt) -> MonthRow:
    return replace(row, bill=live.id, number=live.number)
