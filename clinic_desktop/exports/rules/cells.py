"""How a value stands in a cell of a table, and in a client’s JSON."""

import json
from typing import Any

from clinic_desktop.exports.model import ColumnShape
from clinic_desktop.values.spreadsheet import Dollars, SheetCell

_CENTS, _DOLLARS = "_cents", "_dollars"


def heading_of(name: str, column: ColumnShape | None) -> str:
    """What a column is called in a table: amounts in dollars say so."""
    return name.removesuffix(_CENTS) + _DOLLARS if column is not None and column.is_cents else name


def cell_of(value: Any, column: ColumnShape | None) -> SheetCell:
    """A value as a cell; bytes are hexadecimal."""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, int) and column is not None and column.is_cents:
        return Dollars(value)
    return str(value) if isinstance(value, float) else value


def json_of(value: Any, column: ColumnShape | None) -> Any:
    """A value as JSON has it: as the record has it, but that what is JSON there is no text here."""
    if isinstance(value, bytes):
        return value.hex()
    if column is not None and column.is_json and isinstance(value, str):
        return json.loads(value)
    return value
