"""How the cells of a report are written: on the screen, on paper, and in a file for a spreadsheet."""

from datetime import date

from clinic_desktop.reports.model import Cell, CellKind, ReportColumn, ReportLine, ReportTable
from clinic_desktop.values import dates, money
from clinic_desktop.values.spreadsheet import Dollars, SheetCell, spreadsheet
from clinic_desktop.wording import say


def cell_words(kind: CellKind, value: Cell) -> str:
    """A cell for the screen; "" where there is nothing to say."""
    if value is None or value == "":
        return ""
    if kind == "money":
        assert isinstance(value, int)
        return money.shown(value)
    if kind == "percent":
        return say("{number}%", number=value)
    return dates.shown(value) if isinstance(value, date) else str(value)


def cell_printed(kind: CellKind, value: Cell) -> str:
    """A cell for paper: its days as US paper has them, also those inside a text."""
    if isinstance(value, date):
        return dates.printed(value)
    return dates.printed_within(cell_words(kind, value))


def total_line(table: ReportTable) -> ReportLine | None:
    """The sum as the last line; None where there is nothing to sum."""
    return ReportLine(-1, table.total) if table.total is not None and table.lines else None


def csv_bytes(table: ReportTable) -> bytes:
    """The lines and their sum as a file for a spreadsheet (UTF-8 with its mark): amounts as plain numbers, days as
    2026-10-31. Text that a spreadsheet would take for a formula begins with an apostrophe."""
    last = total_line(table)
    lines = (*table.lines, *((last,) if last else ()))
    cells = ([_csv_cell(one, value) for one, value in zip(table.columns, line.cells, strict=True)] for line in lines)
    return spreadsheet(([one.title for one in table.columns], *cells))


def _csv_cell(column: ReportColumn, value: Cell) -> SheetCell:
    return Dollars(value) if column.kind == "money" and isinstance(value, int) else value


def csv_name(table: ReportTable) -> str:
    """The name proposed for the file; it names no client."""
    return f"{table.key}.csv"


def sentence(column: ReportColumn, value: Cell) -> str:
    """A cell by its name, as "Adjuster: Dana Poe"; "" where there is nothing to say."""
    words = cell_words(column.kind, value)
    return say("{name}: {value}", name=column.title, value=words) if words else ""
