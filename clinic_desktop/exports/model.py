"""What is exported: the shape of the clinic’s file, what was written and could not be read; one client’s record."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType

from clinic_desktop.wording import mark

# For whom a record is printed; words marked for translation.
RECORD_FOR: Mapping[str, str] = MappingProxyType(
    {"client": mark("The client’s own copy"), "clinic": mark("The clinic’s files")}
)
# What a record is made of, in its order; who the client is stands in every one.
RECORD_PARTS: Mapping[str, str] = MappingProxyType(
    {
        "health": mark("Health history, flags, consents"),
        "orders": mark("Prescriptions and referrals"),
        "care": mark("Assessments, plans, scores, body maps"),
        "notes": mark("Visits and their notes"),
        "calls": mark("Calls and other contacts"),
        "others": mark("Calls with other people"),
        "money": mark("Account: charges and payments"),
        "papers": mark("Lists of papers and disclosures"),
        "files": mark("The papers and files themselves"),
    }
)
# What programs that read an export can go by.
EXPORT_FORMAT = "clinic-desktop-export/1"


@dataclass(frozen=True, slots=True)
class RecordAsked:
    """One client’s record as it was asked for: a key of RECORD_FOR, the days it tells of (None for no limit), the keys
    of RECORD_PARTS that are in it. `printed_by` and `at` say who prints it and when (UTC)."""

    client: int
    purpose: str
    parts: frozenset[str]
    at: datetime
    today: date
    printed_by: str
    since: date | None = None
    until: date | None = None

    def has(self, day: date | None) -> bool:
        """Whether it tells of that day; of what has none it always does."""
        return day is None or ((self.since or date.min) <= day <= (self.until or date.max))

    @property
    def left_out(self) -> tuple[str, ...]:
        """The parts that are left out."""
        return tuple(one for one in RECORD_PARTS if one not in self.parts)


@dataclass(frozen=True, slots=True)
class RecordSection:
    """A part of a printed record: a finished PDF, its title, its days, and the places in it that have bookmarks of
    their own: words and a page of it, counted from 1."""

    title: str
    pdf: bytes
    days: tuple[date, ...] = ()
    marks: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class RecordPdf:
    """A printed record; `missing` names what could not be made or read."""

    pdf: bytes
    pages: int
    sections: tuple[str, ...]
    missing: tuple[str, ...] = ()


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
class KeptFile:
    """A paper or a file that the record keeps: the row and column that name it, whose it is (None for the clinic's
    own), and where it is put. `about` is the word for it, `number` its own or that of its row. `digest` names what lies
    in the database, `blob` what lies beside it."""

    table: str
    row: int
    column: str
    client: int | None
    client_name: str
    stem: str
    about: str = ""
    number: int = 0
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
