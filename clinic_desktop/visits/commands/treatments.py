"""Record a visit with its note in one go, as a therapist does between two clients."""

from dataclasses import dataclass
from typing import ClassVar

from clinic_desktop.errors import Refused
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.visits.commands.notes import SignNote, WriteNote
from clinic_desktop.visits.commands.visits import ChangeVisit, RecordVisit
from clinic_desktop.visits.model import VisitNoteDraft
from clinic_desktop.visits.queries.facts import services_for
from clinic_desktop.visits.rules.notes import refused_of
from clinic_desktop.wording import mark


@dataclass(frozen=True)
class RecordTreatment(Command):
    """Record a visit, or a planned one as given, with what was written about it: both are kept, or neither."""

    visit: RecordVisit | ChangeVisit
    note: VisitNoteDraft
    # Of the note that a planned visit had already, as it was shown; 0 while there is none.
    version: int = 0
    label: ClassVar[str] = mark("Record visit")
    permission: ClassVar[Permission] = "clinical"

    def perform(self, tx: Transaction) -> int:
        """Write the rows, none of a note where nothing is written and nothing was; raises what its two commands raise.
        Returns the id of the visit."""
        row = self._recorded(tx)
        if self.version or not self.note.is_empty:
            WriteNote(row, self.version, self.note).perform(tx)
        return row

    def _recorded(self, tx: Transaction) -> int:
        """The visit as written; where it is refused, what the note is refused for is said at once with it."""
        try:
            return self.visit.perform(tx)
        except Refused as refused:
            planned = self.visit.id if isinstance(self.visit, ChangeVisit) else 0
            found = refused_of(self.note, services_for(tx, planned))
            raise Refused([*refused.problems, *found]) from refused


@dataclass(frozen=True)
class SignTreatment(RecordTreatment):
    """Record a visit with its note and sign it in the same go."""

    label: ClassVar[str] = mark("Record visit and sign note")
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "clinical"

    def perform(self, tx: Transaction) -> int:
        """Write the rows with the signature; raises what its two commands raise. Returns the id of the visit."""
        row = self._recorded(tx)
        seen = tx.active("visits", row)["version"]
        SignNote(row, self.version, self.note, seen).perform(tx)
        return row
