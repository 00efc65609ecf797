"""Issue an estimate, and void one. Neither can be undone: what was handed out is out."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from clinic_desktop.cases.model import CaseId
from clinic_desktop.errors import ChangedSince
from clinic_desktop.estimates.document.paper import estimate_pdf, void_estimate_pdf
from clinic_desktop.estimates.model.estimate import (
    EstimateId,
    EstimateStamp,
    GoodFaithDraft,
    GoodFaithEstimate,
    IssuedEstimate,
    number_words,
)
from clinic_desktop.estimates.queries.gather import estimate_of
from clinic_desktop.estimates.queries.issued import issued_estimate, kept_bytes, next_number, replaced
from clinic_desktop.estimates.rules.gaps import gaps
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.reader import Reader, inside
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.values.frozen import as_json
from clinic_desktop.values.problems import Problems
from clinic_desktop.wording import mark, say

_LONGEST_REASON = 500


@dataclass(frozen=True)
class IssueEstimate(Command):
    """Issue an estimate of a case as it was typed. `seen` is the estimate as it was shown, and no other is issued."""

    case: int
    draft: GoodFaithDraft
    seen: GoodFaithEstimate | None = field(default=None, repr=False)
    label: ClassVar[str] = mark("Issue estimate")
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Keep the PDF with its facts under the next number; raises Refused with each slip at its field and with what
        is missing, Missing, or ChangedSince where the record says something else than was shown."""
        tx.active("cases", self.case)
        read, today = inside(tx), tx.clock.today()
        found = estimate_of(read, CaseId(self.case), self.draft, today)
        problems = Problems()
        if tx.current("clients", found.client)["retired_at"]:
            problems.add("", say("This client was retired. Bring the client back before anything is issued."))
        for gap in gaps(found):
            if gap.grade == "stop":
                problems.add("", say("{missing}.", missing=gap.message))
        problems.refuse()
        if self.seen is not None and found != self.seen:
            raise ChangedSince(
                say("The record changed while this was open. Look at the paper once more, then issue it.")
            )
        numbers = replaced(read, self.case, found.first_day, found.last_day)
        stamp = EstimateStamp(next_number(read), today, numbers)
        return tx.insert("estimates", _values(tx, found, stamp) | {"digest": tx.keep(estimate_pdf(found, stamp))})


@dataclass(frozen=True)
class VoidEstimate(Command):
    """Void an issued estimate: it stays, and says VOID."""

    id: EstimateId
    version: int
    why: str
    label: ClassVar[str] = mark("Void estimate")
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Keep the PDF with VOID over it; raises Refused without a reason, Missing or ChangedSince."""
        found = Problems()
        why = found.need("why", self.why, say("Type why, like “Wrong service”: whoever finds it later asks."))
        found.limit({"why": why}, {"why": _LONGEST_REASON})
        read = inside(tx)
        now = issued_estimate(read, self.id)
        if now.voided_on:
            found.add("", say("{number} is void already.", number=number_words(now.number)))
        found.refuse()
        today = tx.clock.today()
        values = {
            "voided_on": today.isoformat(),
            "voided_at": tx.origin.at,
            "void_why": why,
            "void_digest": tx.keep(void_estimate_pdf(_issued_pdf(read, now), today)),
        }
        return tx.update("estimates", self.id, values, self.version)


def _issued_pdf(read: Reader, now: IssuedEstimate) -> bytes:
    """The paper that was handed out; where it is damaged, the same estimate set by this program."""
    kept = kept_bytes(read, now.digest)
    return kept or estimate_pdf(now.facts, EstimateStamp(now.number, now.issued_on, now.replaces))


def _values(tx: Transaction, found: GoodFaithEstimate, stamp: EstimateStamp) -> dict[str, Any]:
    issued_on: date = stamp.issued_on or tx.clock.today()
    return {
        "number": stamp.number,
        "issued_on": issued_on.isoformat(),
        "issued_at": tx.origin.at,
        "client_id": found.client,
        "case_id": found.case,
        "therapist_id": found.therapist.row,
        "first_day": found.first_day.isoformat(),
        "last_day": found.last_day.isoformat(),
        "visits": found.visits,
        "total_cents": found.total_cents,
        "replaces": " ".join(map(str, stamp.replaces)),
        "facts": as_json(found),
    }
