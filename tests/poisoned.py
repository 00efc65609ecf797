"""A clinic in whose every free text somebody wrote something hostile: in its rows, behind the back of its commands."""

import json
import re
from collections.abc import Iterator
from itertools import cycle
from typing import Any

from clinic_desktop.store.connection import driver, open_encrypted
from clinic_desktop.store.keys.keyring import ClinicFolder

# What is no free text by how it looks: days, moments, digests, words of a list, numbers, and phone numbers.
_SET = re.compile(r"(\d{4}-\d\d-\d\d([T ].*)?|[0-9a-f]{32,}|[a-z0-9_:./-]*|[\d.,:+ ()-]+|[A-Z]{2}|[A-Z0-9.]{3,8})")
# Written by machines, or read by them alone.
_TABLES = re.compile(r"(sqlite_|audit$|drafts$|contents$|.*_(config|data|docsize|idx|content)$|.*_search.*)")
_COLUMNS = re.compile(
    r"(sort_.*|.*_sort|.*_key|slot|form|blob|digest|.*_digest|about|page|regions?|codes|search_text|.*_code|email)$"
)

# Every other client is still found by a line that somebody types, as for the schedule.
_SOUGHT = "family_name"
_ENTRY_LETTERS = 100


# Who works there is chosen from at sign-in, so it stands in the key file: that is of no client.
AT_SIGN_IN = (("staff", "name"),)


def poison(folder: ClinicFolder, key: bytes, words: tuple[str, ...], spared: tuple[tuple[str, str], ...] = ()) -> int:
    """Add one of the words to each free text of each row; returns how many texts took one. A text that may not be so
    long, that its table refuses, or whose table and column are `spared`, stays as it is."""
    database = open_encrypted(folder.database, key, "write")
    try:
        connection, given, count = database.conn, cycle(words), 0
        triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("BEGIN IMMEDIATE")
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for table, column in _free_texts(connection):
            if (table, column) in spared:
                continue
            for row, value in connection.execute(f"SELECT rowid, {column} FROM {table}").fetchall():
                if not value or (column == _SOUGHT and row % 2):
                    continue
                try:
                    connection.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (_worse(value, given), row))
                    count += 1
                except driver().IntegrityError:
                    continue
        for _, sql in triggers:
            connection.execute(sql)
        connection.execute("COMMIT")
        return count
    finally:
        database.close()


def _free_texts(connection: Any) -> Iterator[tuple[str, str]]:
    """The columns in which a person writes what they like."""
    tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").fetchall()
    for (table,) in tables:
        if _TABLES.match(table):
            continue
        for _, column, kind, *_ in connection.execute(f"PRAGMA table_info({table})").fetchall():
            if kind != "TEXT" or _COLUMNS.match(column):
                continue
            values = [one for (one,) in connection.execute(f"SELECT DISTINCT {column} FROM {table} LIMIT 500") if one]
            if values and not all(_SET.fullmatch(one) for one in values):
                yield table, column


def _worse(value: str, given: Iterator[str]) -> str:
    if value[:1] in "[{" and value[-1:] in "]}":
        try:
            return json.dumps(_leaves(json.loads(value), given), ensure_ascii=False)
        except ValueError:
            pass
    return f"{value} {next(given)}"


def _leaves(body: Any, given: Iterator[str]) -> Any:
    if isinstance(body, dict):
        return {name: _leaves(one, given) for name, one in body.items()}
    if isinstance(body, list):
        return [_entry(one, given) if _is_entry(one) else _leaves(one, given) for one in body]
    if isinstance(body, str) and " " in body and not _SET.fullmatch(body):
        return f"{body} {next(given)}"
    return body


def _is_entry(one: Any) -> bool:
    """Whether it is a line of a list, of which a form takes so many letters and no more."""
    return isinstance(one, str) and " " in one and len(one) <= _ENTRY_LETTERS // 2 and not _SET.fullmatch(one)


def _entry(text: str, given: Iterator[str]) -> str:
    """With the next of the words that leaves it as long as one entry of a list may be."""
    return next(worse for worse in (f"{text} {words}" for words in given) if len(worse) <= _ENTRY_LETTERS)
