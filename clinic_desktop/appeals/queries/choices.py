"""Reads what a denial can be about, and what a new one begins with."""

from dataclasses import dataclass, replace
from datetime import date

from clinic_desktop.appeals.model import DenialDraft
from clinic_desktop.attachments.queries import attachment
from clinic_desktop.benefit_statements.queries.statements import benefit_statement
from clinic_desktop.cases.queries import case as client_case
from clinic_desktop.errors import Missing
from clinic_desktop.store.reader import Reader
from clinic_desktop.superbills.model.bill import Kind
from clinic_desktop.values import dates, money
from clinic_desktop.wording import say

_BILLS = """
SELECT bills.id, bills.kind, bills.number, bills.voided_on, bills.charged_cents, bills.policy_id,
    (SELECT group_concat(visit_id, ' ') FROM bill_visits
        WHERE bill_id = bills.id AND (retired_at IS NULL OR bills.voided_on <> '')) AS visits
FROM bills WHERE case_id = ? AND kind IN ('superbill', 'statement')
ORDER BY voided_on <> '', number DESC
"""
_VISITS = """
SELECT id, date_of_service, charged_cents FROM visits
WHERE case_id = ? AND retired_at IS NULL AND status = 'given' ORDER BY date_of_service DESC, id DESC
"""


@dataclass(frozen=True, slots=True)
class BillToDeny:
    """A bill of a case, with the rows of its visits, and what it charges in cents."""

    id: int
    kind: Kind
    number: int
    is_void: bool
    charged_cents: int
    policy: int | None
    visits: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class VisitToDeny:
    """A visit of a case that was given, and what it charges in cents."""

    id: int
    day: date
    charged_cents: int


def deniable_bills(read: Reader, case: int) -> tuple[BillToDeny, ...]:
    """The superbills and statements of a case, the newest on top, void ones below."""
    return tuple(
        BillToDeny(
            id=row["id"],
            kind=row["kind"],
            number=row["number"],
            is_void=bool(row["voided_on"]),
            charged_cents=row["charged_cents"],
            policy=row["policy_id"],
            visits=tuple(map(int, (row["visits"] or "").split())),
        )
        for row in read.all(_BILLS, case)
    )


def deniable_visits(read: Reader, case: int) -> tuple[VisitToDeny, ...]:
    """The visits of a case that were given, the newest on top."""
    return tuple(
        VisitToDeny(row["id"], date.fromisoformat(row["date_of_service"]), row["charged_cents"])
        for row in read.all(_VISITS, case)
    )


def draft_from(read: Reader, case: int, source: str, today: date) -> DenialDraft:
    """What a new denial of a case begins with: "statement:7" is a benefit statement, "authorization:3" one that was
    denied, "attachment:5" a scan; "" nothing but that it came today. Raises Missing for what is not of this case."""
    kind, _, row = source.partition(":")
    begun = DenialDraft(received_on=dates.printed(today))
    if not source:
        return begun
    if not row.isdecimal():
        raise _gone()
    if kind == "statement":
        return _from_statement(read, case, int(row))
    if kind == "authorization":
        return _from_authorization(read, case, int(row), begun)
    if kind == "attachment":
        return _from_scan(read, case, int(row), begun)
    raise _gone()


def _from_scan(read: Reader, case: int, row: int, begun: DenialDraft) -> DenialDraft:
    """The date on it, where somebody said it."""
    scan = attachment(read, row)
    if scan.client != client_case(read, case).client:
        raise _gone()
    return replace(begun, attachment=str(row), noticed_on=dates.printed(scan.day) if scan.day else "")


def _from_statement(read: Reader, case: int, row: int) -> DenialDraft:
    """The lines of a statement that were not paid at all."""
    found = benefit_statement(read, row)
    if found.case != case:
        raise _gone()
    denied = [one for one in found.lines if one.is_denied]
    return DenialDraft(
        policy=str(found.policy),
        bill=str(found.bill or ""),
        statement=str(row),
        noticed_on=dates.printed(found.statement_on),
        received_on=dates.printed(found.received_on),
        claim_number=found.claim_number,
        visits=tuple(dict.fromkeys(str(one.visit) for one in denied)),
        amount=money.typed(sum(one.billed_cents for one in denied)),
        codes=" ".join(dict.fromkeys(code for one in denied for code in one.reasons)),
    )


def _from_authorization(read: Reader, case: int, row: int, begun: DenialDraft) -> DenialDraft:
    found = read.one("SELECT * FROM authorizations WHERE id = ? AND retired_at IS NULL", row)
    if found["case_id"] != case or found["status"] != "denied":
        raise _gone()
    decided = dates.kept(found["decided_on"])
    return replace(
        begun,
        policy=str(found["policy_id"] or ""),
        about="ahead",
        authorization=str(row),
        noticed_on=dates.printed(decided) if decided else "",
        claim_number=found["number"],
        reasons=(),
        note=found["note"],
    )


def _gone() -> Missing:
    return Missing(say("This is no longer there."))
