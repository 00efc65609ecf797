"""What a determination stands on as tables: the rules that spoke, the answers, the rule packs."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from clinic_desktop.coverage.document.listed import KEPT_BETWEEN
from clinic_desktop.coverage.document.sheets import PaperSize
from clinic_desktop.coverage.model.kept import Determination
from clinic_desktop.coverage.rules.answer_words import input_label, input_words, inputs
from clinic_desktop.press.blocks import PaperColumn, PaperRow, PaperTable, beside, gap
from clinic_desktop.press.letters import joined
from clinic_desktop.press.sheet import WIDTH, Sheet
from clinic_desktop.values.dates import printed
from clinic_desktop.wording import mark, say

_HOLDS = {True: mark("Holds"), False: mark("Does not hold"), None: mark("Not known")}
_BASIS: Mapping[str, str] = MappingProxyType(
    {
        "sourced": mark("read in the text itself"),
        "known": mark("common knowledge of the trade"),
        "recheck": mark("from memory: to be checked again"),
    }
)


def place_rules(sheet: Sheet, made: Determination, size: PaperSize) -> None:
    """Every rule that spoke: why, whether the case lives up to it, its source."""
    columns = [
        PaperColumn(say("Rule that spoke, and why"), 190),
        PaperColumn(say("Case"), 60),
        PaperColumn(say("Source, and when it was checked"), 214),
        PaperColumn(say("Rule pack"), 58),
    ]
    rows = [
        PaperRow(
            [one["title"], say(_HOLDS[one["holds"]]), _source_words(one), one["pack"]],
            joined(one["because"], KEPT_BETWEEN),
            opens=bool(at),
        )
        for at, one in enumerate(made.outcome["rules"])
    ]
    place_table(sheet, say("Rules"), PaperTable(size.scale, columns), rows)


def _source_words(one: Mapping[str, Any]) -> str:
    source = joined((one["source"], one["section"]), ", ")
    basis = say(_BASIS[one["basis"]]) if one["basis"] in _BASIS else one["basis"]
    checked = printed(date.fromisoformat(one["checked_on"]))
    return "\n".join((source, joined((checked, basis), KEPT_BETWEEN)))


def place_inputs(sheet: Sheet, made: Determination, size: PaperSize) -> None:
    """Every answer by its question, with where it is from."""
    columns = [
        PaperColumn(say("Question"), 180),
        PaperColumn(say("Answer"), 150),
        PaperColumn(say("Where it is from"), 192),
    ]
    rows = [
        PaperRow([input_label(key), input_words(key, value), made.origins.get(key, "")])
        for key, value in inputs(made.inputs)
    ]
    place_table(sheet, say("Answers it stands on"), PaperTable(size.scale, columns), rows)


def place_packs(sheet: Sheet, made: Determination, size: PaperSize) -> None:
    """The rule packs with their versions; one that could not be read by its file alone."""
    columns = [PaperColumn(say("Rule pack"), 300), PaperColumn(say("Version"), 90), PaperColumn(say("Dated"), 132)]
    rows = [_pack_row(one) for one in made.packs]
    place_table(sheet, say("Rule packs"), PaperTable(size.scale, columns), rows)


def _pack_row(one: Mapping[str, Any]) -> PaperRow:
    if "file" in one:
        return PaperRow([one["file"], say("set aside: it could not be read"), ""])
    name = joined((one["title"], one["id"]))
    return PaperRow([name, str(one["version"]), printed(date.fromisoformat(one["dated"]))])


def place_table(sheet: Sheet, heading: str, table: PaperTable, rows: Sequence[PaperRow]) -> None:
    """A table below its heading, both on one page; nothing where it has no rows."""
    if not rows:
        return
    scale = table.scale
    first = table.height(rows[:1])
    sheet.keep(first + scale.lead)
    sheet.bookmark(heading)
    block = PaperSize(scale).block(WIDTH)
    block.heading(heading)
    beside(sheet, [(0.0, block)])
    table.place(sheet, rows)
    gap(sheet, scale.lead * 0.9)
