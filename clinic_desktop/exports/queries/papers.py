"""Finds the papers and files that a record keeps: those it names by the digest of their bytes, and those beside it."""

from collections.abc import Iterator

from clinic_desktop.errors import StoreTrouble
from clinic_desktop.exports.model import KeptFile, Lost, RecordShape, TableShape
from clinic_desktop.exports.rules.belonging import Tree
from clinic_desktop.exports.rules.naming import client_sql, name_sql
from clinic_desktop.exports.rules.papers import PAPERS, FileColumn, PaperOf, paper_columns, stem_of
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row

# Papers that are made of what was frozen when they were signed: table, column that tells it, and which rows are.
SIGNED = {
    "treatment_plans": ("signed_on", "t.signed_on <> ''"),
    "progress_reports": ("signed_on", "t.signed_on <> ''"),
    "determinations": ("paper", "t.paper <> '{}'"),
}


def kept_papers(read: Reader, shape: RecordShape, tree: Tree, lost: list[Lost]) -> Iterator[KeptFile]:
    """All of them, by table and row; of tables that cannot be read it is noted that they cannot."""
    for column in paper_columns(shape):
        named = f"t.{column.name} IS NOT NULL AND t.{column.name} <> ''"
        yield from _found(read, shape, tree, column, named, lost)
    for table, (column_name, where) in SIGNED.items():
        found = shape.tables.get(table)
        if found is not None and found.has(column_name):
            yield from _found(read, shape, tree, FileColumn(found, "", False), where, lost)


def _found(
    read: Reader, shape: RecordShape, tree: Tree, column: FileColumn, where: str, lost: list[Lost]
) -> Iterator[KeptFile]:
    table, about = column.table, PAPERS.get(column.table.name, PaperOf(column.table.name))
    named = f"t.{column.name}" if column.name else "''"
    parts = {
        "row": "t.id",
        "client": client_sql(tree, table.name, "t"),
        "word": _column(table.has(about.word_column), about.word_column),
        "number": _number(table, about),
        "title": _column(table.has(about.title), about.title),
        "day": _column(table.has(about.day), about.day),
        "names": named,
    }
    listed = ", ".join(f"{sql} AS {name}" for name, sql in parts.items())
    client = "(SELECT {} FROM clients AS c WHERE c.id = {})".format(  # noqa: S608 - the file's own names
        name_sql(shape, "clients", "c"), parts["client"]
    )
    sql = f"SELECT {listed}, {client} AS client_name FROM {table.name} AS t WHERE {where} ORDER BY t.id"  # noqa: S608 - the file's own names
    try:
        rows = read.all(sql)
    except StoreTrouble:
        lost.append(Lost(f"{table.name}, {column.name}"))
        return
    for row in rows:
        yield _paper(column, about, row)


def _paper(column: FileColumn, about: PaperOf, row: Row) -> KeptFile:
    word = about.word or row["word"] or column.table.name
    return KeptFile(
        table=column.table.name,
        row=row["row"],
        column=column.name,
        client=row["client"],
        client_name=row["client_name"] or "",
        stem=stem_of(column.table.name, column.name or "digest", word, row["number"] or row["row"]),
        about=word,
        number=row["number"] or row["row"],
        title=row["title"],
        day=row["day"],
        digest="" if column.is_beside else row["names"],
        blob=row["names"] if column.is_beside else "",
    )


def _number(table: TableShape, about: PaperOf) -> str:
    if not table.has(about.number):
        return "t.id"
    if not about.through:
        return f"t.{about.number}"
    return f"(SELECT n.number FROM {about.through} AS n WHERE n.id = t.{about.number})"  # noqa: S608 - own names


def _column(is_there: bool, name: str) -> str:
    return f"coalesce(t.{name}, '')" if is_there and name else "''"
