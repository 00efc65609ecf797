"""A packet bound as it would be issued now: for a preview, and for the very bytes that go out."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date

from clinic_desktop.jobs import Progress
from clinic_desktop.packets.document.binding import volumes
from clinic_desktop.packets.document.gathering import packet_paper
from clinic_desktop.packets.document.scans import ScansAround, ShrunkScans
from clinic_desktop.packets.loader.gathering import packet_view
from clinic_desktop.packets.model.paper import PacketPaper, Volume
from clinic_desktop.packets.model.size import PacketSize, PartWeight
from clinic_desktop.packets.model.view import PacketView
from clinic_desktop.packets.queries.packets import next_number
from clinic_desktop.packets.rules.estimating import made_as
from clinic_desktop.packets.rules.seen import seen_as
from clinic_desktop.press.packet import opened
from clinic_desktop.store.blobs import Blobs
from clinic_desktop.store.keys.keyring import KeyRing
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.writer import open_reader
from clinic_desktop.wording import say


@dataclass(frozen=True, slots=True)
class BoundPacket:
    """The volumes of a packet under the number that is next; `seen_as` tells whether the record still says the same,
    `weights` how long and how heavy each part came out."""

    number: int
    initials: str
    seen_as: str
    volumes: tuple[Volume, ...]
    weights: tuple[PartWeight, ...] = ()

    @property
    def size(self) -> PacketSize:
        """How long and how heavy it is, and what of it weighs how much."""
        return PacketSize(self.pages, sum(len(one.pdf) for one in self.volumes), len(self.volumes), self.weights)

    @property
    def pages(self) -> int:
        """The pages of all volumes together."""
        return sum(one.pages for one in self.volumes)


def bind_packet(
    read: Reader, blobs: Blobs, row: int, today: date, progress: Progress, known: ShrunkScans | None = None
) -> BoundPacket:
    """Make every part, and bind them; `known` are scans that were made smaller before. Slow. Raises ClinicError where a
    part cannot be made or bound, and Cancelled."""
    view, number = packet_view(read, row, today), next_number(read)
    paper = packet_paper(read, ScansAround(blobs, known or ShrunkScans(), progress), view, number)
    progress.report(len(paper.parts), len(paper.parts) + 1, say("Binding the pages"))
    bound = volumes(paper)
    return BoundPacket(number, paper.initials, seen_as(view), bound, tuple(_weights(view, paper)))


def bind_beside(
    around: tuple[KeyRing, Blobs], row: int, today: date, progress: Progress, known: ShrunkScans | None = None
) -> BoundPacket:
    """As `bind_packet`, over a connection of its own: for a job beside the window. The files are safe in any thread.
    Raises StoreTrouble too."""
    keys, blobs = around
    with closing(open_reader(keys.folder, keys.key)) as read:
        return bind_packet(read, blobs, row, today, progress, known)


def _weights(view: PacketView, paper: PacketPaper) -> Iterator[PartWeight]:
    with opened([one.pdf for one in paper.parts]) as parts:
        counts = parts.counts
    for (chosen, part), made, pages in zip(view.present, paper.parts, counts, strict=True):
        yield PartWeight(part.key, made_as(view, chosen, part), pages, len(made.pdf))
