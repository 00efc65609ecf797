"""Which key everybody has: marked when it is given, compared at each sign-in; and what owners are told of it."""

from dataclasses import dataclass
from typing import ClassVar

from clinic_desktop.staff.model import KeyFound, NoticeKind
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.keys.given import mark_of
from clinic_desktop.store.keys.vault import RECOVERY_SLOT, Slot
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.wording import mark


def mark_key(tx: Transaction, slot: str, key: str) -> None:
    """This is the key of a slot from now on, by its mark; one of nobody is nothing to keep."""
    if slot == RECOVERY_SLOT:
        tx.update("practice", 1, {"recovery_mark": key}, None)
        return
    person = tx.one("SELECT id FROM staff WHERE slot = ?", slot)
    if person:
        tx.update("staff", int(person["id"]), {"key_mark": key}, None)


def give_notice(tx: Transaction, kind: NoticeKind, person: int | None, about: str = "") -> int:
    """Every owner is told of it until they say that they saw it."""
    return tx.insert("notices", {"kind": kind, "staff_id": person, "about": about, "noted_at": tx.origin.at})


@dataclass(frozen=True)
class NoteKeys(Command):
    """Note, at a sign-in, which keys are in the key file that the record does not know yet: those that were given while
    nothing was open, and those that nobody can tell where they came from."""

    found: tuple[KeyFound, ...]
    label: ClassVar[str] = mark("Note keys")
    undoable: ClassVar[bool] = False
    # Noted for whoever signs in next, without asking them.
    permission: ClassVar[Permission] = "anyone"

    def perform(self, tx: Transaction) -> int:
        """Insert the rows."""
        for one in self.found:
            if one.mark is not None:
                mark_key(tx, one.slot, one.mark)
            if one.notice:
                person = tx.one("SELECT id FROM staff WHERE slot = ?", one.slot)
                if one.slot == RECOVERY_SLOT and one.notice == "other key":
                    # Two groups of another key were typed back: of this one nobody knows.
                    tx.update("practice", 1, {"recovery_key_checked_at": None}, None)
                give_notice(tx, one.notice, int(person["id"]) if person else None)
        return 0


@dataclass(frozen=True)
class MarkKeys(Command):
    """These are the keys of a record that was put together again, as out of a backup: it knew those of its own day."""

    slots: tuple[Slot, ...]
    label: ClassVar[str] = mark("Note keys")
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "owner"

    def perform(self, tx: Transaction) -> int:
        """Update the rows; failed tries are counted from here on, as on another computer."""
        for slot in self.slots:
            mark_key(tx, slot.id, mark_of(slot))
        return tx.update("practice", 1, {"tries_mark": ""}, None)


@dataclass(frozen=True)
class NoteTries(Command):
    """Note where the count of failed tries to sign in stands; `is_behind` where it had stood further on: it was taken
    away, or an older one was put in its place."""

    stands: str
    is_behind: bool = False
    label: ClassVar[str] = mark("Note the count of failed sign-ins")
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "anyone"

    def perform(self, tx: Transaction) -> int:
        """Update the clinic's row, and tell the owners."""
        if self.is_behind:
            give_notice(tx, "tries", None)
        return tx.update("practice", 1, {"tries_mark": self.stands}, None)


@dataclass(frozen=True)
class SeeNotice(Command):
    """Say that one has seen what was noted of keys or of a restore."""

    id: int
    label: ClassVar[str] = mark("Acknowledge a notice")
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "owner"

    def perform(self, tx: Transaction) -> int:
        """Insert the row; what was seen once stays so. Raises Missing."""
        notice, person = int(tx.current("notices", self.id)["id"]), tx.origin.actor
        seen = tx.one("SELECT id FROM notices_seen WHERE seen_by = ? AND notice_id = ?", person, notice)
        if seen:
            return int(seen["id"])
        return tx.insert("notices_seen", {"notice_id": notice, "seen_by": person, "seen_at": tx.origin.at})
