"""Reads the policies of a case."""

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.payers.model import PayerId
from clinic_desktop.policies.model import Policy, PolicyId, PolicyRow
from clinic_desktop.store.paging import Cursor, Listing, Order, Page, page
from clinic_desktop.store.reader import Reader
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
