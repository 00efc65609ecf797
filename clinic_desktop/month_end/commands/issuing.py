"""Issues the documents of a month end, each in a transaction of its own: whatever stops it, whole bills are left, and
one that cannot be made never stops the rest."""

import logging
import traceback
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from clinic_desktop.errors import ClinicError, StoreTrouble
from clinic_desktop.jobs import Cancelled, Progress
from clinic_desktop.month_end.model import IssueRun, MonthRow, NotMade
from clinic_desktop.month_end.rules.proposing import not_made
from clinic_desktop.month_end.rules.spans import span_year
from clinic_desktop.store.command import Command
from clinic_desktop.superbills.commands.bills import IssueBill
from clinic_desktop.superbills.commands.years import IssueYearReceipt
from clinic_desktop.superbills.model.issued import BillId
from clinic_desktop.superbills.queries.draft import Look
from clinic_desktop.wording import say

_log = logging.getLogger(__name__)


def issue_command(row: MonthRow, look: Look) -> Command:
    """What issues a row, as pre-flight saw it and not otherwise: the one place that knows which command that is."""
    if row.kind == "year_receipt":
        return IssueYearReceipt(row.client, span_year(row), seen_as=row.seen)
    return IssueBill(row.kind, row.visits, look(row.codes, row.days), None, row.supervisor, row.seen, row.around)


def issue_rows(
    do: Callable[[Command], int], make: Callable[[MonthRow], Command], rows: Sequence[MonthRow], progress: Progress
) -> IssueRun:
    """Issue these rows, those that are ready, one after another. `do` performs a command in a transaction of its own
    and returns its row; `make` gives the command of a row. Raises nothing of a row, and ends where it is asked to stop
    or the disk is full: what was issued by then is whole."""
    issued: list[BillId] = []
    failed: list[NotMade] = []
    for done, row in enumerate(rows):
        try:
            progress.report(done, len(rows), say("Issuing {number} of {count}", number=done + 1, count=len(rows)))
            issued.append(BillId(do(make(row))))
        except Cancelled:
            return IssueRun(tuple(issued), tuple(failed), is_whole=False)
        except StoreTrouble as trouble:
            # It would be in the way of all that come.
            return IssueRun(tuple(issued), tuple(failed), is_whole=False, trouble=trouble.words)
        except ClinicError as refused:
            failed.append(NotMade(row, refused.words))
        except Exception as error:  # noqa: BLE001 - one bad record never stops the others
            _log.warning("%s", told_by_ids(row, error))
            failed.append(NotMade(row, not_made()))
    return IssueRun(tuple(issued), tuple(failed))


def told_by_ids(row: MonthRow, error: Exception) -> str:
    """What goes to the log about a row that could not be made: ids, the kind of error and where; no word of a client,
    so not what the error itself says."""
    places = (f"{Path(one.filename).name}:{one.lineno}" for one in traceback.extract_tb(error.__traceback__))
    whose = ("case", row.case, "visits", *row.visits) if row.case else ("client", row.client)
    facts: Iterable[object] = (row.kind, *whose, type(error).__name__, *places)
    return " ".join(map(str, facts))
