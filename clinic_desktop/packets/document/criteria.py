"""The criteria of the plan, each with what answers it and the page that stands on: the number is that of the very
placing that the stamps are printed by."""

from collections.abc import Iterator

from clinic_desktop.packets.document.volume import SCALE, OneVolume, area_key, heading
from clinic_desktop.packets.model.paper import Criterion
from clinic_desktop.press.blocks import PaperColumn, PaperRow, PaperTable
from clinic_desktop.press.sheet import WIDTH, Sheet
from clinic_desktop.wording import say

_CRITERION, _BETWEEN = 216.0, 12.0
# The page: a number alone, with the word that it is not enclosed, and with its volume. What answers it gets the rest.
_PAGE, _WITHOUT_ONE, _WITH_VOLUME = 48.0, 70.0, 84.0
# Between two criteria: a bad fax may lose the line.
_APART = 7.0


def place_criteria(sheet: Sheet, volume: OneVolume) -> None:
    """The whole table, on as many pages as it needs."""
    heading(sheet, say("Criteria and evidence"))
    rows = list(_rows(volume))
    has_all = all(row.leads_to for row in rows)
    page = _WITH_VOLUME if not volume.is_only else _PAGE if has_all else _WITHOUT_ONE
    columns = (
        PaperColumn(say("Criterion"), _CRITERION),
        PaperColumn("", _BETWEEN),
        PaperColumn(say("Evidence"), WIDTH - _CRITERION - _BETWEEN - page - _BETWEEN),
        PaperColumn("", _BETWEEN),
        PaperColumn(say("Page"), page, "right"),
    )
    PaperTable(SCALE, columns, apart=_APART).place(sheet, rows)


def _rows(volume: OneVolume) -> Iterator[PaperRow]:
    keys = {part.key: at for at, part in enumerate(volume.paper.parts)}
    for at, one in enumerate(volume.paper.criteria):
        page, leads_to = _page(volume, keys, one)
        yield PaperRow((one.words, "", one.evidence, "", page), one.source, 0, opens=at > 0, leads_to=leads_to)


def _page(volume: OneVolume, keys: dict[str, int], one: Criterion) -> tuple[str, str]:
    """The printed number of the page of the evidence, and where it leads within this volume."""
    placed = volume.placing.of(keys[one.part], one.page - 1) if one.part in keys else None
    if placed is None:
        return say("Not enclosed"), ""
    if placed.volume == volume.at:
        return f"{placed.number}", area_key(placed.run.part, placed.run.first)
    return say("{page} (volume {volume})", page=placed.number, volume=placed.volume + 1), ""
