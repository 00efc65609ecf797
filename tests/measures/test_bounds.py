"""The change that matters, at its very bound: reckoned with the sum of the answers, not with what is shown of it."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some
from scoring import measure

from clinic_desktop.cases.model import CaseId
from clinic_desktop.measures.loader import catalogue
from clinic_desktop.measures.model import Measure, Score, ScoreAnswer, ScoreId
from clinic_desktop.measures.rules.changes import change, change_between, exact_score
from clinic_desktop.measures.rules.scores import score_of
from clinic_desktop.measures.rules.trend import trend
from clinic_desktop.measures.rules.words import letter_sentence

POINTS = some.integers(0, 10)
THREE = some.lists(POINTS, min_size=3, max_size=3)
ACTIVITIES = some.lists(POINTS, min_size=3, max_size=5)
TYPED = sorted(key for key, one in catalogue().items() if one.scoring not in ("mean", "named"))


def scored(key: str, answers: Sequence[int]) -> Score:
    """As it is kept: the answers, and their score to the nearest tenth."""
    kept = tuple(ScoreAnswer(one, f"Activity {at}") for at, one in enumerate(answers))
    return Score(ScoreId(1), 1, CaseId(1), key, date(2026, 9, 2), score_of(measure(key), answers), kept, "", "")


def verdict(key: str, first: Sequence[int], last: Sequence[int]) -> str:
    return change_between(measure(key), scored(key, first), scored(key, last)).verdict


def test_peg_at_exactly_thirty_percent() -> None:
    # 20 of 30 points is 6.67, 14 is 4.67: 30 % of the first, though 6.7 - 4.7 is 29.9 % of 6.7.
    peg, first, last = measure("peg"), scored("peg", (7, 7, 6)), scored("peg", (5, 5, 4))
    found = change_between(peg, first, last)
    assert (found.first, found.last, found.points, found.percent, found.verdict) == (67, 47, -20, 30, "better")
    words = "PEG 6.7 → 4.7, a drop of 2, 30% of the first score; 30% is the change that matters."
    assert letter_sentence(peg, found) == words
    assert trend(peg, (first, last)).band == (47, 87)
    assert verdict("peg", (7, 7, 6), (5, 5, 5)) == "none"


def test_what_is_less_by_a_hair_is_not_shown_as_enough() -> None:
    # Of three activities 3.33, of four 5.25: 1.92 points, though 5.3 - 3.3 is 2.
    psfs, first, last = measure("psfs"), scored("psfs", (3, 3, 4)), scored("psfs", (5, 5, 5, 6))
    words = "PSFS 3.3 → 5.3, a rise of 1.9 for the better; less than the change that matters, 2 points."
    assert letter_sentence(psfs, change_between(psfs, first, last)) == words


@given(THREE, THREE)
def test_peg_matters_from_three_tenths_of_its_sum_on(first: list[int], last: list[int]) -> None:
    step = sum(last) - sum(first)
    reaches = step != 0 and 10 * abs(step) >= 3 * sum(first)
    found = change_between(measure("peg"), scored("peg", first), scored("peg", last))
    assert found.verdict == ("none" if not reaches else "better" if step < 0 else "worse")
    assert found.percent is None or (found.percent >= 30) == (10 * abs(step) >= 3 * sum(first))
    assert found.points == found.last - found.first


@given(ACTIVITIES, ACTIVITIES)
def test_psfs_matters_from_two_points_of_the_mean_on(first: list[int], last: list[int]) -> None:
    step = Fraction(sum(last), len(last)) - Fraction(sum(first), len(first))
    found = change_between(measure("psfs"), scored("psfs", first), scored("psfs", last))
    assert found.verdict == ("none" if abs(step) < 2 else "better" if step > 0 else "worse")
    # What is shown agrees with the verdict.
    assert (abs(found.points) >= 20) == found.matters
    assert found.matters or found.points in (found.last - found.first, 19, -19)
    assert abs(found.points - 10 * step) < 2


@pytest.mark.parametrize("key", TYPED)
def test_whole_and_typed_scores_matter_from_their_bound_on(key: str) -> None:
    one = measure(key)
    unit = 10 if one.digits == "whole" else 1
    for first in range(one.least, one.most + 1, unit):
        for bound in _bounds(one, first):
            for way in (1, -1):
                start = 0 if one.is_change else first
                least = start + way * -(-bound // unit) * unit
                assert change(one, first, least).verdict == ("better" if (way < 0) == one.falls else "worse")
                less = change(one, first, least - way * unit)
                assert less.verdict == "none"
                assert less.percent is None or not one.percent or less.percent < one.percent or _is_low(one, first)


def _bounds(one: Measure, first: int) -> list[Fraction]:
    """The smallest step from here that matters, in tenths; none where every step does or nobody knows."""
    shares = [Fraction(one.percent * first, 100)] if one.percent and first > 0 and not _is_low(one, first) else []
    return [min([Fraction(one.points)] * bool(one.points) + shares)] if one.points or shares else []


def _is_low(one: Measure, first: int) -> bool:
    return one.blind_below is not None and first < one.blind_below


@given(some.one_of(some.tuples(some.just("peg"), THREE), some.tuples(some.just("psfs"), ACTIVITIES)), some.data())
def test_the_shade_has_inside_what_matters_less(of: tuple[str, list[int]], data: some.DataObject) -> None:
    key, answers = of
    one, first = measure(key), scored(key, answers)
    last = scored(key, data.draw(some.lists(POINTS, min_size=len(answers), max_size=len(answers))))
    band = trend(one, (first, last)).band
    assert band
    matters = change_between(one, first, last).matters
    assert (band[0] < last.tenths < band[1]) <= (not matters)
    is_on_scale = one.least < band[0] and band[1] < one.most
    assert (not is_on_scale) or matters == (not band[0] < last.tenths < band[1])


def test_a_mean_that_was_only_typed_is_taken_as_it_stands() -> None:
    bare = Score(ScoreId(1), 1, CaseId(1), "peg", date(2026, 9, 2), 67, (), "", "")
    assert exact_score(measure("peg"), bare) == 67
