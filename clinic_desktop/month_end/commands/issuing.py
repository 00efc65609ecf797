"""Issues the documents of a month end, a few to a transaction, each whole or not at all: whatever stops it, whole bills
are left, and one that cannot be made never stops the rest."""

import logging
import traceback
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
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
# So many bills to a transaction: who saves something meanwhile waits no longer than they take, about 45 ms.
_TOGETHER = 8


def issue_command(row: MonthRow, look: Look) -> Command:
    """What issues a row, as pre-flight saw it and not otherwise: the one place that knows which command that is."""
    if row.kind == "year_receipt":
        return IssueYearReceipt(row.client, span_year(row), seen_as=row.seen)
    return IssueBill(row.kind, row.visits, look(row.codes, row.days), None, row.supervisor, row.seen, row.around)


def issue_rows(
    do: Callable[[Command], int],
    make: Callable[[MonthRow], Command],
    rows: Sequence[MonthRow],
    progress: Progress,
    together: Callable[[], AbstractContextManager[None]] = nullcontext,
) -> IssueRun:
    """Issue these rows, those that are ready, one after another. `do` performs a command, all or nothing, and returns
    its row; `make` gives the command of a row; what is done in `together` waits for the disk once. Raises nothing of a
    row, and ends where it is asked to stop or the disk is full: what was issued by then is whole."""
    run = _Run(do, make, progress, len(rows))
    # The first alone: what is in the way of all is known before more is done.
    at, most = 0, 1
    while at < len(rows) and run.ended is None:
        few = _Run(do, make, progress, len(rows))
        try:
            with together():
                few.issue(rows[at : at + most], at)
        except StoreTrouble as trouble:
            # Nothing of these was saved.
            few = _Run(do, make, progress, len(rows), ended=few.ended or trouble)
        run.issued += few.issued
        run.not_made += few.not_made
        run.ended = few.ended
        at, most = at + most, _TOGETHER
    return run.result()


@dataclass(slots=True)
class _Run:
    """What was issued so far, what could not be made, and what ended it."""

    do: Callable[[Command], int]
    make: Callable[[MonthRow], Command]
    progress: Progress
    count: int
    issued: list[BillId] = field(default_factory=list)
    not_made: list[NotMade] = field(default_factory=list)
    ended: BaseException | None = None

    def issue(self, rows: Sequence[MonthRow], first: int) -> None:
        """These rows, the first of which has that place among all. Whatever ends it, those before it are kept."""
        for number, row in enumerate(rows, first + 1):
            try:
                words = say("Issuing {number} of {count}", number=number, count=self.count)
                self.progress.report(number - 1, self.count, words)
                self.issued.append(BillId(self.do(self.make(row))))
            except (Cancelled, StoreTrouble) as ended:
                # Trouble would be in the way of all that come.
                self.ended = ended
                return
            except ClinicError as refused:
                self.not_made.append(NotMade(row, refused.words))
            except Exception as error:  # noqa: BLE001 - one bad record never stops the others
                _log.warning("%s", told_by_ids(row, error))
                self.not_made.append(NotMade(row, not_made()))
            except BaseException as ended:  # noqa: BLE001 - raised again when those before it are safe
                self.ended = ended
                return

    def result(self) -> IssueRun:
        """All of it; raises what ends the program."""
        if self.ended is not None and not isinstance(self.ended, Cancelled | StoreTrouble):
            raise self.ended
        trouble = self.ended.words if isinstance(self.ended, StoreTrouble) else ""
        return IssueRun(tuple(self.issued), tuple(self.not_made), is_whole=self.ended is None, trouble=trouble)


def told_by_ids(row: MonthRow, error: Exception) -> str:
    """What goes to the log about a row that could not be made: ids, the kind of error and where; no word of a client,
    so not what the error itself says."""
    places = (f"{Path(one.filename).name}:{one.lineno}" for one in traceback.extract_tb(error.__traceback__))
    whose = ("case", row.case, "visits", *row.visits) if row.case else ("client", row.client)
    facts: Iterable[object] = (row.kind, *whose, type(error).__name__, *places)
    return " ".join(map(str, facts))
