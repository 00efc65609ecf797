"""The prescription engine: over all visits of a case and all its papers, which visit stands on which paper, or why not.

Prescriptions and referrals are counted apart, for one does not stand for the other. Each visit counts on one paper of a
kind: of those whose days hold it and that order what it treats, or else anything, the one ordered last that has a visit
left. Visits that were given come first, then those that are planned, each in the order of their days.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol, TypeVar

from clinic_desktop.referrals.model import OrderRate
from clinic_desktop.referrals.rules.frequency import next_period, period_start
from clinic_desktop.referrals.rules.windows import Windowed, first_day
from clinic_desktop.values.identifiers import parse_npi
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.values.text import is_blank
from clinic_desktop.visits.model import OrderedVisit, OrderOutlook, OrderReason, OrderStanding, Use

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


P = TypeVar("P", bound=Ordering)
R = TypeVar("R", bound=Kinded)


@dataclass(frozen=True, slots=True)
class Judgment:
    """What became of each visit, by its id, on the papers that rule; and the use of every paper, by its id."""

    standings: Mapping[int, OrderStanding]
    uses: Mapping[int, Use]


def ruling(papers: Sequence[R]) -> tuple[R, ...]:
    """The papers that a payer looks for: the prescriptions; the referrals where there are only those."""
    return tuple(one for one in papers if one.kind != REFERRAL) or tuple(papers)


def judge(papers: Sequence[Ordering], visits: Iterable[OrderedVisit]) -> Judgment:
    """Whether each visit stands, and on what. Nothing depends on the order of the papers or of the visits."""
    return _judged(papers, visits)[0]


def judge_and_look(
    papers: Sequence[Ordering], visits: Iterable[OrderedVisit], today: date
) -> tuple[Judgment, OrderOutlook]:
    """What `judge` and `outlook` say, with each visit put in its place once: there may be a thousand."""
    judgment, pages = _judged(papers, visits)
    return judgment, _outlook(pages, today)


def outlook(papers: Sequence[Ordering], visits: Iterable[OrderedVisit], today: date) -> OrderOutlook:
    """What one more visit would stand on, and from which day on; one that fits whatever is ordered."""
    return _outlook(_Book(ruling(papers), _in_turn(visits)).pages, today)


def _judged(papers: Sequence[Ordering], visits: Iterable[OrderedVisit]) -> "tuple[Judgment, list[_Page]]":
    history, rule = _in_turn(visits), ruling(papers)
    book = _Book(rule, history)
    uses = book.uses()
    if len(rule) < len(papers):
        uses |= _Book([one for one in papers if one.kind == REFERRAL], history).uses()
    return Judgment(book.standings, uses), book.pages


def _outlook(pages: "list[_Page]", today: date) -> OrderOutlook:
    # Nothing begins, ends or has room again on the days between these.
    turns = {one.first for one in pages} | {one.last + timedelta(1) for one in pages if one.last < date.max}
    free, held_up, day, sweep = _free(pages, today), None, today, _Sweep(pages)
    while True:
        found = sweep.look(OrderedVisit(0, day))
        against = found if isinstance(found, OrderReason) else found.against(day)
        if isinstance(found, _Page) and against is None:
            return OrderOutlook(found.id, day, free, held_up)
        held_up = held_up or against
        later = [one for one in turns if one > day]
        if isinstance(found, _Page):
            later.append(found.room_after(day))
        if not later:
            return OrderOutlook(None, None, free, held_up)
        day = min(later)


def _in_turn(visits: Iterable[OrderedVisit]) -> list[OrderedVisit]:
    return sorted(visits, key=lambda one: (not one.is_given, one.day, one.starts_at, one.id))


class _Page:
    """A paper, and what is made on it so far."""

    __slots__ = (
        *("codes", "first", "given", "id", "in_period", "last", "made", "npi", "ordered", "rank", "rate", "regions"),
        *("signed_on", "unsigned"),
    )

    def __init__(self, paper: Ordering) -> None:
        self.id, self.rank = paper.id, (paper.ordered_on, paper.id)
        self.first, self.last = first_day(paper), paper.expires_on or date.max
        self.ordered, self.rate = paper.visits_ordered, paper.rate
        self.codes, self.regions = frozenset(paper.diagnoses), frozenset(paper.regions)
        self.unsigned, self.signed_on = paper.signature == "missing", paper.signed_on
        self.npi = _npi_reason(paper)
        self.made = self.given = 0
        self.in_period: dict[date, int] = {}

    @property
    def is_full(self) -> bool:
        """Whether all visits of it are taken."""
        return self.ordered is not None and self.made >= self.ordered

    def treats(self, visit: OrderedVisit) -> bool:
        """Whether it orders one of the diagnoses of a visit; what nobody said is no other one."""
        return not (self.codes and visit.codes and self.codes.isdisjoint(visit.codes))

    def reaches(self, visit: OrderedVisit) -> bool:
        """Whether it orders all regions of a visit."""
        return not self.regions or visit.regions <= self.regions

    def fits(self, visit: OrderedVisit) -> bool:
        """Whether it orders what a visit treats, where it does."""
        return self.treats(visit) and self.reaches(visit)

    def take(self, visit: OrderedVisit) -> OrderStanding:
        """Count a visit on it."""
        self.made += 1
        self.given += visit.is_given
        reasons: list[OrderReason] = []
        if self.rate:
            start = period_start(self.rate, visit.day, self.first)
            count = self.in_period[start] = self.in_period.get(start, 0) + 1
            if count > self.rate.times:
                reasons.append(OrderReason("too_often", self.id, start, count))
        if not self.treats(visit):
            reasons.append(OrderReason("diagnosis", self.id, what=tuple(sorted(visit.codes))))
        if not self.reaches(visit):
            reasons.append(OrderReason("region", self.id, what=tuple(sorted(visit.regions - self.regions))))
        if self.unsigned or (self.signed_on and visit.day < self.signed_on):
            reasons.append(OrderReason("not_signed", self.id, self.signed_on))
        if self.npi:
            reasons.append(self.npi)
        return OrderStanding(self.id, self.made, tuple(reasons))

    def against(self, day: date) -> OrderReason | None:
        """Why one more visit on that day would be too often; None where it is not."""
        if self.rate:
            start = period_start(self.rate, day, self.first)
            count = self.in_period.get(start, 0) + 1
            if count > self.rate.times:
                return OrderReason("too_often", self.id, start, count)
        return None

    def room_after(self, day: date) -> date:
        """The first day of the weeks or months after those of a day."""
        assert self.rate
        return next_period(self.rate, period_start(self.rate, day, self.first))


class _Book:
    """The papers of one kind, with every visit in its place on them."""

    def __init__(self, papers: Iterable[Ordering], history: Sequence[OrderedVisit]) -> None:
        self.pages = sorted(map(_Page, papers), key=lambda one: one.rank, reverse=True)
        self.standings: dict[int, OrderStanding] = {}
        is_given, sweep = True, _Sweep(self.pages)
        for visit in history:
            if visit.is_given is not is_given:
                # The planned ones come behind the given ones, and their days begin anew.
                is_given, sweep = visit.is_given, _Sweep(self.pages)
            self.standings[visit.id] = sweep.place(visit)

    def uses(self) -> dict[int, Use]:
        """How many visits are made on each, by its id."""
        return {one.id: Use(one.given, one.made - one.given) for one in self.pages}


class _Sweep:
    """The papers as the days go by: those that count, the last that ended, and those to come."""

    def __init__(self, pages: Sequence[_Page]) -> None:
        """`pages` are the newest first."""
        # The next to begin stands last; of several that begin on one day the newest.
        self._coming = sorted(reversed(pages), key=lambda one: one.first, reverse=True)
        self._going: list[_Page] = []
        self._ended: _Page | None = None
        # On the days between these two nothing begins or ends.
        self._since, self._until = date.max, date.min

    def place(self, visit: OrderedVisit) -> OrderStanding:
        """Put a visit on its paper; days never go back."""
        found = self.look(visit)
        return found.take(visit) if isinstance(found, _Page) else OrderStanding(None, 0, (found,))

    def look(self, visit: OrderedVisit) -> "_Page | OrderReason":
        """The paper a visit belongs on, or why there is none."""
        self._go_to(visit.day)
        going = self._going
        if going:
            fits_none = True
            for page in going:
                if page.fits(visit):
                    if not page.is_full:
                        return page
                    fits_none = False
            return self._without_a_fitting(visit, fits_none=fits_none)
        if self._ended:
            return OrderReason("ended", self._ended.id, self._ended.last)
        if self._coming:
            return OrderReason("not_begun", self._coming[-1].id, self._coming[-1].first)
        return OrderReason("no_paper")

    def _without_a_fitting(self, visit: OrderedVisit, *, fits_none: bool) -> "_Page | OrderReason":
        """Where no paper that fits has a visit left: one of those that do not fit, where there are only those."""
        if fits_none:
            for page in self._going:
                if not page.is_full:
                    return page
        full = next(one for one in self._going if fits_none or one.fits(visit))
        return OrderReason("used_up", full.id, count=full.ordered or 0)

    def _go_to(self, day: date) -> None:
        if self._since <= day <= self._until:
            return
        came = False
        while self._coming and self._coming[-1].first <= day:
            self._going.append(self._coming.pop())
            came = True
        over = [one for one in self._going if one.last < day]
        if over:
            self._ended = max([*over, *([self._ended] if self._ended else [])], key=lambda one: (one.last, one.rank))
            self._going = [one for one in self._going if one.last >= day]
        if came:
            self._going.sort(key=lambda one: one.rank, reverse=True)
        ends = [one.last for one in self._going]
        begins = [self._coming[-1].first - timedelta(1)] if self._coming else []
        self._since, self._until = day, min(*ends, *begins, date.max, date.max)


def _free(pages: Iterable[_Page], today: date) -> int | None:
    free = 0
    for page in pages:
        if page.last >= today:
            if page.ordered is None:
                return None
            free += page.ordered - page.made
    return free


def _npi_reason(paper: Ordering) -> OrderReason | None:
    if is_blank(paper.npi):
        return OrderReason("no_npi", paper.id)
    try:
        parse_npi(paper.npi)
    except Unreadable:
        return OrderReason("wrong_npi", paper.id)
    return None
