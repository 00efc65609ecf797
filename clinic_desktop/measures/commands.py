"""Record scores of outcome measures, correct them, and take them away."""

from dataclasses import dataclass
from typing import ClassVar

from clinic_desktop.errors import Missing
from clinic_desktop.measures.loader import catalogue
from clinic_desktop.measures.model import Measure, ScoreDraft
from clinic_desktop.measures.rules.typed import Values, score_values
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.values import dates
from clinic_desktop.wording import mark, say


@dataclass(frozen=True)
class RecordScore(Command):
    """Record what was scored with a measure in a case."""

    case: int
    measure: str
    draft: ScoreDraft
    label: ClassVar[str] = mark("Record score")
    permission: ClassVar[Permission] = "clinical"

    def perform(self, tx: Transaction) -> int:
        """Insert the row; raises Refused, or Missing also for a measure that is not in the catalog."""
        tx.active("cases", self.case)
        values = _values(tx, self.case, self.measure, self.draft)
        return tx.insert("scores", {"case_id": self.case, "measure": self.measure} | values)


@dataclass(frozen=True)
class ChangeScore(Command):
    """Correct a score; another day's is recorded beside it."""

    id: int
    version: int
    draft: ScoreDraft
    label: ClassVar[str] = mark("Change score")
    permission: ClassVar[Permission] = "clinical"

    def perform(self, tx: Transaction) -> int:
        """Update the row; raises Refused, Missing or ChangedSince."""
        now = tx.active("scores", self.id)
        values = _values(tx, now["case_id"], now["measure"], self.draft)
        return tx.update("scores", self.id, values, self.version)


@dataclass(frozen=True)
class RetireScore(Command):
    """Take away a score that was recorded by mistake."""

    id: int
    version: int
    label: ClassVar[str] = mark("Remove score")
    permission: ClassVar[Permission] = "clinical"

    def perform(self, tx: Transaction) -> int:
        """Retire the row; raises Missing or ChangedSince."""
        tx.active("scores", self.id)
        return tx.retire("scores", self.id, self.version)


def known_measure(key: str) -> Measure:
    """A measure of the catalog; raises Missing for one that the catalog of this program does not have."""
    found = catalogue().get(key)
    if found is None:
        raise Missing(say("This program does not know the measure “{key}”.", key=key))
    return found


def _values(tx: Transaction, case: int, measure: str, draft: ScoreDraft) -> Values:
    sql = "SELECT birth_date FROM clients WHERE id = (SELECT client_id FROM cases WHERE id = ?)"
    owner = tx.one(sql, case)
    born = dates.kept(owner["birth_date"]) if owner else None
    return score_values(known_measure(measure), draft, tx.clock.today(), born)
