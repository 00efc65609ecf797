"""Makes the lines of a report, each by itself: one record that cannot be read never stops the rest."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from clinic_desktop.clients.model import listed_name
from clinic_desktop.errors import StoreTrouble
from clinic_desktop.jobs import Cancelled
from clinic_desktop.reports.model import Cell, ReportColumn, ReportLine
from clinic_desktop.store.transaction import Row
from clinic_desktop.wording import say

_log = logging.getLogger(__name__)
_NOTHING: Mapping[int, str] = MappingProxyType({})


def read_lines(
    rows: Sequence[Row],
    columns: Sequence[ReportColumn],
    lead: Callable[[Row], ReportLine],
    cells: Callable[[Row], Sequence[Cell]],
    sums: Mapping[int, str] = _NOTHING,
) -> tuple[ReportLine, ...]:
    """A line a row: `lead` says where it leads, and reads nothing that could be damaged; `cells` what stands in it.

    A row whose cells cannot be read is a line that says so, and still leads there. `sums` are the columns that are
    added up, by the name of their value: that line has them too, so that the sum of the report holds. Raises
    StoreTrouble where the file itself cannot be read, and Cancelled.
    """
    made = []
    for row in rows:
        line = lead(row)
        try:
            found = tuple(cells(row))
        except (Cancelled, StoreTrouble):
            raise
        except Exception as error:  # noqa: BLE001 - one bad record never stops the others
            # No word of a client: ids alone.
            _log.warning("line %d of a report could not be read: %s", line.id, type(error).__name__)
            found = _unread(row, columns, sums)
        made.append(replace(line, cells=found))
    return tuple(made)


def _unread(row: Row, columns: Sequence[ReportColumn], sums: Mapping[int, str]) -> tuple[Cell, ...]:
    words = say("Could not be read")
    if "given_name" in row:
        name = listed_name(row["given_name"], row["family_name"], row["preferred_name"])
        words = say("{client}: could not be read", client=name)
    first = next(at for at, one in enumerate(columns) if one.kind == "text")
    kept = {at: row[name] for at, name in sums.items()}
    return tuple(words if at == first else kept.get(at) for at in range(len(columns)))
