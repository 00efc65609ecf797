"""Which prescriptions and referrals a visit is made on, and so which ones a bill may cite (domain 1.8)."""

from datetime import date

from clinic_desktop.superbills.model.bill import Bill, BilledOrder
from clinic_desktop.superbills.rules.diagnosed import is_own_order

REFERRAL = "referral"


def counts_on(order: BilledOrder, day: date) -> bool:
    """Whether a prescription counts on that day: its first and its last day do."""
    begins = order.starts_on or order.ordered_on
    return begins is not None and begins <= day and (order.expires_on is None or day <= order.expires_on)


def orders_of_others(bill: Bill) -> tuple[BilledOrder, ...]:
    """The orders that a massage therapist did not write for themselves: only those are orders."""
    return tuple(one for one in bill.orders if not is_own_order(bill, one))


def orders_on(bill: Bill, day: date) -> tuple[BilledOrder, ...]:
    """What counts on that day: a prescription and a referral, for one does not stand for the other (domain 0). Of
    several of a kind the one ordered last, the newest standing first."""
    counting = [one for one in orders_of_others(bill) if counts_on(one, day)]
    kinds = ([one for one in counting if (one.kind == REFERRAL) is is_referral] for is_referral in (False, True))
    return tuple(max(kind, key=lambda one: one.ordered_on or date.min) for kind in kinds if kind)


def cited(bill: Bill) -> tuple[BilledOrder, ...]:
    """The orders that a visit of the bill is made on: only those are printed, in the order of the visits."""
    days = sorted(one.date_of_service for one in bill.visits if one.date_of_service)
    return tuple(dict.fromkeys(one for day in days for one in orders_on(bill, day)))


def used_visits(bill: Bill, order: BilledOrder) -> int:
    """How many visits were given on an order; those of the bill at least."""
    own = [one for one in bill.visits if one.date_of_service and order in orders_on(bill, one.date_of_service)]
    return max(order.used, len(own))
