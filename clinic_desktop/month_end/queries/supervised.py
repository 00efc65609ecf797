"""Reads who supervised last."""

from clinic_desktop.cases.model import CaseId
from clinic_desktop.store.reader import Reader


def last_supervisor(read: Reader, owner: CaseId, therapist: int) -> int:
    """Who is named on the last live superbill or statement of this case and therapist, 0 for nobody: what the next
    one begins with.

    Whether they may be named on the new one too is for pre-flight to say.
    """
    if not read.all("SELECT 1 FROM supervisors LIMIT 1"):
        return 0
    sql = (
        "SELECT json_extract(facts, '$.supervisor.row') AS under FROM bills WHERE case_id = ? AND therapist_id = ?"
        " AND kind IN ('superbill', 'statement') AND voided_on = '' ORDER BY number DESC LIMIT 1"
    )
    found = read.all(sql, owner, therapist)
    return int(found[0]["under"] or 0) if found else 0
