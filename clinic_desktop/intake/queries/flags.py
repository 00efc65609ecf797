"""Reads flags: those that are open, all of a client, and what was answered when."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from clinic_desktop.clients.model import ClientId
from clinic_desktop.intake.model.flags import FlagClearance, FlagId, HealthFlag, OpenFlag, Screening, ScreeningId
from clinic_desktop.store.paging import Cursor, Listing, Order, Page, page
from clinic_desktop.store.reader import Reader, Reads
from clinic_desktop.store.transaction import Row
from clinic_desktop.values import dates

OPEN_FIRST = Order(("rank", "id"))


def open_flags(read: Reads, client: int) -> tuple[OpenFlag, ...]:
    """The flags of a client that are not resolved: urgent ones first, then those that modify, then places."""
    sql = "SELECT * FROM health_flag_rows WHERE client_id = ? AND resolved_on = '' ORDER BY rank, found_on, id"
    return tuple(open_flag_of(row) for row in read.all(sql, client))


def stops(read: Reads, client: int, day: date) -> tuple[OpenFlag, ...]:
    """The urgent flags of a client that stand in the way of a visit on that day, the first one found first. One with a
    clearance for that day does not; as the triggers on visits have it."""
    sql = (
        "SELECT * FROM health_flag_rows AS flag WHERE client_id = ?1 AND resolved_on = '' AND level = 'urgent'"
        " AND found_on <= ?2 AND coalesce((SELECT until_on FROM flag_clearance_rows WHERE flag_id = flag.id"
        " AND given_on <= ?2 ORDER BY given_on DESC, id DESC LIMIT 1), '') < ?2 ORDER BY found_on, id"
    )
    return tuple(open_flag_of(row) for row in read.all(sql, client, day.isoformat()))


def clearances(read: Reads, flag: int) -> tuple[FlagClearance, ...]:
    """The clearances of a flag that end, the last one given first."""
    sql = "SELECT * FROM flag_clearance_rows WHERE flag_id = ? ORDER BY given_on DESC, id DESC"
    return tuple(_clearance(row) for row in read.all(sql, flag))


def flag_page(read: Reader, owner: ClientId, after: Cursor | None = None) -> Page[HealthFlag]:
    """All flags of a client, open ones first."""
    return page(read, Listing("health_flag_rows", _flag, "client_id = ?", (owner,)), OPEN_FIRST, after)


def health_flag(read: Reader, row: int) -> HealthFlag:
    """One flag; raises Missing."""
    return _flag(read.one("SELECT * FROM health_flag_rows WHERE id = ?", row))


def last_answers(read: Reads, client: int) -> Mapping[str, Screening]:
    """For each question that was ever asked the time when it was asked last, by its key."""
    sql = "SELECT id, asked_on, answers FROM screening_rows WHERE client_id = ? ORDER BY asked_on, id"
    found: dict[str, Screening] = {}
    for row in read.all(sql, client):
        answers = json.loads(row["answers"])
        asked = Screening(ScreeningId(row["id"]), date.fromisoformat(row["asked_on"]), answers)
        found |= dict.fromkeys(answers, asked)
    return found


def open_flag_of(row: Row) -> OpenFlag:
    """A row of the view as a flag that is open."""
    return OpenFlag(**_found(row))


def _flag(row: Row) -> HealthFlag:
    return HealthFlag(
        **_found(row),
        resolved_on=dates.kept(row["resolved_on"]),
        resolution=row["resolution"],
        resolution_words=row["resolution_words"],
        cleared_by=row["cleared_by"],
        resolver=row["resolver"],
    )


def _found(row: Row) -> dict[str, Any]:
    """What is read of every flag, open or resolved."""
    return {
        **{name: row[name] for name in ("version", "key", "level", "words", "region", "note", "modification")},
        "id": FlagId(row["id"]),
        "client": ClientId(row["client_id"]),
        "found_on": date.fromisoformat(row["found_on"]),
        **{name: dates.kept(row[name]) for name in ("still_on", "modified_on")},
        "clearance": _clearance(json.loads(row["clearance"])) if row["clearance"] else None,
    }


def _clearance(row: Row) -> FlagClearance:
    given_on, until_on = (date.fromisoformat(row[name]) for name in ("given_on", "until_on"))
    return FlagClearance(given_on, until_on, row["cleared_by"], row["words"])
