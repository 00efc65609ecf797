"""Runs something in a process of its own, and decides at each of its calls that write in a folder what becomes of it.

The process is born of this one, which has imported all it needs: a run costs what it does, and no start. It tells over
a socket what it was told is saved; nothing it told is lost when it is killed.
"""

import contextlib
import errno
import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from bench.safety import kernel
from bench.safety.telling import MESSAGE, Tell, Work, live

# What becomes of a call: it is made; the process dies before it; it dies in the middle of it; the disk refuses it.
Fate = Literal["made", "killed", "torn", "full", "broken"]
_ERRORS = {"full": errno.ENOSPC, "broken": errno.EIO}
_BY_DESCRIPTOR = ("write", "pwrite64", "writev", "pwritev", "fsync", "fdatasync", "ftruncate", "fallocate")
_IN_FOLDERS = {"unlinkat": 0, "mkdirat": 0, "openat": 0, "renameat": 0, "renameat2": 0, "linkat": 0}
_FROM_TO = ("rename", "renameat", "renameat2", "link", "linkat")
_HERE = -100
# Memory that processes share, as a file: no disk ever has it.
_SHARED = "-shm"


class Touch(NamedTuple):
    """A call that writes: its name, the path it is about and the one it gives, where, how many bytes or which ones."""

    name: str
    path: Path
    to: Path | None = None
    offset: int = 0
    length: int = 0
    content: bytes = b""
    flags: int = 0


Told = tuple[str, ...]


class Ended(NamedTuple):
    """How a run ended: what it told, how many calls of it wrote, whether one of them had another fate than to be made,
    and how the process ended (None: killed)."""

    told: Told
    calls: int
    is_hit: bool
    status: int | None


# Asked before each call, with its number from 0 and what was told until then.
Decide = Callable[[int, "Touch", Told], Fate]
# Told of each call once it was made.
Note = Callable[["Touch", Told], None]


def run_watched(work: Work, roots: tuple[Path, ...], decide: Decide, note: Note | None = None) -> Ended:
    """Run it in a child; only calls about what lies in one of these folders are asked about and counted."""
    here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    born = os.fork()
    if born == 0:
        here.close()
        _live(work, there)
    there.close()
    here.setblocking(False)
    try:
        return _Watch(born, here, tuple(os.fspath(root) for root in roots), decide, note).run()
    finally:
        here.close()


def _live(work: Work, there: socket.socket) -> None:
    def watched(tell: Tell) -> None:
        kernel.be_watched()
        kernel.tell_of_writes()
        work(tell)

    live(watched, there)


class _Watch:
    """One child under watch."""

    def __init__(
        self, born: int, here: socket.socket, roots: tuple[str, ...], decide: Decide, note: Note | None
    ) -> None:
        self._born, self._here, self._roots = born, here, roots
        self._decide, self._note = decide, note
        self._told: list[str] = []
        self._calls, self._is_hit = 0, False

    def run(self) -> Ended:
        os.waitpid(self._born, 0)
        kernel.watch(self._born)
        kernel.go_on(self._born)
        while True:
            # Its threads are its own too.
            pid, status = os.waitpid(-1, 0x40000000)
            if os.WIFEXITED(status) or os.WIFSIGNALED(status):
                if pid == self._born:
                    self._told += _messages(self._here)
                    ended = os.WEXITSTATUS(status) if os.WIFEXITED(status) else None
                    return Ended(tuple(self._told), self._calls, self._is_hit, ended)
            elif status >> 16 == kernel.EVENT_FILTERED:
                self._asked(pid)
            else:
                stopped = os.WSTOPSIG(status)
                kernel.go_on(pid, 0 if stopped in (signal.SIGSTOP, signal.SIGTRAP) else stopped)

    def _asked(self, pid: int) -> None:
        touch = _touch(pid, kernel.call_of(pid), is_read=self._note is not None)
        if touch is None or not any(os.fspath(touch.path).startswith(root) for root in self._roots):
            kernel.go_on(pid)
            return
        self._told += _messages(self._here)
        told = tuple(self._told)
        fate = self._decide(self._calls, touch, told)
        self._calls += 1
        self._is_hit |= fate != "made"
        if fate in _ERRORS:
            kernel.refuse(pid, _ERRORS[fate])
            kernel.go_on(pid)
        elif fate == "made":
            if self._note and _is_made(pid):
                self._note(touch, told)
            kernel.go_on(pid)
        else:
            if fate == "torn" and touch.length > 1:
                kernel.shorten(pid, touch.length // 2)
                _is_made(pid)
            os.kill(self._born, signal.SIGKILL)


def _is_made(pid: int) -> bool:
    kernel.go_to_the_end(pid)
    os.waitpid(pid, 0x40000000)
    return kernel.answer_of(pid) >= 0


def _touch(pid: int, call: kernel.Call, *, is_read: bool) -> Touch | None:
    name, given = call
    if name in _BY_DESCRIPTOR:
        path = _opened(pid, given[0])
        if path is None or path.name.endswith(_SHARED):
            return None
        if name in ("write", "pwrite64"):
            offset = given[3] if name == "pwrite64" else _position(pid, given[0])
            content = kernel.memory(pid, given[1], given[2]) if is_read else b""
            return Touch(name, path, None, offset, given[2], content)
        if name in ("writev", "pwritev") and is_read:
            raise NotImplementedError(name)
        return Touch(name, path, None, 0, given[1] if name == "ftruncate" else 0)
    if name == "sendfile":
        return _sent(pid, given, is_read=is_read)
    if name == "copy_file_range":
        path = _opened(pid, given[2])
        if path is None or not is_read:
            return Touch(name, path) if path else None
        raise NotImplementedError(name)
    return _by_path(pid, name, given)


def _sent(pid: int, given: tuple[int, ...], *, is_read: bool) -> Touch | None:
    """Bytes that go from one file into another, as Python copies a file: what would be written."""
    path, source = _opened(pid, given[0]), _opened(pid, given[1])
    if path is None or source is None:
        return None
    begin = int.from_bytes(kernel.memory(pid, given[2], 8), sys.byteorder) if given[2] else _position(pid, given[1])
    # It is no file that a database has open: those are never read so.
    content = source.read_bytes()[begin : begin + given[3]] if is_read else b""
    return Touch("write", path, None, _position(pid, given[0]), len(content), content)


def _by_path(pid: int, name: str, given: tuple[int, ...]) -> Touch | None:
    is_at = name in _IN_FOLDERS
    folder = _signed(given[0]) if is_at else _HERE
    path = _resolved(pid, folder, kernel.text(pid, given[1 if is_at else 0]))
    if path.name.endswith(_SHARED):
        return None
    if name not in _FROM_TO:
        flags = given[2 if is_at else 1] if name in ("open", "openat", "unlinkat") else 0
        return Touch(name, path, flags=flags)
    other = _resolved(pid, _signed(given[2]), kernel.text(pid, given[3])) if is_at else None
    return Touch(name, path, other or _resolved(pid, _HERE, kernel.text(pid, given[1])))


def _signed(word: int) -> int:
    """The signed 32 bits of a register."""
    word &= 0xFFFFFFFF
    return word - (1 << 32) if word >> 31 else word


def _resolved(pid: int, folder: int, words: str) -> Path:
    if words.startswith("/"):
        return Path(words)
    return Path(f"/proc/{pid}", *(("cwd",) if folder == _HERE else ("fd", str(folder)))).readlink() / words


def _opened(pid: int, descriptor: int) -> Path | None:
    with contextlib.suppress(OSError):
        found = Path(f"/proc/{pid}/fd/{_signed(descriptor)}").readlink()
        # A socket and a pipe have names that are no paths.
        if found.is_absolute():
            return found
    return None


def _position(pid: int, descriptor: int) -> int:
    about = Path(f"/proc/{pid}/fdinfo/{descriptor}").read_text(encoding="ascii")
    return int(about.split("pos:")[1].split()[0])


def _messages(here: socket.socket) -> Iterator[str]:
    with contextlib.suppress(BlockingIOError, ConnectionError):
        while found := here.recv(MESSAGE):
            yield found.decode()
