"""Reads who supervised last."""

import json

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
        "SELECT facts FROM bills WHERE case_id = ? AND therapist_id = ?"
        " AND kind IN ('superbill', 'statement') AND voided_on = '' ORDER BY number DESC LIMIT 1"
    )
    found = read.all(sql, owner, therapist)
    # Read here and not by SQL: facts that are damaged are then those of one case, and no trouble of the whole file.
    under = json.loads(found[0]["facts"])["supervisor"] if found else None
    return int(under["row"]) if under else 0
