"""Emergency access: begun with a reason, ended, seen by the owners; and failed tries to sign in, noted and seen."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from clinic_desktop.staff.rules.emergencies import GIVES, read_reason, until
from clinic_desktop.staff.rules.roles import MAY
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.keys.vault import RECOVERY_SLOT
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.values.problems import Problems
from clinic_desktop.wording import mark, say


@dataclass(frozen=True)
class BeginEmergency(Command):
    """Read and write clinical records for an hour, though one's role does not. `over` is one's last emergency, where it
    is known to be over and its end stands nowhere yet, as after a kill on a full disk; 0 for none."""

    reason: str
    over: int = 0
    label: ClassVar[str] = mark("Begin emergency access")
    undoable: ClassVar[bool] = False
    # For whoever may not else: nobody is asked first, and every owner is told.
    permission: ClassVar[Permission] = "read"

    def perform(self, tx: Transaction) -> int:
        """Insert the row; raises Refused without a reason in words, and for who may do it anyway or does already."""
        person, problems = tx.current("staff", tx.origin.actor or 0), Problems()
        reason = read_reason(problems, self.reason)
        if MAY[person["role"]] >= GIVES:
            problems.add("", say("Your role reads and writes clinical records anyway."))
        elif open_emergency(tx, person["id"], but=self.over):
            problems.add("", say("Your emergency access goes on already."))
        problems.refuse()
        if self.over:
            _end(tx, self.over)
        begun = datetime.fromisoformat(tx.origin.at)
        values = {
            "staff_id": person["id"],
            "reason": reason,
            "begun_at": begun.isoformat(),
            "until_at": until(begun).isoformat(),
            "run": tx.origin.command,
        }
        return tx.insert("emergencies", values)


@dataclass(frozen=True)
class EndEmergency(Command):
    """End one's emergency access, sooner than by itself, or when it is found to be over."""

    id: int
    label: ClassVar[str] = mark("End emergency access")
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "read"

    def perform(self, tx: Transaction) -> int:
        """Update the row; raises Refused for somebody else's, or Missing. One that was ended stays as it is."""
        return _end(tx, self.id)


@dataclass(frozen=True)
class NoteFailedTries(Command):
    """Note, at a sign-in, how often somebody failed to before: with the password of the person of this slot, with the
    recovery key, or with a key of nobody on the staff. `last` is the moment of the last time."""

    slot: str
    many: int
    last: str
    label: ClassVar[str] = mark("Note failed sign-ins")
    undoable: ClassVar[bool] = False
    # Noted for whoever signs in next, without asking them.
    permission: ClassVar[Permission] = "anyone"

    def perform(self, tx: Transaction) -> int:
        """Insert the row. A key of nobody on the staff opens nothing here: its tries stand in the trail alone, and are
        not told as those of the recovery key."""
        person = tx.one("SELECT id FROM staff WHERE slot = ?", self.slot)
        if person is None and self.slot != RECOVERY_SLOT:
            return tx.look("practice", 1, {"many": self.many, "last_at": self.last})
        values = {"staff_id": person["id"] if person else None, "many": self.many, "last_at": self.last}
        return tx.insert("failed_tries", values)


@dataclass(frozen=True)
class SeeEmergency(Command):
    """Say that one has seen what was done in an emergency."""

    id: int
    label: ClassVar[str] = mark("Acknowledge emergency access")
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "owner"

    def perform(self, tx: Transaction) -> int:
        """Insert the row; what was seen once stays so. Raises Missing."""
        return _see(tx, "emergency_id", tx.current("emergencies", self.id)["id"])


@dataclass(frozen=True)
class SeeFailedTries(Command):
    """Say that one has seen how often somebody failed to sign in."""

    id: int
    label: ClassVar[str] = mark("Acknowledge failed sign-ins")
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "owner"

    def perform(self, tx: Transaction) -> int:
        """Insert the row; what was seen once stays so. Raises Missing."""
        return _see(tx, "failed_tries_id", tx.current("failed_tries", self.id)["id"])


def open_emergency(tx: Transaction, person: int, but: int = 0) -> bool:
    """Whether an emergency access of this person, another one `but` this, goes on by the clock."""
    sql = (
        "SELECT 1 FROM emergencies WHERE staff_id = ? AND id <> ? AND ended_at = '' AND begun_at <= ? AND until_at > ?"
    )
    now = datetime.fromisoformat(tx.origin.at).isoformat()
    return tx.one(sql, person, but, now, now) is not None


def _end(tx: Transaction, row: int) -> int:
    now, problems = tx.current("emergencies", row), Problems()
    if now["staff_id"] != tx.origin.actor:
        problems.add("", say("This is the emergency access of somebody else."))
    problems.refuse()
    if now["ended_at"]:
        return row
    return tx.update("emergencies", row, {"ended_at": tx.origin.at}, None)


def _see(tx: Transaction, column: str, row: int) -> int:
    sql = f"SELECT id FROM alarms_seen WHERE seen_by = ? AND {column} = ?"  # noqa: S608 - one of two names
    seen = tx.one(sql, tx.origin.actor, row)
    if seen:
        return int(seen["id"])
    return tx.insert("alarms_seen", {column: row, "seen_by": tx.origin.actor, "seen_at": tx.origin.at})
