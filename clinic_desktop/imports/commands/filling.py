"""Fill up what is on record where it is empty, and empty it again."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from clinic_desktop.clients.commands import ChangeClient
from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.clients.rules import client_values
from clinic_desktop.imports.model.entries import ClientEntry, PayerEntry
from clinic_desktop.imports.queries.outlook.clients import fills
from clinic_desktop.imports.queries.outlook.payers import FILLED_OF_PAYER
from clinic_desktop.payers.commands import ChangePayer
from clinic_desktop.payers.model import PayerDraft
from clinic_desktop.payers.rules import payer_values
from clinic_desktop.store.transaction import Row, Transaction
from clinic_desktop.values import dates

# Table, id, version then, and what was filled up, None for a row that was added.
Wrote = tuple[str, int, int, dict[str, Any] | None]


def fill_client(tx: Transaction, entry: ClientEntry) -> Wrote:
    """Fill up a client. What somebody typed there meanwhile stays."""
    row = tx.active("clients", entry.known)
    filled = fills(row, client_values(entry.draft, tx.clock.today()))
    return _filled(tx, "clients", row, filled)


def fill_payer(tx: Transaction, entry: PayerEntry) -> Wrote:
    """Fill up a payer. What somebody typed there meanwhile stays."""
    row = tx.active("payers", entry.known)
    values = payer_values(entry.draft)
    return _filled(tx, "payers", row, {key: values[key] for key in FILLED_OF_PAYER if values[key] and not row[key]})


def empty_again(tx: Transaction, table: str, row: Row, filled: Mapping[str, Any]) -> None:
    """Empty what was filled up, as the row stands now."""
    _change(tx, table, row, dict.fromkeys(filled, ""))


def _filled(tx: Transaction, table: str, row: Row, filled: dict[str, Any]) -> Wrote:
    if filled:
        _change(tx, table, row, filled)
    return table, int(row["id"]), int(row["version"]) + bool(filled), filled


def _change(tx: Transaction, table: str, row: Row, values: Mapping[str, Any]) -> None:
    """Through the command of the room, as if it were typed."""
    now, version = row | dict(values), int(row["version"])
    if table == "clients":
        draft = ClientDraft(**_typed(ClientDraft, now) | {"is_other_person": True})
        ChangeClient(row["id"], version, draft).perform(tx)
    else:
        ChangePayer(row["id"], version, PayerDraft(**_typed(PayerDraft, now))).perform(tx)


def _typed(kind: type[ClientDraft] | type[PayerDraft], row: Row) -> dict[str, Any]:
    """A row as its form would have it typed."""
    made: dict[str, Any] = {}
    for one in fields(kind):
        value = row.get(one.name)
        if one.type is bool:
            made[one.name] = bool(value)
        elif one.name == "birth_date" and (born := dates.kept(value or "")):
            made[one.name] = dates.printed(born)
        else:
            made[one.name] = "" if value is None else str(value)
    return made
