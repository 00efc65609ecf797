"""Reads the policies of a case."""

from datetime import date

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.payers.model import PayerId
from clinic_desktop.policies.model import Policy, PolicyId, PolicyRow
from clinic_desktop.policies.rules import program
from clinic_desktop.store.paging import Cursor, Listing, Order, Page, page
from clinic_desktop.store.reader import Reader, Reads
from clinic_desktop.store.transaction import Row
from clinic_desktop.values import dates

IN_ORDER = Order(("place", "id"))


def policy_page(read: Reader, owner: CaseId, after: Cursor | None = None) -> Page[PolicyRow]:
    """A case's policies, the primary one on top."""
    return page(read, Listing("policy_rows", _listed, "case_id = ?", (owner,)), IN_ORDER, after)


def cases_with_policies(read: Reader, owner: ClientId) -> frozenset[CaseId]:
    """A client's cases that have a policy."""
    sql = (
        "SELECT cases.id FROM cases WHERE client_id = ? AND retired_at IS NULL AND EXISTS"
        " (SELECT 1 FROM policies WHERE policies.case_id = cases.id AND policies.retired_at IS NULL)"
    )
    return frozenset(CaseId(row["id"]) for row in read.all(sql, owner))


def policy(read: Reader, row: int) -> Policy:
    """One policy; raises Missing."""
    found = read.one(
        "SELECT policies.*, payers.name AS payer_name FROM policies JOIN payers ON payers.id = policies.payer_id"
        " WHERE policies.id = ? AND policies.retired_at IS NULL",
        row,
    )
    del found["retired_at"], found["search_text"]
    found["case"] = CaseId(found.pop("case_id"))
    found["payer"] = PayerId(found.pop("payer_id"))
    for name in ("subscriber_birth_date", "effective_on", "ends_on"):
        found[name] = dates.kept(found[name])
    return Policy(**found)


def never_billed(read: Reads, case: int, day: date) -> bool:
    """Whether the client of a case is never billed for a visit of that day: the claim of a work injury pays it, or a
    program that pays first then (rules.program)."""
    # A retired case keeps its visits, and they their payer.
    if any(one["kind"] == "work" for one in read.all("SELECT kind FROM cases WHERE id = ?", case)):
        return True
    sql = "SELECT * FROM policy_rows WHERE case_id = ? ORDER BY place, id"
    return program(tuple(map(_listed, read.all(sql, case))), day) is not None


def _listed(row: Row) -> PolicyRow:
    return PolicyRow(
        PolicyId(row["id"]),
        row["version"],
        row["rank"],
        PayerId(row["payer_id"]),
        row["payer_name"],
        row["plan_type"],
        row["member_id"],
        row["relationship"],
        dates.kept(row["effective_on"]),
        dates.kept(row["ends_on"]),
    )
