"""One end of what is possible: every piece of the terms at its worst or its best for the client."""

from collections.abc import Iterator
from dataclasses import dataclass

from clinic_desktop.coverage.model.money import NetworkSide, PlannedVisit, PlanTerms, Standing
from clinic_desktop.coverage.rules.estimate import spans
from clinic_desktop.coverage.rules.estimate.spans import NO_END, Span

# Where the side of the network changes what the client pays.
_BY_SIDE = (Standing.PAYS, Standing.NO_BENEFIT, Standing.RULE_NOT_KEPT)
# Where a payer pays as long as there are visits and money left.
PAID = (Standing.PAYS, Standing.NEVER_BILLED, Standing.OPEN_CLAIM)


@dataclass(frozen=True, slots=True)
class Carry:
    """What one visit leaves for the next; NO_END where there is no limit, or nobody looks at it."""

    deductible: int
    out_of_pocket: int
    visits: int
    dollars: int


@dataclass(frozen=True, slots=True)
class OneEnd:
    """The terms without anything unknown. `start` is what is left now, `anew` at each turn of the plan year."""

    terms: PlanTerms
    side: NetworkSide
    standing: Standing
    is_worst: bool
    copay: int
    coinsurance_bp: int
    visit_cap: int
    binds_unpaid: bool
    start: Carry
    anew: Carry

    def eligible(self, visit: PlannedVisit) -> int:
        """What the plan looks at: the allowed amount, never more than what is billed.

        In network the client pays a share of it, so the higher is the worse one; elsewhere the lower one is.
        """
        if self.standing is Standing.OPEN_CLAIM and visit.allowed_cents is None and self.terms.allowed is None:
            # No share of it: a claim pays what is reasonable, and the client pays nothing on that day.
            return visit.billed_cents
        found = spans.allowed(self.terms, visit, self.side)
        pays_share = self.side is NetworkSide.IN and self.standing in _BY_SIDE
        return min(visit.billed_cents, found.most if pays_share == self.is_worst else found.least)


def all_ends(terms: PlanTerms) -> Iterator[OneEnd]:
    """Worst and best for each side of the network and each standing that is possible."""
    standings = (Standing.NO_BENEFIT, Standing.PAYS) if terms.standing is Standing.UNKNOWN else (terms.standing,)
    for standing in standings:
        for side in _sides(terms, standing):
            yield from (_end(terms, side, standing, is_worst=is_worst) for is_worst in (True, False))


def _sides(terms: PlanTerms, standing: Standing) -> tuple[NetworkSide, ...]:
    if terms.side is not NetworkSide.UNKNOWN:
        return (terms.side,)
    return (NetworkSide.IN, NetworkSide.OUT) if standing in _BY_SIDE else (NetworkSide.OUT,)


def _end(terms: PlanTerms, side: NetworkSide, standing: Standing, *, is_worst: bool) -> OneEnd:
    def cost(span: Span) -> int:
        return span.most if is_worst else span.least

    def benefit(span: Span) -> int:
        return span.least if is_worst else span.most

    def carry(*, new_year: bool) -> Carry:
        limit = spans.anew_or_no_end if new_year else spans.left_or_no_end
        shares, pays = standing is Standing.PAYS, standing in PAID
        return Carry(
            deductible=cost(spans.deductible_left(terms, new_year=new_year)) if shares else NO_END,
            out_of_pocket=cost(limit(terms.out_of_pocket)) if shares else NO_END,
            visits=benefit(limit(terms.visits)) if pays else NO_END,
            dollars=benefit(limit(terms.dollars)) if pays else NO_END,
        )

    binds = terms.contract_binds_unpaid
    return OneEnd(
        terms,
        side,
        standing,
        is_worst,
        copay=cost(spans.copay(terms)),
        coinsurance_bp=cost(spans.coinsurance(terms)),
        visit_cap=NO_END if terms.visit_cap_cents is None else terms.visit_cap_cents,
        binds_unpaid=not is_worst if binds is None else binds,
        start=carry(new_year=False),
        anew=carry(new_year=True),
    )
