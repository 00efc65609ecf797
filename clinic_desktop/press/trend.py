"""A trend on paper: the same one as on the screen, in black and gray, so that a fax carries it."""

from itertools import pairwise

from clinic_desktop.press.blocks import Scale
from clinic_desktop.press.shapes import Dot, Shade, Slant
from clinic_desktop.press.sheet import LEFT, WIDTH, Sheet
from clinic_desktop.press.text import Type, set_line, set_lines
from clinic_desktop.values import dates
from clinic_desktop.values.trends import Trend, TrendPoint

_HEIGHT, _DOT, _LAST_DOT = 92.0, 1.8, 2.6
_BAND_GRAY, _EDGE_GRAY = 0.9, 0.55
_CURVE, _AXIS, _DASHED = 1.2, 0.5, (3.0, 2.0)
# Words of a point stand so far above it; those beside the scale end so far left of it.
_ABOVE, _ASIDE = 4.0, 5.0


class _Area:
    """Where the curve stands on the sheet, in points."""

    def __init__(self, trend: Trend, left: float, bottom: float, width: float) -> None:
        self.trend, self.left, self.bottom, self.width = trend, left, bottom, width

    def x(self, one: TrendPoint) -> float:
        return self.left + self.trend.across(one.day) * self.width

    def y(self, value: int) -> float:
        return self.bottom + self.trend.up(value) * _HEIGHT


def trend_height(trend: Trend, scale: Scale) -> float:
    """How much of a page a trend takes, in points."""
    return _HEIGHT + scale.lead * (3.9 if trend.band else 2.9) + scale.body


def set_trend(sheet: Sheet, trend: Trend, scale: Scale, width: float = WIDTH) -> None:
    """Set a trend below what stands on the sheet: its title, the curve over its days, and what the shade means. It is
    kept on one page; `width` is in points."""
    sheet.keep(trend_height(trend, scale))
    sheet.put(LEFT, sheet.y - scale.body, set_line(trend.title, scale.strong))
    sheet.y -= scale.lead + scale.body
    fine = scale.fine
    ends = [set_line(one.words, fine) for one in (trend.least, trend.most)]
    beside = max(one.width for one in ends) + _ASIDE
    goal = max((set_line(one.words, fine).width + _ASIDE for one in trend.lines), default=0.0)
    area = _Area(trend, LEFT + beside, sheet.y - _HEIGHT, width - beside - max(goal, _ASIDE))
    _set_ground(sheet, area, fine)
    for end, one in zip(ends, (trend.least, trend.most), strict=True):
        sheet.put(area.left - _ASIDE, area.y(one.value) - scale.small * 0.35, end, "right")
    _set_curve(sheet, area, fine)
    _set_days(sheet, area, fine)
    sheet.y = area.bottom - scale.lead * 1.4
    for line in set_lines(trend.band_words if trend.band else "", fine, width):
        sheet.put(LEFT, sheet.y - scale.small, line)
        sheet.y -= scale.lead
    sheet.y -= scale.lead / 2


def _set_ground(sheet: Sheet, area: _Area, fine: Type) -> None:
    """The shade, the axes, and the level lines with their words at the right."""
    right, trend = area.left + area.width, area.trend
    if trend.band:
        low, high = (area.y(value) for value in trend.band)
        sheet.draw(Shade(area.left, low, area.width, high - low, _BAND_GRAY))
    for value in (trend.least.value, trend.most.value):
        sheet.draw(Slant((area.left, area.y(value)), (right, area.y(value)), _AXIS, gray=_EDGE_GRAY))
    for one in trend.lines:
        y = area.y(one.value)
        sheet.draw(Slant((area.left, y), (right, y), _AXIS, dashes=_DASHED))
        sheet.put(right + _ASIDE, y - fine.size * 0.35, set_line(one.words, fine))


def _set_curve(sheet: Sheet, area: _Area, fine: Type) -> None:
    points = area.trend.points
    places = [(area.x(one), area.y(one.value)) for one in points]
    for begin, end in pairwise(places):
        sheet.draw(Slant(begin, end, _CURVE))
    for place in places:
        sheet.draw(Dot(*place, _LAST_DOT if place == places[-1] else _DOT))
    room = max(set_line(one.words, fine).width for one in points) * 1.5 / area.width
    for one, place, fits in zip(points, places, area.trend.spaced(room), strict=True):
        if fits:
            shown = set_line(one.words, Type(fine.size, bold=True))
            sheet.put(place[0] - shown.width / 2, place[1] + _ABOVE, shown)


def _set_days(sheet: Sheet, area: _Area, fine: Type) -> None:
    """The days of the points below the curve, as far as there is room; the last one ends where the curve does."""
    points, below = area.trend.points, area.bottom - fine.size - _ABOVE
    room = set_line(dates.printed(points[0].day), fine).width * 1.15 / area.width
    for place, (one, fits) in enumerate(zip(points, area.trend.spaced(room, inset=True), strict=True)):
        if fits:
            shown = set_line(dates.printed(one.day), fine)
            is_last = place and place == len(points) - 1
            x = area.x(one) - (shown.width if is_last else shown.width / 2 if place else 0.0)
            sheet.put(x, below, shown)
