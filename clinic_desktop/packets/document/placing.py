"""Which page of a packet stands in which volume, and which number it has: what index, criteria, bookmarks and stamps
all go by. Pages of a part and volumes are counted from 0 in here, the numbers that are printed from 1."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from clinic_desktop.press.packet import Run

# What a page of a part is made of: the bytes of each thing, by what names it within that part.
Weights = Callable[[int], Sequence[dict[tuple[int, int], int]]]


# What a stamp adds to a page.
_STAMPED = 320


class PlacedRun(NamedTuple):
    """Pages of a part that follow each other in a volume; `number` is the printed one of the first of them."""

    run: Run
    volume: int
    number: int

    @property
    def last_number(self) -> int:
        """The printed number of its last page."""
        return self.number + self.run.end - self.run.first - 1


class PlacedVolume(NamedTuple):
    """A volume: the number of its first page, how many pages stand in front of its runs, and the runs."""

    first_number: int
    front: int
    runs: tuple[PlacedRun, ...]

    @property
    def pages(self) -> int:
        """All its pages."""
        return self.front + sum(one.run.end - one.run.first for one in self.runs)


@dataclass(frozen=True, slots=True)
class Placing:
    """Where everything stands."""

    volumes: tuple[PlacedVolume, ...]

    @property
    def pages(self) -> int:
        """Of all volumes, with what stands in front."""
        return sum(one.pages for one in self.volumes)

    @property
    def runs(self) -> Iterator[PlacedRun]:
        """Of all volumes, in their order."""
        return (run for volume in self.volumes for run in volume.runs)

    def of(self, part: int, page: int) -> PlacedRun | None:
        """The run of a single page; None for a page that the part does not have."""
        for placed in self.runs:
            if placed.run.part == part and placed.run.first <= page < placed.run.end:
                number = placed.number + page - placed.run.first
                return PlacedRun(Run(part, page, page + 1), placed.volume, number)
        return None


@dataclass(frozen=True, slots=True)
class Room:
    """What a volume holds beside what stands in front of it: pages, bytes; None is any number."""

    pages: int | None = None
    bytes: int | None = None


def cut(counts: Sequence[int], rooms: tuple[Room, Room], weights: Weights) -> tuple[tuple[Run, ...], ...]:
    """The parts in volumes: `rooms` are those of the first one and of each other one.

    A part that a volume can hold is not parted; one that none can begins where it stands and is parted between pages.
    A page that no volume can hold has one of its own.
    """
    filling = _Filling(rooms, weights)
    for part, count in enumerate(counts):
        whole = Run(part, 0, count)
        if filling.takes(whole):
            continue
        if filling.would_hold(whole):
            filling.turn()
            filling.takes(whole)
            continue
        for page in range(count):
            one = Run(part, page, page + 1)
            if not filling.takes(one):
                filling.turn()
                filling.takes(one)
    return filling.volumes()


def placed(cuts: Sequence[Sequence[Run]], fronts: Sequence[int]) -> Placing:
    """Numbers run on through all volumes; `fronts` is how many pages stand in front of each."""
    found, number = [], 1
    for volume, (runs, front) in enumerate(zip(cuts, fronts, strict=True)):
        first, number, here = number, number + front, []
        for run in runs:
            here.append(PlacedRun(run, volume, number))
            number += run.end - run.first
        found.append(PlacedVolume(first, front, tuple(here)))
    return Placing(tuple(found))


class _Filling:
    """Volumes as they fill up."""

    def __init__(self, rooms: tuple[Room, Room], weights: Weights) -> None:
        self._rooms, self._weights = rooms, weights
        self._done: list[list[Run]] = [[]]
        self._pages = self._bytes = 0
        self._holds: set[tuple[int, tuple[int, int]]] = set()

    def takes(self, run: Run) -> bool:
        """Put the pages in, if there is room; a page always has room in an empty volume."""
        pages, added = run.end - run.first, self._added(run, self._holds)
        fits = self._fits(self._rooms[len(self._done) > 1], self._pages + pages, self._bytes + sum(added.values()))
        if not fits and (self._done[-1] or pages > 1):
            return False
        last = self._done[-1][-1] if self._done[-1] else None
        if last and (last.part, last.end) == (run.part, run.first):
            self._done[-1][-1] = last._replace(end=run.end)
        else:
            self._done[-1].append(run)
        self._pages += pages
        self._bytes += sum(added.values())
        self._holds.update(added)
        return True

    def would_hold(self, run: Run) -> bool:
        """Whether another volume with nothing else in it has room for all of it."""
        size = sum(self._added(run, set()).values())
        return bool(self._done[-1]) and self._fits(self._rooms[1], run.end - run.first, size)

    def turn(self) -> None:
        """Begin another volume."""
        self._done.append([])
        self._pages = self._bytes = 0
        self._holds = set()

    def volumes(self) -> tuple[tuple[Run, ...], ...]:
        """All of them."""
        return tuple(map(tuple, self._done))

    def _added(self, run: Run, known: set[tuple[int, tuple[int, int]]]) -> dict[tuple[int, tuple[int, int]], int]:
        """What the pages bring that is not there yet; nothing is weighed where no bytes are counted."""
        if self._rooms[0].bytes is None:
            return {}
        made = (one for page in self._weights(run.part)[run.first : run.end] for one in page.items())
        return {(run.part, name): size for name, size in made if (run.part, name) not in known}

    @staticmethod
    def _fits(room: Room, pages: int, size: int) -> bool:
        is_light = room.bytes is None or size + _STAMPED * pages <= room.bytes
        return is_light and (room.pages is None or pages <= room.pages)
