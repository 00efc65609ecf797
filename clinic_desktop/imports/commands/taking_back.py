"""Take an import back as one: what it added is retired, what it filled up is empty again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import ClassVar

from clinic_desktop.cases.commands import RetireCase
from clinic_desktop.clients.commands import RetireClient
from clinic_desktop.imports.commands.filling import empty_again
from clinic_desktop.imports.queries.batches import WrittenRow, import_standing
from clinic_desktop.jobs import Progress
from clinic_desktop.payers.commands import RetireDepartment, RetirePayer
from clinic_desktop.policies.commands import RetirePolicy
from clinic_desktop.referrals.commands.prescribers import RetirePrescriber
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.transaction import Row, Transaction
from clinic_desktop.values.problems import Problems
from clinic_desktop.wording import mark, say

_EVERY = 50
_ROWS = "SELECT id, version, line FROM import_rows WHERE import_id = ? AND retired_at IS NULL ORDER BY id"


@dataclass(frozen=True)
class RetirePastVisit(Command):
    """Take a visit of another program off the chart."""

    id: int
    version: int
    label: ClassVar[str] = mark("Remove imported visit")
    permission: ClassVar[Permission] = "owner"

    def perform(self, tx: Transaction) -> int:
        """Retire the row; raises Missing or ChangedSince."""
        return tx.retire("imported_visits", self.id, self.version)


_RETIRE: Mapping[str, Callable[[int, int], Command]] = MappingProxyType(
    {
        "imported_visits": RetirePastVisit,
        "policies": RetirePolicy,
        "cases": RetireCase,
        "clients": RetireClient,
        "departments": RetireDepartment,
        "payers": RetirePayer,
        "prescribers": RetirePrescriber,
    }
)


@dataclass(frozen=True)
class TakeBackImport(Command):
    """Take back what an import brought. Where something was done with a part of it since, nothing is, unless `rest`
    says that the rest goes; and nothing at all where there is no rest."""

    id: int
    version: int
    rest: bool = False
    progress: Progress = field(default_factory=Progress, compare=False, repr=False)
    label: ClassVar[str] = mark("Take back import")
    undoable: ClassVar[bool] = False
    goes_on: ClassVar[str] = mark("An import is being taken back.")
    permission: ClassVar[Permission] = "owner"

    def perform(self, tx: Transaction) -> int:
        """Retire the rows; raises Refused, Missing, ChangedSince and Cancelled."""
        problems = Problems()
        if tx.current("imports", self.id)["taken_back_at"]:
            problems.add("", say("This import was taken back already."))
        problems.refuse()
        standing = import_standing(tx, self.id)
        if standing.kept and not standing.has_rest:
            problems.add("", say("Something was done with all of this import since: there is nothing to take back."))
        elif standing.kept and not self.rest:
            problems.add("", say("Something was done with a part of this import since. Look at what stays first."))
        problems.refuse()
        for at, (one, row) in enumerate(standing.going):
            if at % _EVERY == 0:
                self.progress.report(at, len(standing.going), say("Taking back"))
            _take_back(tx, one, row)
        kept = {one.line for one in standing.kept}
        for row in tx.all(_ROWS, self.id):
            if row["line"] not in kept:
                tx.retire("import_rows", row["id"], row["version"])
        values = {"taken_back_at": tx.origin.at, "kept_rows": len(kept)}
        return tx.update("imports", self.id, values, self.version)


def _take_back(tx: Transaction, one: WrittenRow, row: Row) -> None:
    if one.filled is None:
        # The version as it is now: a case that goes takes its policies along, which may have gone before.
        now = tx.current(one.table, one.id)
        if not now["retired_at"]:
            _RETIRE[one.table](one.id, now["version"]).perform(tx)
    elif one.filled:
        empty_again(tx, one.table, row, one.filled)
