"""Reads what clients asked to be kept from a payer, and from which payers they could ask it."""

from datetime import date
from itertools import groupby

from clinic_desktop.clients.model import ClientId
from clinic_desktop.payers.model import PayerId
from clinic_desktop.restrictions.model import KeptDay, Restriction, RestrictionId, Telling, ToldPaper
from clinic_desktop.restrictions.rules import kept_days, kept_from
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

# What was issued has rooms above this one, so its papers are known here by their view.
_DAYS_OF = "SELECT DISTINCT * FROM told_papers WHERE kind = ? AND item_id = ? ORDER BY day"
_OUT = (
    "SELECT DISTINCT * FROM told_papers WHERE client_id = ? AND voided_on = '' AND to_payer"
    " ORDER BY issued_on DESC, kind, item_id DESC, day"
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


def telling(read: Reads, client: int, payer: int | None, days: tuple[date, ...], on: date) -> Telling:
    """What that payer (None: nobody knows which) is told on that day; one that is off the list by now may be any."""
    gone = read.all("SELECT 1 FROM payers WHERE id = ? AND retired_at IS NOT NULL", payer) if payer else ()
    return Telling(ClientId(client), PayerId(payer) if payer else None, days, on, may_be_any=bool(gone))


def paper_telling(
    read: Reads, kind: str, item: int, on: date, *, payer: int | None = None, is_told: bool = False
) -> Telling | None:
    """What an issued paper ("bill", "letter", "packet") tells its payer if it goes out on that day. None where no payer
    reads it, unless one `is_told` all the same: then `payer` is which, None for that of the paper."""
    rows = read.all(_DAYS_OF, kind, item)
    if not rows or not (rows[0]["to_payer"] or is_told):
        return None
    days = tuple(date.fromisoformat(one["day"]) for one in rows)
    return telling(read, rows[0]["client_id"], payer or rows[0]["payer_id"], days, on)


def kept_of(read: Reads, told: Telling | None) -> tuple[KeptDay, ...]:
    """What of it the client keeps from who is told, the first day on top."""
    return kept_days(restrictions_of(read, told.client), told) if told else ()


def told_papers(read: Reads, client: int, today: date) -> tuple[ToldPaper, ...]:
    """The issued papers of a client that tell a payer of what the client keeps from it by now, the newest first; none
    that is void."""
    asked = [one for one in restrictions_of(read, client) if one.taken_back_on is None]
    if not asked:
        return ()
    found = []
    for _, rows in groupby(read.all(_OUT, client), key=lambda row: (row["kind"], row["item_id"])):
        one = _told_paper(read, list(rows), asked, today)
        if one.kept:
            found.append(one)
    return tuple(found)


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


def _told_paper(read: Reads, rows: list[Row], asked: list[Restriction], today: date) -> ToldPaper:
    first, days = rows[0], tuple(date.fromisoformat(one["day"]) for one in rows)
    is_bill = first["kind"] == "bill"
    return ToldPaper(
        kind=first["kind"],
        item=first["item_id"],
        name=first["name"] if is_bill else first["kind"],
        title="" if is_bill else first["name"],
        number=first["number"],
        to_name=first["to_name"],
        case=first["case_id"],
        sent_on=dates.kept(first["sent_on"]),
        kept=kept_days(asked, telling(read, first["client_id"], first["payer_id"], days, today)),
    )
