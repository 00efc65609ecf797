"""Enter benefit statements, change them, take them away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from clinic_desktop.benefit_statements.loader import known_reasons
from clinic_desktop.benefit_statements.model import StatementDraft
from clinic_desktop.benefit_statements.queries.services import services_for
from clinic_desktop.benefit_statements.rules.reading import (
    StatementValues,
    Values,
    keyed,
    second_entry,
    statement_values,
)
from clinic_desktop.errors import Missing
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.reader import inside
from clinic_desktop.store.transaction import Row, Transaction
from clinic_desktop.values.dates import shown
from clinic_desktop.values.problems import Problems
from clinic_desktop.wording import mark, say


@dataclass(frozen=True)
class EnterStatement(Command):
    """Enter what a plan said about visits of a case; `bill` is the id of the bill that it answers, 0 without one."""

    case: int
    bill: int
    draft: StatementDraft
    label: ClassVar[str] = mark("Enter benefit statement")
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Insert the rows; raises Refused, also for one that is on record, or Missing."""
        case = tx.active("cases", self.case)
        if self.bill and tx.current("bills", self.bill)["case_id"] != self.case:
            raise Missing(say("This is no longer there."))
        whose = {"client_id": case["client_id"], "case_id": self.case, "bill_id": self.bill or None}
        whose |= _policy(tx, self.case, self.draft, 0)
        services = keyed(services_for(inside(tx), self.case, self.bill))
        read = statement_values(self.draft, services, tx.clock.today(), known_reasons())
        _refuse_second(tx, whose | read.statement, read.lines, 0)
        row = tx.insert("benefit_statements", whose | read.statement)
        _write_lines(tx, row, read.lines)
        return row


@dataclass(frozen=True)
class ChangeStatement(Command):
    """Put a statement right that was entered otherwise than it stands on the paper."""

    id: int
    version: int
    draft: StatementDraft
    label: ClassVar[str] = mark("Change benefit statement")
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Update the rows; raises Refused, Missing or ChangedSince."""
        now = tx.active("benefit_statements", self.id)
        case, bill = now["case_id"], now["bill_id"] or 0
        whose = _policy(tx, case, self.draft, now["policy_id"])
        services = keyed(services_for(inside(tx), case, bill, self.id))
        read = statement_values(self.draft, services, tx.clock.today(), known_reasons())
        _refuse_second(tx, now | whose | read.statement, read.lines, self.id)
        self._refuse_taken(tx, now["paid_to"], read)
        tx.update("benefit_statements", self.id, whose | read.statement, self.version)
        _write_lines(tx, self.id, read.lines)
        return self.id

    def _refuse_taken(self, tx: Transaction, paid_to: str, read: StatementValues) -> None:
        """What was taken as a payment stays as it stands: to whom it was paid, and how much for which service."""
        words, found = _taken(tx, self.id), Problems()
        if not words:
            return
        if read.statement["paid_to"] != paid_to:
            found.add("paid_to", words)
        before = {(one["visit_id"], one["service_row"] or 0): one["paid_cents"] for one in _line_rows(tx, self.id)}
        after = {(one["visit_id"], one["service_row"] or 0): one["paid_cents"] for one in read.lines}
        for at, line in enumerate(self.draft.lines):
            key = int(line.visit or 0), int(line.service or 0)
            if before.get(key, 0) != after.get(key, 0):
                found.add(f"lines/{at}/paid", words)
        found.refuse()


@dataclass(frozen=True)
class RetireStatement(Command):
    """Take away a statement that was entered by mistake: nothing is learned from it any more."""

    id: int
    version: int
    label: ClassVar[str] = mark("Remove benefit statement")
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Retire the rows; raises Missing or ChangedSince."""
        tx.active("benefit_statements", self.id)
        words, found = _taken(tx, self.id), Problems()
        if words:
            found.add("", words)
        found.refuse()
        tx.retire("benefit_statements", self.id, self.version)
        _write_lines(tx, self.id, ())
        return self.id


def _policy(tx: Transaction, case: int, draft: StatementDraft, now: int) -> Values:
    """The policy that answered, of the case, and its payer; one that was taken off only where it was that before."""
    problems = Problems()
    if not draft.policy:
        problems.add("policy", say("Choose whose statement it is."))
    problems.refuse()
    chosen = tx.current("policies", int(draft.policy))
    if chosen["case_id"] != case or (chosen["retired_at"] and chosen["id"] != now):
        problems.add("policy", say("This policy is no longer in the case. Choose another one."))
    problems.refuse()
    return {"policy_id": chosen["id"], "payer_id": chosen["payer_id"]}


def _refuse_second(tx: Transaction, values: Mapping[str, object], lines: Sequence[Values], own: int) -> None:
    """Raises Refused where the same paper was entered before: payer, day and claim number are the same, and a visit.

    A later statement about the same visits is another paper: it says anew what became of them.
    """
    visits = sorted({one["visit_id"] for one in lines})
    marks = ", ".join("?" * len(visits))
    twin = tx.one(
        "SELECT statement.statement_on FROM benefit_statements AS statement"  # noqa: S608 - marks only
        " JOIN benefit_lines ON benefit_lines.statement_id = statement.id AND benefit_lines.retired_at IS NULL"
        " WHERE statement.retired_at IS NULL AND statement.id <> ? AND statement.payer_id = ?"
        " AND statement.statement_on = ? AND statement.claim_number = ?"
        f" AND benefit_lines.visit_id IN ({marks}) LIMIT 1",
        *(own, values["payer_id"], values["statement_on"], values["claim_number"], *visits),
    )
    problems = Problems()
    if twin:
        number = str(values["claim_number"])
        field = "claim_number" if number else "statement_on"
        problems.add(field, second_entry(date.fromisoformat(twin["statement_on"]), number))
    problems.refuse()


def _write_lines(tx: Transaction, row: int, lines: Sequence[Values]) -> None:
    """A row for each line; one that is on record already is changed, and what is no longer there is retired."""
    kept: dict[tuple[int, int | None], Row] = {
        (one["visit_id"], one["service_row"]): one for one in _line_rows(tx, row)
    }
    for line in lines:
        before = kept.pop((line["visit_id"], line["service_row"]), None)
        if before:
            tx.update("benefit_lines", before["id"], line, before["version"])
        else:
            tx.insert("benefit_lines", {"statement_id": row} | line)
    for gone in kept.values():
        tx.retire("benefit_lines", gone["id"], gone["version"])


def _line_rows(tx: Transaction, row: int) -> list[Row]:
    return tx.all("SELECT * FROM benefit_lines WHERE statement_id = ? AND retired_at IS NULL ORDER BY id", row)


def _taken(tx: Transaction, row: int) -> str:
    """Why a statement stays as it is, where a payment stands on it; "" where none does."""
    paid = tx.one("SELECT paid_on FROM payments WHERE statement_id = ? AND retired_at IS NULL", row)
    if not paid:
        return ""
    day = shown(date.fromisoformat(paid["paid_on"]))
    return say("It is on record as a payment of {day}. Remove that first, on the page Money.", day=day)
