"""What a drill is: a backup that was restored to try it, and what came out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Place = Literal["here", "second"]


@dataclass(frozen=True, slots=True)
class Drill:
    """One of them. Counts are of tables, encrypted files and entries of the audit trail; `size` is in bytes; `trouble`
    is why it failed, "" where everything came out as it was."""

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
