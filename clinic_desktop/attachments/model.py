"""An attachment of a client, as it stands and as listed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
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
        "letter": mark("Letter"),
        "record": mark("Record from elsewhere"),
        "other": mark("Something else"),
    }
)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A paper of a client. `kind` is a key of ATTACHMENT_KINDS; `day` is the date on the paper, None where nobody typed
    one; `case` is the row of the case it belongs to, None for all of them; `blob` names its clean PDF among the
    encrypted files; `file_name` is what the file was called when it came, plain text."""

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
