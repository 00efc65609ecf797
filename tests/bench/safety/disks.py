"""What a disk has after the power went: what was flushed, and of the rest what chance let through.

A recording of the calls that a course of steps made is cut at a moment. Of each file, what was written since its last
flush survives or not, sector by sector. Names are kept as by a file system with a journal: in their order, up to some
moment, and up to the last flush of a folder for sure; to flush a file makes no name of it last.
"""

import os
import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, Union

from bench.safety.watching import Told, Touch

SECTOR = 512
_FLUSHES = ("fsync", "fdatasync")
_WRITES = ("write", "pwrite64")
_SHARED = "-shm"


class Event(NamedTuple):
    """A call that was made, and how many steps had been told before it."""

    touch: Touch
    told: int


@dataclass(eq=False)
class _File:
    """One file, whatever it is called: what the disk has for sure, what was written since, and what a reader sees."""

    sure: bytearray = field(default_factory=bytearray)
    since: list[tuple[int, bytes]] = field(default_factory=list)
    seen: bytearray = field(default_factory=bytearray)

    def write(self, offset: int, content: bytes) -> None:
        _put(self.seen, offset, content)
        self.since.append((offset, content))

    def cut(self, length: int) -> None:
        """Shorten or lengthen it; a length alone is written as nothing at its end."""
        _cut(self.seen, length)
        self.since.append((-1 - length, b""))

    def flush(self) -> None:
        self.sure, self.since = bytearray(self.seen), []

    def after(self, chance: random.Random) -> bytearray:
        """What chance leaves of it."""
        kept = bytearray(self.sure)
        for offset, content in self.since:
            if offset < 0:
                if chance.random() < 0.5:
                    _cut(kept, -1 - offset)
                continue
            for begin in range(0, len(content), SECTOR):
                if chance.random() < 0.5:
                    _put(kept, offset + begin, content[begin : begin + SECTOR])
        return kept


@dataclass(eq=False)
class _Folder:
    """One folder: its names as a reader sees them, and those that last for sure."""

    seen: "dict[str, _Node]" = field(default_factory=dict)
    sure: "dict[str, _Node]" = field(default_factory=dict)


_Node = Union[_File, _Folder]  # noqa: UP007 - made before both are
# What one call does to names, all of it or nothing: in which folder, which name, what it stands for then.
_Change = tuple[tuple[_Folder, str, "_Node | None"], ...]


class Disk:
    """A disk while calls are made on it. Only what lies in `root` is kept."""

    def __init__(self, root: Path, before: Path) -> None:
        """It has for sure what lies in `before` now, under the names that calls use of `root`."""
        self._root, self._top = root, _read(before)
        self._journal: list[_Change] = []

    def make(self, touch: Touch) -> None:
        """Do what a call did."""
        name, path = touch.name, touch.path
        if name in _FLUSHES:
            self._flush(self._at(path))
        elif name in _WRITES:
            self._file(path).write(touch.offset, touch.content)
        elif name == "ftruncate":
            self._file(path).cut(touch.length)
        elif name in ("open", "openat"):
            self._open(path, touch.flags)
        elif name.startswith(("unlink", "rmdir")):
            self._change((self._parent(path), path.name, None))
        elif name.startswith("mkdir"):
            self._change((self._parent(path), path.name, _Folder()))
        elif name.startswith(("rename", "link")) and touch.to is not None:
            moved = (self._parent(touch.to), touch.to.name, self._at(path))
            gone = (self._parent(path), path.name, None)
            self._change(*((moved,) if name.startswith("link") else (gone, moved)))
        else:
            raise NotImplementedError(name)

    def after(self, chance: random.Random) -> dict[Path, bytearray | None]:
        """What is there when the power comes back: by path from the top the bytes of each file, None for a folder."""
        names: dict[int, dict[str, _Node]] = {}
        for change in self._journal[: chance.randint(0, len(self._journal))]:
            for folder, name, node in change:
                _rename(names.setdefault(id(folder), dict(folder.sure)), name, node)
        found: dict[Path, bytearray | None] = {}
        waiting: list[tuple[Path, _Node]] = [(Path(), self._top)]
        while waiting:
            path, node = waiting.pop()
            if isinstance(node, _File):
                found[path] = node.after(chance)
            else:
                found[path] = None
                waiting += [(path / name, one) for name, one in names.get(id(node), node.sure).items()]
        return found

    def _flush(self, node: _Node) -> None:
        if isinstance(node, _File):
            node.flush()
            return
        last = max((at + 1 for at, one in enumerate(self._journal) if any(node is folder for folder, _, _ in one)),
                   default=0)  # fmt: skip
        for change in self._journal[:last]:
            for folder, name, one in change:
                _rename(folder.sure, name, one)
        del self._journal[:last]

    def _open(self, path: Path, flags: int) -> None:
        parent = self._parent(path)
        there = parent.seen.get(path.name)
        if there is None and flags & os.O_CREAT:
            self._change((parent, path.name, _File()))
        elif isinstance(there, _File) and flags & os.O_TRUNC and there.seen:
            there.cut(0)

    def _change(self, *change: tuple[_Folder, str, "_Node | None"]) -> None:
        for folder, name, node in change:
            _rename(folder.seen, name, node)
        self._journal.append(change)

    def _at(self, path: Path) -> _Node:
        node: _Node = self._top
        for name in path.relative_to(self._root).parts:
            assert isinstance(node, _Folder)
            node = node.seen[name]
        return node

    def _parent(self, path: Path) -> _Folder:
        found = self._at(path.parent)
        assert isinstance(found, _Folder)
        return found

    def _file(self, path: Path) -> _File:
        found = self._at(path)
        assert isinstance(found, _File)
        return found


class Recording:
    """The calls of a course in the order in which they were made."""

    def __init__(self, root: Path) -> None:
        self.root, self.events = root, list[Event]()

    def note(self, touch: Touch, told: Told) -> None:
        """A call was made."""
        self.events.append(Event(touch, sum(one.startswith("done") for one in told)))


def lay_out(found: dict[Path, bytearray | None], target: Path) -> None:
    """Write a disk into a folder that is not there yet."""
    for path, content in sorted(found.items()):
        if content is None:
            (target / path).mkdir()
        else:
            (target / path).write_bytes(content)


def _read(path: Path) -> _Folder:
    names: dict[str, _Node] = {}
    for one in path.iterdir():
        if one.is_dir():
            names[one.name] = _read(one)
        elif not one.name.endswith(_SHARED):
            content = one.read_bytes()
            names[one.name] = _File(bytearray(content), [], bytearray(content))
    return _Folder(names, dict(names))


def _rename(names: "dict[str, _Node]", name: str, node: "_Node | None") -> None:
    if node is None:
        names.pop(name, None)
    else:
        names[name] = node


def _put(whole: bytearray, offset: int, content: bytes) -> None:
    if len(whole) < offset:
        whole.extend(bytes(offset - len(whole)))
    whole[offset : offset + len(content)] = content


def _cut(whole: bytearray, length: int) -> None:
    del whole[length:]
    whole.extend(bytes(length - len(whole)))
