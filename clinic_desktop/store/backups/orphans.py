"""Encrypted files that nothing speaks of, as a power cut or a form that was given up leaves them: removed, but late."""

import contextlib
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from clinic_desktop.errors import StoreTrouble
from clinic_desktop.store.backups.named import named_in
from clinic_desktop.store.blobs import Blobs

if TYPE_CHECKING:
    from sqlite_utils import Database

DAYS_KEPT = 7


def remove_orphans(database: "Database", blobs: Blobs, newest: datetime, now: datetime) -> int:
    """Remove the files that no row, no entry of the audit trail and no draft names, and say how many.

    Only those that were put before `newest`, the backup before the one that was just made, and more than seven days
    ago: a clock that jumps ahead makes none of them old by itself. What cannot be removed now is removed another time.
    """
    removed = 0
    moment = min(newest, now - timedelta(days=DAYS_KEPT))
    with contextlib.suppress(OSError, StoreTrouble):
        # Looked at first and asked about then: what is put meanwhile is named by then, or young.
        lying = list(blobs.lying())
        named = named_in(database).all() if lying else frozenset()
        for path in lying:
            if path.name not in named:
                removed += blobs.remove_before(path, moment)
    return removed
