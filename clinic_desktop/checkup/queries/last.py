"""When the clinic was last looked over, as the audit trail says."""

from datetime import datetime

from clinic_desktop.audit.model import CHECKED
from clinic_desktop.store.reader import Reader


def last_checked(read: Reader) -> datetime | None:
    """The moment of the last check (UTC), None before the first."""
    sql = "SELECT max(at) AS at FROM audit WHERE table_name = 'practice' AND row_id = 1 AND label = ?"
    at = read.one(sql, CHECKED)["at"]
    return datetime.fromisoformat(at) if at else None
