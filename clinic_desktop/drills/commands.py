"""What is noted of restores that were tried, of the second place of backups, and of a move to another computer."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from clinic_desktop.drills.model import CameBack, Drill
from clinic_desktop.store.beside import standing
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.keys.keyring import KeyRing
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.wording import mark

_MOST_LETTERS = 1_000


@dataclass(frozen=True)
class NoteDrill(Command):
    """Keep what came out of a restore that was tried."""

    drill: Drill
    label: ClassVar[str] = mark("Try a restore")
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "anyone"

    def perform(self, tx: Transaction) -> int:
        """Insert the row."""
        drill = self.drill
        return tx.insert(
            "drills",
            {
                "tried_at": drill.tried.isoformat(timespec="seconds"),
                "made_at": drill.made.isoformat(timespec="seconds"),
                "place": drill.place,
                "tables_equal": drill.tables_equal,
                "tables_found": drill.tables,
                "rows_found": drill.rows,
                "files_equal": drill.files_equal,
                "files_found": drill.files,
                "bytes_found": drill.size,
                "entries_found": drill.entries,
                "entries_wrong": drill.entries_wrong,
                "milliseconds": drill.milliseconds,
                "trouble": drill.trouble[:_MOST_LETTERS],
                "sums_equal": drill.sums_equal,
                "sums_found": drill.sums,
                **_back(drill.back),
            },
        )


def _back(back: CameBack | None) -> dict[str, int | None]:
    names = ("clients", "visits", "bills", "charged", "paid")
    return {f"{name}_back": getattr(back, name) if back else None for name in names}


@dataclass(frozen=True)
class ChooseSecondPlace(Command):
    """Note where backups go besides, or that they go nowhere else any more."""

    place: str
    label: ClassVar[str] = mark("Choose the second place for backups")
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "owner"

    def perform(self, tx: Transaction) -> int:
        """Write the entry; which place that is stays with this computer."""
        return tx.look("practice", 1, {"place": self.place})


@dataclass(frozen=True)
class MoveAway(Command):
    """The clinic goes on on another computer, from this moment: here it is only looked at."""

    at: datetime
    label: ClassVar[str] = mark("Move to another computer")
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "owner"

    def perform(self, tx: Transaction) -> int:
        """Write the entry."""
        return tx.look("practice", 1, {})

    def settle(self, keys: KeyRing) -> None:
        """Close it here. Raises StoreTrouble where that cannot be written down: then it goes on here as before."""
        standing.note_moved(keys.folder, self.at)


@dataclass(frozen=True)
class GoOnHere(Command):
    """Note that the clinic goes on on this computer, though it was moved to another one."""

    label: ClassVar[str] = mark("Go on here after a move")
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "owner"

    def perform(self, tx: Transaction) -> int:
        """Write the entry."""
        return tx.look("practice", 1, {})
