"""What came of a salvage, table by table."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SavedTable:
    """A table of the damaged file: how many of its rows were read, how many put back as the trail says, how many taken
    from a backup, how many are lost, and how many stand on a row that is lost and so are in the trail alone.

    `older` are those that were put back while entries of the trail are lost: they may have been changed once more.
    `is_whole` says that every page of it could be read; `is_open` that nobody knows whether there was more.
    """

    name: str
    read: int = 0
    replayed: int = 0
    from_backup: int = 0
    lost: int = 0
    aside: int = 0
    older: int = 0
    is_whole: bool = True
    is_open: bool = False

    @property
    def is_well(self) -> bool:
        """Whether nothing of it is missing or in doubt."""
        return not (self.lost or self.aside or self.older or self.is_open)


# The counts of a table, in the order in which it has them.
SAVED_COUNTS = ("read", "replayed", "from_backup", "lost", "aside", "older")


@dataclass(frozen=True, slots=True)
class Salvaged:
    """All tables, in the order of their names, and the moment of the backup that rows were taken from ("" for none)."""

    tables: tuple[SavedTable, ...]
    backup_made_at: str = ""

    def total(self, column: str) -> int:
        """The sum of one of the counts over all tables."""
        return sum(int(getattr(one, column)) for one in self.tables)

    @property
    def damaged(self) -> tuple[SavedTable, ...]:
        """The tables of which some pages could not be read."""
        return tuple(one for one in self.tables if not one.is_whole)

    @property
    def is_complete(self) -> bool:
        """Whether all that was in the file is in the new one."""
        return all(one.is_well for one in self.tables)
