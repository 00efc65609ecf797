"""Encrypted files beside the database, for what is too large to lie in it: scans, and packets as they went out.

A file is written, flushed and named before a row speaks of it, so no row ever names a file that is not there; a file
that no row names, as after a power cut, is found and removed later (`store.backups.orphans`). Whoever has one names it
in a column called `blob` (`store.backups.named`): then it is in every backup.
"""

import contextlib
import hashlib
import hmac
import os
import re
import threading
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from clinic_desktop.errors import Damaged, StoreTrouble
from clinic_desktop.store import seals
from clinic_desktop.store.files import (
    UNFINISHED,
    FileMark,
    is_file,
    is_folder,
    make_folder,
    need_room,
    open_file,
    read_file,
    sync_folder,
    write_file,
)
from clinic_desktop.store.keys.derived import derived
from clinic_desktop.wording import say

_KEY_BYTES = 32
# The name of an encrypted file, and of nothing else.
BLOB_NAME = re.compile("[0-9a-f]{64}")
_FOLDER = re.compile("[0-9a-f]{2}")
_PURPOSE = b"clinic-desktop|blobs|1|"
# More than any scan or packet; what is longer is not read into memory.
MOST_BYTES = 1 << 30
_MOST_SEALED = MOST_BYTES + seals.LONGER
# Between finding that a file is there and a row that names it, nobody may find it old and remove it.
_finding = threading.Lock()


class Blobs:
    """The encrypted files of one clinic, or those of a backup. Safe in any thread: a file never changes once it has its
    name."""

    # Not a named tuple: taken apart or printed, it would give its keys away.
    __slots__ = ("_content_key", "_folder", "_name_key", "_spares")

    def __init__(self, folder: Path, key: bytes, spares: Path | None = None) -> None:
        """`key` is the database key; the keys of the files are derived from it, and it is not kept.

        `spares` is where the backups lie: what is damaged here is made whole again from there when it is asked for.
        """
        self._folder, self._spares = folder, spares
        self._name_key, self._content_key = derived(key, _PURPOSE + b"name"), derived(key, _PURPOSE + b"content")

    @property
    def folder(self) -> Path:
        """Where they lie."""
        return self._folder

    def in_folder(self, folder: Path) -> "Blobs":
        """The files of the same clinic in another place, as in a backup."""
        other = Blobs.__new__(Blobs)
        other._folder, other._spares = folder, None
        other._name_key, other._content_key = self._name_key, self._content_key
        return other

    def __repr__(self) -> str:
        """Never show a key, not even in a crash report."""
        return "Blobs()"

    def put(self, content: bytes) -> str:
        """Keep the bytes, and return the name they are read by: 64 hexadecimal digits, the same for the same bytes.

        They are safe on the disk when this returns; one that lies there damaged is made whole. Raises StoreTrouble.
        """
        if len(content) > MOST_BYTES:
            raise StoreTrouble(say("The file is larger than 1 GB, so it is not kept. Nothing was changed."))
        # Keyed: the plain hash of a known form would tell whoever finds the disk that it was filed here.
        name = hmac.new(self._name_key, content, hashlib.sha256).hexdigest()
        try:
            if self._is_found(name) and self._is_whole(name):
                # Whoever wrote it may have been stopped before its name was safe.
                self.flush([name])
            else:
                # A packet may be large: said before it is begun, and not in its middle.
                need_room(self._folder.parent, len(content))
                self.write(name, self._sealed(name, content))
                self.flush([name])
        except OSError as trouble:
            raise StoreTrouble(
                say("The file could not be kept: {why}. Nothing was changed.", why=trouble.strerror or str(trouble))
            ) from trouble
        return name

    def get(self, name: str) -> bytes:
        """The bytes as they were put; raises StoreTrouble, Damaged where the file is not there or was changed, and no
        backup beside it has it whole."""
        try:
            return self.opened(name, self.sealed(name))
        except Damaged:
            for spare in self._backups():
                with contextlib.suppress(StoreTrouble):
                    sealed = spare.sealed(name)
                    content = spare.opened(name, sealed)
                    # What cannot be mended now is read from there again.
                    with contextlib.suppress(OSError):
                        self.write(name, sealed)
                        self.flush([name])
                    return content
            raise

    def has(self, name: str) -> bool:
        """Whether a file of that name lies there, damaged or not."""
        path = self.path(name)
        return is_folder(self._folder) and is_folder(path.parent) and is_file(path)

    def path(self, name: str) -> Path:
        """Where the file of that name lies; raises ValueError for what is no such name."""
        if not BLOB_NAME.fullmatch(name):
            raise ValueError("no name of a file")
        return self._folder / name[:2] / name

    def size(self, name: str) -> int:
        """How many bytes the file has on the disk, 0 where there is none."""
        with contextlib.suppress(OSError):
            return self.path(name).lstat().st_size if self.has(name) else 0
        return 0

    def sealed(self, name: str) -> bytes:
        """The bytes as they lie on the disk; raises as `get`."""
        path = self.path(name)
        with self._read(name):
            return read_file(path, _MOST_SEALED)

    def opened(self, name: str, sealed: bytes) -> bytes:
        """The bytes that were put, out of those that lie on the disk; raises Damaged where a single one was changed."""
        try:
            return seals.opened(self._content_key, name, sealed)
        except seals.Broken as trouble:
            raise _damaged() from trouble

    def blocks(self, name: str) -> Iterator[bytes]:
        """The bytes as they lie on the disk, block by block, each opened on the way; raises as `get`, for a single
        changed byte at the end. Nothing of it may count before."""
        path = self.path(name)
        with self._read(name), open_file(path, _MOST_SEALED) as (file, size):
            try:
                yield from seals.blocks(self._content_key, name, file, size)
            except seals.Broken as trouble:
                raise _damaged() from trouble

    def checked(self, name: str) -> FileMark:
        """The length and the hash of a file that was read and opened from end to end; raises as `get`."""
        digest, size = hashlib.sha256(), 0
        for block in self.blocks(name):
            digest.update(block)
            size += len(block)
        return FileMark(size, digest.hexdigest())

    def write(self, name: str, sealed: "Iterable[bytes] | bytes") -> None:
        """Put a sealed file under its name; raises OSError, and what making a part of it raises. It lasts once `flush`
        was called."""
        path = self.path(name)
        for folder in (self._folder, path.parent):
            if make_folder(folder):
                sync_folder(folder.parent)
        write_file(path, (sealed,) if isinstance(sealed, bytes) else sealed)

    def link(self, name: str, source: "Blobs") -> None:
        """Have the same file as another folder has, where the disk can; raises OSError."""
        path = self.path(name)
        for folder in (self._folder, path.parent):
            make_folder(folder)
        os.link(source.path(name), path)

    def drop(self, name: str) -> None:
        """Remove a file that turned out damaged; raises OSError."""
        self.path(name).unlink(missing_ok=True)

    def flush(self, names: "list[str]") -> None:
        """Make the names of files last through a power cut; raises OSError."""
        for folder in sorted({self.path(name).parent for name in names}):
            sync_folder(folder)
        if names:
            sync_folder(self._folder)
            sync_folder(self._folder.parent)

    def lying(self) -> Iterator[Path]:
        """All that lies there under the name of a file, whole or begun; raises OSError."""
        if is_folder(self._folder):
            for folder in self._folder.iterdir():
                if _FOLDER.fullmatch(folder.name) and is_folder(folder):
                    yield from (path for path in folder.iterdir() if _is_ours(path))

    def remove_before(self, path: Path, moment: datetime) -> bool:
        """Remove one of `lying` if nobody put it since that moment, and say whether it was removed; raises OSError."""
        with _finding:
            is_old = path.lstat().st_mtime < moment.timestamp()
            if is_old:
                path.unlink()
            return is_old

    def _backups(self) -> Iterator["Blobs"]:
        """The files of each backup, the newest first."""
        folders: list[Path] = []
        if self._spares:
            with contextlib.suppress(OSError):
                folders.extend(path for path in self._spares.iterdir() if path.suffix != UNFINISHED)
        for folder in sorted(folders, reverse=True):
            yield self.in_folder(folder / self._folder.name)

    def _is_found(self, name: str) -> bool:
        with _finding:
            if not self.has(name):
                return False
            # From now on it is young again.
            os.utime(self.path(name))
            return True

    @contextlib.contextmanager
    def _read(self, name: str) -> Iterator[None]:
        """What is said of a file that cannot be read."""
        try:
            if not self.has(name):
                raise FileNotFoundError(2, "No such file")
            yield
        except FileNotFoundError as trouble:
            raise Damaged(say("A file of the clinic is missing on the disk. A backup may have it.")) from trouble
        except ValueError as trouble:
            raise _damaged() from trouble
        except OSError as trouble:
            raise StoreTrouble(
                say("A file of the clinic could not be read: {why}.", why=trouble.strerror or str(trouble))
            ) from trouble

    def _is_whole(self, name: str) -> bool:
        try:
            self.checked(name)
        except StoreTrouble:
            return False
        return True

    def _sealed(self, name: str, content: bytes) -> tuple[bytes, ...]:
        return seals.sealed(self._content_key, name, content)


def _is_ours(path: Path) -> bool:
    name = path.name.split(".")[0]
    whole = BLOB_NAME.fullmatch(name) is not None and path.name[:2] == path.parent.name
    return whole and (path.name == name or path.suffix == UNFINISHED) and is_file(path)


def _damaged() -> Damaged:
    return Damaged(say("A file of the clinic is damaged on the disk. A backup may have it whole."))
