"""Papers and visits for the prescription engine, and a slow model of it that is written another way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import strategies as some

from clinic_desktop.referrals.model import OrderRate
from clinic_desktop.visits.model import OrderedVisit

START = date(2026, 11, 1)
CODES = ("M54.2", "M54.50", "M25.511")
REGIONS = ("Neck", "Low back", "Left shoulder")
# The first one is what the model and the engine call the troubles by the day and the number of a visit.
OFF = ("no_paper", "not_begun", "ended", "used_up")


@dataclass(frozen=True, slots=True)
class Paper:
    """What counts of a prescription."""

    id: int
    ordered_on: date
    starts_on: date | None = None
    expires_on: date | None = None
    visits_ordered: int | None = None
    kind: str = "prescription"
    rate: OrderRate | None = None
    diagnoses: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    signature: str = ""
    signed_on: date | None = None
    npi: str = "1999999992"
    called: str = "Dr. Lee"
    prescriber: int = 7


def day(number: int) -> date:
    return START + timedelta(number)


RATES = some.builds(OrderRate, some.integers(1, 3), some.integers(1, 3), some.sampled_from(("week", "month")))


@some.composite
def papers_of(draw: some.DrawFn, row: int) -> Paper:
    ordered = draw(some.integers(0, 40))
    first = draw(some.none() | some.integers(ordered, ordered + 9))
    begins = ordered if first is None else first
    last = draw(some.none() | some.integers(begins, begins + 30))
    signed = draw(some.none() | some.integers(ordered, ordered + 9))
    return Paper(
        id=row,
        ordered_on=day(ordered),
        starts_on=None if first is None else day(first),
        expires_on=None if last is None else day(last),
        visits_ordered=draw(some.none() | some.integers(1, 4)),
        kind=draw(some.sampled_from(("prescription", "prescription", "referral"))),
        rate=draw(some.none() | RATES),
        diagnoses=tuple(draw(some.lists(some.sampled_from(CODES), unique=True, max_size=2))),
        regions=tuple(draw(some.lists(some.sampled_from(REGIONS), unique=True, max_size=2))),
        signature="signed" if signed is not None else draw(some.sampled_from(("", "missing"))),
        signed_on=None if signed is None else day(signed),
        npi=draw(some.sampled_from(("1999999992", "1999999992", "", "1999999991"))),
    )


@some.composite
def visits_of(draw: some.DrawFn, row: int) -> OrderedVisit:
    return OrderedVisit(
        row,
        day(draw(some.integers(-3, 75))),
        draw(some.booleans()),
        draw(some.sampled_from(("", "09:00", "14:30"))),
        draw(some.frozensets(some.sampled_from(CODES), max_size=2)),
        draw(some.frozensets(some.sampled_from(REGIONS), max_size=2)),
    )


def by_hand(papers: Sequence[Paper], visits: Sequence[OrderedVisit]) -> dict[int, tuple[int, int, set[str]]]:
    """For each visit its paper (0 for none), which one of it, and its troubles: each visit looks at every paper, and at
    every visit that was placed before it."""
    wanted = "prescription" if any(one.kind == "prescription" for one in papers) else "referral"
    newest = sorted((one for one in papers if one.kind == wanted), key=lambda one: (one.ordered_on, one.id))[::-1]
    placed: list[tuple[Paper, OrderedVisit]] = []
    found: dict[int, tuple[int, int, set[str]]] = {}
    given_ones = [one for one in visits if one.is_given]
    planned = [one for one in visits if not one.is_given]
    for visit in [*_by_day(given_ones), *_by_day(planned)]:
        choice = _choose(newest, visit, placed)
        if isinstance(choice, str):
            found[visit.id] = (0, 0, {choice})
        else:
            placed.append((choice, visit))
            number = sum(one is choice for one, _ in placed)
            found[visit.id] = (choice.id, number, _asked(choice, visit, placed))
    return found


def _choose(newest: list[Paper], visit: OrderedVisit, placed: list[tuple[Paper, OrderedVisit]]) -> Paper | str:
    if not newest:
        return "no_paper"
    holding = [one for one in newest if _begins(one) <= visit.day and not _is_over(one, visit.day)]
    if not holding:
        return "ended" if any(_is_over(one, visit.day) for one in newest) else "not_begun"
    right = [one for one in holding if not _other_code(one, visit) and not _other_region(one, visit)]
    for one in right or holding:
        if one.visits_ordered is None or sum(other is one for other, _ in placed) < one.visits_ordered:
            return one
    return "used_up"


def _asked(paper: Paper, visit: OrderedVisit, placed: list[tuple[Paper, OrderedVisit]]) -> set[str]:
    found = set()
    if paper.rate:
        same = [other for one, other in placed if one is paper and _time(paper, other.day) == _time(paper, visit.day)]
        if len(same) > paper.rate.times:
            found.add("too_often")
    if _other_code(paper, visit):
        found.add("diagnosis")
    if _other_region(paper, visit):
        found.add("region")
    if paper.signature == "missing" or (paper.signed_on is not None and paper.signed_on > visit.day):
        found.add("not_signed")
    if paper.npi != "1999999992":
        found.add("wrong_npi" if paper.npi else "no_npi")
    return found


def _time(paper: Paper, on: date) -> int:
    """Which of the weeks or months of a paper a day lies in."""
    assert paper.rate
    if paper.rate.unit == "week":
        return (on.toordinal() // 7 - _begins(paper).toordinal() // 7) // paper.rate.span
    first = _begins(paper)
    return ((on.year - first.year) * 12 + on.month - first.month) // paper.rate.span


def _by_day(visits: Sequence[OrderedVisit]) -> list[OrderedVisit]:
    return sorted(visits, key=lambda one: (one.day.isoformat(), one.starts_at, one.id))


def _begins(paper: Paper) -> date:
    return paper.ordered_on if paper.starts_on is None else paper.starts_on


def _is_over(paper: Paper, on: date) -> bool:
    return paper.expires_on is not None and paper.expires_on < on


def _other_code(paper: Paper, visit: OrderedVisit) -> bool:
    return bool(paper.diagnoses) and bool(visit.codes) and not any(code in paper.diagnoses for code in visit.codes)


def _other_region(paper: Paper, visit: OrderedVisit) -> bool:
    return bool(paper.regions) and any(region not in paper.regions for region in visit.regions)
