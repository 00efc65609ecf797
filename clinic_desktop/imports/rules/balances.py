"""Columns of what clients owe or have left in the other program: none is taken, and that is said before."""

import re

from clinic_desktop.imports.model.sheet import ImportTable, Matching
from clinic_desktop.values.text import folded

# As headings say it, in small letters without marks between words.
_SAYS_BALANCE = (
    r"balance|owed|owes|owing|outstanding|(?:amount|total) due|(?:account|client|store) credit|prepaid|unused"
)


def balance_columns(table: ImportTable, matching: Matching) -> tuple[str, ...]:
    """The headings of such columns that are imported as nothing, not as a note either, and have something in them."""
    return tuple(
        heading
        for at, heading in enumerate(table.headings)
        if not matching.columns[at] and _is_balance(heading) and any(_cell(row.cells, at) for row in table.rows)
    )


def _is_balance(heading: str) -> bool:
    apart = " ".join(re.findall(r"[^\W_]+", folded(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading))))
    return re.search(rf"\b(?:{_SAYS_BALANCE})\b", apart) is not None


def _cell(cells: tuple[str, ...], at: int) -> str:
    return cells[at].strip() if at < len(cells) else ""
