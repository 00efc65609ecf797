"""The encrypted files in a backup: gathered into it, listed, checked one by one, and taken out of it again.

A file has the same name wherever it is whole, so one that lies damaged in one place is taken from any other. Backups of
one place share a file by a link where the disk can; none shares one with the clinic itself, which goes on working.
"""

import errno
import json
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from clinic_desktop.errors import StoreTrouble
from clinic_desktop.jobs import Progress
from clinic_desktop.store.blobs import MOST_BYTES, Blobs, mark_of
from clinic_desktop.store.files import read_file
from clinic_desktop.store.manifest import BLOB_LIST, BLOB_NAME, Backup, FileMark, FileTotals, is_count
from clinic_desktop.store.named import Named
from clinic_desktop.store.vault import write_beside
from clinic_desktop.wording import say

_MOST_LISTED = 1 << 26
_HASH_DIGITS = 64
_MILLION = 1_000_000
# A sealed file is a little longer than what is in it.
_MOST = MOST_BYTES + (1 << 10)


class Enclosed(NamedTuple):
    """The files of a backup: length and hash of each as it lies there, by name, and the names that rows have and no
    place has whole."""

    marks: Mapping[str, FileMark]
    lost: frozenset[str] = frozenset()

    def beside(self) -> FileTotals:
        """What the manifest says of them."""
        return FileTotals(len(self.marks), sum(mark.size for mark in self.marks.values()), len(self.lost))


NOTHING = Enclosed({})


def enclose(
    named: Named, part: Blobs, earlier: Sequence[Blobs], others: Sequence[Blobs], progress: Progress
) -> Enclosed:
    """Gather the named files into a backup that is being built: linked to an earlier one beside it where that is
    possible, else copied, from `others` first. Each is opened before it counts.

    Raises OSError, also where they do not fit, StoreTrouble and Cancelled.
    """
    names, marks = sorted(named.all()), {}
    # The middle third of the way, in two halves.
    sixth, words = len(names), say("Copying the clinic’s files")
    for at, name in enumerate(names):
        progress.report(2 * sixth + at, 6 * sixth, words)
        mark = _linked(name, part, earlier)
        if mark:
            marks[name] = mark
    left, sources = [name for name in names if name not in marks], (*others, *earlier)
    need_room(part.folder.parent, sum(_size(name, sources) for name in left))
    for at, name in enumerate(left, sixth - len(left)):
        progress.report(3 * sixth + at, 6 * sixth, words)
        mark = copied(name, part, sources)
        if mark:
            marks[name] = mark
    part.flush(list(marks))
    return Enclosed(marks, named.by_rows - set(marks))


def copied(
    name: str, target: Blobs, sources: Iterable[Blobs], fits: Callable[[Blobs, str], bool] = lambda _, __: True
) -> FileMark | None:
    """Copy a file from the first place that has it whole and as it should be; None when none has.

    Raises OSError, also when what was written is read back otherwise.
    """
    for source in sources:
        if not source.has(name) or not fits(source, name):
            continue
        try:
            sealed = source.sealed(name)
            source.opened(name, sealed)
        except StoreTrouble:
            continue
        target.write(name, sealed)
        mark = mark_of(sealed)
        if mark_of(target.sealed(name)) != mark:
            raise OSError(errno.EIO, say("A file is read back otherwise than it was written"))
        return mark
    return None


def take_out(named: Named, part: Blobs, backup: Backup, others: Sequence[Blobs], progress: Progress) -> frozenset[str]:
    """Copy the named files out of a backup into a clinic that is being built, and return those that rows have and no
    place has whole. What else lies in the backup stays there.

    Raises OSError, also where they do not fit, StoreTrouble and Cancelled.
    """
    names, listed = sorted(named.all()), _listed(backup)
    own, taken = part.in_folder(backup.folder.blobs), []

    def fits(source: Blobs, name: str) -> bool:
        # No more is read of a stranger's stick than its list says.
        return listed is None or source is not own or (name in listed and source.size(name) == listed[name].size)

    sources = [own, *others]
    need_room(part.folder.parent, sum(_size(name, [one for one in sources if fits(one, name)]) for name in names))
    for at, name in enumerate(names):
        progress.report(len(names) + at, 3 * len(names), say("Copying the clinic’s files"))
        mark = copied(name, part, sources, fits)
        if mark:
            taken.append(name)
    part.flush(taken)
    return named.by_rows - set(taken)


def _listed(backup: Backup) -> Mapping[str, FileMark] | None:
    """The files that a backup lists; None for what a restore replaced, of which nobody made a list."""
    return None if backup.manifest.kind == "replaced" else read_list(backup).marks


def need_room(place: Path, size: int) -> None:
    """Raise OSError when so many bytes have no room there."""
    try:
        free = shutil.disk_usage(place).free
    except OSError:
        # A place that does not say is tried.
        return
    if size > free:
        words = say(
            "The clinic’s files need {need} MB, and {free} MB are free there",
            need=f"{-(-size // _MILLION):,}",
            free=f"{free // _MILLION:,}",
        )
        raise OSError(errno.ENOSPC, words)


def write_list(folder: Path, enclosed: Enclosed) -> None:
    """Write the list of the files into their backup; raises StoreTrouble."""
    files = {name: mark._asdict() for name, mark in enclosed.marks.items()}
    body = {"files": files, "lost": sorted(enclosed.lost)}
    write_beside(folder / BLOB_LIST, json.dumps(body, indent=0).encode("ascii"))


def read_list(backup: Backup) -> Enclosed:
    """The files that a backup says it has, none where it lists none. Raises StoreTrouble when the list is damaged."""
    if BLOB_LIST not in backup.manifest.files:
        return NOTHING
    try:
        raw = read_file(backup.folder.path / BLOB_LIST, _MOST_LISTED)
        if mark_of(raw) != backup.manifest.files[BLOB_LIST]:
            raise ValueError("not as it was")
        return _parsed(json.loads(raw))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as trouble:
        raise StoreTrouble(
            say("The list of the files in this backup is damaged. Nothing was changed. Choose another one.")
        ) from trouble


def has_all(backup: Backup, inside: Blobs, live: Blobs) -> bool:
    """Whether a backup still has its files, as long as they were, and those it lacks are still whole nowhere."""
    try:
        known = read_list(backup)
    except StoreTrouble:
        return False
    is_there = all(inside.size(name) == mark.size for name, mark in known.marks.items())
    return is_there and not any(live.has(name) for name in known.lost)


def _linked(name: str, part: Blobs, earlier: Iterable[Blobs]) -> FileMark | None:
    for source in earlier:
        if not source.has(name):
            continue
        try:
            part.link(name, source)
        except OSError:
            # A stick that knows no links, or a file that has as many as it may have.
            return None
        try:
            return part.checked(name)
        except StoreTrouble:
            part.drop(name)
    return None


def _size(name: str, sources: Iterable[Blobs]) -> int:
    return next((size for size in (source.size(name) for source in sources) if size), 0)


def _parsed(body: Mapping[str, Any]) -> Enclosed:
    """Take nothing on trust: it may come from a stranger's stick."""
    marks = {name: FileMark(**mark) for name, mark in body["files"].items()}
    lost = frozenset(body["lost"])
    whole = all(
        BLOB_NAME.fullmatch(name)
        and is_count(mark.size)
        and mark.size <= _MOST
        and isinstance(mark.sha256, str)
        and len(mark.sha256) == _HASH_DIGITS
        for name, mark in marks.items()
    )
    if not whole or not all(isinstance(name, str) and BLOB_NAME.fullmatch(name) for name in lost):
        raise ValueError("not such a list")
    return Enclosed(marks, lost)
