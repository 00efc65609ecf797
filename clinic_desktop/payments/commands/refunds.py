"""Give money back, and stop asking for it."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from clinic_desktop.payments import rules
from clinic_desktop.payments.commands import records
from clinic_desktop.payments.model import ALL_PARTS, RefundDraft, WriteOffDraft
from clinic_desktop.prepaid.model import Prepaid
from clinic_desktop.prepaid.queries import last_use, prepaid
from clinic_desktop.prepaid.rules import refuse_before_use, why_not
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.transaction import Row, Transaction
from clinic_desktop.values import dates, money
from clinic_desktop.values.money import parse_cents
from clinic_desktop.values.problems import Problems
from clinic_desktop.values.text import plain
from clinic_desktop.values.typed_days import past_day
from clinic_desktop.wording import mark, say


@dataclass(frozen=True)
class Refund(Command):
    """Give back what was paid, in part or in full: for visits, beside them, from the credit, or for a package,
    membership or gift card. One on which nothing is left then is ended."""

    payment: int
    draft: RefundDraft
    label: ClassVar[str] = mark("Refund")
    permission: ClassVar[Permission] = "payments"

    def perform(self, tx: Transaction) -> int:
        """Insert the rows; raises Refused or Missing."""
        root = tx.active("payments", self.payment)
        values, visits = self._values(tx, root)
        row = tx.insert("payments", values)
        for visit, cents in visits.items():
            tx.insert("payment_shares", {"payment_id": row, "visit_id": visit, "cents": -cents})
        if values["sold_cents"]:
            _end_when_empty(tx, root["sold_id"], values["paid_on"])
        return row

    def _values(self, tx: Transaction, root: Row) -> tuple[dict[str, Any], dict[int, int]]:
        found = Problems()
        if root["refunds_id"] or root["drawn_id"]:
            found.add("", say("No money came in with this, so none goes back. Remove it instead."))
            found.refuse()
        kept = paid_less_refunds(tx, root)
        visits = _visits(found, self.draft, kept)
        cents = {part: _part(found, self.draft, part, kept) for part in ALL_PARTS[1:]}
        if root["sold_id"] and cents["sold"]:
            _refuse_used(found, prepaid(tx, root["sold_id"]), cents["sold"])
        if not found.found and not sum(visits.values()) + sum(cents.values()):
            found.add(kept.first_field, say("Type what is given back."))
        day = _paid_on(found, self.draft.paid_on, root, tx.clock.today())
        values = {
            "paid_on": day,
            "method": self.draft.method,
            "reference": rules.reference_of(found, self.draft.method, self.draft.reference),
            "note": plain(self.draft.note),
        }
        found.limit(values, {"reference": 40, "note": 10_000})
        found.refuse()
        of_root = {name: root[name] for name in ("client_id", "payer_id", "sold_id")}
        amounts = {f"{part}_cents": -amount for part, amount in cents.items()}
        refund = {"refunds_id": root["id"], "service_cents": -sum(visits.values())}
        return values | of_root | amounts | refund, {visit: one for visit, one in visits.items() if one}


@dataclass(frozen=True, slots=True)
class Refundable:
    """What of a payment was not given back yet, in cents: for its visits by their rows, and its other parts."""

    visits: dict[int, int]
    parts: dict[str, int]

    @property
    def first_field(self) -> str:
        """The first field of the form that gives it back."""
        for visit, cents in self.visits.items():
            if cents:
                return visit_field(visit)
        return next((part for part, cents in self.parts.items() if cents), "")


def paid_less_refunds(tx: Transaction, root: Row) -> Refundable:
    """What of a payment was not given back yet."""
    rows = [root, *records.refund_rows(tx, root["id"])]
    visits: dict[int, int] = {}
    for row in rows:
        for one in records.share_rows(tx, row["id"]):
            visits[one["visit_id"]] = visits.get(one["visit_id"], 0) + one["cents"]
    return Refundable(visits, {part: sum(row[f"{part}_cents"] for row in rows) for part in ALL_PARTS[1:]})


def visit_field(visit: int) -> str:
    """The field of a refund that gives back what was paid for a visit."""
    return f"visit_{visit}"


@dataclass(frozen=True)
class WriteOffVisit(Command):
    """Ask for no more of what is open on a visit that was given, in part or in full."""

    visit: int
    draft: WriteOffDraft
    label: ClassVar[str] = mark("Write off")
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Insert the row; raises Refused or Missing."""
        visit, found = tx.active("visits", self.visit), Problems()
        if visit["status"] != "given":
            found.add("", say("This visit is not given yet: nothing is owed for it."))
        cents = found.read("amount", parse_cents, self.draft.amount) or 0
        left = records.open_cents(tx, visit)
        if cents > left:
            found.add("amount", say("Only {open} are unpaid.", open=money.shown(max(left, 0))))
        elif not found.found and cents == 0:
            found.add("amount", say("Type how much is written off."))
        typed = self.draft.written_off_on
        day = past_day(found, "written_off_on", typed, tx.clock.today())
        if not typed.strip():
            found.add("written_off_on", say("Type the day it was written off."))
        if day and day.isoformat() < visit["date_of_service"]:
            found.add("written_off_on", say("This is before the visit."))
        why = plain(self.draft.why)
        found.limit({"why": why}, {"why": 500})
        found.refuse()
        values = {"cents": cents, "written_off_on": day.isoformat() if day else "", "kind": self.draft.kind, "why": why}
        return tx.insert("write_offs", {"visit_id": self.visit} | values)


@dataclass(frozen=True)
class RetireWriteOff(Command):
    """Take a write-off back: the visit is open again."""

    id: int
    version: int
    label: ClassVar[str] = mark("Remove write-off")
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Retire the row; raises Missing or ChangedSince."""
        tx.active("write_offs", self.id)
        return tx.retire("write_offs", self.id, self.version)


def _visits(found: Problems, draft: RefundDraft, kept: Refundable) -> dict[int, int]:
    cents: dict[int, int] = {}
    for visit, typed in draft.visits:
        field = visit_field(visit)
        amount = (found.read(field, parse_cents, typed) or 0) if typed.strip() else 0
        _refuse_more(found, field, amount, kept.visits.get(visit, 0))
        cents[visit] = amount
    return cents


def _part(found: Problems, draft: RefundDraft, part: str, kept: Refundable) -> int:
    typed = getattr(draft, part)
    amount = (found.read(part, parse_cents, typed) or 0) if typed.strip() else 0
    _refuse_more(found, part, amount, kept.parts[part])
    return amount


def _refuse_more(found: Problems, field: str, cents: int, kept: int) -> None:
    if cents > kept:
        words = say("{kept} were paid and not refunded yet: it cannot be more.", kept=money.shown(kept))
        found.add(field, words)


def _refuse_used(found: Problems, held: Prepaid, cents: int) -> None:
    """Used visits stay paid at their share: only what is left goes back."""
    if held.ended_kind:
        found.add("sold", why_not(held, date.max, 0))
    elif cents > held.left_cents:
        facts = {"left": money.shown(held.left_cents), "used": money.shown(held.drawn_cents)}
        found.add("sold", say("{left} are left on it: {used} are used.", **facts))


def _paid_on(found: Problems, typed: str, root: Row, today: date) -> str:
    day = past_day(found, "paid_on", typed, today)
    if not typed.strip():
        found.add("paid_on", say("Type the day it was given back."))
    paid = date.fromisoformat(root["paid_on"])
    if day and day < paid:
        found.add("paid_on", say("This is before it was paid ({day}).", day=dates.shown(paid)))
    return day.isoformat() if day else ""


def _end_when_empty(tx: Transaction, row: int, day: str) -> None:
    held = prepaid(tx, row)
    if held.left_cents == 0:
        found = Problems()
        refuse_before_use(found, "paid_on", date.fromisoformat(day), last_use(tx, row, given=True))
        found.refuse()
        tx.update("prepaids", row, {"ended_kind": "refunded", "ended_on": day}, held.version)
