"""A packet bound as it would be issued now: for a preview, and for the very bytes that go out."""

from contextlib import closing
from dataclasses import dataclass
from datetime import date

from clinic_desktop.jobs import Progress
from clinic_desktop.packets.document.binding import volumes
from clinic_desktop.packets.document.gathering import packet_paper
from clinic_desktop.packets.loader.gathering import packet_view
from clinic_desktop.packets.model.paper import Volume
from clinic_desktop.packets.queries.packets import next_number
from clinic_desktop.packets.rules.seen import seen_as
from clinic_desktop.store.blobs import Blobs
from clinic_desktop.store.keyring import KeyRing
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.writer import open_reader
from clinic_desktop.wording import say


@dataclass(frozen=True, slots=True)
class BoundPacket:
    """The volumes of a packet under the number that is next; `seen_as` tells whether the record still says the same."""

    number: int
    initials: str
    seen_as: str
    volumes: tuple[Volume, ...]

    @property
    def pages(self) -> int:
        """The pages of all volumes together."""
        return sum(one.pages for one in self.volumes)


def bind_packet(read: Reader, blobs: Blobs, row: int, today: date, progress: Progress) -> BoundPacket:
    """Make every part, and bind them. Slow. Raises ClinicError where a part cannot be made or bound, and Cancelled."""
    view, number = packet_view(read, row, today), next_number(read)
    paper = packet_paper(read, blobs, view, number, progress)
    progress.report(len(paper.parts), len(paper.parts) + 1, say("Binding the pages"))
    return BoundPacket(number, paper.initials, seen_as(view), volumes(paper))


def bind_beside(around: tuple[KeyRing, Blobs], row: int, today: date, progress: Progress) -> BoundPacket:
    """As `bind_packet`, over a connection of its own: for a job beside the window. The files are safe in any thread.
    Raises StoreTrouble too."""
    keys, blobs = around
    with closing(open_reader(keys.folder, keys.key)) as read:
        return bind_packet(read, blobs, row, today, progress)
