"""Write down that a bill went to its payer, correct it, take it off."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from clinic_desktop.store.command import Command
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.submissions.model import SubmissionDraft
from clinic_desktop.submissions.rules.typed import Values, submission_values
from clinic_desktop.values.problems import Problems
from clinic_desktop.wording import mark, say

_FOR_PAYERS = ("superbill", "statement")


@dataclass(frozen=True)
class LogSubmission(Command):
    """Write down that a bill went in; it may have gone in before."""

    bill: int
    draft: SubmissionDraft
    label: ClassVar[str] = mark("Log that it was sent in")

    def perform(self, tx: Transaction) -> int:
        """Insert the row; raises Refused, also for what goes to no payer, or Missing."""
        return tx.insert("submissions", {"bill_id": self.bill} | _values(tx, self.bill, self.draft))


@dataclass(frozen=True)
class ChangeSubmission(Command):
    """Correct when and how a bill went in."""

    id: int
    version: int
    draft: SubmissionDraft
    label: ClassVar[str] = mark("Change when it was sent in")

    def perform(self, tx: Transaction) -> int:
        """Update the row; raises Refused, Missing or ChangedSince."""
        bill = tx.active("submissions", self.id)["bill_id"]
        return tx.update("submissions", self.id, _values(tx, bill, self.draft), self.version)


@dataclass(frozen=True)
class RetireSubmission(Command):
    """Take off the list what was written down by mistake."""

    id: int
    version: int
    label: ClassVar[str] = mark("Remove: it was not sent in")

    def perform(self, tx: Transaction) -> int:
        """Retire the row; raises Missing or ChangedSince."""
        tx.active("submissions", self.id)
        return tx.retire("submissions", self.id, self.version)


def _values(tx: Transaction, bill: int, draft: SubmissionDraft) -> Values:
    found, problems = tx.current("bills", bill), Problems()
    if found["kind"] not in _FOR_PAYERS:
        problems.add("", say("A receipt goes to no payer. A superbill or a statement does."))
    problems.refuse()
    return submission_values(draft, date.fromisoformat(found["issued_on"]), tx.clock.today())
