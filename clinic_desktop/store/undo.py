"""Undo and redo: themselves commands, written through the same three verbs and audited. History stays."""

import json
from dataclasses import dataclass, field
from typing import Any, ClassVar

from clinic_desktop.errors import ChangedSince
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.connection import driver
from clinic_desktop.store.links import linked_to
from clinic_desktop.store.transaction import Row, Transaction
from clinic_desktop.wording import mark, say

# Bookkeeping of the row itself: it moves on with every write, also with an undo.
_MOVES_ON = ("version",)


@dataclass(frozen=True, slots=True)
class Done:
    """A command of this session that may be taken back: its audit entries, its untranslated label, and what it asked
    for: whoever takes it back needs the same."""

    entries: tuple[int, ...]
    label: str
    permission: Permission


@dataclass(slots=True)
class History:
    """What this session can undo and redo. A command that cannot be undone is a wall."""

    undoable: list[Done] = field(default_factory=list)
    redoable: list[Done] = field(default_factory=list)

    def note(self, done: Done, *, undoable: bool) -> None:
        """A new command was done."""
        self.redoable.clear()
        if undoable:
            self.undoable.append(done)
        else:
            self.undoable.clear()

    def forget_look(self, begun: Done, redoable: list[Done]) -> None:
        """Something was begun by coming to look, and taken away again as it came: where nothing was done in between,
        the last two entries, neither is anything that somebody would take back. `redoable` is what can be redone."""
        if len(self.undoable) > 1 and self.undoable[-2] == begun:
            del self.undoable[-2:]
            self.redoable[:] = redoable


@dataclass(frozen=True)
class Revert(Command):
    """Put back what one command wrote, if nobody changed it since; raises ChangedSince otherwise."""

    entries: tuple[int, ...]
    label: ClassVar[str] = mark("Undo")
    # Done by itself; `Clinic.undo` asks for what the command asked for that is taken back.
    permission: ClassVar[Permission] = "owner"

    def perform(self, tx: Transaction) -> int:
        """Revert the entries of the command, last first."""
        try:
            return self._revert_all(tx)
        except driver().IntegrityError as clash:
            # As when a name or a day, free since, was given to another row.
            words = say("Something that was done since stands in its place or on it, so it is not undone.")
            raise ChangedSince(words) from clash

    def _revert_all(self, tx: Transaction) -> int:
        row = 0
        gone: list[tuple[str, int]] = []
        for entry in reversed(self.entries):
            found = tx.one("SELECT table_name, row_id, before, after FROM audit WHERE id = ?", entry)
            if found:
                self._revert(tx, found)
                row = int(found["row_id"])
                if found["before"] is None:
                    gone.append((found["table_name"], row))
        # Once all is taken back: what the command itself put on its rows went with them.
        if any(linked_to(tx, table, [one]) for table, one in gone):
            raise ChangedSince(say("Something that was done since stands on it, so it is not undone."))
        return row

    def _revert(self, tx: Transaction, entry: Row) -> None:
        table, row = entry["table_name"], entry["row_id"]
        current, after = tx.current(table, row), json.loads(entry["after"])
        if _facts(current) != _facts(after):
            raise ChangedSince(say("This was changed again since, so it is not undone."))
        if entry["before"] is None:
            tx.retire(table, row, current["version"])
        else:
            tx.update(table, row, _facts(json.loads(entry["before"])), current["version"])


def _facts(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in _MOVES_ON}
