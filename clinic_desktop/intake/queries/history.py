"""Reads health histories."""

from datetime import date
from itertools import takewhile

from clinic_desktop.clients.model import ClientId
from clinic_desktop.intake.model.history import HealthHistory, HistoryId
from clinic_desktop.intake.rules.history import ASKING
from clinic_desktop.store.paging import Cursor, Listing, Order, Page, page
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row

NEWEST_FIRST = Order(("taken_on", "id"), descending=True)


def history_page(read: Reader, owner: ClientId, after: Cursor | None = None) -> Page[HealthHistory]:
    """The histories of a client; the first one counts."""
    return page(read, Listing("health_history_rows", _history, "client_id = ?", (owner,)), NEWEST_FIRST, after)


def newest_history(read: Reader, owner: int) -> HealthHistory | None:
    """The history that counts, None where none was taken."""
    sql = "SELECT * FROM health_history_rows WHERE client_id = ? ORDER BY taken_on DESC, id DESC LIMIT 1"
    return next((_history(row) for row in read.all(sql, owner)), None)


def told_since(read: Reader, newest: HealthHistory) -> date:
    """Since when the client says the same of what a flag may stand for, however often it was gone over."""
    sql = "SELECT * FROM health_history_rows WHERE client_id = ? AND taken_on <= ? ORDER BY taken_on DESC, id DESC"
    before = (_history(row) for row in read.all(sql, newest.client, newest.taken_on.isoformat()))
    same = takewhile(lambda one: all(getattr(one, name) == getattr(newest, name) for name in ASKING), before)
    return min(one.taken_on for one in same)


def health_history(read: Reader, row: int) -> HealthHistory:
    """One history; raises Missing."""
    return _history(read.one("SELECT * FROM health_history_rows WHERE id = ?", row))


def _history(row: Row) -> HealthHistory:
    facts = dict(row)
    facts["id"], facts["client"] = HistoryId(row["id"]), ClientId(facts.pop("client_id"))
    facts["taken_on"] = date.fromisoformat(row["taken_on"])
    facts["no_allergies"] = bool(row["no_allergies"])
    return HealthHistory(**facts)
