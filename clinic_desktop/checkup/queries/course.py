"""The whole check and the quick one: which parts each has, and in which order."""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType

from clinic_desktop.audit.model import BEGINNINGS
from clinic_desktop.checkup.model import PARTS, Checkup
from clinic_desktop.checkup.queries import sums
from clinic_desktop.errors import Damaged, StoreTrouble
from clinic_desktop.jobs import Cancelled, Progress
from clinic_desktop.staff.queries import slots_in_use
from clinic_desktop.store.backups.copies import opened
from clinic_desktop.store.check import file, index, kept, keys, trail
from clinic_desktop.store.check.model import Check, Inspected, PartFound
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.wording import say

# By which clients, papers and visits of other programs are found: the words of each entry, as the triggers of the
# record put them there.
INDEXES: Mapping[str, str] = MappingProxyType(
    {
        "client_search": "SELECT client_id AS id, words FROM client_words",
        "paper_search": "SELECT 2 * id AS id, title || ' ' || file_name AS words FROM attachments"
        " UNION ALL SELECT 2 * id + 1, title FROM letters",
        "imported_search": (
            "SELECT id, service || ' ' || therapist || ' ' || note AS words FROM imported_visits"
            " WHERE retired_at IS NULL"
        ),
    }
)
_slots = keys.slots(lambda looked: slots_in_use(looked.read))
WHOLE: Mapping[str, Check] = MappingProxyType(
    {
        "pages": file.pages,
        "structure": file.structure,
        "links": file.links,
        "build": file.build,
        "vault": keys.copies,
        "slots": _slots,
        "chain": trail.chain(BEGINNINGS),
        "trail": trail.rows,
        "files": kept.files,
        "contents": kept.contents,
        "papers": kept.named_contents,
        "totals": sums.totals,
        "numbers": sums.numbers,
        "dates": sums.dates,
        "index": index.indexes(INDEXES),
        "drafts": kept.drafts,
    }
)
# After an end that was not clean, and once a day: what a disk or a power cut spoils.
QUICK: Mapping[str, Check] = MappingProxyType(
    {
        "pages": file.pages,
        "structure": file.quick_structure,
        "links": file.links,
        "vault": keys.copies,
        "slots": _slots,
        "files": kept.some_files,
    }
)


def check(folder: ClinicFolder, key: bytes, at: datetime, progress: Progress, *, is_quick: bool = False) -> Checkup:
    """Look the clinic over, changing nothing but that what lies in the log is folded into the file.

    Slow, so a window runs it in a job. What cannot be read is found as such; raises StoreTrouble where the file cannot
    be opened at all, and Cancelled.
    """
    parts = QUICK if is_quick else WHOLE
    with opened(folder.database, key, "write") as database:
        found = []
        for place, (name, part) in enumerate(parts.items()):
            whole = _part_of(progress, place, len(parts), say(PARTS[name].title))
            found.append(_tried(name, part, Inspected(database, key, folder, whole)))
    return Checkup(at, is_quick, tuple(found))


def _tried(name: str, part: Check, looked: Inspected) -> PartFound:
    try:
        looked.progress.report(0, 1, "")
        return part(looked)
    except Cancelled:
        raise
    except Damaged:
        return PartFound(name, 0, 1, is_unread=True)
    except StoreTrouble:
        return PartFound(name, 0, is_unread=True)


def _part_of(progress: Progress, place: int, count: int, words: str) -> Progress:
    """How far one part is, as a part of the way of all."""
    steps = 100

    def hear(done: int, total: int, _: str) -> None:
        progress.report(place * steps + steps * done // max(total, 1), count * steps, words)

    return _Within(progress, hear)


class _Within(Progress):
    """Stops when the whole is stopped."""

    def __init__(self, whole: Progress, hear: Callable[[int, int, str], None]) -> None:
        super().__init__(hear)
        self._whole = whole

    @property
    def is_stopped(self) -> bool:
        return self._whole.is_stopped
