"""Which prescription a visit is made on, and so which ones a bill may cite (domain 1.8)."""

from datetime import date

from clinic_desktop.superbills.model.bill import Bill, BilledOrder


def counts_on(order: BilledOrder, day: date) -> bool:
    """Whether a prescription counts on that day: its first and its last day do."""
    begins = order.starts_on or order.ordered_on
    return begins is not None and begins <= day and (order.expires_on is None or day <= order.expires_on)


def order_on(bill: Bill, day: date) -> BilledOrder | None:
    """The prescription that counts on that day; of several the one ordered last, the newest standing first."""
    counting = [one for one in bill.orders if counts_on(one, day)]
    return max(counting, key=lambda one: one.ordered_on or date.min, default=None)


def cited(bill: Bill) -> tuple[BilledOrder, ...]:
    """The prescriptions that a visit of the bill is made on: only those are printed, in the order of the visits."""
    days = [one.date_of_service for one in bill.visits if one.date_of_service]
    found = [order_on(bill, day) for day in sorted(days)]
    return tuple(dict.fromkeys(one for one in found if one))
