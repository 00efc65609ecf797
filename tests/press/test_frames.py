"""Where a page stands on its sheet: what is shown of it fills its box, however it is turned and whatever its unit."""

from itertools import product

import pytest

from clinic_desktop.press.frames import AsShown, framed


@pytest.mark.parametrize(("turns", "unit"), list(product(range(4), (0.5, 1.0, 2.0, 7.5))))
def test_the_corners_of_a_page_come_to_those_of_its_box(turns: int, unit: float) -> None:
    shown = AsShown(-20, 30, 180, 130, turns, unit)
    found = framed(shown)
    a, b, c, d, e, f = found.matrix
    corners = product((shown.left, shown.right), (shown.lower, shown.upper))
    places = [(a * x + c * y + e, b * x + d * y + f) for x, y in corners]
    left, lower, wide, high = found.box
    for at, (least, length) in enumerate(((left, wide), (lower, high))):
        assert min(one[at] for one in places) == pytest.approx(least)
        assert max(one[at] for one in places) == pytest.approx(least + length)
