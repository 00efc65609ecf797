"""Write down that a bill went to its payer, correct it, take it off. What a client keeps from a payer the clinic does
not send there; what the client sends is the client’s own doing."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from clinic_desktop.restrictions.commands import refuse_kept
from clinic_desktop.restrictions.queries import paper_telling
from clinic_desktop.store.command import Command, Permission
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
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Insert the row; raises Refused, also for what goes to no payer, or Missing."""
        values = _values(tx, self.bill, self.draft)
        _refuse_kept(tx, self.bill, values)
        return tx.insert("submissions", {"bill_id": self.bill} | values)


@dataclass(frozen=True)
class ChangeSubmission(Command):
    """Correct when and how a bill went in."""

    id: int
    version: int
    draft: SubmissionDraft
    label: ClassVar[str] = mark("Change when it was sent in")
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Update the row; raises Refused, Missing or ChangedSince."""
        now = tx.active("submissions", self.id)
        values = _values(tx, now["bill_id"], self.draft)
        if any(values[one] != now[one] for one in ("sent_on", "sent_by")):
            _refuse_kept(tx, now["bill_id"], values)
        return tx.update("submissions", self.id, values, self.version)


@dataclass(frozen=True)
class RetireSubmission(Command):
    """Take off the list what was written down by mistake."""

    id: int
    version: int
    label: ClassVar[str] = mark("Remove: it was not sent in")
    permission: ClassVar[Permission] = "billing"

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


def _refuse_kept(tx: Transaction, bill: int, values: Values) -> None:
    if values["sent_by"] == "clinic":
        told = paper_telling(tx, "bill", bill, date.fromisoformat(str(values["sent_on"])))
        refuse_kept(tx, told, "sent_by", say("Void this bill. If it went there all the same, log that in Disclosures."))
