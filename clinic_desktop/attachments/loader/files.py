"""Reads files that came from anywhere: has each made clean, and keeps its pages among the encrypted files."""

import hashlib
import os
import stat
from collections.abc import Collection, Sequence
from pathlib import Path

from clinic_desktop.attachments.loader.pages import kept_leaves
from clinic_desktop.attachments.model import FileSource, ReadFile, Readings, Twice
from clinic_desktop.attachments.rules import kept_name
from clinic_desktop.errors import Refused, StoreTrouble
from clinic_desktop.jobs import Cancelled, Progress
from clinic_desktop.scanner.limits import MOST_BYTES
from clinic_desktop.scanner.scanning import scan
from clinic_desktop.store.blobs import Blobs
from clinic_desktop.values.problems import Problem
from clinic_desktop.wording import say

_MEGABYTE = 1024 * 1024


def read_files(blobs: Blobs, sources: Sequence[FileSource], known: Collection[str], progress: Progress) -> Readings:
    """Read one file after another. `known` are the SHA-256 of those that are filed already: these are not read again.

    One that is refused stops no other. Asked to stop, it gives back what was read by then; where nothing can be kept,
    as on a full disk, it stops there too. A file is only read: it stays where it lies, as it is.
    """
    files: list[ReadFile] = []
    refused: list[str] = []
    twice: list[Twice] = []
    seen, trouble, at = set(known), "", 0
    for at, source in enumerate(sources):
        try:
            progress.report(at, len(sources), say("Reading “{name}”", name=kept_name(source.name)))
            content = source.content if source.path is None else content_of(source.path)
            came_as = hashlib.sha256(content).hexdigest()
            if came_as in seen:
                twice.append(Twice(source, came_as))
                continue
            files.append(_read(blobs, source, content, came_as))
            seen.add(came_as)
        except Refused as problem:
            refused.append(say("“{name}”: {why}", name=kept_name(source.name), why=str(problem)))
        except Cancelled:
            break
        except StoreTrouble as world:
            trouble = world.words
            break
    else:
        at = len(sources)
    return Readings(tuple(files), tuple(refused), tuple(twice), tuple(sources[at:]), trouble)


def content_of(path: Path) -> bytes:
    """The bytes of a file; raises Refused for one that is gone, locked, no file at all, far too large, or still written
    to."""
    try:
        if path.is_dir():
            raise _refusal(say("This is a folder. Open it, and drag the files in it here."))
        # Looked at before it is opened: to open a device may do something.
        _refuse_other(path.stat())
        with open(path, "rb", opener=_opened) as file:
            about = os.fstat(file.fileno())
            _refuse_other(about)
            content = file.read(MOST_BYTES + 1)
    except FileNotFoundError as gone:
        raise _refusal(say("It is not there any more.")) from gone
    except PermissionError as locked:
        raise _refusal(say("Another program has it open, or this computer does not let you read it.")) from locked
    except (OSError, ValueError) as trouble:
        why = (trouble.strerror if isinstance(trouble, OSError) else None) or str(trouble)
        raise _refusal(say("It could not be read: {why}.", why=why)) from trouble
    if len(content) != about.st_size:
        raise _refusal(say("Another program still writes to it. Wait until it is done, then add it again."))
    return content


def _opened(name: str, flags: int) -> int:
    # A pipe that was put in its place since is not waited for.
    return os.open(name, flags | getattr(os, "O_NONBLOCK", 0))


def _refuse_other(about: os.stat_result) -> None:
    if not stat.S_ISREG(about.st_mode):
        raise _refusal(say("This is no file that has pages."))
    if about.st_size > MOST_BYTES:
        # Not gigabytes into memory to find that they are too many.
        words = say("It has {size} MB, and at most {most} MB are read. Scan it in parts.",
                    size=about.st_size // _MEGABYTE, most=MOST_BYTES // _MEGABYTE)  # fmt: skip
        raise _refusal(words)


def digest_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, by which it is known again; "" for one that cannot be read."""
    try:
        return hashlib.sha256(content_of(path)).hexdigest()
    except Refused:
        return ""


def _refusal(words: str) -> Refused:
    return Refused((Problem("", words),))


def _read(blobs: Blobs, source: FileSource, content: bytes, came_as: str) -> ReadFile:
    scanned = scan(content)
    return ReadFile(kept_name(source.name), kept_leaves(blobs, scanned), came_as, scanned.removed)
