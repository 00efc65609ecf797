"""What a drill is: a backup that was restored to try it, and what came out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Place = Literal["here", "second"]


@dataclass(frozen=True, slots=True)
class CameBack:
    """What a person looks for in a record: how many clients, visits and bills there are, and what was charged for
    visits and paid for them in all, in cents."""

    clients: int
    visits: int
    bills: int
    charged: int
    paid: int


@dataclass(frozen=True, slots=True)
class Drill:
    """One of them. Counts are of tables, encrypted files and entries of the audit trail; `size` is in bytes; `trouble`
    is why it failed, "" where everything came out as it was. `sums` are the columns of money, and how many of them add
    up to what they did. `back` is what came out, None where it came to nothing, or was not counted yet."""

    tried: datetime
    made: datetime
    place: Place
    tables_equal: int
    tables: int
    rows: int
    files_equal: int
    files: int
    size: int
    entries: int
    entries_wrong: int
    milliseconds: int
    trouble: str
    sums_equal: int = 0
    sums: int = 0
    back: CameBack | None = None
