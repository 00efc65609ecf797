"""What a command changed: the screens listen to nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Changes:
    """The ids of the rows that were written, by table; `retired` are those among them that were taken out of use."""

    rows: Mapping[str, frozenset[int]] = field(default_factory=dict)
    retired: Mapping[str, frozenset[int]] = field(default_factory=dict)

    def touches(self, *tables: str) -> bool:
        """Whether a row of one of these tables was written."""
        return any(table in self.rows for table in tables)

    def ids(self, table: str) -> frozenset[int]:
        """The ids written in that table."""
        return self.rows.get(table, frozenset())
