"""Which visits are made on which prescription: each on one, none twice, never more than are ordered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from clinic_desktop.visits.model import Use
from clinic_desktop.visits.rules.counting import uses, visits_left

START = date(2026, 11, 1)
Visits = list[tuple[date, str]]


@dataclass(frozen=True, slots=True)
class Paper:
    """What counts of a prescription."""

    id: int
    ordered_on: date
    starts_on: date | None = None
    expires_on: date | None = None
    visits_ordered: int | None = None


def day(number: int) -> date:
    return START + timedelta(number)


def paper(row: int, ordered: int, last: int | None = None, count: int | None = None, first: int | None = None) -> Paper:
    starts = None if first is None else day(first)
    return Paper(row, day(ordered), starts, None if last is None else day(last), count)


@some.composite
def papers(draw: some.DrawFn) -> list[Paper]:
    made = []
    for row in range(draw(some.integers(0, 4))):
        ordered = draw(some.integers(0, 20))
        first = draw(some.none() | some.integers(ordered, ordered + 5))
        last = draw(some.none() | some.integers(first or ordered, (first or ordered) + 10))
        made.append(paper(row, ordered, last, draw(some.none() | some.integers(1, 4)), first))
    return made


VISITS = some.lists(some.tuples(some.integers(-3, 35).map(day), some.sampled_from(("given", "planned"))), max_size=14)


def holds(one: Paper, on: date) -> bool:
    first = one.starts_on or one.ordered_on
    return first <= on and (one.expires_on is None or on <= one.expires_on)


def by_hand(rows: Sequence[Paper], visits: Visits) -> dict[int, Use]:
    """A second way to say it: for each visit, from the newest paper on, the first that takes it."""
    taken: dict[int, list[str]] = {one.id: [] for one in rows}
    newest = sorted(rows, key=lambda one: (one.ordered_on, one.id), reverse=True)
    for status in ("given", "planned"):
        for on in sorted(on for on, its in visits if its == status):
            for one in newest:
                if holds(one, on) and (one.visits_ordered is None or len(taken[one.id]) < one.visits_ordered):
                    taken[one.id].append(status)
                    break
    return {row: Use(found.count("given"), found.count("planned")) for row, found in taken.items()}


@given(papers(), VISITS)
def test_a_visit_counts_on_the_newest_paper_that_has_room(rows: list[Paper], visits: Visits) -> None:
    assert uses(rows, visits) == by_hand(rows, visits)


@given(papers(), VISITS)
def test_never_more_than_ordered_and_no_visit_twice(rows: list[Paper], visits: Visits) -> None:
    found = uses(rows, visits)
    for one in rows:
        use = found[one.id]
        assert use.given + use.planned <= sum(holds(one, on) for on, _ in visits)
        if one.visits_ordered is not None:
            assert use.given + use.planned <= one.visits_ordered
            assert visits_left(one, use) == one.visits_ordered - use.given >= 0
    inside = [status for on, status in visits if any(holds(one, on) for one in rows)]
    assert sum(use.given for use in found.values()) <= inside.count("given")
    assert sum(use.planned for use in found.values()) <= inside.count("planned")
    if all(one.visits_ordered is None for one in rows):
        assert sum(use.given + use.planned for use in found.values()) == len(inside)


@given(papers(), VISITS, some.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(rows: list[Paper], visits: Visits, chance: object) -> None:
    found = uses(rows, visits)
    chance.shuffle(rows)  # type: ignore[attr-defined]
    chance.shuffle(visits)  # type: ignore[attr-defined]
    assert uses(rows, visits) == found


@given(papers(), VISITS)
def test_what_is_planned_takes_no_room_from_what_was_given(rows: list[Paper], visits: Visits) -> None:
    given_ones = [visit for visit in visits if visit[1] == "given"]
    alone = uses(rows, given_ones)
    assert {row: use.given for row, use in uses(rows, visits).items()} == {row: use.given for row, use in alone.items()}


@pytest.mark.parametrize(("on", "counts"), [(4, 0), (5, 1), (9, 1), (10, 1), (11, 0)])
def test_the_first_and_the_last_day_count(on: int, counts: int) -> None:
    assert uses([paper(1, 2, 10, first=5)], [(day(on), "given")]) == {1: Use(given=counts)}


def test_a_paper_without_an_end_goes_on() -> None:
    assert uses([paper(1, 0)], [(day(2000), "planned"), (day(0), "given")]) == {1: Use(1, 1)}


def test_of_two_that_overlap_the_newer_is_used_up_first() -> None:
    rows = [paper(1, 0, 30, 3), paper(2, 5, 30, 2)]
    visits = [(day(on), "given") for on in (1, 6, 7, 8)]
    assert uses(rows, visits) == {1: Use(given=2), 2: Use(given=2)}
    assert uses(rows, [*visits, (day(9), "given"), (day(10), "given")]) == {1: Use(given=3), 2: Use(given=2)}


def test_of_two_papers_of_one_day_the_one_added_last_counts() -> None:
    assert uses([paper(2, 0), paper(1, 0)], [(day(1), "given")]) == {1: Use(), 2: Use(given=1)}


def test_a_visit_given_late_counts_before_one_planned_early() -> None:
    rows = [paper(1, 0, 30, 1)]
    assert uses(rows, [(day(3), "planned"), (day(5), "given")]) == {1: Use(given=1)}


def test_how_many_are_left_is_not_known_where_nobody_said_how_many() -> None:
    assert visits_left(paper(1, 0), Use(3, 1)) is None
    assert visits_left(paper(1, 0, count=12), Use(3, 2)) == 9
    assert visits_left(paper(1, 0, count=3), Use(3)) == 0


def test_without_papers_nothing_counts() -> None:
    assert uses([], [(day(1), "given")]) == {}
