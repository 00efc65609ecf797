"""Reads what became of a bill: when it went in, what was answered, and what had been estimated."""

import json
from collections import defaultdict
from collections.abc import Collection
from datetime import date

from clinic_desktop.store.reader import Reader, Reads
from clinic_desktop.store.transaction import Row
from clinic_desktop.submissions.model import (
    Answered,
    BillStanding,
    DeniedBill,
    EstimateAndOutcome,
    FiledBill,
    Stage,
    Submission,
    SubmissionId,
)
from clinic_desktop.submissions.rules.compared import VisitAmounts, compared
from clinic_desktop.submissions.rules.standing import stage, standing
from clinic_desktop.values import dates

# What every payer said of the services on a bill; whatever came of the bill, its visits are those it was made of.
_OF_BILL = "visit_id IN (SELECT visit_id FROM bill_visits WHERE bill_id = ?)"
_IS_DENIED = (
    "coalesce(allowed_cents, 0) = 0 AND deductible_cents + copay_cents + coinsurance_cents = 0 AND paid_cents = 0"
)
_SUMS = f"""count(*) AS lines, coalesce(sum({_IS_DENIED}), 0) AS denied, coalesce(sum(allowed_cents), 0) AS allowed,
    coalesce(sum(deductible_cents), 0) AS deductible, coalesce(sum(copay_cents + coinsurance_cents), 0) AS shared,
    coalesce(sum(paid_cents), 0) AS paid, coalesce(max(statement_on), '') AS said_on"""
_ANSWERED = f"SELECT {_SUMS} FROM benefit_answers WHERE {_OF_BILL}"  # noqa: S608 - constants
# Values: numbers of bills as a list of JSON.
_ANSWERED_EACH = f"""
SELECT bill_visits.bill_id, {_SUMS}
FROM bill_visits CROSS JOIN benefit_answers ON benefit_answers.visit_id = bill_visits.visit_id
WHERE bill_visits.bill_id IN (SELECT value FROM json_each(?)) GROUP BY bill_visits.bill_id
"""  # noqa: S608 - constants
# Denials have a room above this one, so they are known here by their table.
_DENIED_EACH = """
SELECT id, bill_id, closed_on, closed_how FROM denials
WHERE retired_at IS NULL AND bill_id IN (SELECT value FROM json_each(?)) ORDER BY id
"""
_SENT_EACH = """
SELECT * FROM last_submissions WHERE bill_id IN (SELECT value FROM json_each(?))
"""
# Of a visit only what its plan itself allowed is like the estimate: one line that does not say it leaves the visit out.
_VISITS = f"""
SELECT visit_id, sum(allowed_cents) AS eligible_cents, sum(deductible_cents) AS deductible_cents,
    sum(copay_cents + coinsurance_cents) AS share_cents, sum(paid_cents) AS plan_cents
FROM benefit_answers
WHERE {_OF_BILL} AND policy_id = (SELECT policy_id FROM bills WHERE id = ?)
GROUP BY visit_id HAVING count(*) = count(allowed_cents) ORDER BY visit_id
"""  # noqa: S608 - constants
# What was filed first proves the day, though the bill was voided and replaced since. Values: visits as a list of JSON,
# the payer: what went to another one proves nothing to this one.
_FILED = """
SELECT DISTINCT submissions.*, bills.id AS of_bill, bills.kind, bills.number
FROM bill_visits JOIN bills ON bills.id = bill_visits.bill_id
LEFT JOIN policies ON policies.id = bills.policy_id
LEFT JOIN submissions ON submissions.bill_id = bills.id AND submissions.retired_at IS NULL
WHERE bill_visits.visit_id IN (SELECT value FROM json_each(?1)) AND bills.kind IN ('superbill', 'statement')
    AND coalesce(policies.payer_id, ?2) = ?2
ORDER BY submissions.sent_on, submissions.id, bills.number
"""
_VERDICT = """
SELECT determinations.id, determinations.made_on, determinations.outcome
FROM determinations JOIN bills ON bills.case_id = determinations.case_id
WHERE bills.id = ? AND determinations.made_on <= bills.issued_on
ORDER BY determinations.made_on DESC, determinations.id DESC LIMIT 1
"""


def submissions_of(read: Reader, bill: int) -> tuple[Submission, ...]:
    """Each time that a bill went in, the last one on top."""
    sql = "SELECT * FROM submissions WHERE bill_id = ? AND retired_at IS NULL ORDER BY sent_on DESC, id DESC"
    return tuple(map(_submission, read.all(sql, bill)))


def submission(read: Reader, row: int) -> Submission:
    """One submission; raises Missing."""
    return _submission(read.one("SELECT * FROM submissions WHERE id = ? AND retired_at IS NULL", row))


def filed(read: Reads, visits: Collection[int], payer: int) -> tuple[FiledBill, ...]:
    """Each time that a bill with one of these visits went in to a payer, the first one on top; what never did comes
    before it."""
    return tuple(
        FiledBill(row["of_bill"], row["kind"], row["number"], _submission(row) if row["id"] else None)
        for row in read.all(_FILED, json.dumps([*visits]), payer)
    )


def bill_standing(read: Reader, bill: int) -> BillStanding:
    """What became of a bill by now; raises Missing."""
    issued = date.fromisoformat(read.one("SELECT issued_on FROM bills WHERE id = ?", bill)["issued_on"])
    answered = _answered(read.one(_ANSWERED, bill))
    denials = [_denied(row) for row in read.all(_DENIED_EACH, json.dumps([bill]))]
    return standing(issued, next(iter(submissions_of(read, bill)), None), answered, denials)


def stages_of(read: Reader, bills: Collection[int]) -> dict[int, Stage]:
    """The stage of each of these bills that went in or was answered; of the others nothing is on record."""
    listed = json.dumps([*bills])
    sent = {row["bill_id"]: _submission(row) for row in read.all(_SENT_EACH, listed)}
    answered = {row["bill_id"]: _answered(row) for row in read.all(_ANSWERED_EACH, listed)}
    denied = defaultdict[int, list[DeniedBill]](list)
    for row in read.all(_DENIED_EACH, listed):
        denied[row["bill_id"]].append(_denied(row))
    return {
        one: stage(sent.get(one), answered.get(one, Answered()), denied.get(one, ()))
        for one in {*sent, *answered, *denied}
    }


def estimate_and_outcome(read: Reader, bill: int) -> EstimateAndOutcome | None:
    """What the last verdict kept before the bill was issued had estimated, beside what the bill's plan answered; None
    where there is nothing to compare."""
    found = read.all(_VERDICT, bill)
    if not found:
        return None
    verdict = found[0]
    came: list[VisitAmounts] = [
        {key: one[key] for key in ("eligible_cents", "deductible_cents", "share_cents", "plan_cents")}
        for one in read.all(_VISITS, bill, bill)
    ]
    estimate = json.loads(verdict["outcome"]).get("estimate", [])
    return compared(verdict["id"], date.fromisoformat(verdict["made_on"]), estimate, came)


def _answered(row: Row) -> Answered:
    return Answered(
        lines=row["lines"],
        denied=row["denied"],
        allowed_cents=row["allowed"],
        deductible_cents=row["deductible"],
        shared_cents=row["shared"],
        paid_cents=row["paid"],
        on=dates.kept(row["said_on"]),
    )


def _denied(row: Row) -> DeniedBill:
    return DeniedBill(row["id"], dates.kept(row["closed_on"]), row["closed_how"] == "paid")


def _submission(row: Row) -> Submission:
    return Submission(
        SubmissionId(row["id"]),
        row["version"],
        row["bill_id"],
        date.fromisoformat(row["sent_on"]),
        row["sent_by"],
        row["how"],
        row["confirmation"],
        row["note"],
    )
