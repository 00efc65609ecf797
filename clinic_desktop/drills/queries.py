"""Drills as they were, the newest first."""

from datetime import datetime

from clinic_desktop.drills.model import CameBack, Drill
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row

_NEWEST = "SELECT * FROM drills WHERE retired_at IS NULL ORDER BY tried_at DESC, id DESC LIMIT 1"


def last_drill(read: Reader) -> Drill | None:
    """The newest one; None before the first."""
    for row in read.all(_NEWEST):
        return Drill(
            datetime.fromisoformat(row["tried_at"]),
            datetime.fromisoformat(row["made_at"]),
            row["place"],
            row["tables_equal"],
            row["tables_found"],
            row["rows_found"],
            row["files_equal"],
            row["files_found"],
            row["bytes_found"],
            row["entries_found"],
            row["entries_wrong"],
            row["milliseconds"],
            row["trouble"],
            row["sums_equal"],
            row["sums_found"],
            _back(row),
        )
    return None


def _back(row: Row) -> CameBack | None:
    if row["clients_back"] is None:
        return None
    return CameBack(*(row[f"{name}_back"] for name in ("clients", "visits", "bills", "charged", "paid")))


def waiting_since(read: Reader, state: str) -> datetime | None:
    """When the first row was changed that a backup of this state ("" where there is none) has otherwise; None when it
    has everything. That somebody signed in, made a backup or tried a restore is no work that would be lost."""
    parts = state.split("/")
    last = int(parts[1]) if len(parts) > 1 and parts[1].isdecimal() else 0
    sql = "SELECT at FROM audit WHERE id > ? AND verb <> 'note' AND table_name <> 'drills' ORDER BY id LIMIT 1"
    for row in read.all(sql, last):
        return datetime.fromisoformat(row["at"])
    return None
