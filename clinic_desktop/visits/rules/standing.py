"""The prescription engine: over all visits of a case and all its papers, which visit stands on which paper, or why not.

Prescriptions and referrals are counted apart, for one does not stand for the other. Each visit counts on one paper of a
kind: of those whose days hold it and that order what it treats, or else anything, the one ordered last that has a visit
left. Visits that were given come first, then those that are planned, each in the order of their days.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from clinic_desktop.visits.model import OrderedVisit, OrderOutlook, OrderReason, OrderStanding, Use
from clinic_desktop.visits.rules.pages import REFERRAL, Kinded, Ordering, OrderPage, newest_first

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


def _judged(papers: Sequence[Ordering], visits: Iterable[OrderedVisit]) -> tuple[Judgment, list[OrderPage]]:
    history, rule = _in_turn(visits), ruling(papers)
    book = _Book(rule, history)
    uses = _uses(book.pages)
    if len(rule) < len(papers):
        uses |= _uses(_counted([one for one in papers if one.kind == REFERRAL], history))
    return Judgment(book.standings, uses), book.pages


def _outlook(pages: list[OrderPage], today: date) -> OrderOutlook:
    # Nothing begins, ends or has room again on the days between these.
    turns = {one.first for one in pages} | {one.last + timedelta(1) for one in pages if one.last < date.max}
    free, held_up, day, sweep = _free(pages, today), None, today, _Sweep(pages)
    while True:
        found = sweep.look(OrderedVisit(0, day))
        against = found if isinstance(found, OrderReason) else found.against(day)
        if isinstance(found, OrderPage) and against is None:
            return OrderOutlook(found.id, day, free, held_up)
        held_up = held_up or against
        later = [one for one in turns if one > day]
        if isinstance(found, OrderPage):
            later.append(found.room_after(day))
        if not later:
            return OrderOutlook(None, None, free, held_up)
        day = min(later)


def _in_turn(visits: Iterable[OrderedVisit]) -> list[OrderedVisit]:
    return sorted(visits, key=lambda one: (not one.is_given, one.day, one.starts_at, one.id))


class _Book:
    """The papers of one kind, with every visit in its place on them."""

    def __init__(self, papers: Iterable[Ordering], history: Sequence[OrderedVisit]) -> None:
        self.pages = newest_first(papers)
        self.standings: dict[int, OrderStanding] = {}
        for sweep, visits in _sweeps(self.pages, history):
            for visit in visits:
                found = sweep.look(visit)
                self.standings[visit.id] = (
                    found.take(visit) if isinstance(found, OrderPage) else OrderStanding(None, 0, (found,))
                )


def _counted(papers: Iterable[Ordering], history: Sequence[OrderedVisit]) -> list[OrderPage]:
    """The papers of one kind with every visit counted on them, and nothing said about it."""
    pages = newest_first(papers)
    for sweep, visits in _sweeps(pages, history):
        for visit in visits:
            found = sweep.look(visit)
            if isinstance(found, OrderPage):
                found.count(visit)
    return pages


def _sweeps(
    pages: Sequence[OrderPage], history: Sequence[OrderedVisit]
) -> "Iterator[tuple[_Sweep, Sequence[OrderedVisit]]]":
    """The given visits, and then the planned ones, whose days begin anew."""
    given = next((at for at, one in enumerate(history) if not one.is_given), len(history))
    yield _Sweep(pages), history[:given]
    yield _Sweep(pages), history[given:]


def _uses(pages: Iterable[OrderPage]) -> dict[int, Use]:
    """How many visits are made on each, by its id."""
    return {one.id: Use(one.given, one.made - one.given) for one in pages}


class _Sweep:
    """The papers as the days go by: those that count, the last that ended, and those to come."""

    def __init__(self, pages: Sequence[OrderPage]) -> None:
        """`pages` are the newest first."""
        # The next to begin stands last; of several that begin on one day the newest.
        self._coming = sorted(reversed(pages), key=lambda one: one.first, reverse=True)
        self._going: list[OrderPage] = []
        # Those of them that had a visit left when they were looked at last.
        self._open: list[OrderPage] = []
        # Why there is none, on days that none holds.
        self._outside = OrderReason("no_paper")
        self._ended: OrderPage | None = None
        # On the days between these two nothing begins or ends.
        self._since, self._until = date.max, date.min

    def look(self, visit: OrderedVisit) -> OrderPage | OrderReason:
        """The paper a visit belongs on, or why there is none; days never go back."""
        if not self._since <= visit.day <= self._until:
            self._go_to(visit.day)
        for page in self._open:
            if page.is_full:
                self._open = [one for one in self._open if not one.is_full]
            elif page.fits(visit):
                return page
        return self._without_a_fitting(visit) if self._going else self._outside

    def _without_a_fitting(self, visit: OrderedVisit) -> OrderPage | OrderReason:
        """Where no paper that fits has a visit left: one of those that do not fit, where there are only those."""
        full = next((one for one in self._going if one.fits(visit)), None)
        if full is None:
            for page in self._going:
                if not page.is_full:
                    return page
            full = self._going[0]
        return OrderReason("used_up", full.id, count=full.ordered or 0)

    def _go_to(self, day: date) -> None:
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
        if self._ended:
            self._outside = OrderReason("ended", self._ended.id, self._ended.last)
        elif self._coming:
            self._outside = OrderReason("not_begun", self._coming[-1].id, self._coming[-1].first)
        ends = [one.last for one in self._going]
        begins = [self._coming[-1].first - timedelta(1)] if self._coming else []
        self._open = [one for one in self._going if not one.is_full]
        self._since, self._until = day, min(*ends, *begins, date.max, date.max)


def _free(pages: Iterable[OrderPage], today: date) -> int | None:
    free = 0
    for page in pages:
        if page.last >= today:
            if page.ordered is None:
                return None
            free += page.ordered - page.made
    return free
