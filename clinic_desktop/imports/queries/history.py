"""Reads the visits that came out of other programs."""

from datetime import date

from clinic_desktop.clients.model import ClientId
from clinic_desktop.imports.model.made import PastVisit, PastVisitId
from clinic_desktop.store.paging import Cursor, Listing, Order, Page, page
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row

NEWEST_DAY_FIRST = Order(("date_of_service", "starts_at", "id"), descending=True)


def past_visit_page(read: Reader, owner: ClientId, after: Cursor | None = None) -> Page[PastVisit]:
    """A client's visits out of other programs, the newest on top."""
    where = "client_id = ? AND retired_at IS NULL"
    return page(read, Listing("imported_visits", _past, where, (owner,)), NEWEST_DAY_FIRST, after)


def past_visit_count(read: Reader, owner: ClientId) -> int:
    """How many visits of a client came out of other programs."""
    sql = "SELECT count(*) AS n FROM imported_visits WHERE client_id = ? AND retired_at IS NULL"
    return int(read.one(sql, owner)["n"])


def _past(row: Row) -> PastVisit:
    return PastVisit(
        id=PastVisitId(row["id"]),
        client=ClientId(row["client_id"]),
        date_of_service=date.fromisoformat(row["date_of_service"]),
        starts_at=row["starts_at"],
        minutes=row["minutes"],
        service=row["service"],
        therapist=row["therapist"],
        fee_cents=row["fee_cents"],
        paid_cents=row["paid_cents"],
        note=row["note"],
    )
