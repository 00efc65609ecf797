"""When a restore is tried, and of which place."""

from datetime import timedelta

import pytest
from fixed import NOW

from clinic_desktop.drills.model import Drill, Place
from clinic_desktop.drills.rules import is_due, next_place


def drill(days_ago: int, place: Place = "here", trouble: str = "") -> Drill:
    at = NOW - timedelta(days=days_ago)
    return Drill(at, at, place, 3, 3, 9, 0, 0, 0, 5, 0, 1_000, trouble)


@pytest.mark.parametrize(
    ("last", "due"),
    [
        (None, True),
        (drill(0), False),
        (drill(29), False),
        (drill(30), True),
        (drill(-1), True),
        (drill(1, trouble="x"), True),
    ],
)
def test_once_a_month_and_again_when_it_failed(last: Drill | None, due: bool) -> None:
    assert is_due(last, NOW, has_second=True) == due
    assert is_due(last, NOW, has_second=False) == due


def test_one_that_failed_in_the_second_place_waits_for_it() -> None:
    failed = drill(40, "second", "x")
    assert is_due(failed, NOW, has_second=True)
    assert not is_due(failed, NOW, has_second=False)


def test_the_two_places_take_turns() -> None:
    assert next_place(None, has_second=False) == "here"
    assert next_place(None, has_second=True) == "second"
    assert next_place(drill(1, "second"), has_second=True) == "here"
    assert next_place(drill(1), has_second=True) == "second"
    assert next_place(drill(1, "second", "x"), has_second=True) == "second"
    assert next_place(drill(1, "second", "x"), has_second=False) == "here"
