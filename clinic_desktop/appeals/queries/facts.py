"""Reads what the record knows around a denial: the plan, the bill, the network, days on which a notice may be dated."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from clinic_desktop.appeals.model import Denial
from clinic_desktop.appeals.queries.choices import deniable_bills
from clinic_desktop.appeals.rules.reckoning import notice_of, regimes_of
from clinic_desktop.appeals.rules.typed import DenialBounds
from clinic_desktop.appeals.rules.whose import AppealFacts
from clinic_desktop.attachments.queries import representative_form_of
from clinic_desktop.coverage.queries.kept import kept_answers
from clinic_desktop.practice.queries import practice
from clinic_desktop.store.reader import Reader
from clinic_desktop.values import dates

# A contract of who treated, for two of one clinic may differ; it ran when the last of the visits was given, or runs now
# where it is about visits to come.
_CONTRACT = """
SELECT 1 FROM contracts
WHERE payer_id = ? AND therapist_id = ? AND retired_at IS NULL AND from_on <= ? AND (to_on = '' OR to_on >= ?) LIMIT 1
"""
_TREATED = """
SELECT therapist_id FROM visits WHERE case_id = ? AND retired_at IS NULL AND status = 'given'
ORDER BY date_of_service DESC, id DESC LIMIT 1
"""
_VISITS = """
SELECT id, date_of_service, charged_cents FROM visits WHERE case_id = ? AND retired_at IS NULL AND status = 'given'
"""


@dataclass(frozen=True, slots=True)
class Linked:
    """The rows of other rooms that a denial names; 0 for none."""

    policy: int = 0
    bill: int = 0
    statement: int = 0
    authorization: int = 0
    about: str = "visits"


def linked_of(denial: Denial) -> Linked:
    """What a denial that is on record names."""
    return Linked(denial.policy, denial.bill or 0, denial.statement or 0, denial.authorization or 0, denial.about)


def appeal_facts(read: Reader, case: int, linked: Linked, today: date) -> AppealFacts:
    """What is known of a case for its appeals; raises Missing where the case is not there."""
    row = read.one("SELECT kind, state, client_id FROM cases WHERE id = ?", case)
    policy = _row(read, "policies", linked.policy)
    bill = _row(read, "bills", linked.bill)
    statement = _row(read, "benefit_statements", linked.statement)
    answers = {one.key: one.spelled.strip('"') for one in kept_answers(read, case)}
    day = bill.get("last_day") or today.isoformat()
    who = bill.get("therapist_id") or next((one["therapist_id"] for one in read.all(_TREATED, case)), 0)
    has_contract = bool(policy) and bool(read.all(_CONTRACT, policy["payer_id"], who, day, day))
    return AppealFacts(
        case_kind=row["kind"],
        plan_type=policy.get("plan_type", ""),
        bill_kind=bill.get("kind", ""),
        paid_to=statement.get("paid_to", ""),
        network="in" if has_contract else _said(answers, "network"),
        funding=_said(answers, "funding"),
        state=row["state"] or practice(read).state,
        is_ahead=linked.about == "ahead",
        has_form=representative_form_of(read, row["client_id"]) is not None,
    )


def known_days(read: Reader, linked: Linked, received_on: date | None) -> tuple[date, ...]:
    """Days on which a notice without a date may have been dated: that of the statement, of the payer's decision, the
    day it came."""
    statement = _row(read, "benefit_statements", linked.statement)
    authorization = _row(read, "authorizations", linked.authorization)
    typed = (statement.get("statement_on", ""), authorization.get("decided_on", ""))
    return tuple(day for day in (*map(dates.kept, typed), received_on) if day)


def known_regime(read: Reader, one: Denial, today: date) -> str:
    """The rules by which the days of a denial count, a key of REGIMES: those that were chosen, else the only ones that
    may hold; "" where several may."""
    found = regimes_of(notice_of(one, ()), appeal_facts(read, one.case, linked_of(one), today)).regimes
    return found[0] if len(found) == 1 else ""


def bounds(read: Reader, case: int) -> DenialBounds:
    """What a denial of a case may be about."""
    rows = read.all(_VISITS, case)
    days = {row["id"]: date.fromisoformat(row["date_of_service"]) for row in rows}
    bills = {one.id: frozenset(one.visits) for one in deniable_bills(read, case)}
    return DenialBounds({row["id"]: row["charged_cents"] for row in rows}, days, bills)


def _row(read: Reader, table: str, row: int) -> Mapping[str, Any]:
    found = read.all(f"SELECT * FROM {table} WHERE id = ?", row) if row else []  # noqa: S608 - one of four names
    return found[0] if found else {}


def _said(answers: Mapping[str, str], key: str) -> str:
    said = answers.get(key, "")
    return "" if said == "unknown" else said
