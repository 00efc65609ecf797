"""Issue a bill, and void one. Neither can be undone: what was handed out is out."""

from dataclasses import dataclass, field
from typing import ClassVar

from clinic_desktop.errors import ChangedSince
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.reader import Reader, inside
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.superbills.commands.kept import keep_bill, mark_visit, refuse
from clinic_desktop.superbills.document.bills import bill_pdf, void_pdf
from clinic_desktop.superbills.model.bill import Bill, Kind, Stamp
from clinic_desktop.superbills.model.findings import KnownCodes
from clinic_desktop.superbills.model.issued import BillId, IssuedBill
from clinic_desktop.superbills.queries.gather import bill_of, days_of
from clinic_desktop.superbills.queries.issued import corrects, is_whole, issued_bill, next_number, paper
from clinic_desktop.superbills.queries.preflight import circumstances
from clinic_desktop.superbills.rules.gate import preflight
from clinic_desktop.superbills.rules.kept import digest_of_written, written
from clinic_desktop.superbills.rules.parcels import with_titles
from clinic_desktop.values.problems import Problems
from clinic_desktop.wording import mark, say

_LONGEST_REASON = 500


@dataclass(frozen=True)
class IssueBill(Command):
    """Issue the superbill, receipt or statement of these visits, which belong on one. `codes` is what the releases say
    of its diagnoses; `seen` is the bill as it was shown, and no other is issued, or `seen_as` its digest, and then
    `ready_in` that of the circumstances in which pre-flight found it ready; `supervisor` the row of who supervised, 0
    where nobody did."""

    kind: Kind
    visits: tuple[int, ...]
    codes: KnownCodes = field(repr=False)
    seen: Bill | None = field(default=None, repr=False)
    supervisor: int = 0
    seen_as: str = ""
    ready_in: str = ""
    label: ClassVar[str] = mark("Issue document")
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "billing"

    def asks_for(self) -> Permission:
        """A receipt is given at the desk, by whoever takes the money."""
        return "payments" if self.kind == "receipt" else self.permission

    def perform(self, tx: Transaction) -> int:
        """Keep the PDF with its facts under the next number; raises Refused with what stands in the way, Missing, or
        ChangedSince where the record says something else than was shown."""
        read = inside(tx)
        bill = with_titles(bill_of(read, self.kind, self.visits, self.supervisor), self.codes)
        facts = written(bill)
        if (self.seen is not None and bill != self.seen) or self.seen_as not in ("", digest_of_written(facts)):
            raise ChangedSince(
                say("The record changed while this was open. Look at the paper once more, then issue it.")
            )
        if any((one.code, day) not in self.codes.standings for one in bill.diagnoses for day in days_of(bill)):
            raise ChangedSince(say("The diagnoses changed while this was open. Look at the paper once more."))
        today = tx.clock.today()
        around = circumstances(read, bill.client.row, self.codes, today)
        # Pre-flight knows the bill and these, and nothing else: of the same it would say the same again.
        if not (self.seen_as and self.ready_in == around.digest()):
            refuse(preflight(bill, around))
        stamp = Stamp(next_number(read), today, corrects(read, self.kind, self.visits))
        return keep_bill(tx, bill, stamp, facts)


@dataclass(frozen=True)
class VoidBill(Command):
    """Void an issued bill: it stays, says VOID, and its visits can be billed again. Where its paper is damaged, the one
    that says VOID is made from what the bill says."""

    id: BillId
    version: int
    why: str
    label: ClassVar[str] = mark("Void document")
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Keep the PDF with VOID over it, and let go of the visits; raises Refused without a reason, Missing or
        ChangedSince."""
        found = Problems()
        why = found.need("why", self.why, say("Type why, like “Wrong member ID”: whoever finds it later asks."))
        found.limit({"why": why}, {"why": _LONGEST_REASON})
        read = inside(tx)
        now = issued_bill(read, self.id)
        if now.voided_on:
            found.add("", say("No. {number} is void already.", number=now.number))
        found.refuse()
        today = tx.clock.today()
        values = {
            "voided_on": today.isoformat(),
            "voided_at": tx.origin.at,
            "void_why": why,
            "void_digest": tx.keep(void_pdf(_issued_pdf(read, now), today)),
        }
        tx.update("bills", self.id, values, self.version)
        for row in tx.all("SELECT id, version, visit_id FROM bill_visits WHERE bill_id = ?", self.id):
            tx.retire("bill_visits", row["id"], row["version"])
            mark_visit(tx, row["visit_id"], now.kind, 0)
        return self.id


def _issued_pdf(read: Reader, now: IssuedBill) -> bytes:
    """The paper that was handed out; where it is damaged, the same bill set by this program."""
    if is_whole(read, now):
        return paper(read, now)
    return bill_pdf(now.bill, Stamp(now.number, now.issued_on, now.replaces))
