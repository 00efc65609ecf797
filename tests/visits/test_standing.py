"""Which visit stands on which prescription, and why not: each on one, none twice, never more than are ordered."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from ordering import CODES, Paper, by_hand, day, papers_of, visits_of

from clinic_desktop.referrals.model import OrderRate
from clinic_desktop.visits.model import OrderedVisit, OrderReason, OrderStanding, Use
from clinic_desktop.visits.rules.renewing import counting, last_days, last_visits, visits_left
from clinic_desktop.visits.rules.standing import judge, outlook
from clinic_desktop.visits.rules.standing_words import OrderLine, order_part, outlook_words, reason_words, standing_line

PAPERS = some.integers(0, 5).flatmap(lambda many: some.tuples(*(papers_of(row) for row in range(1, many + 1))))
VISITS = some.integers(0, 14).flatmap(lambda many: some.tuples(*(visits_of(row) for row in range(1, many + 1))))
TWICE_A_WEEK = OrderRate(2)
# What may be otherwise on another day.
BY_DAY = ("no_paper", "not_begun", "ended", "used_up", "too_often")


def paper(row: int, ordered: int, last: int | None = None, number: int | None = None, **more: Any) -> Paper:
    return Paper(row, day(ordered), None, None if last is None else day(last), number, **more)


def made(*days: int, is_given: bool = True, **more: Any) -> list[OrderedVisit]:
    rows = count(1)
    return [replace(OrderedVisit(next(rows), day(one), is_given), **more) for one in days]


def uses(papers: Sequence[Paper], visits: Sequence[OrderedVisit]) -> dict[int, Use]:
    return dict(judge(papers, visits).uses)


def troubles(papers: Sequence[Paper], visits: Sequence[OrderedVisit]) -> list[list[str]]:
    found = judge(papers, visits).standings
    return [[one.trouble for one in found[visit.id].reasons] for visit in visits]


@given(PAPERS, VISITS)
def test_every_visit_stands_or_falls_as_by_hand(papers: tuple[Paper, ...], visits: tuple[OrderedVisit, ...]) -> None:
    found = judge(papers, visits).standings
    told = {row: (one.paper or 0, one.number, {why.trouble for why in one.reasons}) for row, one in found.items()}
    assert told == by_hand(papers, visits)


@given(PAPERS, VISITS, some.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(
    papers: tuple[Paper, ...], visits: tuple[OrderedVisit, ...], chance: Any
) -> None:
    mixed, others = list(papers), list(visits)
    chance.shuffle(mixed)
    chance.shuffle(others)
    assert judge(mixed, others) == judge(papers, visits)
    assert outlook(mixed, others, day(20)) == outlook(papers, visits, day(20))


@given(PAPERS, VISITS)
def test_never_more_than_ordered_and_every_number_once(
    papers: tuple[Paper, ...], visits: tuple[OrderedVisit, ...]
) -> None:
    found = judge(papers, visits)
    for one in papers:
        use = found.uses[one.id]
        if one.visits_ordered is not None:
            assert use.given + use.planned <= one.visits_ordered
            assert visits_left(one, use) == one.visits_ordered - use.given >= 0
        numbers = sorted(standing.number for standing in found.standings.values() if standing.paper == one.id)
        if numbers:
            assert numbers == list(range(1, use.given + use.planned + 1))


@given(PAPERS, VISITS)
def test_what_is_planned_takes_no_room_from_what_was_given(
    papers: tuple[Paper, ...], visits: tuple[OrderedVisit, ...]
) -> None:
    given_ones = [visit for visit in visits if visit.is_given]
    whole, alone = judge(papers, visits), judge(papers, given_ones)
    assert {row: whole.standings[row] for row in alone.standings} == alone.standings
    assert {row: use.given for row, use in whole.uses.items()} == {row: use.given for row, use in alone.uses.items()}


@given(PAPERS, VISITS, some.integers(-3, 75).map(day))
def test_the_next_visit_is_the_first_that_nothing_speaks_against(
    papers: tuple[Paper, ...], visits: tuple[OrderedVisit, ...], today: date
) -> None:
    given_ones = [replace(one, is_given=True) for one in visits]
    ahead = outlook(papers, given_ones, today)
    days = [today + timedelta(later) for later in range(175)]
    # What is planned comes last, and takes nobody's place.
    tried = {on: judge(papers, [*given_ones, OrderedVisit(99, on, is_given=False)]).standings[99] for on in days}
    against = {on: [why for why in one.reasons if why.trouble in BY_DAY] for on, one in tried.items()}
    first = next((on for on in days if not against[on]), None)
    assert (ahead.next_on, ahead.paper) == (first, tried[first].paper if first else None)
    assert ahead.held_up == next(iter(against[today]), None)


@pytest.mark.parametrize(("on", "counts"), [(1, 0), (2, 1), (9, 1), (10, 1), (11, 0)])
def test_the_first_and_the_last_day_count(on: int, counts: int) -> None:
    assert uses([paper(1, 2, 10)], made(on)) == {1: Use(given=counts)}


def test_a_leap_day_is_the_last_of_its_month_and_of_its_paper() -> None:
    one = Paper(1, date(2028, 2, 1), None, date(2028, 2, 29), rate=OrderRate(2, 1, "month"))
    days = (date(2028, 2, 1), date(2028, 2, 28), date(2028, 2, 29), date(2028, 3, 1))
    visits = [OrderedVisit(row, on) for row, on in enumerate(days, 1)]
    assert troubles([one], visits) == [[], [], ["too_often"], ["ended"]]
    # What was taken back makes room.
    assert troubles([one], visits[1:]) == [[], [], ["ended"]]


def test_a_number_that_is_used_up_within_a_week_is_told_as_such() -> None:
    # Sunday is day 0: the third visit of the week is beyond the number, not too often.
    rows = [paper(1, 0, 30, 2, rate=TWICE_A_WEEK)]
    assert troubles(rows, made(1, 3, 5, 8)) == [[], [], ["used_up"], ["used_up"]]
    # Its renewal overlaps, and takes the rest; weeks are counted on each paper by itself.
    renewed = [*rows, paper(2, 4, 40, 2, rate=TWICE_A_WEEK)]
    assert troubles(renewed, made(1, 3, 5, 6, 8)) == [[], [], [], [], ["used_up"]]
    # Withdrawn, it leaves them without.
    assert troubles(renewed[1:], made(1, 3, 5)) == [["not_begun"], ["not_begun"], []]


def test_of_two_that_overlap_the_newer_is_used_up_first() -> None:
    rows = [paper(1, 0, 30, 3), paper(2, 5, 30, 2)]
    assert uses(rows, made(1, 6, 7, 8)) == {1: Use(given=2), 2: Use(given=2)}
    assert uses(rows, made(1, 6, 7, 8, 9, 10)) == {1: Use(given=3), 2: Use(given=2)}


def test_of_two_papers_of_one_day_the_one_added_last_counts() -> None:
    assert uses([paper(2, 0), paper(1, 0)], made(1)) == {1: Use(), 2: Use(given=1)}


def test_a_visit_given_late_counts_before_one_planned_early() -> None:
    rows = [paper(1, 0, 30, 1)]
    visits = [OrderedVisit(1, day(3), False), OrderedVisit(2, day(5))]
    assert uses(rows, visits) == {1: Use(given=1)}
    assert troubles(rows, visits) == [["used_up"], []]


def test_a_prescription_and_a_referral_count_apart() -> None:
    rows = [paper(1, 0, 30, 3), paper(2, 1, 30, 2, kind="referral")]
    assert uses(rows, made(2, 3, 4)) == {1: Use(given=3), 2: Use(given=2)}
    # A referral does not stand for the prescription that ended.
    assert troubles([paper(1, 0, 5), paper(2, 1, kind="referral")], made(6)) == [["ended"]]
    assert troubles([paper(2, 1, kind="referral")], made(6)) == [[]]


def test_a_visit_goes_to_the_paper_that_orders_what_it_treats() -> None:
    neck, back = paper(1, 0, 30, 2, diagnoses=CODES[:1]), paper(2, 1, 30, diagnoses=CODES[1:2])
    visits = made(2, 3, 4, codes=frozenset(CODES[:1]))
    found = judge([neck, back], visits)
    assert found.uses == {1: Use(given=2), 2: Use()}
    # Not on the other one: that is for something else, and its visits are not for this.
    assert troubles([neck, back], visits) == [[], [], ["used_up"]]
    assert troubles([back], visits[:1]) == [["diagnosis"]]
    assert uses([back], visits[:1]) == {2: Use(given=1)}


def test_what_nobody_said_is_no_other_thing() -> None:
    strict = paper(1, 0, diagnoses=CODES[:1], regions=("Neck",))
    assert troubles([strict], made(1)) == [[]]
    both = frozenset({"Neck", "Low back"})
    assert troubles([strict], made(1, codes=frozenset(CODES), regions=both)) == [["region"]]


def test_a_week_runs_from_sunday_to_saturday() -> None:
    # 1 Nov 2026 is a Sunday.
    rows = [paper(1, 0, 60, rate=TWICE_A_WEEK)]
    assert troubles(rows, made(4, 5, 6, 7, 8, 14)) == [[], [], ["too_often"], [], [], []]
    assert judge(rows, made(4, 5, 6)).standings[3] == OrderStanding(
        1, 3, (OrderReason("too_often", 1, day(0), count=3),)
    )


def test_the_next_visit_waits_for_the_next_week() -> None:
    rows = [paper(1, 0, 60, 4, rate=TWICE_A_WEEK)]
    ahead = outlook(rows, made(4, 5), day(6))
    assert (ahead.paper, ahead.next_on, ahead.free) == (1, day(7), 2)
    assert ahead.held_up == OrderReason("too_often", 1, day(0), count=3)
    assert outlook_words(ahead, 1) == "next from 8 Nov 2026"
    assert outlook(rows, made(4), day(6)).next_on == day(6)
    used = outlook(rows, made(1, 2, 8, 9), day(20))
    assert (used.paper, used.next_on, used.free) == (None, None, 0)
    assert used.held_up == OrderReason("used_up", 1, count=4)


def test_how_many_are_left_is_not_known_where_nobody_said_how_many() -> None:
    assert visits_left(paper(1, 0), Use(3, 1)) is None
    assert visits_left(paper(1, 0, number=12), Use(3, 2)) == 9
    assert outlook([paper(1, 0), paper(2, 0, number=2)], (), day(1)).free is None


def test_an_ended_prescription_is_not_told_as_used_up_while_a_referral_goes_on() -> None:
    rows = [paper(2, 1, number=9, kind="referral"), paper(1, 0, 5, 8)]
    found = judge(rows, made(2)).uses
    assert last_visits(rows, found, day(6)) is None
    assert counting(rows, found, day(6)) == rows[1]
    few = [replace(rows[0], visits_ordered=2), rows[1]]
    # The prescription has ended, and that is told: the referral stands for none.
    assert last_visits(few, judge(few, made(2)).uses, day(6)) is None
    assert last_days(few, day(6)) == (few[1], None)
    assert troubles(few, made(6)) == [["ended"]]
    assert last_visits(few[:1], judge(few[:1], made(2)).uses, day(6)) == (few[0], 1)


def test_without_papers_nothing_counts() -> None:
    assert uses([], made(1)) == {}
    assert troubles([], made(1)) == [["no_paper"]]
    assert outlook([], made(1), day(2)).held_up == OrderReason("no_paper")


REASONS = [
    (
        OrderReason("ended", 1, day(10)),
        "Dr. Lee’s prescription ended on 11 Nov 2026. Visits after that need a new one.",
    ),
    (
        OrderReason("not_begun", 1, day(10)),
        "Dr. Lee’s prescription starts on 11 Nov 2026. Visits before that need one too.",
    ),
    (OrderReason("used_up", 1, count=1), "Dr. Lee ordered 1 visit, and it is taken. This one needs a new order."),
    (OrderReason("used_up", 1, count=8), "Dr. Lee ordered 8 visits, and all are taken. This one needs a new order."),
    (
        OrderReason("too_often", 1, day(7), 3),
        "It is visit 3 in the week of Sunday, 8 Nov 2026, and Dr. Lee ordered 2 a week.",
    ),
    (OrderReason("diagnosis", 1, what=("M54.50",)), "Dr. Lee ordered it for M54.2, not for M54.50."),
    (OrderReason("region", 1, what=("Low back",)), "Dr. Lee ordered Neck, not Low back."),
    (OrderReason("not_signed", 1), "Dr. Lee has not signed it yet."),
    (OrderReason("not_signed", 1, day(10)), "Dr. Lee signed it on 11 Nov 2026, after this visit."),
    (OrderReason("no_npi", 1), "Dr. Lee has no NPI."),
    (OrderReason("wrong_npi", 1), "The NPI of Dr. Lee cannot be right."),
    (OrderReason("no_paper"), "There is no prescription for it."),
]


@pytest.mark.parametrize(("reason", "words"), REASONS)
def test_a_reason_says_what_it_is(reason: OrderReason, words: str) -> None:
    strict = paper(1, 0, rate=TWICE_A_WEEK, diagnoses=CODES[:1], regions=("Neck",))
    assert reason_words(reason, {1: strict}) == words
    assert reason.is_stop is (reason.trouble == "wrong_npi")


@pytest.mark.parametrize(
    ("rate", "words"),
    [
        (
            OrderRate(1, 2),
            "It is visit 2 in the weeks from Sunday, 1 Nov 2026, on, and Dr. Lee ordered 1 every 2 weeks.",
        ),
        (OrderRate(1, 1, "month"), "It is visit 2 in November 2026, and Dr. Lee ordered 1 a month."),
        (
            OrderRate(1, 2, "month"),
            "It is visit 2 in the months from 1 Nov 2026 on, and Dr. Lee ordered 1 every 2 months.",
        ),
    ],
)
def test_too_often_names_the_time(rate: OrderRate, words: str) -> None:
    one = paper(1, 2, rate=rate)
    (_, second) = (judge([one], made(3, 9)).standings[row] for row in (1, 2))
    assert [reason_words(why, {1: one}) for why in second.reasons] == [words]


def test_where_it_is_put_right() -> None:
    one = {1: paper(1, 0, rate=TWICE_A_WEEK)}
    parts = {reason.trouble: order_part(reason, one) for reason, _ in REASONS}
    assert parts == {
        **dict.fromkeys(("ended", "not_begun", "used_up", "no_paper"), "prescription/new"),
        **{"too_often": "prescription/1/frequency", "diagnosis": "prescription/1/diagnoses"},
        **{"region": "prescription/1/regions", "not_signed": "prescription/1/signature"},
        **dict.fromkeys(("no_npi", "wrong_npi"), "prescriber/7/npi"),
    }


def test_a_line_says_which_visit_it_is() -> None:
    one = paper(1, 0, 43, 8)
    standing = judge([one], made(3, 4)).standings[2]
    assert standing_line(standing, {1: one}) == OrderLine("Visit 2 of 8 by Dr. Lee, until 14 Dec 2026.", "")
    bare = paper(1, 0, signature="missing")
    line = standing_line(judge([bare], made(3)).standings[1], {1: bare})
    unknown = "The paper does not say how many visits, nor until when."
    assert line == OrderLine(f"Visit 1 by Dr. Lee. {unknown}", "Dr. Lee has not signed it yet.")
    endless, countless = paper(1, 0, number=8), paper(1, 0, 43)
    assert standing_line(judge([endless], made(3)).standings[1], {1: endless}).words == (
        "Visit 1 of 8 by Dr. Lee. The paper does not say until when."
    )
    assert standing_line(judge([countless], made(3)).standings[1], {1: countless}).words == (
        "Visit 1 by Dr. Lee, until 14 Dec 2026. The paper does not say how many visits."
    )
    over = standing_line(judge([one], made(44)).standings[1], {1: one})
    assert over == OrderLine("", "Dr. Lee’s prescription ended on 14 Dec 2026. Visits after that need a new one.")
