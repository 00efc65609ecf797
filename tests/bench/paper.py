"""The paper: a superbill against a bare canvas that draws the same words at the same places; a batch of 500."""

import json
import random
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from io import BytesIO
from typing import Any
from unittest.mock import patch

from bench.lists import fresh
from bench.table import line
from bills import CLIENT, STAMP, TODAY, a_bill, a_visit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from clinic_desktop.paths import RESOURCES
from clinic_desktop.press import sheet
from clinic_desktop.press.lines import draw_lines
from clinic_desktop.superbills.document.bills import bill_pdf

ROUNDS = 60
LEAST_STROKES = 80

# Each bill is another one, as at the end of a month.
BATCH = """
import json, os, time
from dataclasses import replace
from bills import CLIENT, STAMP, TODAY, a_bill
from clinic_desktop.superbills.document.bills import bill_pdf
from clinic_desktop.superbills.model.bill import Stamp
def memory():
    return int(open("/proc/self/statm").read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
def printed(number):
    return bill_pdf(a_bill(client=replace(CLIENT, name=f"Client {number} Nguyễn")), Stamp(number, TODAY))
for number in range(1, 51):
    printed(number)
before, began = memory(), time.perf_counter()
for number in range(51, 551):
    printed(number)
print(json.dumps([time.perf_counter() - began, before, memory()]))
"""

Stroke = tuple[str, float, float, float, float | str]


def paper() -> None:
    """All lines about paper."""
    for count in (1, 6, 60):
        ours, floor = against_a_canvas(partial(bill_pdf, a_bill(visits=visits(count)), STAMP))
        line(f"paper: a superbill of {count} visits, ms", ours, floor, "1.5x")
    ours, floor = against_a_canvas(partial(bill_pdf, a_bill(), STAMP))
    line("paper: a superbill of two visits, three services, ms", ours, floor, "1.5x")
    endless = a_bill(client=replace(CLIENT, name="w" * 10_000))
    ours, floor = against_a_canvas(partial(bill_pdf, endless, STAMP))
    line("paper: a superbill for a name of 10,000 letters, ms", ours, floor, "")
    seconds, before, after = json.loads(fresh(BATCH))
    line("paper: 500 of those, each another one, s", seconds, floor * 500 / 1000, "1.5x")
    line("same, memory after against after the first 50, MB", after / 1e6, before / 1e6, "1.1x")


def visits(count: int) -> tuple[Any, ...]:
    """So many visits of an hour."""
    return tuple(a_visit(TODAY, row) for row in range(1, count + 1))


def against_a_canvas(make: Callable[[], bytes]) -> tuple[float, float]:
    """The medians of both in milliseconds, in a shuffled order."""
    strokes = drawn(make)
    works: dict[str, Callable[[], object]] = {"ours": make, "floor": lambda: bare(strokes)}
    found: dict[str, list[float]] = {"ours": [], "floor": []}
    for _ in range(ROUNDS):
        for name in random.sample(list(works), 2):
            began = time.perf_counter()
            works[name]()
            found[name].append((time.perf_counter() - began) * 1000)
    return statistics.median(found["ours"]), statistics.median(found["floor"])


def drawn(make: Callable[[], bytes]) -> list[list[Stroke]]:
    """What a paper draws on each page: words (font, size, x, y, words) and lines ("", left, right, y, weight)."""
    pages: list[list[Stroke]] = [[]]
    words, rule, turn = draw_lines, Canvas.line, Canvas.showPage

    def put(canvas: Canvas, lines: list[Any]) -> None:
        for x, y, shown in lines:
            for font, piece in shown.pieces:
                pages[-1].append((font, shown.size, x, y, piece))
                x += stringWidth(piece, font, shown.size)  # noqa: PLW2901 - the next piece stands there
        words(canvas, lines)

    def ruled(canvas: Any, left: float, y: float, right: float, end: float) -> None:
        pages[-1].append(("", left, right, y, canvas._lineWidth))
        rule(canvas, left, y, right, end)

    def turned(canvas: Any) -> None:
        pages.append([])
        turn(canvas)

    with patch.multiple(Canvas, line=ruled, showPage=turned), patch.object(sheet, "draw_lines", put):
        make()
    assert sum(map(len, pages)) > LEAST_STROKES
    return [[(plain(one[0]), *one[1:]) for one in page] for page in pages[:-1]]


@cache
def plain(font: str) -> str:
    """The name of the same font as ReportLab alone has it, without what the press does to be faster."""
    if not font:
        return ""
    # Not by `registerFont`, which gives back the press's own font, of the same face.
    found = TTFont(f"{font}-plain", str(RESOURCES / "fonts" / f"{font}.ttf"), asciiReadable=False)
    pdfmetrics._fonts[found.fontName] = found  # type: ignore[attr-defined] # the stubs leave it out
    return f"{font}-plain"


def bare(pages: list[list[Stroke]]) -> bytes:
    """The same, drawn by nothing but a canvas."""
    made = BytesIO()
    first = next(one[0] for one in pages[0] if one[0])
    settings: Any = {"pagesize": (612, 792), "invariant": 1, "pageCompression": 1, "initialFontName": first}
    canvas = Canvas(made, **settings)
    for strokes in pages:
        for font, size, x, y, what in strokes:
            if isinstance(what, str):
                canvas.setFont(font, size)
                canvas.drawString(x, y, what)
            else:
                canvas.setLineWidth(what)
                canvas.line(size, y, x, y)
        canvas.showPage()
    canvas.save()
    return made.getvalue()
