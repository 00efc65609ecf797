"""From what was said to what it can be: every piece of the terms as a span from least to most."""

from dataclasses import dataclass

from clinic_desktop.coverage.model.money import WHOLE_BP, NetworkSide, PlannedVisit, PlanTerms, Tally

# More than any plan counts: where there is no limit, or nobody knows how much is left.
NO_END = 10**15
# An allowed amount that nobody knows, as a share of what is billed. Out of network: domain 4.2. In network the contract
# can allow all that is billed, and no lower end is known that would be better founded than the same one.
OUT_OF_NETWORK_BP = (2_500, 8_000)
IN_NETWORK_BP = (2_500, WHOLE_BP)


@dataclass(frozen=True, slots=True)
class Span:
    """From least to most, in cents, visits or basis points; both the same where it is known."""

    least: int
    most: int

    @property
    def is_known(self) -> bool:
        """Whether there is nothing between the two."""
        return self.least == self.most


def exactly(amount: int) -> Span:
    """A span of one amount."""
    return Span(amount, amount)


def share(cents: int, basis_points: int) -> int:
    """So much of an amount, half a cent rounded up."""
    return (cents * basis_points + WHOLE_BP // 2) // WHOLE_BP


def left_of(tally: Tally) -> Span:
    """What is left: where what was said does not add up, all that it could mean."""
    total, used, left = tally.total, tally.used, tally.left
    reckoned: list[int] = []
    if total is not None and used is not None:
        reckoned = [total - used] if used <= total else [0, total]
    if left is not None:
        above = [total] if total is not None and left > total else []
        reckoned = [left, *above, *reckoned]
    if reckoned:
        return Span(min(reckoned), max(reckoned))
    return Span(0, NO_END if total is None else total)


def left_or_no_end(tally: Tally) -> Span:
    """What is left of a limit; one of which nothing was said is none."""
    return left_of(tally) if tally.is_said else exactly(NO_END)


def anew(tally: Tally) -> Span:
    """What is left at the turn of the plan year: the whole, and where that is not known, no less than what is left."""
    return exactly(tally.total) if tally.total is not None else Span(left_of(tally).least, NO_END)


def anew_or_no_end(tally: Tally) -> Span:
    """The same for a limit; one of which nothing was said is none."""
    return anew(tally) if tally.is_said else exactly(NO_END)


def deductible_left(terms: PlanTerms, *, new_year: bool = False) -> Span:
    """What is left of the deductible: the lesser of individual and family, for an aggregate plan the family's."""
    reckon = anew if new_year else left_of
    if not terms.deductible_applies:
        return exactly(0)
    if terms.family_aggregate:
        return reckon(terms.family)
    own = reckon(terms.deductible)
    if not terms.family.is_said:
        return own
    family = reckon(terms.family)
    return Span(min(own.least, family.least), min(own.most, family.most))


def copay(terms: PlanTerms) -> Span:
    """The copay; where neither it nor the coinsurance is known it can be everything."""
    if terms.copay_cents is not None:
        return exactly(terms.copay_cents)
    return exactly(0) if terms.coinsurance_bp is not None else Span(0, NO_END)


def coinsurance(terms: PlanTerms) -> Span:
    """The client's share in basis points; where neither it nor the copay is known it can be everything."""
    if terms.coinsurance_bp is not None:
        return exactly(terms.coinsurance_bp)
    return exactly(0) if terms.copay_cents is not None else Span(0, WHOLE_BP)


def allowed(terms: PlanTerms, visit: PlannedVisit, side: NetworkSide) -> Span:
    """What the plan allows for a visit; where nobody knows, a share of what is billed."""
    if visit.allowed_cents is not None:
        return exactly(visit.allowed_cents)
    if terms.allowed:
        ends = sorted((terms.allowed.low_cents, terms.allowed.high_cents))
        return Span(ends[0], ends[1])
    low, high = IN_NETWORK_BP if side is NetworkSide.IN else OUT_OF_NETWORK_BP
    return Span(share(visit.billed_cents, low), share(visit.billed_cents, high))
