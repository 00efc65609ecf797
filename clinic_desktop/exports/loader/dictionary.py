"""What each column of the tables is: its type, the table that it names a row of, and what it is called."""

from collections.abc import Iterator, Sequence

from clinic_desktop.audit.rules.words import column_words, table_words
from clinic_desktop.exports.loader.writing import ExportFolder
from clinic_desktop.exports.model import ColumnShape, RecordShape, TableShape
from clinic_desktop.exports.queries.rows import headings
from clinic_desktop.exports.rules.cells import heading_of
from clinic_desktop.exports.rules.left_out import exported_tables
from clinic_desktop.values.spreadsheet import SheetCell, spreadsheet

COLUMNS = "columns.csv"
_HEADINGS = ("table", "table_in_words", "column", "column_in_json", "type", "row_of_table", "in_words")
# Of a column as the file has it; amounts, JSON and names beside numbers are told apart first.
_TYPES = {"INTEGER": "whole number", "REAL": "number", "BLOB": "hexadecimal"}


def write_columns(folder: ExportFolder, shape: RecordShape) -> None:
    """Write it; raises StoreTrouble."""
    lines = [line for table in exported_tables(shape) for line in _lines(shape, table)]
    folder.write(COLUMNS, (spreadsheet([_HEADINGS, *lines]),), len(lines))


def _lines(shape: RecordShape, table: TableShape) -> Iterator[Sequence[SheetCell]]:
    about = table_words(table.name)
    for name, column in headings(shape, table):
        refers = column.refers if column else ""
        words = column_words(name) if column else "its name, on the day of the export"
        yield table.name, about, heading_of(name, column), name, _type(column), refers, words


def _type(column: ColumnShape | None) -> str:
    if column is None:
        return "text"
    if column.is_cents:
        return "dollars; cents in JSON"
    return "JSON" if column.is_json else _TYPES.get(column.type, "text")
