"""Reads how large the papers from outside are as they are kept: off the disk, none of them is opened."""

from clinic_desktop.attachments.queries import attachment
from clinic_desktop.errors import Damaged, StoreTrouble
from clinic_desktop.packets.model.parts import COPIES, FROM_OUTSIDE, SCANS
from clinic_desktop.packets.model.view import PacketView
from clinic_desktop.store.blobs import Blobs
from clinic_desktop.store.reader import Reader


def scan_sizes(read: Reader, blobs: Blobs, view: PacketView) -> dict[str, int]:
    """The bytes of each paper from outside that is in, by the key of its part."""
    found = [part for _, part in view.present if part.source in FROM_OUTSIDE]
    return {
        one.key: copy_kept(read, one.row)[1] if one.source == COPIES else blobs.size(attachment(read, one.row).blob)
        for one in found
    }


def lost_scans(read: Reader, blobs: Blobs, view: PacketView) -> frozenset[str]:
    """The keys of the parts whose file is neither where it was kept nor whole in a backup beside it."""
    found = {part.key: attachment(read, part.row).blob for _, part in view.present if part.source == SCANS}
    return frozenset(key for key, blob in found.items() if not blobs.has(blob) and _is_lost(blobs, blob))


def _is_lost(blobs: Blobs, blob: str) -> bool:
    try:
        blobs.get(blob)
    except Damaged:
        return True
    except StoreTrouble:
        # A disk that cannot be read now is said when the packet is bound.
        return False
    return False


def copy_kept(read: Reader, row: int) -> tuple[str, int]:
    """What the bytes of a signed copy of a plan are kept by, and how many they are; raises Missing."""
    found = read.one("SELECT digest, bytes FROM plan_copies WHERE id = ?", row)
    return found["digest"], found["bytes"]
