"""Looks through the scan folder: what lies there, grows no more, and has not been filed."""

import os
from collections.abc import Collection, Mapping, Sequence
from heapq import nlargest
from pathlib import Path

from clinic_desktop.attachments.loader.files import digest_of
from clinic_desktop.attachments.model import LyingFile
from clinic_desktop.errors import StoreTrouble
from clinic_desktop.wording import say

# What a scanner or a camera writes.
_ENDINGS = frozenset({".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".heic", ".heif"})
# Path, size and time of the last write, of each file as it was seen.
Seen = Mapping[Path, tuple[int, float]]
# Of more than so many only the newest are looked at: it is no scan folder then, and each is read for its SHA-256.
MOST_FILES = 200


def files_in(folder: Path) -> dict[Path, tuple[int, float]]:
    """What lies in the folder and may be a scan, with its size and when it was last written; raises StoreTrouble where
    the folder is gone or cannot be read, as one on a network that is down."""
    found: dict[Path, tuple[int, float]] = {}
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith((".", "~")) or Path(entry.name).suffix.lower() not in _ENDINGS:
                    continue
                # Not what a link leads to: whoever may write there could have a file of this computer filed.
                if entry.is_file(follow_symlinks=False):
                    facts = entry.stat(follow_symlinks=False)
                    found[Path(entry.path)] = facts.st_size, facts.st_mtime
    except OSError as trouble:
        words = say("The scan folder could not be read: {why}.", why=trouble.strerror or str(trouble))
        raise StoreTrouble(words) from trouble
    return found


def newest(found: Seen) -> Seen:
    """The newest of them, at most MOST_FILES."""
    if len(found) <= MOST_FILES:
        return found
    return dict(nlargest(MOST_FILES, found.items(), key=lambda one: (one[1][1], one[0])))


def lying(now: Seen, before: Seen, known: Sequence[LyingFile]) -> tuple[LyingFile, ...]:
    """Those that were as large a moment ago: a scanner writes no more to them. The oldest first. `known` are those that
    were read before, and are not read again."""
    read = {(one.path, one.size, one.changed_at): one for one in known if one.came_as}
    found = []
    for path, facts in now.items():
        if facts[0] and before.get(path) == facts:
            found.append(read.get((path, *facts)) or LyingFile(path, *facts, digest_of(path)))
    return tuple(sorted(found, key=lambda one: (one.changed_at, one.path)))


def remove_filed(files: Sequence[LyingFile], filed: Collection[str]) -> int:
    """Remove those files from the scan folder whose bytes are filed, as they are now, and return how many; one that was
    written anew since stays. Raises StoreTrouble where one cannot be removed."""
    removed = 0
    for one in files:
        if one.came_as in filed and digest_of(one.path) == one.came_as:
            try:
                one.path.unlink()
            except OSError as trouble:
                words = say("“{name}” could not be removed from the scan folder: {why}.",
                            name=one.path.name, why=trouble.strerror or str(trouble))  # fmt: skip
                raise StoreTrouble(words) from trouble
            removed += 1
    return removed
