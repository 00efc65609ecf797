"""Whom a statement asks to pay: the payer of the claim with its adjuster, or the client's attorney (domain 1.8)."""

from dataclasses import dataclass

from clinic_desktop.cases.rules import ACCIDENTS
from clinic_desktop.superbills.model.bill import Bill
from clinic_desktop.values.text import is_blank


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who pays, with the person whom it is for; `address` are the lines of where it is mailed to, none where nobody
    typed them; `reached` are phone, fax and email."""

    name: str
    attention: str
    address: tuple[str, ...]
    phone: str
    fax: str
    email: str


def addressee(bill: Bill) -> Addressee | None:
    """Whom a statement goes to; None where the record has nobody.

    Where somebody else is liable there is no claim of the client's own, and their attorney pays out of what is won; so
    where the case has no policy. Else it is the payer of the policy, with the adjuster of the claim.
    """
    policy, case = bill.policy, bill.case
    is_claim = case.kind in ACCIDENTS
    by_attorney = policy is None or policy.plan_type == "liability"
    if is_claim and by_attorney and not is_blank(case.attorney_name):
        return Addressee(case.attorney_name, "", (), case.attorney_phone, "", case.attorney_email)
    adjuster = case.adjuster_name if is_claim else ""
    phone, fax = (case.adjuster_phone, case.adjuster_fax) if is_claim else ("", "")
    if policy and not is_blank(policy.payer_name):
        return Addressee(policy.payer_name, adjuster, policy.claims_address, phone, fax, "")
    return None if is_blank(adjuster) else Addressee(adjuster, "", (), phone, fax, "")
