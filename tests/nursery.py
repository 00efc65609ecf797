"""Children that read strangers' files, born of one process that has imported all they need: each is a process of its
own with its own limits, as one that is started anew, and costs less. How one is started anew test_child.py tests."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import BinaryIO

import pytest

from clinic_desktop.scanner import asking

_ROOT = Path(__file__).parents[1]
_KINDS = ("pdf", "jpeg", "png", "tiff", "heic")
# It buries nobody before the end: so the number of one that is gone is never that of another.
_MOTHER = """
import os, socket, sys
sys.path[:] = sys.argv[2:]
from clinic_desktop.scanner import child, tasks
for kind in {kinds}:
    tasks.prepare(kind)
asked = socket.socket(fileno=int(sys.argv[1]))
while True:
    words, pipes, _, _ = socket.recv_fds(asked, 100, 2)
    if not words:
        break
    born = os.fork()
    if born == 0:
        for to, pipe in enumerate((*pipes, os.open(os.devnull, os.O_WRONLY))):
            os.dup2(pipe, to)
        os.closerange(3, 256)
        child.main(*words.decode().split())
    for pipe in pipes:
        os.close(pipe)
    asked.send(b"%d" % born)
try:
    while os.wait():
        pass
except ChildProcessError:
    pass
"""


class Born:
    """A child as `subprocess` has it, as far as it is asked."""

    def __init__(self, pid: int, stdin: BinaryIO, stdout: BinaryIO) -> None:
        self.pid, self.stdin, self.stdout = pid, stdin, stdout

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> int:
        return 0


@contextmanager
def nursery(patch: pytest.MonkeyPatch) -> Iterator[None]:
    """From here on children are born, not started; where no process can be born of another, they are started."""
    if not hasattr(os, "fork"):
        yield
        return
    here, there = socket.socketpair()
    command = [sys.executable, "-I", "-S", "-X", "utf8", "-c", _MOTHER.format(kinds=_KINDS), str(there.fileno())]
    mother = subprocess.Popen([*command, *sys.path], pass_fds=[there.fileno()], stdin=subprocess.DEVNULL, cwd=_ROOT)
    there.close()
    one_at_a_time = Lock()

    def born(task: str, how: str) -> Born:
        reads, gives = os.pipe()
        takes, writes = os.pipe()
        with one_at_a_time:
            socket.send_fds(here, [f"{task} {how}".encode()], [reads, writes])
            pid = int(here.recv(20))
        os.close(reads)
        os.close(writes)
        return Born(pid, os.fdopen(gives, "wb"), os.fdopen(takes, "rb"))

    patch.setattr(asking, "_started", born)
    try:
        yield
    finally:
        here.close()
        mother.wait()
