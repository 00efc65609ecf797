"""A packet as the files that are sent: one, or as many as a limit of bytes or pages demands."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from clinic_desktop.packets.document.front import Front, bookmarks, links, set_front
from clinic_desktop.packets.document.placing import Placing, Room, cut, placed
from clinic_desktop.packets.document.volume import OneVolume, name_words, stamp_words
from clinic_desktop.packets.model.paper import LimitTooSmall, PacketPaper, PageTooLarge, PartUnreadable, Volume
from clinic_desktop.press.finishing import Properties
from clinic_desktop.press.packet import Binding, NotReadable, Parts, Run, opened
from clinic_desktop.wording import say

# What the letters of the stamps and the bones of a file come to.
_BONES, _STEP = 18_000, 2_048
# Rows do not change their height with the numbers in them: the second time all is in its place.
_TIMES = 4


def volumes(paper: PacketPaper) -> tuple[Volume, ...]:
    """The packet bound: the same bytes each time for the same paper.

    Raises PartUnreadable, and where the limit cannot be kept PageTooLarge or LimitTooSmall.
    """
    try:
        with opened([one.pdf for one in paper.parts]) as parts:
            return _bound(paper, parts)
    except NotReadable as error:
        bad = paper.parts[error.place]
        raise PartUnreadable(bad.key, bad.on_screen) from error


@dataclass(frozen=True, slots=True)
class _Needs:
    """What is kept free in each volume: pages in front, of the first one and of each other one; bytes, and by how much
    these grow where they were too few. Pages are weighed only where there are too many bytes to send at once."""

    is_weighed: bool
    pages: tuple[int, int] = (1, 1)
    bytes: int = _BONES
    step: int = _STEP


class _Set(NamedTuple):
    """A packet that is set: what stands where, and what stands in front of it in each volume."""

    placing: Placing
    fronts: tuple[Front, ...]
    criteria_number: int


def _bound(paper: PacketPaper, parts: Parts) -> tuple[Volume, ...]:
    """Set and bind, and begin again with more kept free, until each file keeps to the limit.

    What is kept free grows each time, and so volumes get smaller, down to a single page: then it fits or never will.
    """
    most = paper.limit.bytes
    heavy = most is not None and sum(len(one.pdf) for one in paper.parts) > most
    needs = _Needs(is_weighed=heavy)
    while True:
        needs, found = _settled(paper, parts, needs)
        made = [_volume(paper, parts, found, at) for at in range(len(found.fronts))]
        over = max(len(one.pdf) - most for one in made) if most is not None else 0
        if most is None or over <= 0:
            return tuple(made)
        for at, one in enumerate(made):
            if len(one.pdf) > most and _single(found.placing, at):
                _refuse(paper, found, at, len(one.pdf))
        needs = _Needs(True, needs.pages, needs.bytes + over + needs.step, 2 * needs.step)


def _settled(paper: PacketPaper, parts: Parts, needs: _Needs) -> tuple[_Needs, _Set]:
    """The packet set so that what stands in front has the room that was kept for it."""
    while True:
        found = _set(paper, cut(parts.counts, _rooms(paper, needs), parts.weights))
        pages = [one.pages for one in found.fronts]
        more = (max(needs.pages[0], pages[0]), max([needs.pages[1], *pages[1:]]))
        size = max(needs.bytes, _heaviest(found)) if needs.is_weighed else needs.bytes
        if (more, size) == (needs.pages, needs.bytes):
            return needs, found
        needs = replace(needs, pages=more, bytes=size)


def _rooms(paper: PacketPaper, needs: _Needs) -> tuple[Room, Room]:
    limit = paper.limit
    if limit.pages is not None and limit.pages <= max(needs.pages):
        raise LimitTooSmall(max(needs.pages), needs.bytes)
    size = limit.bytes - needs.bytes if limit.bytes is not None and needs.is_weighed else None
    first, other = (None if limit.pages is None else limit.pages - one for one in needs.pages)
    return Room(first, size), Room(other, size)


def _heaviest(found: _Set) -> int:
    """The most bytes that what is no part comes to in a volume: those behind the second one have the same in front."""
    return max(len(one.sheet.pdf(is_numbered=False)) for one in found.fronts[:2]) + _BONES


def _set(paper: PacketPaper, cuts: Sequence[Sequence[Run]]) -> _Set:
    found = _Set(placed(cuts, [1] * len(cuts)), (), int(bool(paper.criteria)))
    for _ in range(_TIMES):
        fronts = tuple(set_front(_one(paper, found, at)) for at in range(len(cuts)))
        begin = fronts[0].criteria_at
        known = found
        found = _Set(placed(cuts, [one.pages for one in fronts]), fronts, 0 if begin is None else begin + 1)
        if (found.placing, found.criteria_number) == (known.placing, known.criteria_number):
            return found
    raise AssertionError("what stands in front changes its length with its numbers")


def _one(paper: PacketPaper, found: _Set, at: int) -> OneVolume:
    return OneVolume(paper, found.placing, at, found.criteria_number)


def _volume(paper: PacketPaper, parts: Parts, found: _Set, at: int) -> Volume:
    volume, front = _one(paper, found, at), found.fronts[at]
    here, count = volume.here, found.placing.pages
    numbers = range(here.first_number, here.first_number + here.pages)
    binding = Binding(
        front.sheet.pdf(is_numbered=False),
        [one.run for one in here.runs],
        [stamp_words(paper, number, count) for number in numbers],
        list(links(volume, front)),
        list(bookmarks(volume, front)),
        here.first_number,
        Properties(name_words(volume), paper.cover.clinic_name, say("Documentation for a payer"), paper.made_on),
    )
    return Volume(parts.bind(binding), here.first_number, here.pages)


def _single(placing: Placing, at: int) -> bool:
    """Whether a volume has a single page behind its front, or none."""
    return placing.volumes[at].pages - placing.volumes[at].front <= 1


def _refuse(paper: PacketPaper, found: _Set, at: int, size: int) -> None:
    """Say which page is too large, or that even without it there is no room."""
    limit, here = paper.limit.bytes or 0, found.placing.volumes[at]
    if _heaviest(found) >= limit or not here.runs:
        raise LimitTooSmall(here.front, _heaviest(found))
    run = here.runs[0].run
    raise PageTooLarge(paper.parts[run.part], run.first + 1, size, limit)
