"""Each client with everything that belongs to them as one JSON file, payers and the clinic likewise."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from clinic_desktop.exports.loader.writing import ExportFolder
from clinic_desktop.exports.model import EXPORT_FORMAT, TableShape
from clinic_desktop.exports.queries.rows import RecordRows, headings
from clinic_desktop.exports.rules.belonging import CLIENTS, PAYERS, Tree
from clinic_desktop.exports.rules.cells import json_of
from clinic_desktop.exports.rules.left_out import exported_tables
from clinic_desktop.exports.rules.papers import folder_of

# So many clients are read in one go.
BATCH = 25
# The trail of what was done is a table, and part of nobody's record.
_TABLES_ALONE = frozenset({"audit", "drafts"})
# Paths of files, by the table and the row that name them.
PaperPaths = Mapping[tuple[str, int], Sequence[str]]


def clients_in(rows: RecordRows, tree: Tree, papers: PaperPaths) -> Iterator[tuple[int, bytes]]:
    """Each client's number with their file."""
    numbers = rows.numbers(rows.shape.tables[CLIENTS])
    while batch := list(islice(numbers, BATCH)):
        found = _objects(rows, tree, CLIENTS, ("id", batch), papers)
        for one in found:
            yield int(one["id"]), _file(rows, {"client": one})


def write_client(folder: ExportFolder, number: int, content: bytes) -> None:
    """Write a client's file; raises StoreTrouble."""
    folder.write(f"{CLIENTS}/{folder_of(number)}.json", (content,))


def write_payers(folder: ExportFolder, rows: RecordRows, tree: Tree, papers: PaperPaths) -> None:
    """Write all payers as one file; raises StoreTrouble."""
    numbers = list(rows.numbers(rows.shape.tables[PAYERS]))
    found = _objects(rows, tree, PAYERS, ("id", numbers), papers)
    folder.write("payers.json", (_file(rows, {"payers": found}),))


def write_clinic(folder: ExportFolder, rows: RecordRows, trees: Sequence[Tree], papers: PaperPaths) -> None:
    """Write as one file what is neither a client's nor a payer's, and the rows of theirs that name nobody; raises
    StoreTrouble."""
    made: dict[str, Any] = {}
    of_nobody: dict[str, Any] = {}
    for table in exported_tables(rows.shape):
        tree = next((one for one in trees if table.name in one), None)
        if tree is None and table.name not in _TABLES_ALONE:
            made[table.name] = [_object(rows, table, row, papers) for row in rows.of(table)]
        elif tree is not None and table.name in tree.owners:
            alone = [row["id"] for row in rows.without_owner(table, tree.owners[table.name].column)]
            if alone:
                of_nobody[table.name] = _objects(rows, tree, table.name, ("id", alone), papers)
    if of_nobody:
        made["of_nobody"] = of_nobody
    folder.write("clinic.json", (_file(rows, {"clinic": made}),))


def _objects(
    rows: RecordRows, tree: Tree, table: str, wanted: tuple[str, Sequence[int]], papers: PaperPaths
) -> list[dict[str, Any]]:
    """The rows of a table whose column names one of these numbers, each with what belongs to it."""
    shape = rows.shape.tables[table]
    found = rows.owned(shape, *wanted)
    made = [_object(rows, shape, row, papers) for row in found]
    # What is owned by nothing else has no number of its own.
    if not made or not shape.has("id"):
        return made
    by_id = {one["id"]: one for one in made}
    for below, column in tree.below(table):
        for one in _objects(rows, tree, below, (column, list(by_id)), papers):
            by_id[one[column]].setdefault(below, []).append(one)
    return made


def _object(rows: RecordRows, table: TableShape, row: Mapping[str, Any], papers: PaperPaths) -> dict[str, Any]:
    made = {name: json_of(row[name], column) for name, column in headings(rows.shape, table)}
    if paths := papers.get((table.name, int(row.get("id") or 0))):
        made["files"] = list(paths)
    return made


def _file(rows: RecordRows, content: Mapping[str, Any]) -> bytes:
    head = {"format": EXPORT_FORMAT, "schema": rows.shape.schema}
    return json.dumps({**head, **content}, ensure_ascii=False, indent=1).encode("utf-8") + b"\n"


def by_row(paths: Iterable[tuple[str, int, str]]) -> PaperPaths:
    """Table, row and path, sorted by the row that names them."""
    made: dict[tuple[str, int], list[str]] = {}
    for table, row, path in paths:
        made.setdefault((table, row), []).append(path)
    return made
