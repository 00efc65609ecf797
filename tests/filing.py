"""Papers of a client that are filed, for tests: pages that are only marks, and rows made of them."""

import hashlib
import io
import json
from base64 import b64decode
from collections.abc import Sequence

import pikepdf
import pytest

from clinic_desktop.attachments.commands import AddAttachments
from clinic_desktop.attachments.model import Attachment, AttachmentDraft, Leaves, ReadFile
from clinic_desktop.attachments.queries import attachment
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import Refused
from clinic_desktop.scanner.scanned import Scanned
from clinic_desktop.values.problems import Problem

# A white picture of a page, for papers whose pictures nobody looks at.
_DOT = b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDACgcHiMeGSgjISMtKygwPGRBPDc3PHtYXUlkkYCZlo+AjIqgtObDoKrarYqMyP/L2u71"
    "////m8H////6/+b9//j/wAALCAAKAAgBAREA/8QAFQABAQAAAAAAAAAAAAAAAAAAAAX/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/9oA"
    "CAEBAAA/ALI//9k="
)


def leaves(clinic: Clinic, *marks: str, salt: str = "") -> Leaves:
    """Pages that say these marks and nothing else; they lie among the encrypted files as others do. With another salt
    they are another file, as after a turn."""
    blob = clinic.blobs.put(json.dumps([salt, *marks]).encode())
    return Leaves(blob, len(marks), False, f"{marks[0]} ".encode())


def marks(clinic: Clinic, one: Attachment) -> list[str]:
    """What the pages of a paper say, in their order."""
    found: list[str] = json.loads(clinic.blobs.get(one.blob))
    return found[1:]


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


def pdf_of(*widths: int) -> bytes:
    """A PDF with a page of each of these widths, in points: by its width a page is known again."""
    made = io.BytesIO()
    with pikepdf.new() as whole:
        for width in widths:
            whole.add_blank_page(page_size=(width, 400))
        whole.save(made, static_id=True)
    return made.getvalue()


def widths_of(pdf: bytes) -> list[int]:
    """The widths of the pages of a PDF, however they are turned."""
    with pikepdf.open(io.BytesIO(pdf)) as whole:
        return [int(page.mediabox[2]) for page in whole.pages]


def turns_of(pdf: bytes) -> list[int]:
    """How far each page of a PDF is turned to the right, in degrees."""
    with pikepdf.open(io.BytesIO(pdf)) as whole:
        return [int(page.obj.get("/Rotate", 0)) % 360 for page in whole.pages]


def without_child(patch: pytest.MonkeyPatch) -> None:
    """Let files be read at once and here: most tests are about what comes of it, and starting a process takes half a
    second."""
    for module in ("files", "pages"):
        patch.setattr(f"clinic_desktop.attachments.loader.{module}.scan", _read_here)


def _read_here(content: bytes) -> Scanned:
    if not content.startswith(b"%PDF"):
        raise Refused((Problem("", "This file is no PDF."),))
    return Scanned(content, "pdf", len(widths_of(content)), False, _DOT, ("JavaScript",) if b"/JS" in content else ())
