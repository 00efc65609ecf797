"""Reads packages, memberships and gift cards with what each still holds."""

from datetime import date, timedelta

from clinic_desktop.clients.model import ClientId
from clinic_desktop.errors import Missing
from clinic_desktop.prepaid.model import Prepaid, PrepaidId
from clinic_desktop.prepaid.rules import SOON_DAYS, card_number, runs_out
from clinic_desktop.store.paging import Cursor, Listing, Order, Page, page
from clinic_desktop.store.reader import Reader, Reads
from clinic_desktop.store.transaction import Row
from clinic_desktop.wording import say

# A client has a handful; the rest of a long life stands on the page of all.
MOST_OF_CLIENT = 200
LAST_SOLD_FIRST = Order(("sold_on", "id"), descending=True)


def prepaid(read: Reads, row: int) -> Prepaid:
    """One with what it holds; raises Missing."""
    for found in read.all("SELECT * FROM prepaid_rows WHERE id = ?", row):
        return prepaid_of(found)
    raise Missing(say("This is no longer there."))


def prepaids_of(read: Reads, client: int) -> tuple[Prepaid, ...]:
    """Those of a client, the last sold first, those that ended too."""
    sql = "SELECT * FROM prepaid_rows WHERE client_id = ? ORDER BY sold_on DESC, id DESC LIMIT ?"
    return tuple(map(prepaid_of, read.all(sql, client, MOST_OF_CLIENT)))


def usable(read: Reads, client: int, day: date) -> tuple[Prepaid, ...]:
    """Those of a client from which a visit of that day can be paid, in the order in which they run out."""
    sql = (
        "SELECT * FROM prepaid_rows WHERE client_id = ? AND ended_kind = '' AND left_cents > 0"
        " AND starts_on <= ? AND (expires_on = '' OR expires_on >= ?) AND (visits IS NULL OR uses < visits)"
        " ORDER BY expires_on = '', expires_on, sold_on, id LIMIT ?"
    )
    shown = day.isoformat()
    return tuple(map(prepaid_of, read.all(sql, client, shown, shown, MOST_OF_CLIENT)))


def prepaid_page(read: Reader, after: Cursor | None = None) -> Page[Prepaid]:
    """All of the clinic, the last sold first."""
    return page(read, Listing("prepaid_rows", prepaid_of), LAST_SOLD_FIRST, after)


def holding(read: Reader) -> list[Row]:
    """All of the clinic that still hold something, as `prepaid_of` reads them: what expires, the first to end on top,
    then what does not, the last sold on top. Whether its client is retired or none, the money is there."""
    sql = (
        "SELECT * FROM prepaid_rows WHERE ended_kind = '' AND left_cents > 0"
        " ORDER BY expires_on = '', expires_on, sold_on DESC, id DESC"
    )
    return read.all(sql)


def gift_card(read: Reads, number: str) -> Prepaid | None:
    """The gift card with this number, one that did not end before one that did; None without one."""
    sql = (
        "SELECT * FROM prepaid_rows WHERE kind = 'gift_card' AND number = ? ORDER BY ended_kind <> '', id DESC LIMIT 1"
    )
    return next(map(prepaid_of, read.all(sql, card_number(number))), None) if number.strip() else None


def running_out(read: Reads, today: date) -> tuple[Prepaid, ...]:
    """Those of all clients that run out (`runs_out`), the first to end on top; of a retired client only what
    still holds money, which is theirs."""
    # No more than these can: a last day that is soon, and an end that is no older than what is told of.
    first, last = (today + timedelta(days) for days in (-SOON_DAYS, SOON_DAYS))
    sql = (
        "SELECT found.*, EXISTS (SELECT 1 FROM prepaids AS next WHERE next.follows_id = found.id"
        " AND next.retired_at IS NULL) AS is_renewed FROM prepaid_rows AS found"
        " JOIN clients ON clients.id = found.client_id"
        " WHERE (clients.retired_at IS NULL OR found.left_cents > 0)"
        " AND found.expires_on BETWEEN '1' AND ?2 AND (found.ended_kind = ''"
        " OR (found.ended_kind = 'expired' AND found.kind = 'membership' AND found.expires_on >= ?1))"
        " ORDER BY found.expires_on, found.id"
    )
    rows = read.all(sql, first.isoformat(), last.isoformat())
    found = [(prepaid_of(row), bool(row["is_renewed"])) for row in rows]
    return tuple(one for one, is_renewed in found if runs_out(one, today, is_renewed=is_renewed))


def last_use(read: Reads, row: int, *, given: bool = False) -> date | None:
    """The newest day of a visit that one pays, of those that were given where that is asked; None without one. Payments
    are a room above this one, known here by their tables alone."""
    sql = (
        "SELECT max(visits.date_of_service) AS day FROM payments"
        " JOIN payment_shares ON payment_shares.payment_id = payments.id AND payment_shares.retired_at IS NULL"
        " JOIN visits ON visits.id = payment_shares.visit_id AND visits.retired_at IS NULL"
        " WHERE payments.drawn_id = ? AND payments.retired_at IS NULL AND visits.status IN ('given', ?)"
    )
    found = read.all(sql, row, "given" if given else "planned")[0]["day"]
    return date.fromisoformat(found) if found else None


def follower(read: Reads, row: int) -> PrepaidId | None:
    """The period of a membership that continues this one; None without one."""
    found = read.all("SELECT id FROM prepaids WHERE follows_id = ? AND retired_at IS NULL", row)
    return PrepaidId(found[0]["id"]) if found else None


def prepaid_of(row: Row) -> Prepaid:
    """One as its row in `prepaid_rows` has it; raises ValueError where a day of it is none."""
    return Prepaid(
        id=PrepaidId(row["id"]),
        version=row["version"],
        kind=row["kind"],
        client=ClientId(row["client_id"]) if row["client_id"] else None,
        bought_by=row["bought_by"],
        name=row["name"],
        service=row["service_id"],
        visits=row["visits"],
        price_cents=row["price_cents"],
        number=row["number"],
        sold_on=date.fromisoformat(row["sold_on"]),
        starts_on=date.fromisoformat(row["starts_on"]),
        expires_on=date.fromisoformat(row["expires_on"]) if row["expires_on"] else None,
        follows=row["follows_id"],
        ended_on=date.fromisoformat(row["ended_on"]) if row["ended_on"] else None,
        ended_kind=row["ended_kind"],
        ended_why=row["ended_why"],
        note=row["note"],
        paid_cents=row["paid_cents"],
        refunded_cents=row["refunded_cents"],
        drawn_cents=row["drawn_cents"],
        forfeited_cents=row["forfeited_cents"],
        uses=row["uses"],
        left_cents=row["left_cents"],
    )
