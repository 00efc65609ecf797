"""Compares an export with the record it was made of: every row and every column, from the files alone."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from clinic_desktop.clinic import Clinic
from clinic_desktop.exports.loader.exporting import export_beside
from clinic_desktop.exports.model import ExportRun, TableShape
from clinic_desktop.exports.queries.rows import headings
from clinic_desktop.exports.queries.shapes import record_shape
from clinic_desktop.exports.rules.cells import heading_of, json_of
from clinic_desktop.exports.rules.left_out import exported_columns, exported_tables
from clinic_desktop.jobs import Progress
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row
from clinic_desktop.values.spreadsheet import rows_in


class Exported(NamedTuple):
    """A clinic, where its export lies, and what came of it."""

    clinic: Clinic
    folder: Path
    run: ExportRun


def export_of(clinic: Clinic, target: Path, progress: Progress | None = None) -> Exported:
    """Export a clinic."""
    keys = clinic.keys
    run = export_beside(keys.folder, keys.key, target, clinic.clock.today(), progress or Progress())
    return Exported(clinic, target, run)


class Compared(NamedTuple):
    """So many rows and values of the record were looked for, and found to be the same, in tables and in JSON."""

    rows: int
    values: int


def compared(read: Reader, folder: Path) -> Compared:
    """Compare all; raises AssertionError where a row or a value is missing, or another one."""
    shape = record_shape(read)
    in_json = dict(_rows_in_json(folder))
    rows = values = 0
    for table in exported_tables(shape):
        found = _rows_in_table(folder, table, [heading_of(*one) for one in headings(shape, table)])
        kept = read.all(f"SELECT * FROM {table.name}")
        assert len(found) == len(kept), table.name
        by_key = {tuple(one[name] for name in _key(table)): one for one in found}
        for row in kept:
            cells = by_key[tuple(_cell(row[name], is_cents=False) for name in _key(table))]
            nested = in_json.pop((table.name, _number(row)), None)
            assert nested is not None or table.name in ("audit", "drafts"), (table.name, row)
            for column in exported_columns(table):
                assert cells[heading_of(column.name, column)] == _cell(row[column.name], is_cents=column.is_cents)
                assert nested is None or nested[column.name] == json_of(row[column.name], column)
                values += 1
            rows += 1
    assert in_json == {}
    return Compared(rows, values)


def _key(table: TableShape) -> tuple[str, ...]:
    # Drafts are told apart by their form and whose they are.
    return tuple(one.name for one in table.columns[: 1 if table.key else 2])


def _cell(value: Any, *, is_cents: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, bytes):
        return value.hex()
    if is_cents:
        return f"{'-' if value < 0 else ''}{abs(value) // 100}.{abs(value) % 100:02d}"
    return str(value)


def _rows_in_table(folder: Path, table: TableShape, names: list[str]) -> list[dict[str, str]]:
    head, *rows = rows_in((folder / "tables" / f"{table.name}.csv").read_bytes())
    assert head == names
    return [dict(zip(head, row, strict=True)) for row in rows]


def _rows_in_json(folder: Path) -> Iterator[tuple[tuple[str, int | None], Row]]:
    """Every object of every file, with the table that it is a row of."""
    for path in sorted((folder / "clients").iterdir()):
        yield from _objects("clients", json.loads(path.read_text(encoding="utf-8"))["client"])
    for one in json.loads((folder / "payers.json").read_text(encoding="utf-8"))["payers"]:
        yield from _objects("payers", one)
    clinic = json.loads((folder / "clinic.json").read_text(encoding="utf-8"))["clinic"]
    for tables in (clinic, clinic.pop("of_nobody", {})):
        for table, rows in tables.items():
            for one in rows:
                yield from _objects(table, one)


def _objects(table: str, row: Row) -> Iterator[tuple[tuple[str, int | None], Row]]:
    yield (table, _number(row)), row
    for name, value in row.items():
        # What belongs to a row: objects that are rows themselves.
        if isinstance(value, list) and all(isinstance(one, dict) and _is_row(one) for one in value):
            for one in value:
                yield from _objects(name, one)


def _is_row(found: dict[str, Any]) -> bool:
    return "retired_at" in found or "client_id" in found


def _number(row: Row) -> int | None:
    return row.get("id", row.get("client_id"))
