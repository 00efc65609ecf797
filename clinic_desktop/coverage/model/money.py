"""Money of a series of visits: what a plan's terms are, what is planned, and what is estimated. Integer cents."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

# Shares are in basis points: 40% is 4,000.
WHOLE_BP = 10_000


class NetworkSide(Enum):
    """Where the therapist stands with the plan."""

    IN = "in"
    OUT = "out"
    UNKNOWN = "unknown"


class Standing(Enum):
    """What a payer does with a visit (domain 4.2, a to c). UNKNOWN: whether there is a benefit is not verified."""

    PAYS = "pays"
    UNKNOWN = "unknown"
    NO_BENEFIT = "no_benefit"
    RULE_NOT_KEPT = "rule_not_kept"
    NEVER_BILLED = "never_billed"
    OPEN_CLAIM = "open_claim"
    NO_PAYER = "no_payer"


@dataclass(frozen=True, slots=True)
class Tally:
    """What a plan counts through its year, as somebody said it: in all, used or met so far, and left; None is not
    said. The three may contradict each other."""

    total: int | None = None
    used: int | None = None
    left: int | None = None

    @property
    def is_said(self) -> bool:
        """Whether anything is known of it."""
        return (self.total, self.used, self.left) != (None, None, None)


@dataclass(frozen=True, slots=True)
class AllowedAmount:
    """What the plan allows for a visit. One amount where a contract or the plan says it; else from low to high, as in
    so many earlier benefit `statements`: `whose` they are and the day of the `newest`, where they are on record."""

    low_cents: int
    high_cents: int
    statements: int | None = None
    whose: str = ""
    newest: date | None = None


@dataclass(frozen=True, slots=True)
class PlanTerms:
    """What is known of a plan's money, as it was said. None is not said, and so is an empty Tally.

    Of copay and coinsurance (the client's share) one alone is the whole of it; without both the share is unknown. A
    limit or an out-of-pocket maximum of which nothing is said is none; a deductible of which nothing is said is
    unknown, unless the benefit bypasses it. `without` names the fields of which the plan said that there is none.
    `plan_year_ends` is the last day of the year that the numbers belong to.
    """

    side: NetworkSide = NetworkSide.UNKNOWN
    standing: Standing = Standing.PAYS
    deductible: Tally = Tally()
    family: Tally = Tally()
    family_aggregate: bool = False
    deductible_applies: bool = True
    copay_cents: int | None = None
    coinsurance_bp: int | None = None
    out_of_pocket: Tally = Tally()
    visit_cap_cents: int | None = None
    visits: Tally = Tally()
    dollars: Tally = Tally()
    deductible_visits_count: bool = True
    contract_binds_unpaid: bool | None = None
    allowed: AllowedAmount | None = None
    plan_year_ends: date | None = None
    without: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PlannedVisit:
    """A visit to come. `allowed_cents` is what a contract allows for just this one, where it is known."""

    on: date | None
    billed_cents: int
    allowed_cents: int | None = None


@dataclass(frozen=True, slots=True)
class LeftAfter:
    """What is left after a visit, in cents or visits; None where there is no end to it, or none is known."""

    deductible_cents: int | None
    out_of_pocket_cents: int | None
    visits: int | None
    dollars_cents: int | None


@dataclass(frozen=True, slots=True)
class VisitMoney:
    """The money of one visit at one end of the range.

    `standing` is NO_BENEFIT too for a visit after a limit is used up; `limit` says which one stopped or cut what the
    plan pays: visits, dollars, visit_cap or "". The coinsurance is `coinsurance_bp` of `coinsurance_of_cents`.
    """

    billed_cents: int
    eligible_cents: int
    deductible_cents: int
    copay_cents: int
    coinsurance_cents: int
    cost_share_cents: int
    plan_cents: int
    balance_cents: int
    write_off_cents: int
    pay_today_cents: int
    back_cents: int
    side: NetworkSide
    standing: Standing
    limit: str
    coinsurance_bp: int
    coinsurance_of_cents: int
    left: LeftAfter

    @property
    def patient_cents(self) -> int:
        """What the visit costs the client in the end: what neither the plan pays nor the clinic writes off."""
        return self.billed_cents - self.plan_cents - self.write_off_cents

    @property
    def net_cents(self) -> int:
        """The same by another name: paid today and later, less what comes back."""
        return self.patient_cents

    @property
    def later_cents(self) -> int:
        """What the client pays after the statement."""
        return self.patient_cents + self.back_cents - self.pay_today_cents


@dataclass(frozen=True, slots=True)
class VisitEstimate:
    """One visit, 1 the first: `low` is the worse end for the client, `high` the better; `new_year` marks the first one
    of a new plan year."""

    number: int
    on: date | None
    new_year: bool
    low: VisitMoney
    high: VisitMoney


@dataclass(frozen=True, slots=True)
class SeriesMoney:
    """All visits at one end of the range, each carried over to the next."""

    visits: tuple[VisitMoney, ...]

    def total(self, amount: str) -> int:
        """The sum of an amount over all visits, by the name of the field of VisitMoney."""
        return sum(getattr(one, amount) for one in self.visits)


@dataclass(frozen=True, slots=True)
class Estimate:
    """The estimate of a series. `low` and `high` are the worst and the best series as a whole, and totals are theirs.

    In `rows` the two are compared visit by visit: where a limit is used up sooner in the better series, a later visit
    of it is the worse one.
    """

    terms: PlanTerms
    planned: tuple[PlannedVisit, ...]
    rows: tuple[VisitEstimate, ...]
    low: SeriesMoney
    high: SeriesMoney

    @property
    def is_exact(self) -> bool:
        """Whether both ends are the same."""
        return self.low == self.high
