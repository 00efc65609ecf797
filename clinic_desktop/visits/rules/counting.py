"""Which visits are made on which prescription."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol, TypeVar

from clinic_desktop.referrals.model import LAST_VISITS
from clinic_desktop.referrals.rules.windows import Windowed, current_prescription, runs_out, window
from clinic_desktop.visits.model import Use


class Ordering(Windowed, Protocol):
    """A prescription that orders so many visits, or does not say how many."""

    @property
    def visits_ordered(self) -> int | None:
        """How many."""


P = TypeVar("P", bound=Ordering)


def uses(papers: Sequence[Ordering], visits: Iterable[tuple[date, str]]) -> Mapping[int, Use]:
    """How many visits (day and status) are made on each prescription, by its id.

    A visit counts on one: of those whose window holds its day and that have a visit left, the one ordered last. The
    visits that were given count before those that are planned, each in the order of their days.
    """
    found = {one.id: Use() for one in papers}
    for day, status in sorted(visits, key=lambda visit: (visit[1] != "given", visit[0])):
        counting = [
            one for one in papers if _has_room(one, found[one.id]) and window(one, day) in ("open", "ends_soon")
        ]
        chosen = max(counting, key=lambda one: (one.ordered_on, one.id), default=None)
        if chosen:
            use = found[chosen.id]
            more = {"given": use.given + 1} if status == "given" else {"planned": use.planned + 1}
            found[chosen.id] = replace(use, **more)
    return found


def visits_left(paper: Ordering, use: Use) -> int | None:
    """How many visits of a prescription are not given yet; None where it does not say how many."""
    return None if paper.visits_ordered is None else paper.visits_ordered - use.given


def counting(papers: Sequence[P], made: Mapping[int, Use], today: date) -> P | None:
    """The one that counts today and has a visit left; else one that counts; else the newest one, which is the first."""
    unused = [one for one in papers if visits_left(one, made[one.id]) != 0]
    counts = current_prescription(unused, today) or current_prescription(papers, today)
    return counts or next(iter(papers), None)


def last_visits(papers: Sequence[P], made: Mapping[int, Use], today: date) -> tuple[P, int] | None:
    """Where the last visits of all that counts, or will count, are about to be used up: the paper to renew, and how
    many visits are left of all of them. None where the days run out, which is told instead."""
    last = counting(papers, made, today)
    if last is None or last.visits_ordered is None or runs_out(papers, today):
        return None
    left = [visits_left(one, made[one.id]) for one in papers if window(one, today) != "ended"]
    count = sum(one or 0 for one in left)
    return None if None in left or count > LAST_VISITS else (last, count)


def _has_room(paper: Ordering, use: Use) -> bool:
    return paper.visits_ordered is None or use.given + use.planned < paper.visits_ordered
