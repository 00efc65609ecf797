"""Issues the bills of the demo clinic: month by month, whatever pre-flight lets through."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.codes.loader import unpacked
from clinic_desktop.codes.model import CodeLine
from clinic_desktop.codes.queries.releases import packed, shipped_release
from clinic_desktop.codes.rules.checks import Checked
from clinic_desktop.demo.visiting import CaseKey, EveningClock
from clinic_desktop.superbills.commands.acceptances import AcceptFinding
from clinic_desktop.superbills.commands.bills import IssueBill, VoidBill
from clinic_desktop.superbills.model.bill import Kind
from clinic_desktop.superbills.model.findings import KnownCodes
from clinic_desktop.superbills.model.issued import BillId
from clinic_desktop.superbills.queries.draft import DraftBill, draft_bill
from clinic_desktop.superbills.queries.ready import unbilled

_MONTHS = 6
_ISSUED_ON = 2
# Who is billed by a superbill; after a car accident or at work the bill goes to the payer.
_BILLED = ("health", "accident")


@dataclass(frozen=True, slots=True)
class Billing:
    """What is done about whom, by the client's name: findings taken on, a bill voided, receipts wanted, statements
    sent to the payer of a claim."""

    accepted: Mapping[str, tuple[str, str]]
    voided: Mapping[str, tuple[str, int]]
    receipts: frozenset[str]
    statements: frozenset[str]


def billing(typed: Mapping[str, Any]) -> Billing:
    """What data/demo/bills.toml says."""
    return Billing(
        {one["client"]: (one["rule"], one["reason"]) for one in typed["accepted"]},
        {one["client"]: (one["why"], one["days_later"]) for one in typed["voided"]},
        frozenset(one["client"] for one in typed["receipts"]),
        frozenset(one["client"] for one in typed["statements"]),
    )


def issue_bills(clinic: Clinic, clock: EveningClock, wanted: Billing, cases: Mapping[CaseKey, int]) -> None:
    """Issue what is ready, month by month. The month that is not over yet stays to be billed."""
    lines = {one.code: one for one in unpacked(packed(shipped_release())).lines}
    today = clock.today()
    for first, last in _months(today):
        issued: dict[str, tuple[int, DraftBill]] = {}
        clock.turn_to(last + timedelta(_ISSUED_ON))
        for (client, _), case in cases.items():
            kind = _kind_for(clinic, case, client, wanted)
            for draft in _drafts(clinic, kind, CaseId(case), (first, last), lines) if kind else ():
                row = _issue(clinic, wanted.accepted.get(client, ("", "")), draft)
                if row and client in wanted.voided:
                    issued[client] = (row, draft)
        # After all the others of the month, so that numbers and days go the same way.
        for client, (row, draft) in issued.items():
            why, days = wanted.voided[client]
            clock.turn_to(clock.today() + timedelta(days))
            clinic.do(VoidBill(BillId(row), 1, why))
            clinic.do(IssueBill(draft.bill.kind, draft.visits, draft.codes))
    clock.turn_to(today)


def _issue(clinic: Clinic, accepted: tuple[str, str], draft: DraftBill) -> int:
    """The row of the bill, 0 where something stands in its way that nobody takes upon them."""
    rule, reason = accepted
    open_ones = [one for one in draft.verdict.findings if one.stands_in_the_way]
    if any(one.rule != rule for one in open_ones):
        return 0
    for one in open_ones:
        clinic.do(AcceptFinding(draft.bill.client.row, one.rule, (one.fact,), reason))
    return clinic.do(IssueBill(draft.bill.kind, draft.visits, draft.codes)).row


def _kind_for(clinic: Clinic, case: int, client: str, wanted: Billing) -> Kind | None:
    """What is made of a case: a superbill; a receipt for who pays alone and asks for it; of some claims a statement."""
    kind = clinic.read.one("SELECT kind FROM cases WHERE id = ?", case)["kind"]
    if kind in _BILLED:
        return "superbill"
    if kind == "auto" and client in wanted.statements:
        return "statement"
    return "receipt" if kind == "cash" and client in wanted.receipts else None


def _drafts(
    clinic: Clinic, kind: Kind, case: CaseId, days: tuple[date, date], lines: Mapping[str, CodeLine]
) -> Iterator[DraftBill]:
    """The bills of a case for these days."""

    def look(codes: Sequence[str], on: Sequence[date]) -> KnownCodes:
        known = {code: lines[code] for code in codes if code in lines}
        standings = {(code, day): Checked("billable", "") for code in known if lines[code].billable for day in on}
        return KnownCodes({code: line.title for code, line in known.items()}, standings)

    first, last = (day.isoformat() for day in days)
    for parcel in unbilled(clinic.read, kind, case):
        marks = ", ".join("?" * len(parcel.visits))
        sql = f"SELECT id FROM visits WHERE id IN ({marks}) AND date_of_service BETWEEN ? AND ?"  # noqa: S608 - marks
        visits = [row["id"] for row in clinic.read.all(sql, *parcel.visits, first, last)]
        if visits:
            yield draft_bill(clinic.read, kind, visits, look, clinic.clock.today())


def _months(today: date) -> list[tuple[date, date]]:
    """The first and the last day of the months before this one, the oldest first."""
    found, first = [], today.replace(day=1)
    for _ in range(_MONTHS):
        last = first - timedelta(1)
        first = last.replace(day=1)
        found.append((first, last))
    return found[::-1]
