"""A list as a file for a spreadsheet: CSV whose cells no spreadsheet runs. The one place that writes CSV.

Every cell stands in quotes; a text that a spreadsheet would run as a formula has an apostrophe in front (ASVS 1.2.10),
and whoever reads the file by `as_meant` has the very same text again. Amounts are dollars, days are ISO, and the file
is UTF-8 with the mark by which a spreadsheet knows it.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from clinic_desktop.values import money


class Dollars(NamedTuple):
    """An amount in cents, that stands in its cell as dollars: 1250 is 12.50."""

    cents: int


# Text of anybody, a number, an amount, a day; None for an empty cell.
SheetCell = str | int | Dollars | date | None

# What begins a formula, with its full-width, small, raised and lowered forms (those that Unicode takes for the same),
# and the minus sign of mathematics.
_STARTS = "=+-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u207c\u207a\u207b\u208c\u208a\u208b\u2212\ufb29"
# What a spreadsheet may drop before it looks: blanks of every kind, what has no width, what moves the cursor.
_DROPPED = r"\s\x00-\x20\x7f-\xa0\xad\u180e\u200b-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff"
# Characters that by themselves begin another cell, another line or the end of a text for some reader.
_BREAKS = r"\t\r\n\x00"
# An apostrophe in front of one is asked for as well, so that the one which is added can be told from it.
_IS_RUN = re.compile(rf"'*(?:[{_BREAKS}]|[{_DROPPED}]*[{re.escape(_STARTS)}])")
_MARK = "\ufeff"


def spreadsheet(rows: Iterable[Sequence[SheetCell]]) -> bytes:
    """These rows as one file."""
    return b"".join(spreadsheet_lines(rows))


def spreadsheet_lines(rows: Iterable[Sequence[SheetCell]]) -> Iterator[bytes]:
    """The same, a line at a time, so that a long list never lies in memory as a whole."""
    made = io.StringIO(newline="")
    writer = csv.writer(made, quoting=csv.QUOTE_ALL)
    made.write(_MARK)
    for row in rows:
        writer.writerow([_written(cell) for cell in row])
        yield made.getvalue().encode("utf-8")
        made.seek(0)
        made.truncate()
    if made.tell():
        # A list without a row is a file with its mark.
        yield made.getvalue().encode("utf-8")


def rows_in(content: bytes) -> list[list[str]]:
    """The cells of a file that `spreadsheet` wrote, each text as it was before it was made harmless."""
    text = content.decode("utf-8-sig")
    return [[as_meant(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""))]


def harmless(cell: str) -> str:
    """A text that is shown as it is typed: one that a spreadsheet would run has an apostrophe in front."""
    return f"'{cell}" if _IS_RUN.match(cell) else cell


def as_meant(cell: str) -> str:
    """The text that `harmless` was given."""
    return cell[1:] if cell.startswith("'") and _IS_RUN.match(cell, 1) else cell


def _written(cell: SheetCell) -> str:
    # What the program reckoned is no text of anybody: its minus is one.
    if cell is None:
        return ""
    if isinstance(cell, str):
        return harmless(cell)
    if isinstance(cell, Dollars):
        return money.typed(cell.cents)
    return cell.isoformat() if isinstance(cell, date) else str(cell)
