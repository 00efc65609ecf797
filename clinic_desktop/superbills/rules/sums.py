"""What a bill comes to, in cents (domain 8.1). A payment that was paid back stands below zero, and every sum holds."""

from clinic_desktop.superbills.model.bill import Bill, BilledVisit


def fees(visit: BilledVisit) -> int:
    """The fees of a visit's services."""
    return sum(one.fee_cents for one in visit.services)


def paid(visit: BilledVisit) -> int:
    """What was paid for a visit, by whom ever."""
    return sum(one.cents for one in visit.payments)


def left(visit: BilledVisit) -> int:
    """What is still due for a visit as it is charged; below zero a credit."""
    return visit.charged_cents - visit.written_off_cents - paid(visit)


def total_fees(bill: Bill) -> int:
    """All fees, before any discount: the total charges."""
    return sum(map(fees, bill.visits))


def total_discount(bill: Bill) -> int:
    """All discounts, as an amount above zero."""
    return sum(one.discount_cents for one in bill.visits)


def total_written_off(bill: Bill) -> int:
    """All that is not asked for any more, as an amount above zero: the adjustments."""
    return sum(one.written_off_cents for one in bill.visits)


def total_paid(bill: Bill) -> int:
    """All that was paid, by whom ever."""
    return sum(map(paid, bill.visits))


def paid_by_plan(bill: Bill) -> int:
    """What plans paid."""
    return sum(one.cents for visit in bill.visits for one in visit.payments if one.by_plan)


def paid_by_gift(bill: Bill) -> int:
    """What gift cards paid that somebody else bought."""
    return sum(one.cents for visit in bill.visits for one in visit.payments if one.by_gift)


def paid_by_client(bill: Bill) -> int:
    """What the client paid."""
    return total_paid(bill) - paid_by_plan(bill) - paid_by_gift(bill)


def balance(bill: Bill) -> int:
    """What is still due: charges less discounts, less adjustments, less what was paid; below zero a credit."""
    return total_fees(bill) - total_discount(bill) - total_written_off(bill) - total_paid(bill)


def is_settled(bill: Bill) -> bool:
    """Whether nothing is due for any visit: one that was paid too much does not pay for another."""
    return all(fees(one) - one.discount_cents - one.written_off_cents == paid(one) for one in bill.visits)


def is_paid_by_client(bill: Bill) -> bool:
    """Whether the client paid all that every visit is charged, and so all of it: nothing was written off, and neither a
    plan nor somebody’s gift card paid a part (domain 1.2)."""
    others = any(one.by_plan or one.by_gift for visit in bill.visits for one in visit.payments)
    return is_settled(bill) and not others and not total_written_off(bill) and paid_by_client(bill) > 0
