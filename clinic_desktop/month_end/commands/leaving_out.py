"""Leave a case out of every month end, and take it in again."""

from dataclasses import dataclass
from typing import ClassVar

from clinic_desktop.month_end.model import LEFT_OUT
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.values.problems import Problems
from clinic_desktop.wording import mark, say

_LONGEST_NOTE = 500


@dataclass(frozen=True)
class LeaveOutCase(Command):
    """Issue nothing for a case at the end of a month. `why` is a key of model.LEFT_OUT; `note` says it in the words of
    whoever decides, and has to for "other"."""

    case: int
    why: str
    note: str = ""
    label: ClassVar[str] = mark("Leave out of month ends")
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Insert the row, or change the reason of the one there is. Raises Refused at "why" or "note", or Missing."""
        tx.active("cases", self.case)
        found = Problems()
        note = self.note.strip()
        if self.why not in LEFT_OUT:
            found.add("why", say("Choose why."))
        if self.why == "other":
            note = found.need("note", self.note, say("Type why, in a few words: whoever finds it later asks."))
        found.limit({"note": note}, {"note": _LONGEST_NOTE})
        found.refuse()
        values = {"why": self.why, "note": note}
        before = tx.one("SELECT * FROM left_out_cases WHERE case_id = ? AND retired_at IS NULL", self.case)
        if before:
            return tx.update("left_out_cases", before["id"], values, before["version"])
        return tx.insert("left_out_cases", {"case_id": self.case} | values)


@dataclass(frozen=True)
class TakeInCase(Command):
    """Let month ends make documents for a case again."""

    case: int
    label: ClassVar[str] = mark("Take into month ends")
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Retire the row and return it; where the case is not left out nothing happens, and it is 0."""
        before = tx.one("SELECT * FROM left_out_cases WHERE case_id = ? AND retired_at IS NULL", self.case)
        return tx.retire("left_out_cases", before["id"], before["version"]) if before else 0
