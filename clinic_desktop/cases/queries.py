"""Reads a client's cases."""

from clinic_desktop.cases.model import Case, CaseId, CaseRow
from clinic_desktop.clients.model import ClientId
from clinic_desktop.store.paging import Cursor, Listing, Order, Page, page
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row
from clinic_desktop.values import dates

# Bills are a room above this one, known here by their table alone.
_ROWS = """(SELECT case_rows.*, EXISTS (
    SELECT 1 FROM bills WHERE bills.client_id = case_rows.client_id AND bills.voided_on = '') AS is_billed
    FROM case_rows)"""
OPEN_AND_NEWEST_FIRST = Order(("is_open", "id"), descending=True)


def case_page(read: Reader, owner: ClientId, after: Cursor | None = None) -> Page[CaseRow]:
    """A client's cases: open ones first, the newest on top."""
    return page(read, Listing(_ROWS, _listed, "client_id = ?", (owner,)), OPEN_AND_NEWEST_FIRST, after)


def case(read: Reader, row: int) -> Case:
    """One case; raises Missing."""
    found = read.one("SELECT * FROM cases WHERE id = ? AND retired_at IS NULL", row)
    del found["retired_at"]
    found["client"] = ClientId(found.pop("client_id"))
    found["no_accident"] = bool(found["no_accident"])
    for name in ("onset_on", "closed_on"):
        found[name] = dates.kept(found[name])
    return Case(**found)


def _listed(row: Row) -> CaseRow:
    return CaseRow(
        CaseId(row["id"]),
        row["version"],
        row["kind"],
        row["reason"],
        dates.kept(row["onset_on"]),
        row["claim_number"],
        dates.kept(row["closed_on"]),
        row["plan_wish"],
        bool(row["is_estimated"]),
        bool(row["is_billed"]),
    )
