"""Reads of what tables and columns the clinic’s file is made."""

import re
from types import MappingProxyType

from clinic_desktop.exports.model import ColumnShape, RecordShape, TableShape
from clinic_desktop.exports.rules.naming import REFERENCES
from clinic_desktop.store.reader import Reader

_JSON = re.compile(r"json_valid\((\w+)\)")
# Not what a search is made of, and not what SQLite keeps for itself.
_TABLES = (
    "SELECT listed.name, listed.wr, made.sql FROM pragma_table_list AS listed"
    " JOIN sqlite_schema AS made ON made.name = listed.name AND made.type = 'table'"
    " WHERE listed.schema = 'main' AND listed.type = 'table' AND listed.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    " ORDER BY listed.name"
)


def record_shape(read: Reader) -> RecordShape:
    """The shape of the open file, whatever version it has; raises StoreTrouble."""
    tables = {str(row["name"]): _table(read, row["name"], row["sql"], row["wr"]) for row in read.all(_TABLES)}
    return RecordShape(int(read.one("PRAGMA user_version")["user_version"]), MappingProxyType(tables))


def _table(read: Reader, name: str, sql: str, has_no_number: int) -> TableShape:
    refers = {str(row["from"]): str(row["table"]) for row in read.all("SELECT * FROM pragma_foreign_key_list(?)", name)}
    in_json = set(_JSON.findall(sql))
    columns = tuple(
        ColumnShape(
            row["name"],
            row["type"],
            refers.get(row["name"]) or REFERENCES.get((name, row["name"]), ""),
            row["name"] in in_json,
        )
        for row in read.all("SELECT name, type FROM pragma_table_info(?)", name)
    )
    return TableShape(name, columns, "" if has_no_number else "rowid")
