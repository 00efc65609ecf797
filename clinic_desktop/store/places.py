"""Rows that stand in an order of their own, by a column `place`."""

from collections.abc import Sequence

from clinic_desktop.store.transaction import Row, Transaction


def move(tx: Transaction, table: str, rows: Sequence[Row], row: int, *, up: bool, version: int) -> None:
    """Let a row change places with the one above or below it; at the end of the list nothing is written.

    `rows` are those of the list in their order, with id, version and place. Raises Missing or ChangedSince.
    """
    at = next((at for at, one in enumerate(rows) if one["id"] == row), -1)
    other = at - 1 if up else at + 1
    if at < 0 or not 0 <= other < len(rows):
        return
    own, neighbor = rows[at], rows[other]
    tx.update(table, row, {"place": neighbor["place"]}, version)
    tx.update(table, neighbor["id"], {"place": own["place"]}, neighbor["version"])
