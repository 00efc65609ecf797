"""What every kind of bill is issued by: its checks, its row, its visits."""

from typing import Any

from clinic_desktop.errors import Refused
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.superbills.document.bills import bill_pdf
from clinic_desktop.superbills.model.bill import OF_VISITS, Bill, Kind, Stamp
from clinic_desktop.superbills.model.findings import Verdict
from clinic_desktop.superbills.queries.gather import days_of
from clinic_desktop.superbills.rules.kept import written
from clinic_desktop.superbills.rules.sums import total_discount, total_fees, total_paid
from clinic_desktop.values.problems import Problem


def keep_bill(tx: Transaction, bill: Bill, stamp: Stamp, facts: str = "") -> int:
    """Keep the paper with its facts, and tell its visits; returns the row. `facts` is the bill as JSON where that was
    made already."""
    row = tx.insert(
        "bills", _values(tx, bill, stamp) | {"facts": facts or written(bill), "digest": tx.keep(bill_pdf(bill, stamp))}
    )
    for one in bill.visits:
        tx.insert("bill_visits", {"bill_id": row, "visit_id": one.row, "kind": bill.kind})
        mark_visit(tx, one.row, bill.kind, stamp.number)
    return row


def mark_visit(tx: Transaction, visit: int, kind: Kind, number: int) -> None:
    """Write into a visit on which live bill of a kind it is, 0 for none. Receipts of years, of which it may be on
    several, are about what was paid: nothing of a visit hangs on them."""
    if kind in OF_VISITS:
        tx.update("visits", visit, {kind: number}, None)


def refuse(verdict: Verdict) -> None:
    """Raise Refused with what stands in the way."""
    in_the_way = [Problem(one.field, one.message) for one in verdict.findings if one.stands_in_the_way]
    if in_the_way:
        raise Refused(in_the_way)


def _values(tx: Transaction, bill: Bill, stamp: Stamp) -> dict[str, Any]:
    days = days_of(bill)
    of_year = bill.kind == "year_receipt"
    names = dict.fromkeys(one.therapist_name for one in bill.visits) if of_year else (bill.therapist.name,)
    return {
        "kind": bill.kind,
        "number": stamp.number,
        "issued_on": (stamp.issued_on or tx.clock.today()).isoformat(),
        "issued_at": tx.origin.at,
        "client_id": bill.client.row,
        "case_id": bill.case.row or None,
        "therapist_id": bill.therapist.row or None,
        "policy_id": bill.policy.row if bill.policy else None,
        "therapist": "; ".join(names),
        "payer": bill.policy.payer_name if bill.policy else "",
        "first_day": days[0].isoformat(),
        "last_day": days[-1].isoformat(),
        "visits": len(bill.visits),
        "charged_cents": total_paid(bill) if of_year else total_fees(bill) - total_discount(bill),
        "paid_cents": total_paid(bill),
        "replaces": " ".join(map(str, stamp.replaces)),
        "year": bill.year or None,
    }
