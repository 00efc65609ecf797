"""The index of a packet: each part with its days, its pages and its volume. It is the same in each volume, but only
what stands in that one is a link."""

from collections.abc import Iterator

from clinic_desktop.packets.document.placing import PlacedRun
from clinic_desktop.packets.document.volume import SCALE, OneVolume, area_key, heading, stamp_words
from clinic_desktop.packets.model.named import span_on_paper
from clinic_desktop.press.blocks import PaperColumn, PaperRow, PaperTable, gap, paragraph
from clinic_desktop.press.sheet import WIDTH, Sheet
from clinic_desktop.wording import say

_NUMBER, _DAYS, _PAGES, _VOLUME = 30.0, 150.0, 74.0, 50.0
# A row is found with a finger along it.
_SCALE = SCALE._replace(lead=15.6)
# The criteria are no part; their area leads to where they begin.
CRITERIA = "criteria"


def place_index(sheet: Sheet, volume: OneVolume) -> None:
    """The whole index, on as many pages as it needs."""
    heading(sheet, say("Index"))
    what = WIDTH - _NUMBER - _DAYS - _PAGES - (0.0 if volume.is_only else _VOLUME)
    columns = [
        PaperColumn(say("No."), _NUMBER),
        PaperColumn(say("Document"), what),
        PaperColumn(say("Dates"), _DAYS),
        PaperColumn(say("Pages"), _PAGES, "right"),
    ]
    if not volume.is_only:
        columns.append(PaperColumn(say("Volume"), _VOLUME, "right"))
    PaperTable(_SCALE, columns).place(sheet, list(_rows(volume)))
    gap(sheet, SCALE.lead)
    # Papers of the record have numbers of their own, and keep them.
    stamp = stamp_words(volume.paper, 1, volume.placing.pages)
    words = say("The numbers are those of the packet, in the lowest line of each page: “{stamp}”.", stamp=stamp)
    paragraph(sheet, words, SCALE.fine, SCALE.lead)
    if not volume.is_only:
        words = say("They run on through all volumes. What stands in this volume is set in bold.")
        paragraph(sheet, words, SCALE.fine, SCALE.lead)


def part_words(title: str, placed: PlacedRun) -> str:
    """The title of a part, where it goes on in another volume with the word for that."""
    return say("{title} (continued)", title=title) if placed.run.first else title


def _rows(volume: OneVolume) -> Iterator[PaperRow]:
    if volume.criteria_number:
        leads_to = "" if volume.at else CRITERIA
        yield _row(volume, ("", say("Criteria and evidence"), "", f"{volume.criteria_number}", "1"), leads_to)
    for at, placed in enumerate(volume.placing.runs):
        run, part = placed.run, volume.paper.parts[placed.run.part]
        number = "" if run.first else f"{run.part + 1}"
        cells = (
            number,
            part_words(part.title, placed),
            span_on_paper(part.days),
            _pages(placed),
            f"{placed.volume + 1}",
        )
        leads_to = area_key(run.part, run.first) if placed.volume == volume.at else ""
        yield _row(volume, cells, leads_to, opens=bool(at or volume.criteria_number))


def _row(volume: OneVolume, cells: tuple[str, ...], leads_to: str, *, opens: bool = False) -> PaperRow:
    if volume.is_only:
        return PaperRow(cells[:-1], opens=opens, leads_to=leads_to)
    return PaperRow(cells, opens=opens, strong=bool(leads_to), leads_to=leads_to)


def _pages(placed: PlacedRun) -> str:
    first, last = placed.number, placed.last_number
    return f"{first}" if first == last else f"{first}–{last}"
