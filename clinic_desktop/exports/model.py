"""What is exported: the shape of the clinic’s file, what was written, and what could not be read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

# What programs that read an export can go by.
EXPORT_FORMAT = "clinic-desktop-export/1"


@dataclass(frozen=True, slots=True)
class ColumnShape:
    """A column: its name and type as the file has them, the table it refers to, "" for none, and whether its text is
    JSON that the file checks."""

    name: str
    type: str
    refers: str = ""
    is_json: bool = False

    @property
    def is_cents(self) -> bool:
        """Whether its numbers are cents."""
        return self.name.endswith("_cents")


@dataclass(frozen=True, slots=True)
class TableShape:
    """A table; `key` is what its rows are counted by, "" where it has no such number."""

    name: str
    columns: tuple[ColumnShape, ...]
    key: str

    def column(self, name: str) -> ColumnShape | None:
        """The column of that name."""
        return next((one for one in self.columns if one.name == name), None)

    def has(self, *names: str) -> bool:
        """Whether it has all of these columns."""
        return {one.name for one in self.columns}.issuperset(names)


@dataclass(frozen=True, slots=True)
class RecordShape:
    """All tables that a file has, and the number of its schema."""

    schema: int
    tables: Mapping[str, TableShape]


@dataclass(frozen=True, slots=True)
class Lost:
    """What could not be read: a table or a file, and how many rows of it, None where nobody can count them."""

    what: str
    rows: int | None = None


@dataclass(frozen=True, slots=True)
class KeptPaper:
    """A paper or a file that the record keeps: the row and column that name it, whose it is (None for the clinic's
    own), and where it is put. `digest` names what lies in the database, `blob` what lies beside it."""

    table: str
    row: int
    column: str
    client: int | None
    client_name: str
    stem: str
    about: str = ""
    title: str = ""
    day: str = ""
    digest: str = ""
    blob: str = ""


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file of an export: its path within it, its bytes and their SHA-256, and its rows, None for what has none."""

    path: str
    size: int
    sha256: str
    rows: int | None = None


@dataclass(frozen=True, slots=True)
class ExportRun:
    """What came of an export: the folder, how much is in it, and what could not be read."""

    folder: Path
    rows: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    clients: int = 0
    papers: int = 0
    files: int = 0
    size: int = 0
    lost: tuple[Lost, ...] = ()
