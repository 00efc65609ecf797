"""S9: files of strangers, as somebody might send them to be filed: read in a process of their own, without the key."""

import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bench.safety.desk import Desk, copied, prepared
from bench.safety.score import Score, sample
from strangers import hostile_files, outcome

from clinic_desktop.scanner.asking import _closed, _started

# One for each way in which a child is begun.
_KINDS = ("pdf", "jpeg", "png", "tiff", "heic")
_PIPES = 3
# What it has open: its pipes, what its grumbling goes to, and what its libraries take chance from.
_OPEN = {"pipe", "/dev/null", "/dev/urandom"}
_PATIENCE = 20.0
_STEP = 1 << 20


def filed(count: int, seed: int) -> Score:
    """So many of them. This process lives as long as it prints the line."""
    files = sample(hostile_files(), count, seed)
    # A clinic is open meanwhile, as it is when something is filed.
    desk = Desk(copied("strangers"))
    assert desk.clinic.keys.key == prepared().key
    with ThreadPoolExecutor(2) as threads:
        found = list(zip(files, threads.map(outcome, files), strict=True))
    bad = [f"{file.name}: {wrong}" for file, wrong in found if wrong]
    refused = sum(bool(file.says) for file in files)
    looked, leaks = _children(prepared().key)
    desk.close()
    words = (
        f"{len(files)} hostile PDFs and pictures: {refused} refused with a sentence, {len(files) - refused} cleaned, "
        f"the program alive after each; acting still, or told otherwise {len(bad)}; {looked}"
    )
    total = len(files) + len(_KINDS)
    held = total - len(bad) - min(len(leaks), len(_KINDS))
    first = (*bad, *leaks)
    return Score(held, total, words + (f"; first: {first[0]}" if first else ""))


def _children(key: bytes) -> tuple[str, list[str]]:
    """What was looked through in a living child of each kind for the key of the open clinic; and where it was."""
    if sys.platform != "linux":
        return "the children were not looked into, which this system does not allow", []
    leaks, size = [], 0
    if not _holds(key, _memory("self"))[0]:
        leaks.append("the search does not find the key where it is")
    for kind in _KINDS:
        child = _started("scan", kind)
        try:
            _narrowed(child)
            place = Path("/proc") / str(child.pid)
            handed = (place / "environ").read_bytes() + (place / "cmdline").read_bytes()
            files = {str(path.readlink()).partition(":")[0] for path in (place / "fd").iterdir()}
            found, length = _holds(key, _memory(str(child.pid)))
            size += length
            leaks += [f"{kind}: the key in {where}" for where, is_there in _where(key, handed, found) if is_there]
            if (place / "environ").read_bytes():
                leaks.append(f"{kind}: an environment")
            if files - _OPEN:
                leaks.append(f"{kind}: open files {sorted(files - _OPEN)}")
        finally:
            child.kill()
            _closed(child)
    words = (
        f"key of the open clinic in the memory ({size / 1e6:,.0f} MB), arguments, environment or open files of "
        f"{len(_KINDS)} living children {len(leaks)}"
    )
    return words, leaks


def _where(key: bytes, handed: bytes, is_in_memory: bool) -> Iterator[tuple[str, bool]]:
    yield "what it was started with", any(one in handed for one in _spellings(key))
    yield "its memory", is_in_memory


def _spellings(key: bytes) -> tuple[bytes, ...]:
    return key, key.hex().encode(), key.hex().upper().encode()


def _narrowed(child: "subprocess.Popen[bytes]") -> None:
    """Wait until it has all that it needs, has given up the rest, and waits for the file."""
    import resource

    until = time.monotonic() + _PATIENCE
    while resource.prlimit(child.pid, resource.RLIMIT_NOFILE)[1] != _PIPES:
        if child.poll() is not None or time.monotonic() > until:
            raise RuntimeError("a child that reads files did not begin")
        time.sleep(0.01)


def _memory(process: str) -> Iterator[bytes]:
    """All that can be read of what a process has in memory, in pieces that overlap by more than a key."""
    with (Path("/proc") / process / "maps").open() as maps, (Path("/proc") / process / "mem").open("rb", 0) as memory:
        for line in maps.readlines():
            span, may, *_ = line.split()
            # What cannot be written to is what was on the disk.
            if not may.startswith("rw"):
                continue
            begin, end = (int(one, 16) for one in span.split("-"))
            for at in range(begin, end, _STEP):
                try:
                    memory.seek(at)
                    yield memory.read(min(_STEP + 128, end - at))
                # A page that was given back meanwhile, or one that only the system has.
                except (OSError, ValueError, OverflowError):
                    continue


def _holds(key: bytes, pieces: Iterator[bytes]) -> tuple[bool, int]:
    wanted, found, size = _spellings(key), False, 0
    for piece in pieces:
        found |= any(one in piece for one in wanted)
        size += min(len(piece), _STEP)
    return found, size
