"""What is asked of Linux itself to watch a process write: the numbers of its calls, and `ptrace`; no compiler."""

import ctypes
import os
import platform
import signal
import struct
import sys
from typing import NamedTuple

# The calls that change what lies on a disk, by machine, and what the filter says of all others.
_X86 = {
    **{1: "write", 18: "pwrite64", 20: "writev", 296: "pwritev", 74: "fsync", 75: "fdatasync", 77: "ftruncate"},
    **{82: "rename", 264: "renameat", 316: "renameat2", 87: "unlink", 263: "unlinkat", 86: "link", 265: "linkat"},
    **{83: "mkdir", 258: "mkdirat", 84: "rmdir", 257: "openat", 2: "open", 285: "fallocate", 40: "sendfile"},
    **{326: "copy_file_range", 76: "truncate", 88: "symlink", 266: "symlinkat"},
}
_ARM = {
    **{64: "write", 68: "pwrite64", 66: "writev", 70: "pwritev", 82: "fsync", 83: "fdatasync", 46: "ftruncate"},
    **{38: "renameat", 276: "renameat2", 35: "unlinkat", 37: "linkat", 34: "mkdirat", 56: "openat", 47: "fallocate"},
    **{71: "sendfile", 285: "copy_file_range", 45: "truncate", 36: "symlinkat"},
}
# By machine: its mark in a filter, its calls, where "open" has its flags, and the registers: number, arguments, answer.
_MACHINES = {
    "x86_64": (0xC000003E, _X86, (15, (14, 13, 12, 7, 9, 8), 10)),
    "aarch64": (0xC00000B7, _ARM, (8, (0, 1, 2, 3, 4, 5), 0)),
}
# Of calls that open, those alone that make a file or empty one.
_MAKES = os.O_CREAT | os.O_TRUNC

_TRACEME, _CONT, _KILL, _SETOPTIONS, _GETREGSET, _SETREGSET, _SYSCALL = 0, 7, 8, 0x4200, 0x4204, 0x4205, 24
_ONE_REGISTER_SET, _NUMBER_REGISTER_SET = 1, 0x404
# Told of filtered calls, of threads, and the process dies with who watches it.
_OPTIONS = 0x80 | 0x08 | 0x100000
EVENT_FILTERED = 7
_NO_NEW_RIGHTS, _SET_FILTER, _FILTER_MODE = 38, 22, 2
_TELL, _ALLOW = 0x7FF00000, 0x7FFF0000

_libc = ctypes.CDLL(None, use_errno=True)
_libc.ptrace.restype = ctypes.c_long
_libc.ptrace.argtypes = (ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p)


class Call(NamedTuple):
    """One call as it is about to be made: its name, and its six arguments."""

    name: str
    arguments: tuple[int, ...]


class _Vector(ctypes.Structure):
    _fields_ = (("base", ctypes.c_void_p), ("length", ctypes.c_size_t))


class _Filter(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("rows", ctypes.c_char_p))


def why_not() -> str:
    """Why nothing can be watched on this machine, "" where it can."""
    if sys.platform != "linux" or platform.machine() not in _MACHINES:
        return "writes are watched on Linux alone (x86-64, ARM64)"
    born = os.fork()
    if born == 0:
        try:
            be_watched()
            os._exit(0)
        except OSError:
            os._exit(1)
    _, status = os.waitpid(born, 0)
    if not os.WIFSTOPPED(status):
        return "this machine lets no process watch another (ptrace)"
    os.kill(born, signal.SIGKILL)
    os.waitpid(born, 0)
    return ""


def be_watched() -> None:
    """In the child: let the parent watch, and wait until it does."""
    _asked(_TRACEME, 0, 0, 0)
    os.kill(os.getpid(), signal.SIGSTOP)


def tell_of_writes() -> None:
    """In the child that is watched: from here on the kernel stops it at each call that writes."""
    mark, calls, _ = _MACHINES[platform.machine()]
    program = _filter(mark, calls)
    rows = _Filter(len(program) // 8, program)
    if _libc.prctl(_NO_NEW_RIGHTS, 1, 0, 0, 0) or _libc.prctl(_SET_FILTER, _FILTER_MODE, ctypes.byref(rows), 0, 0):
        raise OSError(ctypes.get_errno(), "no filter")


def watch(pid: int) -> None:
    """In the parent: begin to watch a child that waits for it."""
    _asked(_SETOPTIONS, pid, 0, _OPTIONS)


def go_on(pid: int, signal_number: int = 0) -> None:
    """Let it run to its next call that writes."""
    _asked(_CONT, pid, 0, signal_number)


def go_to_the_end(pid: int) -> None:
    """Let it make the call that it stands before, and stop when it was made."""
    _asked(_SYSCALL, pid, 0, 0)


def call_of(pid: int) -> Call:
    """The call that it stands before."""
    _, calls, (number, arguments, _) = _MACHINES[platform.machine()]
    registers = _registers(pid)
    return Call(calls[registers[number]], tuple(registers[one] for one in arguments))


def answer_of(pid: int) -> int:
    """What the call that was just made answered; negative numbers are errors."""
    _, _, (_, _, answer) = _MACHINES[platform.machine()]
    return ctypes.c_long(_registers(pid)[answer]).value


def refuse(pid: int, error: int) -> None:
    """Have the call that it stands before fail with this error, unmade."""
    _, _, (number, _, answer) = _MACHINES[platform.machine()]
    registers = list(_registers(pid))
    if platform.machine() == "aarch64":
        _set(pid, _NUMBER_REGISTER_SET, struct.pack("i", -1))
    else:
        registers[number] = 2**64 - 1
    registers[answer] = 2**64 - error
    _set(pid, _ONE_REGISTER_SET, struct.pack(f"{len(registers)}Q", *registers))


def shorten(pid: int, length: int) -> None:
    """Have the write that it stands before take so many bytes alone."""
    _, _, (_, arguments, _) = _MACHINES[platform.machine()]
    registers = list(_registers(pid))
    registers[arguments[2]] = length
    _set(pid, _ONE_REGISTER_SET, struct.pack(f"{len(registers)}Q", *registers))


def memory(pid: int, address: int, length: int) -> bytes:
    """So many bytes of its memory."""
    with open(f"/proc/{pid}/mem", "rb", buffering=0) as file:  # noqa: PTH123 - no file of anybody's
        file.seek(address)
        return file.read(length)


def text(pid: int, address: int) -> str:
    """A path in its memory, to its end."""
    found = b""
    while b"\0" not in found:
        # Never across a page: the next one may not be there.
        at = address + len(found)
        found += memory(pid, at, 4096 - at % 4096)
    return os.fsdecode(found[: found.index(b"\0")])


def _filter(mark: int, calls: dict[int, str]) -> bytes:
    """Compare the machine and the number of each call; of the calls that open, also what for."""
    load, equal, any_of, answer = 0x20, 0x15, 0x45, 0x06
    rows = [(load, 0, 0, 4), (equal, 1, 0, mark), (answer, 0, 0, _ALLOW), (load, 0, 0, 0)]
    plain = [number for number, name in calls.items() if name not in ("open", "openat")]
    opens = [(number, 24 if name == "open" else 32) for number, name in calls.items() if name in ("open", "openat")]
    for number in plain:
        rows += [(equal, 0, 1, number), (answer, 0, 0, _TELL)]
    for number, flags in opens:
        rows += [(equal, 0, 4, number), (load, 0, 0, flags), (any_of, 0, 1, _MAKES), (answer, 0, 0, _TELL)]
        rows += [(answer, 0, 0, _ALLOW)]
    return b"".join(struct.pack("HBBI", *row) for row in [*rows, (answer, 0, 0, _ALLOW)])


def _registers(pid: int) -> tuple[int, ...]:
    room = ctypes.create_string_buffer(512)
    vector = _Vector(ctypes.cast(room, ctypes.c_void_p), len(room))
    _asked(_GETREGSET, pid, _ONE_REGISTER_SET, ctypes.addressof(vector))
    return struct.unpack_from(f"{vector.length // 8}Q", room.raw)


def _set(pid: int, which: int, content: bytes) -> None:
    room = ctypes.create_string_buffer(content, len(content))
    vector = _Vector(ctypes.cast(room, ctypes.c_void_p), len(content))
    _asked(_SETREGSET, pid, which, ctypes.addressof(vector))


def _asked(what: int, pid: int, address: int, data: int) -> None:
    if _libc.ptrace(what, pid, address, data) == -1:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))
