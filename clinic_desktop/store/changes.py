"""What a command changed: the screens listen to nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Changes:
    """The ids of the rows that were written, by table; `retired` are those among them that were taken out of use."""

    rows: Mapping[str, frozenset[int]] = field(default_factory=dict)
    retired: Mapping[str, frozenset[int]] = field(default_factory=dict)

    def joined(self, other: "Changes") -> "Changes":
        """What both of two changed."""
        return Changes(_joined(self.rows, other.rows), _joined(self.retired, other.retired))

    def touches(self, *tables: str) -> bool:
        """Whether a row of one of these tables was written."""
        return any(table in self.rows for table in tables)

    def ids(self, table: str) -> frozenset[int]:
        """The ids written in that table."""
        return self.rows.get(table, frozenset())


def _joined(one: Mapping[str, frozenset[int]], other: Mapping[str, frozenset[int]]) -> Mapping[str, frozenset[int]]:
    return {table: one.get(table, frozenset()) | other.get(table, frozenset()) for table in {**one, **other}}
