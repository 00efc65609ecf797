"""Which prescriptions and referrals a visit is made on, and so which ones a bill may cite (domain 1.8)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from clinic_desktop.referrals.model import OrderRate
from clinic_desktop.referrals.rules.frequency import read_rate
from clinic_desktop.superbills.model.bill import LETTERS, Bill, BilledOrder, BilledVisit
from clinic_desktop.superbills.model.earlier import BilledEarlier
from clinic_desktop.superbills.rules.diagnosed import is_own_order
from clinic_desktop.superbills.rules.pointers import letters
from clinic_desktop.values.regions import read_regions
from clinic_desktop.values.remembered import of_the_last
from clinic_desktop.visits.model import OrderReason, OrderStanding
from clinic_desktop.visits.rules.ordered import OrderedLine, bare_visit, ordered_visit
from clinic_desktop.visits.rules.pages import REFERRAL
from clinic_desktop.visits.rules.standing import judge

# Troubles of a visit that is still made on the paper they name: it is cited, and a payer may ask.
_CITED_STILL = ("used_up",)


@dataclass(frozen=True, slots=True)
class BilledPaper:
    """An order of a bill as the prescription engine reads it; `at` is its place among those of the bill."""

    at: int
    order: BilledOrder
    kind: str
    ordered_on: date
    starts_on: date | None
    expires_on: date | None
    visits_ordered: int | None
    rate: OrderRate | None
    diagnoses: tuple[str, ...]
    regions: tuple[str, ...]
    signature: str
    signed_on: date | None
    npi: str

    @property
    def id(self) -> int:
        """The newest stand first, and count before the others of their day. No paper has the number 0."""
        return -self.at - 1


@dataclass(frozen=True, slots=True)
class BilledStanding:
    """What a visit of a bill, by its place there, stands on among papers of one kind, and the papers by their ids."""

    at: int
    standing: OrderStanding
    papers: Mapping[int, BilledPaper]

    @property
    def made_on(self) -> BilledPaper | None:
        """The paper it is made on, in spite of all that may be asked about it."""
        named = [self.standing.paper, *(one.paper for one in self.standing.reasons if one.trouble in _CITED_STILL)]
        return next((self.papers[one] for one in named if one is not None), None)

    def reasons(self, trouble: str) -> Iterator[tuple[OrderReason, BilledPaper]]:
        """Its reasons of one kind, each with its paper."""
        for one in self.standing.reasons:
            if one.trouble == trouble and one.paper in self.papers:
                yield one, self.papers[one.paper]


def orders_of_others(bill: Bill) -> tuple[BilledOrder, ...]:
    """The orders that a massage therapist did not write for themselves: only those are orders."""
    return tuple(one for one in bill.orders if not is_own_order(bill, one))


def looked_for(bill: Bill) -> tuple[BilledOrder, ...]:
    """The orders that a payer looks for: the prescriptions; the referrals where there are only those (domain 0)."""
    orders = orders_of_others(bill)
    return tuple(one for one in orders if one.kind != REFERRAL) or orders


def standings(bill: Bill, orders: Sequence[BilledOrder]) -> tuple[BilledStanding, ...]:
    """What each dated visit of a bill stands on among these orders of one kind, with those given before it."""
    return _of_the_bill(bill, _history(bill, orders))


@of_the_last
def cited(bill: Bill) -> tuple[BilledOrder, ...]:
    """The orders that a visit of the bill is made on: only those are printed, in the order of the visits. A
    prescription and a referral, for one does not stand for the other."""
    found = [one for _, history in _histories(bill) for one in _of_the_bill(bill, history)]
    days = [one.date_of_service or date.min for one in bill.visits]
    in_turn = sorted(found, key=lambda one: (days[one.at], one.at))
    return tuple(dict.fromkeys(one.made_on.order for one in in_turn if one.made_on))


def used_visits(bill: Bill, order: BilledOrder) -> int:
    """How many visits were given on an order, those beyond its number too; those of the bill at least."""
    history = next((history for kind, history in _histories(bill) if order in kind), ())
    made_on = [one.made_on for one in history]
    return max(order.used, sum(paper is not None and paper.order == order for paper in made_on))


@of_the_last
def _histories(bill: Bill) -> tuple[tuple[tuple[BilledOrder, ...], tuple[BilledStanding, ...]], ...]:
    """The orders of each kind with what every visit stands on among them."""
    return tuple((kind, _history(bill, kind)) for kind in _by_kind(bill))


def _of_the_bill(bill: Bill, history: Sequence[BilledStanding]) -> tuple[BilledStanding, ...]:
    """Those of its own visits, by their places."""
    first = len(bill.earlier)
    return tuple(replace(one, at=one.at - first) for one in history if one.at >= first)


def _by_kind(bill: Bill) -> tuple[tuple[BilledOrder, ...], ...]:
    orders = orders_of_others(bill)
    prescriptions = tuple(one for one in orders if one.kind != REFERRAL)
    return prescriptions, tuple(one for one in orders if one.kind == REFERRAL)


def _history(bill: Bill, orders: Sequence[BilledOrder]) -> tuple[BilledStanding, ...]:
    """What every visit stands on: first those given before, then the dated ones of the bill by their places."""
    if not orders:
        return ()
    papers = {one.id: one for one in _papers(bill, orders)}
    codes = [one.code for one in bill.diagnoses]
    given: tuple[BilledEarlier | BilledVisit, ...] = (*bill.earlier, *bill.visits)
    # As the record counts them: of two at the same time the row that was written first.
    rank = {at: turn for turn, at in enumerate(sorted(range(len(given)), key=lambda at: given[at].row))}
    visits = [
        ordered_visit(bare_visit(rank[at], day, "given", one.starts_at), _lines(bill, one), codes)
        for at, one in enumerate(given)
        if (day := one.date_of_service)
    ]
    found = judge(tuple(papers.values()), visits).standings
    places = {turn: at for at, turn in rank.items()}
    return tuple(BilledStanding(places[one.id], found[one.id], papers) for one in visits)


def _papers(bill: Bill, orders: Sequence[BilledOrder]) -> Iterator[BilledPaper]:
    """One without any date counts on no day, and is none."""
    for at, one in enumerate(bill.orders):
        if one in orders and (one.ordered_on or one.starts_on):
            yield BilledPaper(
                at=at,
                order=one,
                kind=one.kind,
                ordered_on=one.ordered_on or date.min,
                starts_on=one.starts_on,
                expires_on=one.expires_on,
                visits_ordered=one.visits_ordered,
                rate=read_rate(one.frequency),
                diagnoses=one.for_codes,
                regions=read_regions(", ".join(one.for_regions))[0],
                signature=one.signature,
                signed_on=one.signed_on,
                npi=one.npi,
            )


def _lines(bill: Bill, visit: BilledVisit | BilledEarlier) -> Iterator[OrderedLine]:
    """Pointers are letters or codes; one to nothing is said elsewhere, and says nothing here."""
    if isinstance(visit, BilledEarlier):
        yield OrderedLine(visit.codes, ", ".join(visit.regions))
        return
    for one in visit.services:
        codes = tuple(bill.diagnoses[LETTERS.index(letter)].code for letter in letters(bill, one))
        yield OrderedLine(codes, one.region)
    for region in visit.technique_regions:
        yield OrderedLine(None, region)
