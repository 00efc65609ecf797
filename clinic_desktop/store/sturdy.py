"""A reader that goes on where a part of the file is damaged.

The cipher gives nothing more to a connection that came upon a damaged page, not even from a whole one; so after each
trouble another connection is opened. What is read before and after that is then of two moments.
"""

import contextlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from clinic_desktop.errors import StoreTrouble
from clinic_desktop.store.connection import open_encrypted, store_trouble
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row

if TYPE_CHECKING:
    from sqlite_utils import Database


class SturdyReader(Reader):
    """Reads as any reader, and raises as any: after that it reads on."""

    def __init__(self, opening: "Callable[[], Database]") -> None:
        """`opening` gives a connection for reading; raises StoreTrouble where there is none."""
        super().__init__(opening())
        self._opening, self._is_still = opening, False

    def all(self, sql: str, *values: object) -> list[Row]:
        """All rows of a constant query."""
        try:
            return super().all(sql, *values)
        except StoreTrouble:
            self._open_again()
            raise

    def rows(self, sql: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """Bare tuples."""
        try:
            yield from super().rows(sql, *values)
        except StoreTrouble:
            self._open_again()
            raise

    def as_far_as_whole(self, sql: str, *values: object) -> tuple[list[Row], bool]:
        """The rows of a constant query up to the first that cannot be read, and whether that was all of them."""
        found: list[Row] = []
        try:
            with store_trouble():
                cursor = self._database.execute(sql, values)
                names = [one[0] for one in cursor.description]
                found.extend(dict(zip(names, row, strict=True)) for row in cursor)
        except StoreTrouble:
            self._open_again()
            return found, False
        return found, True

    @contextlib.contextmanager
    def at_one_moment(self) -> Iterator[None]:
        """As of any reader, as long as nothing is damaged."""
        self._is_still = True
        try:
            with super().at_one_moment():
                yield
        finally:
            self._is_still = False

    def _open_again(self) -> None:
        self._database.close()
        self._database = self._opening()
        if self._is_still:
            self._database.execute("BEGIN")


def open_sturdy_reader(folder: ClinicFolder, key: bytes) -> SturdyReader:
    """A connection of its own; raises StoreTrouble where not even what the file is made of can be read."""
    return SturdyReader(lambda: open_encrypted(folder.database, key, "read"))
