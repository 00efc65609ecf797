"""The encrypted files in a backup: gathered into it, listed, checked one by one, and taken out of it again.

A file has the same name wherever it is whole, so one that lies damaged in one place is taken from any other. Backups of
one place share a file by a link where the disk can; none shares one with the clinic itself, which goes on working. A
shared file is one file: a disk that damages it damages it in every backup of that place. That is why a second place
counts, and why each is read again in its turn (`store.backups.rereading`), after which the next backup has it whole
again.
"""

import errno
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from clinic_desktop.errors import StoreTrouble
from clinic_desktop.jobs import Progress
from clinic_desktop.store import files
from clinic_desktop.store.backups.manifest import BLOB_LIST, Backup, FileTotals, is_count
from clinic_desktop.store.backups.named import Named
from clinic_desktop.store.backups.rereading import due
from clinic_desktop.store.blobs import BLOB_NAME, MOST_BYTES, Blobs
from clinic_desktop.store.files import FileMark, mark_of, read_file, write_beside
from clinic_desktop.wording import say

_MOST_LISTED = 1 << 26
_HASH_DIGITS = 64
# A sealed file is a little longer than what is in it.
_MOST = MOST_BYTES + (1 << 10)


class Look(NamedTuple):
    """When a file was last read from end to end (a day on the clinic's wall), and what the disk said of it then: the
    moment it was changed, in nanoseconds, and its number there."""

    day: date
    changed: int
    number: int


class Enclosed(NamedTuple):
    """The files of a backup: length and hash of each as it lies there, by name, and the names that rows have and no
    place has whole; when each was last read."""

    marks: Mapping[str, FileMark]
    lost: frozenset[str] = frozenset()
    looks: Mapping[str, Look] = {}

    def beside(self) -> FileTotals:
        """What the manifest says of them."""
        return FileTotals(len(self.marks), sum(mark.size for mark in self.marks.values()), len(self.lost))


NOTHING = Enclosed({})


class Earlier:
    """A backup in the same place, whose files may be shared."""

    def __init__(self, backup: Backup, blobs: Blobs) -> None:
        """Its list is read when it is asked for: mostly the newest one has all."""
        self.backup, self.blobs = backup, blobs

    @cached_property
    def known(self) -> Enclosed:
        """What its list says; nothing where that is damaged, and then each file is read again."""
        try:
            return read_list(self.backup)
        except StoreTrouble:
            return NOTHING


def enclose(
    named: Named, part: Blobs, earlier: Sequence[Earlier], others: Sequence[Blobs], day: date, progress: Progress
) -> Enclosed:
    """Gather the named files into a backup that is being built: linked to an earlier one beside it where that is
    possible, else copied, from `others` first. Each is opened before it counts; one that is linked, unchanged as the
    disk sees it, and was read in this place lately, is not read again, but each in its turn.

    Raises OSError, also where they do not fit, StoreTrouble and Cancelled.
    """
    names, marks = sorted(named.all()), {}
    looks: dict[str, Look] = {}
    is_due = due({name: look.day for one in earlier[:1] for name, look in one.known.looks.items()}, day)
    # The middle third of the way, in two halves.
    sixth, words = len(names), say("Copying the clinic’s files")
    for at, name in enumerate(names):
        progress.report(2 * sixth + at, 6 * sixth, words)
        found = _linked(name, part, earlier, day, is_read=name in is_due)
        if found:
            marks[name], looks[name] = found
    left = [name for name in names if name not in marks]
    sources = (*others, *(one.blobs for one in earlier))
    files.need_room(part.folder.parent, sum(_size(name, sources) for name in left))
    for at, name in enumerate(left, sixth - len(left)):
        progress.report(3 * sixth + at, 6 * sixth, words)
        mark = copied(name, part, sources)
        if mark:
            marks[name], looks[name] = mark, _look(part, name, day)
    part.flush(list(marks))
    return Enclosed(marks, named.by_rows - set(marks), looks)


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
            # Opened while it is copied: one that turns out damaged at its end gets no name.
            target.write(name, source.blocks(name))
        except StoreTrouble:
            continue
        try:
            return target.checked(name)
        except StoreTrouble:
            raise OSError(errno.EIO, say("A file is read back otherwise than it was written")) from None
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
    files.need_room(part.folder.parent, sum(_size(name, [one for one in sources if fits(one, name)]) for name in names))
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


def write_list(folder: Path, enclosed: Enclosed) -> None:
    """Write the list of the files into their backup; raises StoreTrouble."""
    files: dict[str, dict[str, object]] = {}
    for name, mark in enclosed.marks.items():
        files[name] = mark._asdict()
        if name in enclosed.looks:
            look = enclosed.looks[name]
            files[name] |= {"read": look.day.isoformat(), "changed": look.changed, "number": look.number}
    # Line by line: at once it would hold up whoever types meanwhile.
    lines = (f"{json.dumps(name)}: {json.dumps(one)}" for name, one in files.items())
    text = '{"files": {\n' + ",\n".join(lines) + '},\n"lost": ' + json.dumps(sorted(enclosed.lost)) + "}"
    write_beside(folder / BLOB_LIST, text.encode("ascii"))


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


def _linked(
    name: str, part: Blobs, earlier: Iterable[Earlier], day: date, *, is_read: bool
) -> tuple[FileMark, Look] | None:
    # Earlier ones mostly have the very same file: damaged in one, it is damaged in them.
    damaged: set[int] = set()
    for source in earlier:
        if not source.blobs.has(name) or source.blobs.path(name).lstat().st_ino in damaged:
            continue
        try:
            part.link(name, source.blobs)
        except OSError:
            # A stick that knows no links, or a file that has as many as it may have.
            return None
        mark, look = source.known.marks.get(name), source.known.looks.get(name)
        if mark and look and not is_read and look == _look(part, name, look.day) and part.size(name) == mark.size:
            return mark, look
        try:
            return part.checked(name), _look(part, name, day)
        except StoreTrouble:
            damaged.add(part.path(name).lstat().st_ino)
            part.drop(name)
    return None


def _look(blobs: Blobs, name: str, day: date) -> Look:
    about = blobs.path(name).lstat()
    return Look(day, about.st_mtime_ns, about.st_ino)


def _size(name: str, sources: Iterable[Blobs]) -> int:
    return next((size for size in (source.size(name) for source in sources) if size), 0)


def _parsed(body: Mapping[str, Any]) -> Enclosed:
    """Take nothing on trust: it may come from a stranger's stick."""
    marks = {name: FileMark(mark["size"], mark["sha256"]) for name, mark in body["files"].items()}
    # Lists of an older program do not say it.
    looks = {name: _parsed_look(mark) for name, mark in body["files"].items() if "read" in mark}
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
    return Enclosed(marks, lost, looks)


def _parsed_look(mark: Mapping[str, Any]) -> Look:
    look = Look(date.fromisoformat(mark["read"]), mark["changed"], mark["number"])
    if not (isinstance(look.changed, int) and isinstance(look.number, int)):
        raise ValueError("not such a list")
    return look
