"""Stacked bars on paper: the same ones as on the screen, in black, gray and hatching, so that a fax carries them."""

from itertools import pairwise

from clinic_desktop.press.blocks import Scale
from clinic_desktop.press.shapes import Shade, Slant
from clinic_desktop.press.sheet import LEFT, WIDTH, Sheet
from clinic_desktop.press.text import Type, set_line, set_lines
from clinic_desktop.values.bars import FILLS, BarChart, Fill, hatching

_HIGH, _BETWEEN = 9.0, 5.0
_EDGE, _LINE, _GAP = 0.5, 0.4, 3.2
_SWATCH, _ASIDE = 9.0, 5.0
_MOST_LABEL = 150.0

Box = tuple[float, float, float, float]


def bars_height(chart: BarChart, scale: Scale) -> float:
    """How much of a page they take, in points."""
    return scale.lead * (2.0 + len(_keys(chart, scale))) + len(chart.bars) * (_HIGH + _BETWEEN) + scale.lead


def set_bars(sheet: Sheet, chart: BarChart, scale: Scale) -> None:
    """Set a picture below what stands on the sheet: its title, what the fills mean, and the bars with what they come
    to. It is kept on one page."""
    sheet.keep(bars_height(chart, scale))
    sheet.put(LEFT, sheet.y - scale.body, set_line(chart.title, scale.strong))
    sheet.y -= scale.lead * 1.5
    for keys in _keys(chart, scale):
        _set_keys(sheet, keys, scale)
    sheet.y -= scale.lead * 0.3
    fine = scale.fine
    labels = [set_lines(bar.label, fine, _MOST_LABEL, 1)[0] for bar in chart.bars]
    beside = max(label.width for label in labels) + _ASIDE
    after = max(set_line(bar.words, Type(fine.size, bold=True)).width for bar in chart.bars) + _ASIDE
    left, width = LEFT + beside, WIDTH - beside - after
    for bar, label in zip(chart.bars, labels, strict=True):
        low = sheet.y - _HIGH
        sheet.put(left - _ASIDE, low + 1.6, label, "right")
        end = left
        for place, begin, stop in chart.spans(bar):
            end = left + stop * width
            _fill(sheet, (left + begin * width, low, end, low + _HIGH), FILLS[place])
        sheet.put(end + _ASIDE, low + 1.6, set_line(bar.words, Type(fine.size, bold=True)))
        sheet.y -= _HIGH + _BETWEEN
    sheet.draw(Slant((left, sheet.y + _BETWEEN), (left, sheet.y + len(chart.bars) * (_HIGH + _BETWEEN)), _EDGE))
    sheet.y -= scale.lead


def _keys(chart: BarChart, scale: Scale) -> list[list[tuple[int, str, float]]]:
    """What the fills mean, in as many lines as it takes: which fill, its words, its width. None for a single part."""
    lines: list[list[tuple[int, str, float]]] = [[]]
    if len(chart.parts) == 1:
        return []
    for place, words in enumerate(chart.parts):
        width = _SWATCH + _ASIDE * 3 + set_line(words, scale.fine).width
        if sum(one[2] for one in lines[-1]) + width > WIDTH and lines[-1]:
            lines.append([])
        lines[-1].append((place, words, width))
    return lines


def _set_keys(sheet: Sheet, keys: list[tuple[int, str, float]], scale: Scale) -> None:
    x, low = LEFT, sheet.y - _SWATCH
    for place, words, width in keys:
        _fill(sheet, (x, low, x + _SWATCH, low + _SWATCH), FILLS[place])
        sheet.put(x + _SWATCH + _ASIDE, low + 1.6, set_line(words, scale.fine))
        x += width
    sheet.y -= scale.lead


def _fill(sheet: Sheet, box: Box, fill: Fill) -> None:
    left, low, right, high = box
    sheet.draw(Shade(left, low, right - left, high - low, 1.0 - fill.dark))
    for begin, end in hatching(fill.hatch, box, _GAP):
        sheet.draw(Slant(begin, end, _LINE))
    corners = ((left, low), (right, low), (right, high), (left, high), (left, low))
    for begin, end in pairwise(corners):
        sheet.draw(Slant(begin, end, _EDGE))
