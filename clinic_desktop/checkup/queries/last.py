"""When the clinic was last looked over, as the audit trail says."""

from datetime import datetime

from clinic_desktop.store.reader import Reader
from clinic_desktop.wording import mark

_LABEL = mark("Check the record")


def last_checked(read: Reader) -> datetime | None:
    """The moment of the last check (UTC), None before the first."""
    sql = "SELECT max(at) AS at FROM audit WHERE table_name = 'practice' AND row_id = 1 AND label = ?"
    at = read.one(sql, _LABEL)["at"]
    return datetime.fromisoformat(at) if at else None
