"""Papers of a client that are filed, for tests: pages that are only marks, and rows made of them."""

import hashlib
import json
from collections.abc import Sequence

from clinic_desktop.attachments.commands import AddAttachments
from clinic_desktop.attachments.model import Attachment, AttachmentDraft, Leaves, ReadFile
from clinic_desktop.attachments.queries import attachment
from clinic_desktop.clinic import Clinic


def leaves(clinic: Clinic, *marks: str) -> Leaves:
    """Pages that say these marks and nothing else; they lie among the encrypted files as others do."""
    return Leaves(
        clinic.blobs.put(json.dumps(marks).encode()),
        len(marks),
        False,
        b"".join(b"%b " % m.encode() for m in marks[:1]),
    )


def marks(clinic: Clinic, one: Attachment) -> list[str]:
    """What the pages of a paper say, in their order."""
    found: list[str] = json.loads(clinic.blobs.get(one.blob))
    return found


def came(clinic: Clinic, name: str, *marks: str) -> ReadFile:
    """A file with these pages, as it is once it was read."""
    return ReadFile(name, leaves(clinic, *marks), hashlib.sha256(json.dumps([name, *marks]).encode()).hexdigest())


def filed(
    clinic: Clinic,
    client: int,
    pages: Sequence[str] = ("a",),
    name: str = "scan.pdf",
    draft: AttachmentDraft | None = None,
    case: int | None = None,
) -> Attachment:
    """A paper of a client."""
    file = came(clinic, name, *pages)
    return attachment(clinic.read, clinic.do(AddAttachments(client, case, (file,), draft or AttachmentDraft())).row)
