"""Reads what clients asked to be kept from a payer, and from which payers they could ask it."""

from datetime import date

from clinic_desktop.clients.model import ClientId
from clinic_desktop.payers.model import PayerId
from clinic_desktop.restrictions.model import Restriction, RestrictionId
from clinic_desktop.restrictions.rules import kept_from
from clinic_desktop.store.reader import Reader, Reads
from clinic_desktop.store.transaction import Row
from clinic_desktop.values import dates

_ALL = (
    "SELECT restrictions.*, coalesce(payers.name, '') AS payer_name FROM restrictions"
    " LEFT JOIN payers ON payers.id = restrictions.payer_id WHERE restrictions.retired_at IS NULL"
)
# For a query over visits, cases and policies: whether the visit is kept from the payer of the policy, as `kept_from`
# has it.
IS_KEPT = (
    "EXISTS (SELECT 1 FROM restrictions WHERE restrictions.client_id = cases.client_id"
    " AND restrictions.retired_at IS NULL AND restrictions.taken_back_on = ''"
    " AND coalesce(restrictions.payer_id, policies.payer_id) = policies.payer_id"
    " AND restrictions.from_on <= visits.date_of_service"
    " AND (restrictions.until_on = '' OR restrictions.until_on >= visits.date_of_service))"
)


def restrictions_of(read: Reads, client: int) -> tuple[Restriction, ...]:
    """What a client asked for, also what was taken back since; the newest demand on top."""
    sql = f"{_ALL} AND restrictions.client_id = ? ORDER BY asked_on DESC, restrictions.id DESC"
    return tuple(map(_restriction, read.all(sql, client)))


def restriction(read: Reader, row: int) -> Restriction:
    """One restriction; raises Missing."""
    return _restriction(read.one(f"{_ALL} AND restrictions.id = ?", row))


def kept_on(read: Reads, client: int, payer: int | None, day: date) -> Restriction | None:
    """The restriction by which a client's visit of that day is kept from a payer (None: nobody knows which); None where
    that payer may be told."""
    return kept_from(restrictions_of(read, client), payer, day)


def payers_of(read: Reads, client: int) -> tuple[tuple[PayerId, str], ...]:
    """The payers of all policies of a client with their names, in the order of the names."""
    sql = (
        "SELECT DISTINCT payers.id, payers.name, payers.sort_name FROM cases"
        " JOIN policies ON policies.case_id = cases.id AND policies.retired_at IS NULL"
        " JOIN payers ON payers.id = policies.payer_id"
        " WHERE cases.client_id = ? AND cases.retired_at IS NULL ORDER BY payers.sort_name, payers.id"
    )
    return tuple((PayerId(one["id"]), one["name"]) for one in read.all(sql, client))


def _restriction(row: Row) -> Restriction:
    return Restriction(
        RestrictionId(row["id"]),
        row["version"],
        ClientId(row["client_id"]),
        None if row["payer_id"] is None else PayerId(row["payer_id"]),
        row["payer_name"],
        date.fromisoformat(row["from_on"]),
        dates.kept(row["until_on"]),
        date.fromisoformat(row["asked_on"]),
        row["how"],
        row["note"],
        dates.kept(row["taken_back_on"]),
    )
