"""Which services go on which claim: six a sheet, the lines of a visit together where they fit."""

from collections.abc import Iterator

from clinic_desktop.claims.model import MOST_SERVICES, ServiceOnClaim
from clinic_desktop.claims.rules.values import shares
from clinic_desktop.superbills.model.bill import Bill, BilledVisit
from clinic_desktop.superbills.rules.sums import fees, paid


def sheets(bill: Bill) -> tuple[tuple[ServiceOnClaim, ...], ...]:
    """The services of a bill sheet by sheet in the order of their dates; one empty sheet where there is none.

    A form has no line for a discount: each service is charged its share of what the visit came to, and bears its share
    of what was paid, so that every sheet adds up by itself and all of them to the bill.
    """
    found: list[list[ServiceOnClaim]] = [[]]
    for at, visit in enumerate(bill.visits):
        lines = list(_lines(at, visit))
        if len(found[-1]) + len(lines) > MOST_SERVICES >= len(lines) and found[-1]:
            found.append([])
        for one in lines:
            if len(found[-1]) == MOST_SERVICES:
                found.append([])
            found[-1].append(one)
    return tuple(map(tuple, found))


def _lines(at: int, visit: BilledVisit) -> Iterator[ServiceOnClaim]:
    own = [one.fee_cents for one in visit.services]
    charged = shares(max(0, fees(visit) - visit.discount_cents), own)
    for place, (charge, share) in enumerate(zip(charged, shares(paid(visit), charged), strict=True)):
        yield ServiceOnClaim(at, place, charge, share)
