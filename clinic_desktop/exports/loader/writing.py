"""Writes the files of an export one by one, each whole, and keeps what each has: its length, its hash, its rows."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from clinic_desktop.errors import StoreTrouble
from clinic_desktop.exports.model import WrittenFile
from clinic_desktop.store.files import write_file
from clinic_desktop.wording import say


class ExportFolder:
    """A folder that is being filled; `files` are what lies in it."""

    def __init__(self, place: Path) -> None:
        """`place` is there and empty but for its marker."""
        self.place = place
        self.files: list[WrittenFile] = []
        self._names: set[str] = set()

    @property
    def size(self) -> int:
        """The bytes of all files."""
        return sum(one.size for one in self.files)

    def write(self, path: str, parts: Iterable[bytes], rows: int | None = None) -> str:
        """Write a file and return its path, which is another one where there is one of that name; raises
        StoreTrouble."""
        path = self._own(path)
        digest, size = hashlib.sha256(), 0

        def told() -> Iterator[bytes]:
            nonlocal size
            for part in parts:
                digest.update(part)
                size += len(part)
                yield part

        target = self.place / path
        try:
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_file(target, told())
        except OSError as trouble:
            raise StoreTrouble(
                say(
                    "The export could not be written: {why}. Nothing of it was left there. The clinic is as it was.",
                    why=trouble.strerror or str(trouble),
                )
            ) from trouble
        self.files.append(WrittenFile(path, size, digest.hexdigest(), rows))
        return path

    def write_rows(self, path: str, rows: Iterable[bytes]) -> int:
        """Write a table whose lines are one row each after its first, and return how many rows it has."""
        count = -1

        def counted() -> Iterator[bytes]:
            nonlocal count
            for one in rows:
                count += 1
                yield one

        self.write(path, counted())
        self.files[-1] = WrittenFile(path, self.files[-1].size, self.files[-1].sha256, max(count, 0))
        return max(count, 0)

    def _own(self, path: str) -> str:
        stem, dot, ending = path.rpartition(".")
        own, again = path, 1
        while own in self._names:
            again += 1
            own = f"{stem}-{again}{dot}{ending}"
        self._names.add(own)
        return own
