"""What is noted in the audit trail though no row changes: who came and went, who looked, what left the program, and
what was found of the trail itself. None of it is refused, undone or drawn anew.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from clinic_desktop.audit.model import (
    ANCHORS,
    BACKED_UP,
    CLOCK,
    CLOSED,
    HANDED_OUT,
    LOCKED,
    LOOKED,
    LOST,
    PROVED,
    SETTLED,
    SIGNED_IN,
    UPDATED,
    ClockJump,
    Part,
    Way,
)
from clinic_desktop.store.beside.anchors import Loss, Place
from clinic_desktop.store.chain import Proof
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.values.problems import Problems
from clinic_desktop.wording import say

# The clinic's own row: what is about no client and no person is noted of it.
_CLINIC = ("practice", 1)
_MOST_LETTERS = 500


@dataclass(frozen=True)
class NoteSignIn(Command):
    """Somebody signed in. `kept` says where this computer keeps the end of the trail from now on."""

    kept: tuple[Place, ...] = ()
    label: ClassVar[str] = SIGNED_IN
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "anyone"

    def perform(self, tx: Transaction) -> int:
        """Note it of the person."""
        return _of_person(tx, {"kept": list(self.kept)})


@dataclass(frozen=True)
class NoteLock(Command):
    """Somebody locked the program, or it locked itself."""

    label: ClassVar[str] = LOCKED
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "anyone"

    def perform(self, tx: Transaction) -> int:
        """Note it of the person."""
        return _of_person(tx, {})


@dataclass(frozen=True)
class NoteClose(Command):
    """Somebody closed the program."""

    label: ClassVar[str] = CLOSED
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "anyone"

    def perform(self, tx: Transaction) -> int:
        """Note it of the person."""
        return _of_person(tx, {})


@dataclass(frozen=True)
class NoteLook(Command):
    """Somebody saw a client's chart, or one part of it. Also where they may not change it: a look is never refused
    here, the page that shows it is. `row` is which file or which bill, 0 for no one in particular."""

    client: int
    part: Part = "chart"
    row: int = 0
    label: ClassVar[str] = LOOKED
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "anyone"

    def perform(self, tx: Transaction) -> int:
        """Note it of the client."""
        return _look(tx, self)


@dataclass(frozen=True)
class NoteLooks(Command):
    """Somebody saw something of several clients at once, as the bills of a month in one print run: an entry for each,
    at least one."""

    looks: tuple[NoteLook, ...]
    label: ClassVar[str] = LOOKED
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "anyone"

    def perform(self, tx: Transaction) -> int:
        """Note it of each client; returns the last one."""
        return [_look(tx, one) for one in self.looks][-1]


@dataclass(frozen=True)
class NoteHandOut(Command):
    """Something of the record left the program: printed, saved or copied. `what` is its title as on the screen, which
    names no client; `table` and `row` are what it is of, the clinic's own row where it is of no client, or of many."""

    way: Way
    what: str
    table: str = _CLINIC[0]
    row: int = _CLINIC[1]
    file_name: str = ""
    label: ClassVar[str] = HANDED_OUT
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "anyone"

    def perform(self, tx: Transaction) -> int:
        """Note it of that row."""
        return tx.look(self.table, self.row, {"way": self.way, "what": self.what, "file": self.file_name})


@dataclass(frozen=True)
class NoteBackup(Command):
    """A backup was made in another place, as on a stick; which place is nobody's business later, and not kept."""

    made_at: str
    label: ClassVar[str] = BACKED_UP
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "anyone"

    def perform(self, tx: Transaction) -> int:
        """Note it of the clinic."""
        return tx.look(*_CLINIC, {"made_at": self.made_at})


@dataclass(frozen=True)
class NoteProof(Command):
    """The whole trail was read."""

    proof: Proof
    label: ClassVar[str] = PROVED
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "anyone"

    def perform(self, tx: Transaction) -> int:
        """Note what was found, of the clinic."""
        number, wrong = self.proof.flaw or (0, "")
        facts = {"entries": self.proof.head.entries, "flaw": number, "wrong": wrong, "flaws": self.proof.flaws}
        return tx.look(*_CLINIC, facts)


@dataclass(frozen=True)
class NoteLoss(Command):
    """Entries are missing that an anchor knows of."""

    loss: Loss
    label: ClassVar[str] = LOST
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "anyone"

    def perform(self, tx: Transaction) -> int:
        """Note it of the clinic."""
        anchor = self.loss.anchor
        facts = {
            "entries": self.loss.entries,
            "at": anchor.at,
            "place": anchor.place,
            "ended_with": anchor.head.entries,
        }
        return tx.look(*_CLINIC, facts)


@dataclass(frozen=True)
class SettleTrail(Command):
    """The owner knows what is missing or wrong in the trail, and why."""

    why: str
    flaws: int = 0
    label: ClassVar[str] = SETTLED
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "owner"

    def perform(self, tx: Transaction) -> int:
        """Note the reason, of the clinic; raises Refused without one."""
        problems = Problems()
        why = problems.need("why", self.why, say("Say what you found out: it stays in the trail."))
        problems.limit({"why": why}, {"why": _MOST_LETTERS})
        problems.refuse()
        return tx.look(*_CLINIC, {"why": why, "flaws": self.flaws})


@dataclass(frozen=True)
class NoteAnchors(Command):
    """A note of where the trail ended was missing or damaged, and was made anew."""

    missing: tuple[Place, ...]
    damaged: tuple[Place, ...]
    label: ClassVar[str] = ANCHORS
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "anyone"

    def perform(self, tx: Transaction) -> int:
        """Note it of the clinic."""
        return tx.look(*_CLINIC, {"missing": list(self.missing), "damaged": list(self.damaged)})


@dataclass(frozen=True)
class NoteClock(Command):
    """The clock of the computer jumped: `was` is a moment that had been before (UTC, ISO 8601)."""

    jump: ClockJump
    was: str
    label: ClassVar[str] = CLOCK
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "anyone"

    def perform(self, tx: Transaction) -> int:
        """Note it of the clinic."""
        return tx.look(*_CLINIC, {"jump": self.jump, "was": self.was})


@dataclass(frozen=True)
class NoteUpdate(Command):
    """A later version of the program brought the file up to date."""

    schema: int
    label: ClassVar[str] = UPDATED
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "anyone"

    def perform(self, tx: Transaction) -> int:
        """Note it of the clinic."""
        return tx.look(*_CLINIC, {"schema": self.schema})


def _look(tx: Transaction, look: NoteLook) -> int:
    return tx.look("clients", look.client, {"part": look.part} | ({"row": look.row} if look.row else {}))


def _of_person(tx: Transaction, facts: Mapping[str, Any]) -> int:
    return tx.look("staff", tx.origin.actor or 0, facts)
