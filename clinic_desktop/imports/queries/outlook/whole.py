"""What would come of all rows of a file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

from clinic_desktop.imports.model.entries import Entry, ImportLine, RowProblem, State
from clinic_desktop.imports.model.fields import Kind
from clinic_desktop.imports.model.sheet import ImportTable
from clinic_desktop.imports.queries.outlook.clients import ClientLook
from clinic_desktop.imports.queries.outlook.looking import RowsAsked
from clinic_desktop.imports.queries.outlook.past_visits import PastVisitLook
from clinic_desktop.imports.queries.outlook.payers import PayerLook
from clinic_desktop.imports.rules.cells import Cells, cells_of
from clinic_desktop.imports.rules.clients import shown_name
from clinic_desktop.imports.rules.totals import is_sum
from clinic_desktop.jobs import Progress
from clinic_desktop.store.reader import Reader
from clinic_desktop.wording import say

_EVERY = 100


@dataclass(frozen=True, slots=True)
class Outlook:
    """What would come of each row, in the order of the file; and what is written then, of those that are good."""

    lines: tuple[ImportLine, ...]
    entries: tuple[Entry, ...]

    def count(self, *states: State) -> int:
        """How many rows come to one of these."""
        return sum(1 for line in self.lines if line.state in states)


class _RowLook(Protocol):
    def line(self, number: int, cells: Cells, before: tuple[RowProblem, ...]) -> tuple[ImportLine, Entry | None]:
        """What comes of a row."""


_LOOKS: Mapping[Kind, Callable[[Reader, RowsAsked], _RowLook]] = MappingProxyType(
    {"clients": ClientLook, "payers": PayerLook, "visits": PastVisitLook}
)


def outlook(read: Reader, table: ImportTable, kind: Kind, look: RowsAsked, progress: Progress) -> Outlook:
    """Look through all rows as if they were imported one after the other. Raises StoreTrouble and Cancelled."""
    looks = _LOOKS[kind](read, look)
    lines: list[ImportLine] = []
    entries: list[Entry] = []
    choices, none = look.choices, dict[int, str]()
    for at, row in enumerate(table.rows):
        if at % _EVERY == 0:
            progress.report(at, len(table.rows), say("Looking at each row"))
        fixes = choices.fixes.get(row.number, none)
        cells, before = cells_of(table, row, kind, look.matching, fixes)
        if row.number in choices.left:
            name = shown_name(cells) or cells.get("payer_name", "")
            lines.append(ImportLine(row.number, "left", name, say("You left it out.")))
            continue
        if not cells:
            lines.append(ImportLine(row.number, "left", "", say("Nothing stands in the columns that are imported.")))
            continue
        if not fixes and row.number not in choices.others and is_sum(row.cells):
            words = say("It seems to be a sum, or the end of a report.")
            can_be_other = kind != "visits"
            lines.append(
                ImportLine(row.number, "left", next(filter(None, row.cells)), words, can_be_other=can_be_other)
            )
            continue
        line, entry = looks.line(row.number, cells, before)
        lines.append(line)
        if entry is not None:
            entries.append(entry)
    return Outlook(tuple(lines), tuple(entries))
