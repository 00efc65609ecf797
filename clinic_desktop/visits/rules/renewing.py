"""Which prescription counts now, when the days of all that count run out, and when their last visits are about to be
used up. A referral goes on for no prescription: where there is one, only those are looked at."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeVar

from clinic_desktop.referrals.model import LAST_VISITS
from clinic_desktop.referrals.rules.windows import current_prescription, next_start, runs_out, window
from clinic_desktop.visits.model import Use
from clinic_desktop.visits.rules.pages import Ordering
from clinic_desktop.visits.rules.standing import R, ruling

P = TypeVar("P", bound=Ordering)


def visits_left(paper: Ordering, use: Use) -> int | None:
    """How many visits of a prescription are not given yet; None where it does not say how many."""
    return None if paper.visits_ordered is None else paper.visits_ordered - use.given


def counting(papers: Sequence[P], made: Mapping[int, Use], today: date) -> P | None:
    """Of the papers that rule, newest first: the one that counts today and has a visit left; else one that counts; else
    the newest one."""
    rule = ruling(papers)
    unused = [one for one in rule if visits_left(one, made[one.id]) != 0]
    counts = current_prescription(unused, today) or current_prescription(rule, today)
    return counts or next(iter(rule), None)


def last_days(papers: Sequence[R], today: date) -> tuple[R, date | None] | None:
    """Where the days of what a payer looks for have run out, or are about to: the paper to renew, and the day on which
    the next one begins after a gap."""
    rule = ruling(papers)
    last = runs_out(rule, today)
    return None if last is None else (last, next_start(rule, last))


def last_visits(papers: Sequence[P], made: Mapping[int, Use], today: date) -> tuple[P, int] | None:
    """Where the last visits of all that counts, or will count, are about to be used up: the paper to renew, and how
    many visits are left of all of them. None where the days run out, which is told instead."""
    rule = ruling(papers)
    going = [one for one in rule if window(one, today) != "ended"]
    last = counting(going or rule, made, today)
    if last is None or last.visits_ordered is None or runs_out(rule, today):
        return None
    left = [visits_left(one, made[one.id]) for one in going]
    count = sum(one or 0 for one in left)
    return None if None in left or count > LAST_VISITS else (last, count)
