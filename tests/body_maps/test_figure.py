"""The figure: every point of it has a region, left is the mirror of right, and the arrow keys reach all of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_desktop.body_maps.loader import body_figure
from clinic_desktop.body_maps.model.figure import FIGURE_HEIGHT, VIEWS, FigureRegion, FigureView
from clinic_desktop.body_maps.model.kinds import KINDS, MUSCLES, MUSCLES_OF, REGIONS
from clinic_desktop.body_maps.rules.regions import (
    FigurePoint,
    first_stop,
    moved_point,
    next_stop,
    offsets,
    place_at,
    region_at,
    stops,
)
from clinic_desktop.body_maps.rules.words import muscles_first
from clinic_desktop.values.outlines import Point, lies_inside

FIGURE = body_figure()
points = st.builds(FigurePoint, st.sampled_from(list(VIEWS)), st.integers(0, 480), st.integers(0, FIGURE_HEIGHT))
WAYS = ((1, 0), (-1, 0), (0, 1), (0, -1))


def regions(view: FigureView) -> list[FigureRegion]:
    return [one for shape in view.shapes for one in shape.regions]


@given(points)
def test_every_point_of_the_outline_lies_in_one_region(point: FigurePoint) -> None:
    view = FIGURE.views[point.view]
    on_top = [one for one in reversed(view.shapes) if lies_inside(one.hull, point.x, point.y)]
    found = [one for one in on_top[0].regions if lies_inside(one.corners, point.x, point.y)] if on_top else []
    assert len(found) == bool(on_top)
    assert (place_at(FIGURE, point) is not None) == bool(on_top)


@pytest.mark.parametrize("key", ["front", "back", "left"])
def test_no_region_leaves_a_gap_or_overlaps(key: str) -> None:
    for shape in FIGURE.views[key].shapes:
        for y in range(9, FIGURE_HEIGHT, 3):
            near = [
                one for one in shape.regions if min(c[1] for c in one.corners) <= y <= max(c[1] for c in one.corners)
            ]
            for x in inner_columns(shape.hull, y):
                found = [one.key for one in near if lies_inside(one.corners, x, y)]
                assert len(found) == 1, (key, x, y, found)


def inner_columns(hull: tuple[Point, ...], y: int) -> list[int]:
    """Every third x of a row that lies inside."""
    ends = sorted(
        ax + (y - ay) * (bx - ax) / (by - ay)
        for (ax, ay), (bx, by) in zip(hull, (*hull[1:], hull[0]), strict=True)
        if (ay > y) != (by > y)
    )
    return [x for begin, end in zip(ends[::2], ends[1::2], strict=True) for x in range(int(begin) + 1, int(end), 3)]


def test_the_point_that_stands_for_a_region_lies_in_it() -> None:
    for view in FIGURE.views.values():
        for one in regions(view):
            assert region_at(view, *one.at) is one, (view.key, one.key, one.side)


@given(points)
def test_what_is_left_in_front_is_right_at_its_mirror(point: FigurePoint) -> None:
    view = FIGURE.views[point.view]
    if view.key not in ("front", "back") or abs(point.x - view.middle) <= 1:
        return
    # The edges of a region belong to one side of them: half a unit off they are out of the question.
    here, there = (region_at(view, view.middle + way * (point.x - view.middle + 0.5), point.y + 0.5) for way in (1, -1))
    if here is None or there is None:
        assert here is there is None
    else:
        assert here.key == there.key
        assert here.side == {"left": "right", "right": "left", "": ""}[there.side]


def test_left_is_the_clients_own_left() -> None:
    front, back = FIGURE.views["front"], FIGURE.views["back"]
    hand = {(one.key, one.side): one.at for one in regions(front)}
    behind = {(one.key, one.side): one.at for one in regions(back)}
    assert hand["hand", "left"][0] > front.middle > hand["hand", "right"][0]
    assert behind["hand", "left"][0] < back.middle < behind["hand", "right"][0]
    assert {one.side for one in regions(FIGURE.views["left"])} == {"left"}
    assert {one.side for one in regions(FIGURE.views["right"])} == {"right"}


def test_the_sides_are_mirrors_of_each_other() -> None:
    left, right = FIGURE.views["left"], FIGURE.views["right"]
    for one, other in zip(regions(left), regions(right), strict=True):
        assert one.key == other.key
        assert [(left.middle - x, y) for x, y in one.corners] == [(x - right.middle, y) for x, y in other.corners]


@pytest.mark.parametrize(("x", "side"), [(240, ""), (252, ""), (253, "left"), (227, "right")])
def test_the_middle_of_the_trunk_is_on_no_side(x: int, side: str) -> None:
    assert place_at(FIGURE, FigurePoint("front", x, 400)) == ("abdomen", side)


def test_it_stands_within_its_views() -> None:
    for view in FIGURE.views.values():
        corners = [point for shape in view.shapes for point in shape.hull]
        assert min(x for x, _ in corners) >= 0
        assert max(x for x, _ in corners) <= view.width
        assert min(y for _, y in corners) >= 0
        assert max(y for _, y in corners) <= FIGURE_HEIGHT
        lines = [point for shape in view.shapes for line in shape.lines for step in line for point in step.points]
        off = [point for point in lines if not 0 <= point[0] <= view.width]
        assert not off


def test_every_region_is_drawn_and_has_its_muscles() -> None:
    assert {one.key for view in FIGURE.views.values() for one in regions(view)} == set(REGIONS)
    assert set(MUSCLES_OF) == set(REGIONS)
    assert {one for some in MUSCLES_OF.values() for one in some} == set(MUSCLES)
    for key in REGIONS:
        assert sorted(muscles_first(key)) == sorted(MUSCLES)
    assert muscles_first("low_back")[0] == "quadratus_lumborum"


def test_the_proportions_are_those_of_a_person() -> None:
    heights = [y for _, y in FIGURE.views["front"].shapes[0].hull]
    (head_down_to_the_chin,) = [one for one in regions(FIGURE.views["front"]) if one.key == "head"]
    head = max(y for _, y in head_down_to_the_chin.corners) - min(heights)
    assert 7.2 <= (max(heights) - min(heights)) / head <= 7.8


def test_arrow_keys_reach_every_region() -> None:
    seen = {first_stop(FIGURE)}
    waiting = list(seen)
    while waiting:
        here = waiting.pop()
        fresh = {next_stop(FIGURE, here, *way) for way in WAYS} - seen
        seen |= fresh
        waiting += fresh
    assert seen == set(stops(FIGURE))


@given(st.sampled_from(list(stops(FIGURE))), st.sampled_from(WAYS))
def test_an_arrow_goes_its_way_or_stays(here: FigurePoint, way: tuple[int, int]) -> None:
    there = next_stop(FIGURE, here, *way)
    along = offsets(FIGURE)
    across, below = along[there.view] + there.x - along[here.view] - here.x, there.y - here.y
    assert there == here or across * way[0] + below * way[1] > 0


@given(points, st.integers(-9, 9), st.integers(-9, 9))
def test_a_point_never_leaves_the_figure(point: FigurePoint, right: int, down: int) -> None:
    if place_at(FIGURE, point):
        assert place_at(FIGURE, moved_point(FIGURE, point, right, down))


def test_each_kind_of_mark_has_its_own_shape_and_letter() -> None:
    assert len({one.letter for one in KINDS.values()}) == len(KINDS)
    assert len(set(FIGURE.marks.values())) == len(KINDS)
