"""A list as a file for a spreadsheet: CSV whose cells no spreadsheet runs."""

import csv
import io
from collections.abc import Iterable, Sequence

# What a spreadsheet takes for a formula when a cell begins with it; a blank before it does not keep it from that.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_BLANKS = " \u00a0"


def spreadsheet(rows: Iterable[Sequence[str]]) -> bytes:
    """These rows as CSV in UTF-8, with the mark by which a spreadsheet knows that letters beyond the English ones are
    meant. What is not from the program itself goes through `harmless` first."""
    made = io.StringIO(newline="")
    csv.writer(made).writerows(rows)
    return made.getvalue().encode("utf-8-sig")


def harmless(cell: str) -> str:
    """A cell that is shown as it is typed: one that a spreadsheet would run has an apostrophe in front."""
    return f"'{cell}" if cell.lstrip(_BLANKS).startswith(_FORMULA) or cell.startswith(_FORMULA) else cell
