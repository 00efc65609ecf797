"""Which visits count on which authorization: once, by day and codes, on the first to end; and what is warned of."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as some

from clinic_desktop.authorizations.model import AuthorizationId, AuthorizationRow, BurnDown, CountedVisit
from clinic_desktop.authorizations.rules.burning import asked_again, burn_downs, current, to_renew, used
from clinic_desktop.authorizations.rules.words import chip_words, why_renew
from clinic_desktop.cases.model import CaseId

TODAY = date(2026, 11, 24)
ONE = AuthorizationRow(
    *(AuthorizationId(1), 1, CaseId(1), "Cascade", "granted", "PA-1", (), "visits", 12, 0),
    *(TODAY - timedelta(30), TODAY + timedelta(60), None, None),
)


def row(number: int = 1, first: int | None = -30, last: int | None = 60, **more: object) -> AuthorizationRow:
    """An authorization by its days from today."""
    starts, ends = (None if days is None else TODAY + timedelta(days) for days in (first, last))
    made = replace(ONE, id=AuthorizationId(number), number=f"PA-{number}", starts_on=starts, ends_on=ends)
    return replace(made, **more)  # type: ignore[arg-type]


def visit(number: int, days: int = 0, *lines: tuple[str, int]) -> CountedVisit:
    return CountedVisit(number, TODAY + timedelta(days), lines or (("MT001", 4),))


def given_visits(count: int) -> list[CountedVisit]:
    return [visit(number, -number) for number in range(1, count + 1)]


def burned(one: AuthorizationRow, *visits: CountedVisit, today: date = TODAY) -> BurnDown:
    (found,) = burn_downs([one], visits, today)
    return found


CODES = some.sampled_from(("MT001", "MT002", ""))
LINES = some.lists(some.tuples(CODES, some.integers(0, 6)), max_size=3).map(tuple)


@some.composite
def rows(draw: some.DrawFn) -> list[AuthorizationRow]:
    made = []
    for number in range(draw(some.integers(1, 4))):
        first = draw(some.none() | some.integers(-20, 10))
        last = draw(some.none() | some.integers(first if first is not None else -10, 20))
        codes = draw(some.sampled_from(((), ("MT001",), ("MT002",), ("MT001", "MT002"))))
        counts, count = draw(some.sampled_from(("visits", "units"))), draw(some.none() | some.integers(1, 9))
        status = draw(some.sampled_from(("granted", "granted", "granted", "requested", "denied")))
        more = {"codes": codes, "counts": counts, "granted": count, "status": status}
        made.append(row(number + 1, first, last, used_before=draw(some.integers(0, 3)), **more))
    return made


@some.composite
def visits(draw: some.DrawFn) -> list[CountedVisit]:
    days = draw(some.lists(some.integers(-25, 25), max_size=8))
    return [CountedVisit(number, TODAY + timedelta(day), draw(LINES)) for number, day in enumerate(days)]


@given(rows(), visits())
def test_used_and_left_are_what_was_granted(found: list[AuthorizationRow], came: list[CountedVisit]) -> None:
    for one in burn_downs(found, came, TODAY):
        assert one.used >= one.row.used_before
        if one.row.granted is None:
            assert one.left is None
        else:
            assert one.left is not None and one.used + one.left == one.row.granted
        if one.row.status != "granted":
            assert one.used == one.row.used_before


@given(rows(), visits(), some.integers())
def test_the_order_of_rows_and_visits_does_not_matter(
    found: list[AuthorizationRow], came: list[CountedVisit], seed: int
) -> None:
    before, chance = used(found, came), Random(seed)
    other = [replace(one, lines=tuple(chance.sample(one.lines, len(one.lines)))) for one in came]
    assert used(chance.sample(found, len(found)), chance.sample(other, len(other))) == before


def alike(found: Sequence[AuthorizationRow], **facts: object) -> list[AuthorizationRow]:
    return [replace(one, status="granted", used_before=0, **facts) for one in found]  # type: ignore[arg-type]


@given(rows(), visits())
def test_no_visit_counts_on_two_of_the_same_code(found: list[AuthorizationRow], came: list[CountedVisit]) -> None:
    # One service a visit, and all for its code: none may be counted twice, and none inside the days may be lost.
    same = alike(found, codes=("MT001",), counts="visits")
    came = [replace(one, lines=(("MT001", 4),)) for one in came]
    inside = [
        one for one in came
        if any((row.starts_on or date.min) <= one.day <= (row.ends_on or date.max) for row in same)
    ]  # fmt: skip
    assert sum(used(same, came).values()) == len(inside)


@given(rows(), visits())
def test_no_unit_counts_twice(found: list[AuthorizationRow], came: list[CountedVisit]) -> None:
    same = alike(found, codes=(), counts="units")
    inside = [
        one for one in came
        if any((row.starts_on or date.min) <= one.day <= (row.ends_on or date.max) for row in same)
    ]  # fmt: skip
    assert sum(used(same, came).values()) == sum(units for one in inside for _, units in one.lines)


@given(rows(), visits())
def test_none_is_overdrawn_while_another_one_has_room(found: list[AuthorizationRow], came: list[CountedVisit]) -> None:
    everywhere = alike(found, codes=(), counts="visits", starts_on=None, ends_on=None)
    burns = burn_downs(everywhere, came, TODAY)
    left = [one.left for one in burns]
    if any(one is None or one > 0 for one in left):
        assert all(one is None or one >= 0 for one in left)
    assert sum(one.used for one in burns) == len(came)


@pytest.mark.parametrize(("day", "count"), [(-31, 0), (-30, 1), (60, 1), (61, 0)])
def test_the_first_and_the_last_day_count(day: int, count: int) -> None:
    assert used([row()], [visit(1, day)]) == {1: count}


def test_without_a_start_it_counts_from_the_answer() -> None:
    one = row(first=None, decided_on=TODAY - timedelta(5))
    assert used([one], [visit(1, -6), visit(2, -5)]) == {1: 1}
    assert used([row(first=None)], [visit(1, -900)]) == {1: 1}


def test_by_code() -> None:
    found = [row(1, codes=("MT001",)), row(2, codes=("MT002",)), row(3, last=90)]
    assert used(found, [visit(1, 0, ("MT001", 2), ("MT002", 2))]) == {1: 1, 2: 1, 3: 0}
    assert used(found, [visit(1, 0, ("MT003", 2), ("", 2))]) == {1: 0, 2: 0, 3: 1}


def test_a_visit_counts_once_however_many_services_it_had() -> None:
    assert used([row()], [visit(1, 0, ("MT001", 2), ("MT002", 2), ("", 0))]) == {1: 1}
    # What takes the last one takes all of that visit, and nothing of the next authorization.
    found = [row(1, granted=1), row(2, last=90)]
    assert used(found, [visit(1, 0, ("MT001", 2), ("MT002", 2))]) == {1: 1, 2: 0}
    assert used([row()], [CountedVisit(1, TODAY, ())]) == {1: 1}


def test_units_that_find_no_room_go_to_the_next_one() -> None:
    found = [row(1, counts="units", granted=6), row(2, last=90, counts="units", granted=3)]
    assert used(found, [visit(1), visit(2)]) == {1: 6, 2: 2}
    # And over the one that ends last.
    assert used(found, [visit(1), visit(2), visit(3)]) == {1: 6, 2: 6}


def test_the_one_that_ends_first_is_used_first() -> None:
    found = [row(1, last=None), row(2, last=20, granted=2), row(3, last=10, granted=1)]
    assert used(found, given_visits(5)) == {1: 2, 2: 2, 3: 1}


@pytest.mark.parametrize(
    ("made", "state"),
    [
        *((row(), "running"), (row(used_before=9), "running"), (row(used_before=10), "running_out")),
        *((row(used_before=12), "used_up"), (row(used_before=14), "used_up")),
        *((row(last=15), "running"), (row(last=14), "running_out"), (row(last=0), "running_out")),
        *((row(last=-1), "ended"), (row(last=-1, used_before=12), "ended"), (row(first=1), "not_yet")),
        *((row(status="requested"), "requested"), (row(status="denied", last=-1), "denied")),
        *((row(granted=None), "running"), (row(granted=None, last=None), "running")),
        *((row(granted=None, last=14), "running_out"), (row(last=None, used_before=10), "running_out")),
        *((row(counts="units", used_before=3), "running"), (row(counts="units", used_before=4), "running_out")),
    ],
)
def test_the_states(made: AuthorizationRow, state: str) -> None:
    assert burned(made).state == state
    assert burned(made).warns == (state in ("running_out", "used_up", "ended"))


@pytest.mark.parametrize(("units", "state"), [(3, "running"), (4, "running_out")])
def test_the_last_units_are_two_visits_like_the_newest(units: int, state: str) -> None:
    one = row(counts="units", granted=5 + 2 * units)
    # Its units stand in two lines.
    newest = visit(2, -1, ("MT001", units - 1), ("MT002", 1))
    found = burned(one, visit(1, -9, ("MT001", 1)), newest)
    assert found.left == 4 + units
    assert found.state == state


def test_one_that_goes_on_tells_nothing_twice() -> None:
    def renewed(*found: AuthorizationRow) -> list[int]:
        return [one.id for one in to_renew(burn_downs(found, [], TODAY))]

    short = row(1, last=5)
    assert renewed(short) == [1]
    assert renewed(short, row(2)) == []
    # Of two that run out together the last one is told.
    assert renewed(short, row(2, last=9)) == [2]
    assert renewed(short, row(2, codes=("MT002",))) == [1]
    assert renewed(row(1, last=5, codes=("MT001",)), row(2, codes=("MT002", "MT001"))) == []
    assert renewed(short, row(2, 6, 60)) == []
    # A day between them.
    assert renewed(short, row(2, 7, 60)) == [1]
    # What is used up is carried on by the one that has something left, and that one is told.
    assert renewed(short, row(2, used_before=12)) == [1]
    assert renewed(row(1, last=5, used_before=12), row(2, used_before=12)) == [1, 2]
    assert renewed(row(1, last=-30)) == [1]
    assert renewed(row(1, last=-31)) == []
    assert renewed(short, row(2, status="requested"), row(3, status="denied")) == [1]


def test_the_next_one_that_was_asked_for() -> None:
    burns = burn_downs([row(1, codes=("MT001",)), row(2, status="requested", codes=("MT002",))], [], TODAY)
    assert asked_again(burns[0], burns) is None
    burns = burn_downs([row(1, codes=("MT001",)), *(row(n, status="requested") for n in (2, 3))], [], TODAY)
    found = asked_again(burns[0], burns)
    assert found and found.id == 3


def test_what_the_head_of_the_chart_names() -> None:
    def named(*found: AuthorizationRow) -> list[int]:
        return [one.id for one in current(burn_downs(found, [], TODAY))]

    assert named() == named(row(1, status="denied")) == []
    assert named(row(1, last=90), row(2), row(3, first=5, last=99)) == [2, 1, 3]
    assert named(row(1, last=-5), row(2, last=-2)) == [2]
    assert named(row(1, last=-5), row(2, last=None, status="requested")) == [2]
    assert named(row(1, used_before=12)) == [1]
    assert named(row(1, used_before=12), row(2)) == [2]


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (row(used_before=10), "Authorization 2 of 12 left · to 23 Jan 2027"),
        (row(last=10), "Authorization 12 of 12 left · to 4 Dec 2026 (in 10 days)"),
        (row(last=1, granted=None), "Authorization to 25 Nov 2026 (in 1 day)"),
        (row(codes=("MT001", "MT002"), counts="units"),
         "Authorization for MT001, MT002: 12 of 12 units left · to 23 Jan 2027"),
        (row(codes=("MT001", "MT002", "MT003", "MT004"), last=-1),
         "Authorization for MT001, MT002, MT003 and 1 more ended 23 Nov 2026"),
        (row(used_before=13, last=None), "Authorization used up"),
        (row(last=-1), "Authorization ended 23 Nov 2026"),
        (row(first=3), "Authorization from 27 Nov 2026"),
        (row(status="requested"), "Authorization asked for"),
        (row(status="requested", asked_on=date(2026, 11, 3)), "Authorization asked for on 3 Nov 2026"),
    ],
)  # fmt: skip
def test_the_words_of_the_head(made: AuthorizationRow, words: str) -> None:
    assert chip_words(burned(made)) == words


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (row(used_before=11), "1 visit of authorization PA-1 is left, to 23 Jan 2027"),
        (row(used_before=10, last=None), "2 visits of authorization PA-1 are left"),
        (row(used_before=7, counts="units"), "5 units of authorization PA-1 are left, to 23 Jan 2027"),
        (row(used_before=12), "Authorization PA-1 is used up"),
        (row(used_before=14), "Authorization PA-1 is used up, and 2 more were given"),
        (row(last=10, granted=None), "Authorization PA-1 ends on 4 Dec 2026"),
        (row(last=-1), "Authorization PA-1 ended on 23 Nov 2026"),
    ],
)
def test_why_it_is_to_be_renewed(made: AuthorizationRow, words: str) -> None:
    assert why_renew(burned(made)) == words
