"""Turns, splits and joins pages that are filed: each time another clean file is made, and the old one stays as it is.

What was made of clean pages is read as a stranger's file all the same: it is counted anew, and has its picture anew.
"""

from collections.abc import Sequence

from clinic_desktop.attachments.model import Leaves
from clinic_desktop.press import leaves
from clinic_desktop.scanner.scanned import Scanned
from clinic_desktop.scanner.scanning import scan
from clinic_desktop.store.blobs import Blobs


def turned_leaves(blobs: Blobs, blob: str, degrees: int, pages: Sequence[int] | None = None) -> Leaves:
    """The pages with some of them turned to the right by a multiple of 90 degrees: `pages` are counted from 1, None for
    all. Raises Refused or StoreTrouble."""
    return _kept(blobs, leaves.turned(blobs.get(blob), degrees, pages))


def split_leaves(blobs: Blobs, blob: str, page: int) -> tuple[Leaves, Leaves]:
    """The first so many pages, and the rest; raises Refused or StoreTrouble."""
    first, second = leaves.split_at(blobs.get(blob), page)
    return _kept(blobs, first), _kept(blobs, second)


def joined_leaves(blobs: Blobs, parts: Sequence[str]) -> Leaves:
    """The pages of several, one after another; raises Refused or StoreTrouble."""
    return _kept(blobs, leaves.joined([blobs.get(blob) for blob in parts]))


def kept_leaves(blobs: Blobs, scanned: Scanned) -> Leaves:
    """Keep clean pages among the encrypted files, where they are safe when this returns; raises StoreTrouble."""
    return Leaves(blobs.put(scanned.pdf), scanned.pages, scanned.has_text, scanned.thumbnail)


def _kept(blobs: Blobs, pdf: bytes) -> Leaves:
    return kept_leaves(blobs, scan(pdf))
