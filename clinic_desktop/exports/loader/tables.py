"""Every table as a file for a spreadsheet."""

from collections.abc import Iterator, Sequence

from clinic_desktop.exports.loader.writing import ExportFolder
from clinic_desktop.exports.model import TableShape
from clinic_desktop.exports.queries.rows import RecordRows, headings
from clinic_desktop.exports.rules.cells import cell_of, heading_of
from clinic_desktop.values.spreadsheet import SheetCell, spreadsheet_lines

TABLES = "tables"


def write_table(folder: ExportFolder, rows: RecordRows, table: TableShape) -> int:
    """Write it, and return how many rows it has; raises StoreTrouble."""
    return folder.write_rows(f"{TABLES}/{table.name}.csv", spreadsheet_lines(_lines(rows, table)))


def _lines(rows: RecordRows, table: TableShape) -> Iterator[Sequence[SheetCell]]:
    columns = headings(rows.shape, table)
    yield [heading_of(name, column) for name, column in columns]
    for row in rows.of(table):
        yield [cell_of(row[name], column) for name, column in columns]
