"""Makes a clean PDF smaller for the way it is sent: its pictures only, never its text, in a process of its own."""

from enum import StrEnum

from clinic_desktop.scanner.asking import asked
from clinic_desktop.scanner.troubles import refused


class ShrinkFor(StrEnum):
    """How a packet is sent, as far as its pictures are concerned."""

    FAX = "fax"
    """Gray, or black and white where a page is written text: what comes out at the other end, at 200 dots per inch."""

    PORTAL = "portal"
    """In color at 150 dots per inch at most, and less, step by step, until a size is kept."""

    MAIL = "mail"
    """On paper: as it is."""


def shrunk(pdf: bytes, how: ShrinkFor, most: int | None = None) -> bytes:
    """The clean PDF with smaller pictures, or as it was where that would not make it smaller. The same bytes each time.

    `most` is the size, in bytes, that a portal takes: the pictures get coarser until the PDF is as small, and where
    the coarsest are too large, those are returned, and the caller has to split. Other ways have no such size. A picture
    that several pages share is shrunk once. Takes a sixth of a second a scanned page, so it belongs in a job. Raises
    errors.Refused with one plain sentence at the field "" for a PDF that takes too long.
    """
    if how is ShrinkFor.MAIL:
        return pdf
    task = f"{how.value}-{most}" if most is not None and how is ShrinkFor.PORTAL else how.value
    answer = asked("shrink", task, pdf)
    if len(answer.parts) != 1 or not answer.parts[0].startswith(b"%PDF-"):
        raise refused("died")
    return min(answer.parts[0], pdf, key=len)
