"""Reads how large the scans of a packet are as they are kept: off the disk, none of them is opened."""

from clinic_desktop.attachments.queries import attachment
from clinic_desktop.packets.model.parts import SCANS
from clinic_desktop.packets.model.view import PacketView
from clinic_desktop.store.blobs import Blobs
from clinic_desktop.store.reader import Reader


def scan_sizes(read: Reader, blobs: Blobs, view: PacketView) -> dict[str, int]:
    """The bytes of each scan that is in, by the key of its part."""
    scans = [part for _, part in view.present if part.source == SCANS]
    return {one.key: blobs.size(attachment(read, one.row).blob) for one in scans}
