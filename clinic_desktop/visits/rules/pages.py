"""A paper as the prescription engine reads it, with what is made on it: one page for each."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from clinic_desktop.referrals.model import OrderRate
from clinic_desktop.referrals.rules.frequency import next_period, period_start
from clinic_desktop.referrals.rules.windows import Windowed, first_day
from clinic_desktop.values.identifiers import parse_npi
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.values.text import is_blank
from clinic_desktop.visits.model import OrderedVisit, OrderReason, OrderStanding

REFERRAL = "referral"


class Kinded(Windowed, Protocol):
    """A paper of a kind, with its days."""

    @property
    def kind(self) -> str:
        """A key of PAPERS."""


class Ordering(Kinded, Protocol):
    """A paper as the engine reads it; what it does not say holds nothing back."""

    @property
    def visits_ordered(self) -> int | None:
        """How many visits."""

    @property
    def rate(self) -> OrderRate | None:
        """How often at most."""

    @property
    def diagnoses(self) -> tuple[str, ...]:
        """For which codes; none for any."""

    @property
    def regions(self) -> tuple[str, ...]:
        """For which regions; none for any."""

    @property
    def signature(self) -> str:
        """A key of SIGNATURES."""

    @property
    def signed_on(self) -> date | None:
        """The day of the signature, where it is known."""

    @property
    def npi(self) -> str:
        """The prescriber's."""


class OrderPage:
    """A paper, and what is made on it so far."""

    __slots__ = (
        *("always", "codes", "first", "given", "id", "in_period", "last", "made", "ordered", "rank", "rate"),
        *("regions", "signed_on", "unsigned", "_next", "_start"),
    )

    def __init__(self, paper: Ordering) -> None:
        self.id, self.rank = paper.id, (paper.ordered_on, paper.id)
        self.first, self.last = first_day(paper), paper.expires_on or date.max
        self.ordered, self.rate = paper.visits_ordered, paper.rate
        self.codes, self.regions = frozenset(paper.diagnoses), frozenset(paper.regions)
        self.unsigned = OrderReason("not_signed", paper.id, paper.signed_on)
        # Before that day it was not signed.
        self.signed_on = date.max if paper.signature == "missing" else paper.signed_on or date.min
        npi = _npi_reason(paper)
        self.always = (npi,) if npi else ()
        self.made = self.given = 0
        self.in_period: dict[date, int] = {}
        # The weeks or months that were looked at last.
        self._start, self._next = date.max, date.min

    @property
    def is_full(self) -> bool:
        """Whether all visits of it are taken."""
        return self.ordered is not None and self.made >= self.ordered

    def fits(self, visit: OrderedVisit) -> bool:
        """Whether it orders one of the diagnoses of a visit, and all its regions; what nobody said is no other one."""
        codes, regions = self.codes, self.regions
        if codes and visit.codes and codes.isdisjoint(visit.codes):
            return False
        return not regions or visit.regions <= regions

    def count(self, visit: OrderedVisit) -> None:
        """Count a visit on it."""
        self.made += 1
        self.given += visit.is_given

    def take(self, visit: OrderedVisit) -> OrderStanding:
        """Count a visit on it, and say what speaks against that."""
        self.made += 1
        self.given += visit.is_given
        reasons: list[OrderReason] = []
        if self.rate:
            start = self._period(visit.day)
            count = self.in_period[start] = self.in_period.get(start, 0) + 1
            if count > self.rate.times:
                reasons.append(OrderReason("too_often", self.id, start, count))
        if not self.fits(visit):
            if self.codes and visit.codes and self.codes.isdisjoint(visit.codes):
                reasons.append(OrderReason("diagnosis", self.id, what=tuple(sorted(visit.codes))))
            if self.regions and (others := visit.regions - self.regions):
                reasons.append(OrderReason("region", self.id, what=tuple(sorted(others))))
        if visit.day < self.signed_on:
            reasons.append(self.unsigned)
        return OrderStanding(self.id, self.made, (*reasons, *self.always))

    def against(self, day: date) -> OrderReason | None:
        """Why one more visit on that day would be too often; None where it is not."""
        if self.rate:
            start = self._period(day)
            count = self.in_period.get(start, 0) + 1
            if count > self.rate.times:
                return OrderReason("too_often", self.id, start, count)
        return None

    def room_after(self, day: date) -> date:
        """The first day of the weeks or months after those of a day."""
        self._period(day)
        return self._next

    def _period(self, day: date) -> date:
        """The first day of the weeks or months of a day."""
        assert self.rate
        if not self._start <= day < self._next:
            self._start = period_start(self.rate, day, self.first)
            self._next = next_period(self.rate, self._start)
        return self._start


def newest_first(papers: Iterable[Ordering]) -> list[OrderPage]:
    """A page for each paper; of one day the one that was added last comes first."""
    return sorted(map(OrderPage, papers), key=lambda one: one.rank, reverse=True)


def _npi_reason(paper: Ordering) -> OrderReason | None:
    if is_blank(paper.npi):
        return OrderReason("no_npi", paper.id)
    try:
        parse_npi(paper.npi)
    except Unreadable:
        return OrderReason("wrong_npi", paper.id)
    return None
