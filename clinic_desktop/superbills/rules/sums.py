"""What a bill comes to, in cents (domain 8.1)."""

from clinic_desktop.superbills.model.bill import Bill, BilledVisit


def fees(visit: BilledVisit) -> int:
    """The fees of a visit's services."""
    return sum(one.fee_cents for one in visit.services)


def paid(visit: BilledVisit) -> int:
    """What was paid for a visit."""
    return sum(one.cents for one in visit.payments)


def total_fees(bill: Bill) -> int:
    """All fees, before any discount: the total charges."""
    return sum(map(fees, bill.visits))


def total_discount(bill: Bill) -> int:
    """All discounts, as an amount above zero."""
    return sum(one.discount_cents for one in bill.visits)


def total_paid(bill: Bill) -> int:
    """All that was paid."""
    return sum(map(paid, bill.visits))


def balance(bill: Bill) -> int:
    """What is still due: charges less discounts less what was paid; below zero a credit."""
    return total_fees(bill) - total_discount(bill) - total_paid(bill)


def is_settled(bill: Bill) -> bool:
    """Whether each visit was paid to the cent: one that was paid too much does not pay for another."""
    return all(fees(one) - one.discount_cents == paid(one) for one in bill.visits)
