"""What an import brought, and visits out of another program."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NewType

from clinic_desktop.clients.model import ClientId
from clinic_desktop.imports.model.fields import Kind

ImportId = NewType("ImportId", int)
PastVisitId = NewType("PastVisitId", int)


@dataclass(frozen=True, slots=True)
class ImportFacts:
    """What is kept of the file itself: `headings` and `chosen` are what is remembered of its columns, "" where they had
    no headings."""

    kind: Kind
    digest: str
    read_rows: int
    file_name: str = ""
    headings: str = ""
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class ImportMade:
    """An import as listed; `taken_back_at` where it was, and then `kept_rows` of it stayed."""

    id: ImportId
    version: int
    kind: Kind
    made_at: datetime
    made_by: str
    file_name: str
    read_rows: int
    added: int
    filled: int
    taken_back_at: datetime | None
    kept_rows: int


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A row of an import that stays when it is taken back: its number in the file, whom it is about, and why."""

    line: int
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class PastVisit:
    """A visit out of another program, as it says; unsigned, and counted nowhere."""

    id: PastVisitId
    client: ClientId
    date_of_service: date
    starts_at: str
    minutes: int | None
    service: str
    therapist: str
    fee_cents: int | None
    paid_cents: int | None
    note: str
