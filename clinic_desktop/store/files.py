"""Files on the disk that are never half and never read or written through a link that somebody put in their place."""

import contextlib
import errno
import hashlib
import os
import shutil
import stat
import time
from collections.abc import Callable, Iterable, Iterator
from glob import escape
from pathlib import Path
from typing import BinaryIO, NamedTuple

from clinic_desktop.errors import StoreTrouble
from clinic_desktop.wording import say

# Where a system knows them: a link is not followed, a pipe in the place of a file is not waited for.
_AS_IT_IS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_RANDOM_BYTES = 4
UNFINISHED = ".part"
# Nothing takes so long to be written: what is older was left by a kill.
_LEFT_SECONDS = 3600
_MILLION = 1_000_000


class FileMark(NamedTuple):
    """How long a file is, in bytes, and its SHA-256 in hexadecimal."""

    size: int
    sha256: str


def mark_of(sealed: bytes) -> FileMark:
    """The length and the hash of what lies on the disk."""
    return FileMark(len(sealed), hashlib.sha256(sealed).hexdigest())


def is_file(path: Path) -> bool:
    """Whether a file itself lies there, not a link to one."""
    return _is_there(path, stat.S_ISREG)


def is_folder(path: Path) -> bool:
    """Whether a folder itself lies there, not a link to one."""
    return _is_there(path, stat.S_ISDIR)


def make_folder(path: Path) -> bool:
    """Make a private folder where there is none, and say whether it was made; raises OSError."""
    if is_folder(path):
        return False
    try:
        os.mkdir(path, 0o700)  # noqa: PTH102 - as every other step here, by its own call
    except FileExistsError:
        # Another thread was first; or something stands there that is no folder.
        if is_folder(path):
            return False
        raise
    return True


def read_file(path: Path, most: int) -> bytes:
    """The bytes of a file of this length at most; raises OSError, and ValueError for a longer one."""
    with open_file(path, most) as (file, size):
        # It may grow while it is read.
        return file.read(size)


@contextlib.contextmanager
def open_file(path: Path, most: int) -> Iterator[tuple[BinaryIO, int]]:
    """A file of this length at most, open to be read, and its length; raises as `read_file`."""
    descriptor = os.open(path, os.O_RDONLY | _AS_IT_IS)
    with os.fdopen(descriptor, "rb") as file:
        about = os.fstat(descriptor)
        if not stat.S_ISREG(about.st_mode):
            raise FileNotFoundError(2, "No such file", str(path))
        if about.st_size > most:
            raise ValueError("longer than it can be")
        yield file, about.st_size


def write_file(path: Path, parts: Iterable[bytes]) -> None:
    """Write a private file under a name of its own, flush it, then give it its name. Raises OSError: nothing is left
    then but what stood there before. Whoever calls flushes the folder (`sync_folder`)."""
    # Its own: two threads may write the same file.
    beside = path.with_name(f"{path.name}.{os.urandom(_RANDOM_BYTES).hex()}{UNFINISHED}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _AS_IT_IS, 0o600)
    try:
        try:
            for part in parts:
                _write(descriptor, part)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        os.replace(beside, path)  # noqa: PTH105 - as above
    # Also when a part of it cannot be had.
    except Exception:
        with contextlib.suppress(OSError):
            os.unlink(beside)  # noqa: PTH108 - as above
        raise


def write_beside(target: Path, content: bytes) -> None:
    """Write a private file so that it lasts: whole under its name, and flushed with its folder.

    A full disk or a power cut leaves the old file whole. Raises StoreTrouble.
    """
    try:
        _clear_left(target)
        write_file(target, (content,))
        sync_folder(target.parent)
    except OSError as trouble:
        raise StoreTrouble(_not_written(target, trouble.strerror or str(trouble))) from trouble


def sync_folder(folder: Path) -> None:
    """Make a rename in this folder last through a power cut (a no-op where folders cannot be flushed); raises
    OSError."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as trouble:
        # A stick or a shared folder may not know how to flush one.
        if trouble.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)


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


def _clear_left(target: Path) -> None:
    """Remove what a kill left of the same file."""
    long_ago = time.time() - _LEFT_SECONDS
    for left in target.parent.glob(f"{escape(target.name)}.{'?' * 2 * _RANDOM_BYTES}{UNFINISHED}"):
        with contextlib.suppress(OSError):
            if left.lstat().st_mtime < long_ago:
                left.unlink()


def _not_written(target: Path, why: str) -> str:
    # Not Path.exists, which raises where nobody may look.
    if os.path.exists(target):  # noqa: PTH110
        return say("The file {name} could not be written: {why}. The old one is unchanged.", name=target.name, why=why)
    return say("The file {name} could not be written: {why}. Nothing was left there.", name=target.name, why=why)


def _write(descriptor: int, part: bytes) -> None:
    left = memoryview(part)
    while left:
        left = left[os.write(descriptor, left) :]


def _is_there(path: Path, is_kind: Callable[[int], bool]) -> bool:
    try:
        return is_kind(os.lstat(path).st_mode)
    except OSError:
        return False
