"""What stands in front of the parts of a volume: the cover, the index, and in the first one the criteria."""

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from clinic_desktop.packets.document.cover import place_cover
from clinic_desktop.packets.document.criteria import place_criteria
from clinic_desktop.packets.document.index import CRITERIA, part_words, place_index
from clinic_desktop.packets.document.placing import PlacedRun
from clinic_desktop.packets.document.volume import OneVolume, area_key, name_words, running_head
from clinic_desktop.packets.model.named import named_on_paper
from clinic_desktop.press.packet import Bookmark, InnerLink
from clinic_desktop.press.sheet import Paper, Sheet
from clinic_desktop.wording import say


class Front(NamedTuple):
    """It as it is set; `index_at` and `criteria_at` are the pages that these begin on, from 0; None for no criteria."""

    sheet: Sheet
    index_at: int
    criteria_at: int | None

    @property
    def pages(self) -> int:
        """How many there are."""
        return self.sheet.pages


def set_front(volume: OneVolume) -> Front:
    """Set it."""
    cover = volume.paper.cover
    across = (say("DEMO"),) if cover.is_demo else ()
    of = Paper(name_words(volume), cover.clinic_name, "", across, volume.paper.made_on)
    sheet = Sheet(of, partial(running_head, volume))
    place_cover(sheet, volume)
    sheet.turn()
    index_at = sheet.pages - 1
    place_index(sheet, volume)
    if volume.at or not volume.paper.criteria:
        return Front(sheet, index_at, None)
    sheet.turn()
    criteria_at = sheet.pages - 1
    place_criteria(sheet, volume)
    return Front(sheet, index_at, criteria_at)


def links(volume: OneVolume, front: Front) -> Iterator[InnerLink]:
    """From the rows of index and criteria to the pages that they name, within this volume."""
    targets = {area_key(one.run.part, page): at for one in volume.here.runs for page, at in _places(volume, one)}
    if front.criteria_at is not None:
        targets[CRITERIA] = front.criteria_at
    for area in front.sheet.areas:
        yield InnerLink(area.page - 1, area.box, targets[area.key])


def bookmarks(volume: OneVolume, front: Front) -> Iterator[Bookmark]:
    """All that stands in this volume; below a part its places that have words of their own."""
    yield Bookmark(say("Cover"), 0)
    yield Bookmark(say("Index"), front.index_at)
    if front.criteria_at is not None:
        yield Bookmark(say("Criteria and evidence"), front.criteria_at)
    for placed in volume.here.runs:
        part, places = volume.paper.parts[placed.run.part], dict(_places(volume, placed))
        marks = (Bookmark(one.words, places[one.page - 1]) for one in part.marks if one.page - 1 in places)
        yield Bookmark(
            part_words(named_on_paper(part.title, part.dated), placed), places[placed.run.first], tuple(marks)
        )


def _places(volume: OneVolume, placed: PlacedRun) -> Iterator[tuple[int, int]]:
    """Each page of a run with its place in the file, both from 0."""
    begin = placed.number - volume.here.first_number
    return ((page, begin + page - placed.run.first) for page in range(placed.run.first, placed.run.end))
