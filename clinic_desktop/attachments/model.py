"""An attachment of a client, as it stands and as listed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import NewType

from clinic_desktop.clients.model import ClientId
from clinic_desktop.wording import mark

AttachmentId = NewType("AttachmentId", int)
# What a paper is, by key; words marked for translation.
ATTACHMENT_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "prescription": mark("Prescription or referral"),
        "card": mark("Insurance card"),
        "authorization": mark("Authorization letter"),
        "denial": mark("Denial letter"),
        "benefit_statement": mark("Benefit statement"),
        "signed_form": mark("Signed form"),
        "representative_form": mark("Signed representative form"),
        "medical_necessity": mark("Letter of medical necessity, signed"),
        "plan_page": mark("Page of the plan or its criteria"),
        "letter": mark("Letter"),
        "record": mark("Record from elsewhere"),
        "other": mark("Something else"),
    }
)
# What a paper may be a scan of, where that is on record itself: its kind is called as that of the paper.
# Of a denial it is the other way round: its row names the scan of its notice.
ABOUT_KINDS = ("prescription", "authorization", "benefit_statement")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A paper of a client. `kind` is a key of ATTACHMENT_KINDS; `day` is the date on the paper, None where nobody typed
    one; `case` is the row of the case it belongs to, None for all of them; `blob` names its clean PDF among the
    encrypted files; `file_name` is what the file was called when it came, plain text.

    `about_kind` is one of ABOUT_KINDS and `about_row` the row of it that this is a scan of, "" and None where nobody
    said. `thumbnail` names a small JPEG of the first page among the contents of the clinic's file.
    """

    id: AttachmentId
    version: int
    client: ClientId
    case: int | None
    kind: str
    day: date | None
    title: str
    note: str
    blob: str
    pages: int
    has_text: bool
    file_name: str
    added_on: date
    about_kind: str = ""
    about_row: int | None = None
    case_reason: str = ""
    thumbnail: str = ""


@dataclass(frozen=True, slots=True)
class AttachmentDraft:
    """What is known of a paper, as typed. `case` is the row of a case or "", `about` one of ABOUT_KINDS and a row as
    "prescription:12", or ""."""

    kind: str = "other"
    day: str = ""
    title: str = ""
    note: str = ""
    case: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Leaves:
    """Pages that lie among the encrypted files already: `blob` names the clean PDF, `thumbnail` is a small JPEG of the
    first page."""

    blob: str
    pages: int
    has_text: bool
    thumbnail: bytes


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A stranger's file whose pages were made clean and kept: what a row is made of. `came_as` is the SHA-256 of its
    bytes as they came, `removed` are the names of what was taken out of it."""

    name: str
    leaves: Leaves
    came_as: str
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileSource:
    """Where a file is read from: a path, or bytes that have none, as a picture that was pasted. `name` is what it is
    called on the screen, a text."""

    name: str
    path: Path | None = None
    content: bytes = b""


@dataclass(frozen=True, slots=True)
class Twice:
    """A file that is filed for the client already, and was not read again."""

    source: FileSource
    came_as: str


@dataclass(frozen=True, slots=True)
class Readings:
    """What came of reading several files. `refused` are sentences, one for each file that cannot be filed; `left` are
    those that were not read: somebody stopped it, or `trouble` says why none of them can be kept now."""

    files: tuple[ReadFile, ...] = ()
    refused: tuple[str, ...] = ()
    twice: tuple[Twice, ...] = ()
    left: tuple[FileSource, ...] = ()
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class LyingFile:
    """A file that lies in the scan folder and grows no more. `came_as` is the SHA-256 of its bytes, "" where it could
    not be read; `changed_at` is when it was last written, by the clock of this computer."""

    path: Path
    size: int
    changed_at: float
    came_as: str
