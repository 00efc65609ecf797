"""Rename a package, membership or gift card, end it, or take its end back. Sold and used it is in the payments."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from clinic_desktop.prepaid import rules
from clinic_desktop.prepaid.model import EndingDraft, PrepaidDraft
from clinic_desktop.prepaid.queries import follower, last_use, prepaid
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.values.problems import Problems
from clinic_desktop.values.text import plain
from clinic_desktop.values.typed_days import optional_day
from clinic_desktop.wording import mark, say


@dataclass(frozen=True)
class ChangePrepaid(Command):
    """Change the name, the last day and the note. What was sold for how much stays: it was paid so."""

    id: int
    version: int
    draft: PrepaidDraft
    label: ClassVar[str] = mark("Change prepaid")
    permission: ClassVar[Permission] = "payments"

    def perform(self, tx: Transaction) -> int:
        """Update the row; raises Refused, Missing or ChangedSince."""
        held, found = prepaid(tx, self.id), Problems()
        name = found.need("name", self.draft.name, say("Type what it is called."))
        last = optional_day(found, "expires_on", self.draft.expires_on, tx.clock.today())
        if last and last < held.starts_on:
            found.add("expires_on", say("This is before it begins."))
        elif last:
            rules.refuse_before_use(found, "expires_on", last, last_use(tx, self.id))
        if held.kind == "membership" and not self.draft.expires_on.strip():
            found.add("expires_on", say("Type the last day of the period that is paid."))
        values = {"name": name, "expires_on": last.isoformat() if last else "", "note": plain(self.draft.note)}
        found.limit(values, {"name": 100, "note": 10_000})
        found.refuse()
        return tx.update("prepaids", self.id, values, self.version)


@dataclass(frozen=True)
class EndPrepaid(Command):
    """End one that expired or is closed: what is left on it is forfeited."""

    id: int
    version: int
    draft: EndingDraft
    label: ClassVar[str] = mark("End prepaid")
    permission: ClassVar[Permission] = "payments"

    def perform(self, tx: Transaction) -> int:
        """Update the row; raises Refused, Missing or ChangedSince."""
        held, found = prepaid(tx, self.id), Problems()
        if held.ended_kind:
            found.add("", rules.why_not(held, date.max, 0))
        found.refuse()
        values = rules.ending_values(self.draft, held, tx.clock.today(), last_use(tx, self.id, given=True))
        return tx.update("prepaids", self.id, values, self.version)


@dataclass(frozen=True)
class RetirePrepaid(Command):
    """Take away one that was sold by mistake, once no payment stands on it."""

    id: int
    version: int
    label: ClassVar[str] = mark("Remove prepaid")
    permission: ClassVar[Permission] = "payments"

    def perform(self, tx: Transaction) -> int:
        """Retire the row; raises Refused where a payment or a next period stands on it, Missing or ChangedSince."""
        tx.active("prepaids", self.id)
        found = Problems()
        paid = "SELECT 1 FROM payments WHERE sold_id = ?1 AND retired_at IS NULL"
        used = "SELECT 1 FROM payments WHERE drawn_id = ?1 AND retired_at IS NULL"
        if tx.all(f"{paid} UNION ALL {used} LIMIT 1", self.id):
            found.add("", say("Payments stand on it. Remove them first, or end it."))
        if follower(tx, self.id):
            found.add("", say("It was renewed. Remove the next period first."))
        found.refuse()
        return tx.retire("prepaids", self.id, self.version)


@dataclass(frozen=True)
class ReopenPrepaid(Command):
    """Take the end of one back: it holds again what was forfeited."""

    id: int
    version: int
    label: ClassVar[str] = mark("Reopen prepaid")
    permission: ClassVar[Permission] = "payments"

    def perform(self, tx: Transaction) -> int:
        """Update the row; raises Refused where a refund ended it, or its number is used again, Missing or
        ChangedSince."""
        held, found = prepaid(tx, self.id), Problems()
        if held.ended_kind == "refunded":
            found.add("", say("A refund ended it. Remove the refund."))
        if held.number and tx.all(
            "SELECT 1 FROM prepaids WHERE kind = 'gift_card' AND number = ? AND ended_kind = '' AND retired_at IS NULL"
            " AND id <> ?",
            held.number,
            held.id,
        ):
            found.add("", say("Another gift card has this number by now."))
        found.refuse()
        ended = {"ended_kind": "", "ended_on": "", "forfeited_cents": 0, "ended_why": ""}
        return tx.update("prepaids", self.id, ended, self.version)
