"""The scans of a packet, as small as the way of sending wants them."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import MappingProxyType

from clinic_desktop.errors import Damaged, Refused
from clinic_desktop.jobs import Progress
from clinic_desktop.packets.model.paper import PartUnreadable
from clinic_desktop.packets.model.purposes import WayLimit
from clinic_desktop.packets.rules.sharing import shares
from clinic_desktop.scanner.scanning import scan
from clinic_desktop.scanner.shrinking import ShrinkFor, shrunk
from clinic_desktop.store.blobs import Blobs
from clinic_desktop.wording import say

# How pictures get smaller for each way; what is mailed or handed over stays as it is.
_WAYS: Mapping[str, ShrinkFor] = MappingProxyType({"fax": ShrinkFor.FAX, "portal": ShrinkFor.PORTAL})
# So much is remembered: more than a packet that a portal takes whole, in several widths.
_MOST_KEPT = 64_000_000


# A scan by its name, for which way it was made smaller, and to how many bytes at most.
_Key = tuple[str, ShrinkFor | None, int | None]


@dataclass(frozen=True, slots=True)
class ScanToSend:
    """A paper from outside: `name` tells it from any other, `size` is how many bytes it is kept in, and `content` reads
    it as a PDF in which nothing runs. `key` and `title` are those of its part, for a word about it."""

    name: str
    size: int
    content: Callable[[], bytes]
    key: str = ""
    title: str = ""

    @contextmanager
    def told(self) -> Iterator[None]:
        """What cannot be read in here is said by its name: PartUnreadable instead of Refused or Damaged."""
        try:
            yield
        except (Refused, Damaged) as unread:
            raise PartUnreadable(self.key, self.title) from unread

    def read(self) -> bytes:
        """It as it is; raises PartUnreadable or StoreTrouble."""
        with self.told():
            return self.content()


class ShrunkScans:
    """Scans that were made smaller before, so that the next preview is quick. In memory alone, and in any thread."""

    def __init__(self, most: int = _MOST_KEPT) -> None:
        """`most` is how many bytes are remembered; what was used longest ago is forgotten first."""
        self._most = most
        self._kept: dict[_Key, bytes] = {}
        self._lock = threading.Lock()

    def made(self, of: ScanToSend, how: ShrinkFor, most: int | None) -> bytes:
        """A scan for a way of sending. Slow where it was not made before; raises StoreTrouble or Refused."""
        return self._once((of.name, how, most), lambda: shrunk(of.content(), how, most))

    def cleaned(self, name: str, content: Callable[[], bytes]) -> bytes:
        """A file as it came, without anything that runs or opens. Slow where it was not made before; raises Refused
        where it cannot be read."""
        return self._once((name, None, None), lambda: scan(content()).pdf)

    def _once(self, key: _Key, make: Callable[[], bytes]) -> bytes:
        with self._lock:
            found = self._kept.pop(key, None)
            if found is not None:
                self._kept[key] = found
                return found
        found = make()
        with self._lock:
            self._kept[key] = found
            while len(self._kept) > 1 and sum(map(len, self._kept.values())) > self._most:
                del self._kept[next(iter(self._kept))]
        return found


@dataclass(frozen=True, slots=True)
class ScansAround:
    """What scans are taken from: the encrypted files, what was made of them before, and what is told of it."""

    blobs: Blobs
    known: ShrunkScans
    progress: Progress

    def filed(self, blob: str) -> ScanToSend:
        """A scan among the encrypted files: it was cleaned when it was filed."""
        return ScanToSend(blob, self.blobs.size(blob), lambda: self.blobs.get(blob))

    def copied(self, digest: str, size: int, content: Callable[[], bytes]) -> ScanToSend:
        """A file that is kept as it came: it is cleaned now."""
        return ScanToSend(digest, size, lambda: self.known.cleaned(digest, content))

    def made(self, of: ScanToSend, how: ShrinkFor, most: int | None) -> bytes:
        """As `ShrunkScans.made`; raises PartUnreadable, StoreTrouble or Cancelled."""
        self.progress.report(0, 0, say("Making the scans smaller"))
        with of.told():
            return self.known.made(of, how, most)


def fitting_scans(
    around: ScansAround, scans: Sequence[ScanToSend], limit: WayLimit | None, room: int
) -> Callable[[int], bytes]:
    """What gives the scan at a place of `scans`, as the way of `limit` wants it; with a limit of bytes, all of them fit
    into `room` if they can be made so small. One at a time is held, but for what is remembered."""
    how = _WAYS.get(limit.way) if limit and limit.resolution else None
    if limit is None or how is None:
        return lambda at: scans[at].read()
    most: list[int | None] = [None] * len(scans)
    if how is ShrinkFor.PORTAL and limit.size:
        sizes = [one.size for one in scans]
        most = list(shares(sizes, room, lambda at, size: len(around.made(scans[at], how, size))))
    return lambda at: around.made(scans[at], how, most[at])
