"""A table as it was read, what its columns are, and how its days are written."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileLetters:
    """In which letters a file is written, a key of ENCODINGS; `is_sure` where nothing else fits it, `codec` and `begin`
    by which and from which byte on it is read."""

    encoding: str
    codec: str
    begin: int
    is_sure: bool


@dataclass(frozen=True, slots=True)
class HowRead:
    """How somebody wants a file read: keys of ENCODINGS and DELIMITERS, "" for as it looks; whether its first row has
    the headings, None for as it looks."""

    encoding: str = ""
    delimiter: str = ""
    has_headings: bool | None = None


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of a file by its number there, from 1; `trouble` is a sentence why its cells may not be what they seem."""

    number: int
    cells: tuple[str, ...]
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class ImportTable:
    """The table of a file. `headings` are as many as there are columns, "" where a column has none; `digest` is the
    SHA-256 of the file."""

    headings: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    letters: FileLetters
    delimiter: str
    has_headings: bool
    digest: str


@dataclass(frozen=True, slots=True)
class Matching:
    """What each column is, a key of FIELDS or "" for what is not imported. `day_first` says whether in days of numbers
    the day stands first, None while nobody can know; `reads_short_years` whether a year of two digits is taken for one
    that is past."""

    columns: tuple[str, ...]
    day_first: bool | None = None
    reads_short_years: bool = False


@dataclass(frozen=True, slots=True)
class DaysSeen:
    """How the days of a file are written: how many say by themselves that the month stands first, how many that the day
    does, how many do not say; years of two digits; and of both an example."""

    month_first: int = 0
    day_first: int = 0
    unclear: int = 0
    short_years: int = 0
    example: str = ""
    short_example: str = ""

    @property
    def is_open(self) -> bool:
        """Whether somebody has to say which stands first."""
        return bool(self.unclear) and bool(self.month_first) == bool(self.day_first)
