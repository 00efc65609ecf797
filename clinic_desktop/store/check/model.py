"""What a check is given and what it answers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from clinic_desktop.jobs import Progress
from clinic_desktop.store.blobs import Blobs
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.store.reader import Reader

if TYPE_CHECKING:
    from sqlite_utils import Database

# More would help nobody, and a report has an end.
MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class PartFound:
    """One part of a check: how many things it looked at, how many are wrong, and where the first of them are.

    `where` names rows and files by their numbers alone ("visits 12", "page 41"), never by what stands in them. `notes`
    counts what is worth knowing and is no mistake. `is_unread` says that it could not be looked at.
    """

    key: str
    checked: int
    wrong: int = 0
    where: tuple[str, ...] = ()
    notes: int = 0
    is_unread: bool = False


@dataclass(frozen=True, slots=True)
class Inspected:
    """The clinic that is checked: an open file that a check only reads, its key, its folder."""

    database: "Database"
    key: bytes = field(repr=False)
    folder: ClinicFolder
    progress: Progress

    @property
    def read(self) -> Reader:
        """The rows."""
        return Reader(self.database)

    @property
    def blobs(self) -> Blobs:
        """The encrypted files, without the backups that would make them whole meanwhile."""
        return Blobs(self.folder.blobs, self.key)


Check = Callable[[Inspected], PartFound]


def found(key: str, checked: int, wrong: Iterable[str], notes: int = 0) -> PartFound:
    """What a part found, with the first of what is wrong."""
    named = list(wrong)
    return PartFound(key, checked, len(named), tuple(named[:MOST_NAMED]), notes)
