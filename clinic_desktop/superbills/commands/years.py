"""Issue the receipt of a client's year. It cannot be undone: what was handed out is out."""

from dataclasses import dataclass, field
from typing import ClassVar

from clinic_desktop.errors import ChangedSince
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.reader import inside
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.superbills.commands.kept import keep_bill, refuse
from clinic_desktop.superbills.model.bill import Bill, Stamp
from clinic_desktop.superbills.queries.draft import draft_year
from clinic_desktop.superbills.queries.issued import next_number
from clinic_desktop.superbills.rules.kept import digest_of
from clinic_desktop.wording import mark, say


@dataclass(frozen=True)
class IssueYearReceipt(Command):
    """Issue the receipt of what a client paid for treatment in a calendar year, over all cases and therapists. `seen`
    is the receipt as it was shown, and no other is issued, or `seen_as` its digest, as where many are issued in one go;
    without either whatever the record says. One that is out already is refused, so that a
    second run issues nothing twice."""

    client: int
    year: int
    seen: Bill | None = field(default=None, repr=False)
    seen_as: str = ""
    label: ClassVar[str] = mark("Issue year receipt")
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "payments"

    def perform(self, tx: Transaction) -> int:
        """Keep the PDF with its facts under the next number; raises Refused with what stands in the way, as nothing to
        receipt, Missing, or ChangedSince where the record says something else than was shown."""
        read, today = inside(tx), tx.clock.today()
        draft = draft_year(read, self.client, self.year, today)
        is_other = self.seen is not None and draft.bill != self.seen
        if is_other or (self.seen_as and self.seen_as != digest_of(draft.bill)):
            raise ChangedSince(
                say("The record changed while this was open. Look at the paper once more, then issue it.")
            )
        refuse(draft.verdict)
        return keep_bill(tx, draft.bill, Stamp(next_number(read), today, draft.stamp.replaces))
