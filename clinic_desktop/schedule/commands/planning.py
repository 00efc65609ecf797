"""Plan visits that were typed in lines, all of them or none, taken back as one."""

from dataclasses import dataclass
from typing import ClassVar

from clinic_desktop.errors import Refused
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.values.problems import Problems
from clinic_desktop.visits.commands.visits import RecordVisit
from clinic_desktop.visits.model import VisitDraft
from clinic_desktop.wording import mark


@dataclass(frozen=True)
class PlanVisits(Command):
    """Plan visits, each of a case, with its checks."""

    visits: tuple[tuple[int, VisitDraft], ...]
    label: ClassVar[str] = mark("Plan visits")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Insert the rows; raises Refused with problems at the places of the visits, "0", "1" …, or Missing."""
        problems, row = Problems(), 0
        for at, (case, draft) in enumerate(self.visits):
            try:
                row = RecordVisit(case, draft).perform(tx)
            except Refused as refused:
                # Nothing of it was written; all the others are looked at, so that everything is said at once.
                problems.add(str(at), refused.problems[0].words)
        problems.refuse()
        return row
