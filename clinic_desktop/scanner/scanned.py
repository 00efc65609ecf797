"""What comes of a stranger’s file once it was read: pages that are safe to show, to print and to bind."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scanned:
    """A file as a clean PDF: nothing in it runs, opens or calls anything.

    `kind` is what it was ("pdf", "jpeg", "png", "tiff", "heic"), by its content and never by its name. `pages` are
    counted from the clean PDF. `has_text` says whether any page can be searched. `thumbnail` is a small JPEG of the
    first page, its longer side THUMBNAIL_PIXELS at most. `removed` are the names of what was taken out of it, as
    "JavaScript" and "embedded files", for a sentence; none where nothing was.
    """

    pdf: bytes
    kind: str
    pages: int
    has_text: bool
    thumbnail: bytes
    removed: tuple[str, ...] = ()


THUMBNAIL_PIXELS = 320
