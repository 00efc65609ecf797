"""Files on the disk that are never half and never read or written through a link that somebody put in their place."""

import contextlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

# Where a system knows them: a link is not followed, a pipe in the place of a file is not waited for.
_AS_IT_IS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_RANDOM_BYTES = 4
UNFINISHED = ".part"


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
    then but what stood there before. Whoever calls flushes the folder (`vault.sync_folder`)."""
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


def _write(descriptor: int, part: bytes) -> None:
    left = memoryview(part)
    while left:
        left = left[os.write(descriptor, left) :]


def _is_there(path: Path, is_kind: Callable[[int], bool]) -> bool:
    try:
        return is_kind(os.lstat(path).st_mode)
    except OSError:
        return False
