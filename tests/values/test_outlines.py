"""Path data: what is written reads the same again, and nothing is half read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_desktop.values.outlines import (
    PathStep,
    flattened,
    lies_inside,
    mirrored_whole,
    moved_outline,
    parse_outline,
    written_outline,
)

numbers = st.integers(-50_000, 50_000).map(lambda one: one / 10)
points = st.tuples(numbers, numbers)
steps = st.one_of(
    points.map(lambda one: PathStep("L", (one,))),
    st.tuples(points, points, points).map(lambda some: PathStep("C", some)),
    st.just(PathStep("Z", ())),
)
outlines = st.tuples(points.map(lambda one: PathStep("M", (one,))), st.lists(steps)).map(lambda two: (two[0], *two[1]))


@given(outlines)
def test_what_is_written_reads_the_same(drawn: tuple[PathStep, ...]) -> None:
    assert parse_outline(written_outline(drawn)) == drawn


@pytest.mark.parametrize(
    "text",
    ["", "L 1 2", "M 1", "M 1 2 3 4", "M 1 2 Q 1 2 3 4", "m 1 2", "M1 2", "M 1,2", "M nan 1", "M 1_0 2", "M 1 2 Z Z1",
     "M 1e3 2", "M ١ 2", "M . 2"],
)  # fmt: skip
def test_anything_else_is_no_outline(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_outline(text)


def test_a_half_becomes_a_whole_that_is_its_own_mirror() -> None:
    whole = mirrored_whole(parse_outline("M 0 0 C 4 0 8 4 8 8 L 0 20"))
    assert written_outline(whole) == "M 0 0 C 4 0 8 4 8 8 L 0 20 L -8 8 C -8 4 -4 0 0 0 Z"
    with pytest.raises(ValueError, match="middle"):
        mirrored_whole(parse_outline("M 1 0 L 0 20"))


def test_a_point_lies_inside_or_not() -> None:
    corners = flattened(parse_outline("M 0 0 L 10 0 L 10 10 L 0 10 Z"))
    assert lies_inside(corners, 5, 5)
    assert not lies_inside(corners, 11, 5)
    turned = flattened(moved_outline(parse_outline("M 0 0 L 10 0 L 10 10 L 0 10 Z"), 20, -1))
    assert lies_inside(turned, 15, 5)
    assert not lies_inside(turned, 5, 5)
