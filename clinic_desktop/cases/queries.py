"""Reads a client's cases."""

from clinic_desktop.cases.model import Case, CaseHead, CaseId, CaseRow
from clinic_desktop.clients.model import ClientId
from clinic_desktop.clients.queries import client
from clinic_desktop.practice.queries import practice
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


def case_head(read: Reader, owner: int, payer: int | None = None) -> CaseHead:
    """What stands at the top of a paper about a case, as things stand now: by the policy of that payer, else by the one
    that pays first. Raises Missing.

    Policies and diagnoses are rooms above this one, known here by their tables alone.
    """
    found = case(read, owner)
    person = client(read, found.client)
    policies = read.all(
        "SELECT policies.*, payers.name AS payer_name FROM policies JOIN payers ON payers.id = policies.payer_id"
        " WHERE policies.case_id = ?1 AND policies.retired_at IS NULL"
        " ORDER BY policies.payer_id = ?2 DESC, policies.place, policies.id LIMIT 1",
        owner,
        payer or 0,
    )
    policy = policies[0] if policies else {"payer_name": "", "member_id": "", "group_number": ""}
    codes = read.all("SELECT code FROM diagnoses WHERE case_id = ? AND retired_at IS NULL ORDER BY place, id", owner)
    return CaseHead(
        clinic=practice(read),
        client=found.client,
        client_name=person.name,
        birth_date=person.birth_date,
        reason=found.reason,
        onset_on=found.onset_on,
        payer_name=policy["payer_name"],
        member_id=policy["member_id"],
        group_number=policy["group_number"],
        claim_number=found.claim_number,
        codes=tuple(one["code"] for one in codes),
    )


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
