"""Which authorizations hold the visits of a bill, and so which numbers it cites (domain 8.2, item 23)."""

from clinic_desktop.superbills.model.bill import Bill, BilledAuthorization, BilledVisit


def holds(one: BilledAuthorization, visit: BilledVisit) -> bool:
    """Whether an authorization is for a visit: its first and its last day count, and one of its codes was given."""
    day = visit.date_of_service
    if day is None or (one.starts_on and day < one.starts_on) or (one.ends_on and one.ends_on < day):
        return False
    return not one.codes or any(line.procedure_code in one.codes for line in visit.services)


def cited_authorizations(bill: Bill) -> tuple[BilledAuthorization, ...]:
    """Those that hold a visit of the bill, in the order of the visits: only their numbers are printed."""
    return tuple(dict.fromkeys(one for visit in bill.visits for one in bill.authorizations if holds(one, visit)))
