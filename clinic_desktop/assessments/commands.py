"""Record what was found on a day, change it, sign it, take it away. Signed it stays as it is."""

from dataclasses import dataclass
from typing import Any, ClassVar

from clinic_desktop.assessments.loader import usual_motions
from clinic_desktop.assessments.model import AssessmentDraft
from clinic_desktop.assessments.queries import assessments_of, made_last
from clinic_desktop.assessments.rules.typed import (
    AssessmentFacts,
    assessment_signed_since,
    assessment_values,
    not_theirs_to_sign_assessment,
)
from clinic_desktop.cases.model import CaseId
from clinic_desktop.errors import ChangedSince
from clinic_desktop.practice.model import printed_name
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.transaction import Row, Transaction
from clinic_desktop.values import dates
from clinic_desktop.values.problems import Problems
from clinic_desktop.wording import mark, say


@dataclass(frozen=True)
class AddAssessment(Command):
    """Record what was found of a client in a case."""

    case: int
    draft: AssessmentDraft
    # The one that was made last when this one was begun, 0 for none; None for whichever.
    after: int | None = None
    label: ClassVar[str] = mark("Add assessment")
    permission: ClassVar[Permission] = "clinical"

    def perform(self, tx: Transaction) -> int:
        """Insert the row; raises Refused, Missing or ChangedSince."""
        tx.active("cases", self.case)
        _refuse_late(tx, self.case, self.after)
        return tx.insert("assessments", {"case_id": self.case} | _values(tx, self.case, self.draft))


@dataclass(frozen=True)
class ChangeAssessment(Command):
    """Change an assessment that is not signed yet."""

    id: int
    version: int
    draft: AssessmentDraft
    label: ClassVar[str] = mark("Change assessment")
    permission: ClassVar[Permission] = "clinical"

    def perform(self, tx: Transaction) -> int:
        """Update the row; raises Refused, Missing or ChangedSince."""
        now = _unsigned(tx, self.id)
        return tx.update("assessments", self.id, _values(tx, now["case_id"], self.draft, self.id), self.version)


@dataclass(frozen=True)
class SignAssessment(Command):
    """Sign an assessment as it is typed now, new or on record. Its therapist signs, nobody else."""

    case: int
    # 0 of a new one.
    id: int
    version: int
    draft: AssessmentDraft
    # As in AddAssessment.
    after: int | None = None
    label: ClassVar[str] = mark("Sign assessment")
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "clinical"

    def perform(self, tx: Transaction) -> int:
        """Write the row with its signature; raises Refused, Missing or ChangedSince."""
        case = _unsigned(tx, self.id)["case_id"] if self.id else tx.active("cases", self.case)["id"]
        if not self.id:
            _refuse_late(tx, case, self.after)
        values = _values(tx, case, self.draft, self.id)
        therapist = tx.current("therapists", values["therapist_id"])
        name = printed_name(therapist["given_name"], therapist["family_name"], therapist["designation"])
        problems = Problems()
        if tx.current("staff", tx.origin.actor or 0)["therapist_id"] != therapist["id"]:
            problems.add("therapist", not_theirs_to_sign_assessment(name))
        problems.refuse()
        values |= {"signed_at": tx.origin.at, "signed_by": tx.origin.actor, "signer": name}
        if self.id:
            return tx.update("assessments", self.id, values, self.version)
        return tx.insert("assessments", {"case_id": case} | values)


@dataclass(frozen=True)
class RetireAssessment(Command):
    """Take away an assessment that is not signed yet."""

    id: int
    version: int
    label: ClassVar[str] = mark("Remove assessment")
    permission: ClassVar[Permission] = "clinical"

    def perform(self, tx: Transaction) -> int:
        """Retire the row; raises Refused, Missing or ChangedSince."""
        _unsigned(tx, self.id)
        return tx.retire("assessments", self.id, self.version)


def _refuse_late(tx: Transaction, case: int, after: int | None) -> None:
    """Raises ChangedSince where another one was made since a new one was begun."""
    if after not in (None, made_last(assessments_of(tx, CaseId(case)))):
        raise ChangedSince(
            say("Another assessment of this case was written meanwhile. What you typed is kept, and not in it.")
        )


def _unsigned(tx: Transaction, row: int) -> Row:
    """The row; raises Refused where it is signed, or Missing."""
    now = tx.active("assessments", row)
    problems = Problems()
    if now["signed_at"]:
        problems.add("", assessment_signed_since())
    problems.refuse()
    return now


def _values(tx: Transaction, case: int, draft: AssessmentDraft, row: int = 0) -> dict[str, Any]:
    """The columns as typed; `row` is the assessment itself, 0 for a new one."""
    client = tx.current("clients", tx.current("cases", case)["client_id"])
    facts = AssessmentFacts(
        today=tx.clock.today(),
        born=dates.kept(client["birth_date"]),
        usual=usual_motions(),
        others=tuple(one for one in assessments_of(tx, CaseId(case)) if one.id != row),
    )
    return assessment_values(draft, facts)
