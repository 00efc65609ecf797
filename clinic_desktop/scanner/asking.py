"""Asks a process of its own to read a stranger’s file, waits for its answer, and kills it where none comes.

The child is a fresh interpreter: it has nothing of this process’s memory, none of its environment, no file of it but
three pipes, and it narrows itself further before it reads (confining.py). It decodes; its answer is only cut apart.
"""

import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Timer
from typing import NamedTuple

from clinic_desktop.errors import StoreTrouble
from clinic_desktop.scanner.limits import MOST_CLEAN_BYTES, SECONDS
from clinic_desktop.scanner.troubles import refused
from clinic_desktop.wording import say

CHILD_ARGUMENT = "--scanner-child"
"""What the built program, which is no interpreter, is started with to be the child."""

_HEAD_BYTES = 64 * 1024
_MOST_COUNTED = 10**12
# The folders come as arguments, not in the environment: a checkout that is tested is not the one that was installed.
_START = "import sys; sys.path[:] = sys.argv[3:]; from clinic_desktop.scanner.child import main; main(*sys.argv[1:3])"


class ChildAnswer(NamedTuple):
    """What the child answered: facts, still to be believed, and the bytes of each thing that it made."""

    facts: dict[str, object]
    parts: tuple[bytes, ...]


def asked(task: str, how: str, content: bytes, *, seconds: float = SECONDS) -> ChildAnswer:
    """The child’s answer to a task; raises errors.Refused where it refuses, hangs, dies or talks nonsense, StoreTrouble
    where this computer cannot start it.

    Task and how are words without a space, never the user’s: they stand in the list of processes.
    """
    child = _started(task, how)
    # The clock alone limits it on Windows, which has no limits of the other kind, and the size of its answer.
    clock = Timer(seconds, child.kill)
    clock.start()
    try:
        answer = _spoken_with(child, content)
    finally:
        is_late = not clock.is_alive()
        clock.cancel()
        clock.join()
        child.kill()
        _closed(child)
    if is_late:
        raise refused("slow")
    return _cut(answer)


def _started(task: str, how: str) -> "subprocess.Popen[bytes]":
    if getattr(sys, "frozen", False):
        command = [str(_program()), CHILD_ARGUMENT, task, how]
    else:
        # -I: no user’s folder, no variables. -S: no .pth file is run.
        command = [sys.executable, "-I", "-S", "-X", "utf8", "-c", _START, task, how]
        command += [str(Path(folder).resolve()) for folder in sys.path]
    try:
        return subprocess.Popen(  # noqa: S603 - this program, and two words of it
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # What libraries grumble about a file may quote it.
            stderr=subprocess.DEVNULL,
            env=_environment(),
            close_fds=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as trouble:
        # No memory, too many processes: it is not the file’s fault.
        words = say("This computer could not begin to read the file: {why}. Close other programs, then try again.",
                    why=trouble.strerror or str(trouble))  # fmt: skip
        raise StoreTrouble(words) from trouble


def _program() -> Path:
    """The built program. On Windows its twin with a standard output, which one with a window has not; it was not run
    there."""
    program = Path(sys.executable)
    twin = program.with_name(f"{program.stem}-cli{program.suffix}")
    return twin if twin.exists() else program


def _environment() -> dict[str, str]:
    """Nothing of ours; Windows starts no program without knowing where it lies itself."""
    return {name: os.environ[name] for name in ("SYSTEMROOT", "WINDIR") if name in os.environ}


def _spoken_with(child: "subprocess.Popen[bytes]", content: bytes) -> bytes:
    """It reads all before it writes, so neither waits for the other."""
    assert child.stdin is not None and child.stdout is not None
    with suppress(OSError):
        child.stdin.write(content)
        child.stdin.close()
    return child.stdout.read(_HEAD_BYTES + MOST_CLEAN_BYTES + 1)


def _closed(child: "subprocess.Popen[bytes]") -> None:
    for pipe in (child.stdin, child.stdout):
        with suppress(OSError):
            if pipe is not None:
                pipe.close()
    child.wait()


def _cut(answer: bytes) -> ChildAnswer:
    """A line of JSON, then the bytes that it counts; raises Refused for anything else."""
    head, line, body = answer.partition(b"\n")
    try:
        facts = json.loads(head) if line and len(head) <= _HEAD_BYTES else None
    except (ValueError, RecursionError):
        facts = None
    if not isinstance(facts, dict):
        raise refused("died")
    why, number, sizes = facts.get("why"), facts.get("number"), facts.get("sizes")
    if isinstance(why, str):
        raise refused(why, number if isinstance(number, int) and 0 <= number < _MOST_COUNTED else 0)
    if not isinstance(sizes, list) or not all(isinstance(size, int) and size >= 0 for size in sizes):
        raise refused("died")
    if sum(sizes) != len(body):
        raise refused("died")
    parts, at = [], 0
    for size in sizes:
        parts.append(body[at : at + size])
        at += size
    return ChildAnswer(facts, tuple(parts))
