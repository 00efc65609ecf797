"""Reads where a packet goes: the payer's department for its purpose, the prescriber, the client, the attorney."""

from clinic_desktop.cases.model import Case
from clinic_desktop.cases.queries import case as case_of
from clinic_desktop.clients.queries import client as client_of
from clinic_desktop.payers.model import Department, PayerId
from clinic_desktop.payers.queries import department_page, payer
from clinic_desktop.referrals.queries import prescriber
from clinic_desktop.store.reader import Reader
from clinic_desktop.wording import say

# Which department opens it, the best first.
_DEPARTMENTS = {
    "appeal": ("appeals", "claims"),
    "authorization": ("authorization",),
    "extension": ("authorization",),
    "va": ("authorization",),
    "reimbursement": ("claims",),
}
_OF_A_CLAIM = ("auto", "work", "accident")

# Name, address lines and fax.
Reach = tuple[str, str, str]


def reach_of(read: Reader, case: int, purpose: str, to_kind: str, row: int = 0) -> Reach:
    """Name, address (lines) and fax of whom a packet goes to; `row` is that of the payer or the prescriber. Raises
    Missing."""
    found = case_of(read, case)
    if to_kind == "payer" and row:
        return _payer(read, found, purpose, PayerId(row))
    if to_kind == "prescriber" and row:
        who = prescriber(read, row)
        return (
            who.name,
            _lines(who.organization, who.street, who.street2, _place(who.city, who.state, who.zip)),
            who.fax,
        )
    if to_kind == "client":
        person = client_of(read, found.client)
        return person.name, _lines(person.street, person.street2, _place(person.city, person.state, person.zip)), ""
    if to_kind == "attorney":
        return found.attorney_name, "", ""
    return "", "", ""


def _payer(read: Reader, case: Case, purpose: str, row: PayerId) -> Reach:
    name = payer(read, row).name
    if case.kind in _OF_A_CLAIM and case.adjuster_fax:
        who = say("Attn: {who}", who=case.adjuster_name) if case.adjuster_name else ""
        return name, who, case.adjuster_fax
    rows = department_page(read, row).rows
    wanted = _DEPARTMENTS.get(purpose, ())
    fitting = [one for kind in (*wanted, "provider") for one in rows if one.kind == kind]
    best = next((one for one in fitting if one.fax or one.street), next(iter(rows), None))
    return (name, _address(best), best.fax) if best else (name, "", "")


def _address(one: Department) -> str:
    return _lines(one.name, one.street, one.street2, _place(one.city, one.state, one.zip))


def _place(city: str, state: str, zip_code: str) -> str:
    return " ".join(part for part in (f"{city}," if city and state else city, state, zip_code) if part)


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)
