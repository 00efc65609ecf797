"""Sheets of paper that are filled from the top down: pages, their header and number, bookmarks, words across them.

Lengths are points, 72 an inch; `y` runs from the bottom up as in a PDF. All is gathered first and drawn at the end,
when the number of pages is known.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from io import BytesIO
from math import cos, radians, sin
from typing import TYPE_CHECKING, Literal, NamedTuple

from clinic_desktop.press import fonts
from clinic_desktop.press.figure import Stroke, draw_strokes
from clinic_desktop.press.letters import seen
from clinic_desktop.press.lines import Put, draw_lines
from clinic_desktop.press.shapes import Shape, draw_shape
from clinic_desktop.press.text import SetLine, Type, set_line
from clinic_desktop.wording import say

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

# US Letter.
PAGE_WIDTH, PAGE_HEIGHT = 612.0, 792.0
LEFT, RIGHT = 45.0, 567.0
TOP, BOTTOM = 754.0, 48.0
WIDTH = RIGHT - LEFT
# Above the edge that a fax or a printer eats.
FOOT = 32.0
FOOT_TYPE = Type(8.0)
# Words across a page, seen through: a fax makes single dots of this gray.
ACROSS_LENGTH, ACROSS_ANGLE, ACROSS_GRAY = 600.0, 48.0, 0.9
_ACROSS_HIGH = 0.35
# From the middle of the page to that of a word beside it; a word of four letters is then clear of another.
_ASIDE, _BESIDE_LENGTH = 150.0, 340.0
HAIRLINE, LINE = 0.4, 0.9
# A fax loses a thinner one.
BOX_WEIGHT = 0.7

Align = Literal["left", "right"]


@dataclass(frozen=True, slots=True)
class Paper:
    """What a document is apart from its text: its properties, its words across every page ("DRAFT"). `made_on` is the
    day that a reader shows for it; without one it is the same day always, for the bytes are."""

    title: str
    author: str
    subject: str
    across: tuple[str, ...] = ()
    made_on: date | None = None


class _Rule(NamedTuple):
    left: float
    right: float
    y: float
    weight: float


class _Box(NamedTuple):
    x: float
    y: float
    size: float


class _Figure(NamedTuple):
    x: float
    y: float
    strokes: tuple[Stroke, ...]


class _Bookmark(NamedTuple):
    words: str
    y: float


class _Mark(NamedTuple):
    """How far a sheet was filled."""

    pages: int
    items: int
    areas: int
    y: float
    begins_at: float
    is_fresh: bool


class Area(NamedTuple):
    """A piece of a page, counted from 1, that leads somewhere: `box` is its left, lower, right and upper edge."""

    key: str
    page: int
    box: tuple[float, float, float, float]


_Item = Put | _Rule | _Box | _Figure | _Bookmark | Shape


class Sheet:
    """A document that is being set. `y` is where the next thing stands, the top of it."""

    def __init__(self, paper: Paper, running_head: Callable[[Sheet], None], right: float = RIGHT) -> None:
        """`running_head` sets what stands above each page after the first; `right` is where its text ends, and the
        number of the page with it."""
        self.y = TOP
        self.areas: list[Area] = []
        self._paper = paper
        self._running_head = running_head
        self._right = right
        self._pages: list[list[_Item]] = [[]]
        self._begins_at = TOP

    @property
    def pages(self) -> int:
        """How many pages there are by now."""
        return len(self._pages)

    @property
    def is_fresh(self) -> bool:
        """Whether nothing stands on this page yet, but its head."""
        return self.y >= self._begins_at

    def put(self, x: float, y: float, line: SetLine, align: Align = "left") -> None:
        """A line with its baseline at `y`; `x` is its left or its right end."""
        self._pages[-1].append(Put(x - line.width if align == "right" else x, y, line))

    def rule(self, left: float, right: float, y: float, weight: float = HAIRLINE) -> None:
        """A level line."""
        self._pages[-1].append(_Rule(left, right, y, weight))

    def box(self, x: float, y: float, size: float) -> None:
        """An empty box to check, its lower left corner there."""
        self._pages[-1].append(_Box(x, y, size))

    def draw(self, drawn: Shape) -> None:
        """A part of a drawing, over what was drawn before it."""
        self._pages[-1].append(drawn)

    def figure(self, x: float, y: float, strokes: Sequence[Stroke]) -> None:
        """A drawing, its upper left corner there."""
        self._pages[-1].append(_Figure(x, y, tuple(strokes)))

    def bookmark(self, words: str) -> None:
        """A place that the reader's list of contents leads to: here."""
        self._pages[-1].append(_Bookmark(words, self.y))

    def area(self, key: str, box: tuple[float, float, float, float]) -> None:
        """What is in the box leads to what `key` stands for: who binds this document makes a link of it."""
        self.areas.append(Area(key, self.pages, box))

    def has_room(self, height: float) -> bool:
        """Whether so much still fits on this page."""
        return self.y - height >= BOTTOM

    def keep(self, height: float) -> None:
        """Begin a new page unless so much still fits on this one, or it is empty anyway."""
        if not self.has_room(height) and not self.is_fresh:
            self.turn()

    def turn(self) -> None:
        """Begin a new page."""
        self._pages.append([])
        self.y = TOP
        self._running_head(self)
        self._begins_at = self.y

    def together(self, place: Callable[[], None]) -> None:
        """What `place` sets stands on one page where a page holds it; what is higher flows on from here."""
        begun = self._mark()
        place()
        if self.pages == begun.pages or begun.is_fresh:
            return
        self._take_back(begun)
        self.turn()
        above = self.pages
        place()
        if self.pages > above:
            self._take_back(begun)
            place()

    def _mark(self) -> _Mark:
        return _Mark(self.pages, len(self._pages[-1]), len(self.areas), self.y, self._begins_at, self.is_fresh)

    def _take_back(self, to: _Mark) -> None:
        del self._pages[to.pages :], self._pages[-1][to.items :], self.areas[to.areas :]
        self.y, self._begins_at = to.y, to.begins_at

    def pdf(self, *, is_numbered: bool = True) -> bytes:
        """The bytes of the document: the same for the same text, whenever and wherever it is made. Pages that are
        numbered where they are bound have no number of their own."""
        made = BytesIO()
        canvas = new_canvas(made, self._paper)
        for number, page in enumerate(self._pages, 1):
            for place, word in enumerate(self._paper.across):
                draw_across(canvas, word, place, len(self._paper.across))
            words = say("Page {number} of {count}", number=number, count=len(self._pages)) if is_numbered else ""
            foot = set_line(words, FOOT_TYPE)
            _draw(canvas, [*page, Put(self._right - foot.width, FOOT, foot)], number)
            canvas.showPage()
        canvas.save()
        return made.getvalue()


def new_canvas(made: BytesIO, paper: Paper) -> Canvas:
    """An empty document of Letter pages with its properties set."""
    from reportlab import rl_config
    from reportlab.pdfgen.canvas import Canvas

    # Nothing that is drawn may be evaluated or fetched; no font of the reader's is named; plain streams are smaller.
    settings = {"toColorCanUse": None, "trustedHosts": None, "trustedSchemes": ["data"]}
    for name, value in {**settings, "canvas_basefontname": fonts.usual(), "useA85": 0}.items():
        setattr(rl_config, name, value)
    canvas = Canvas(made, pagesize=(PAGE_WIDTH, PAGE_HEIGHT), invariant=1, pageCompression=1, lang="en-US")
    if paper.made_on:
        # Noon in London is the same day all over the United States.
        canvas.setDateFormatter(partial(_noon, paper.made_on))
    canvas.setTitle(seen(paper.title))
    canvas.setAuthor(seen(paper.author))
    canvas.setSubject(seen(paper.subject))
    canvas.setCreator("Clinic Desktop")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    return canvas


def draw_across(canvas: Canvas, word: str, place: int = 0, count: int = 1) -> None:
    """A word from corner to corner, pale enough to read through; several stand one above the other."""
    at = (PAGE_WIDTH / 2, PAGE_HEIGHT * (count - place) / (count + 1))
    _draw_pale(canvas, word, at, ACROSS_LENGTH / (1 + 0.4 * (count - 1)))


def draw_beside(canvas: Canvas, word: str) -> None:
    """A word on both sides of where one stands from corner to corner, along with it and clear of it."""
    for aside in (_ASIDE, -_ASIDE):
        slant = radians(ACROSS_ANGLE)
        at = (PAGE_WIDTH / 2 - aside * sin(slant), PAGE_HEIGHT / 2 + aside * cos(slant))
        _draw_pale(canvas, word, at, _BESIDE_LENGTH)


def _draw_pale(canvas: Canvas, word: str, at: tuple[float, float], length: float) -> None:
    line = set_line(word, Type(length / max(set_line(word, Type(1.0, bold=True)).width, 1.0), bold=True))
    canvas.saveState()
    canvas.setFillGray(ACROSS_GRAY)
    canvas.translate(*at)
    canvas.rotate(ACROSS_ANGLE)
    draw_line(canvas, -line.width / 2, -line.size * _ACROSS_HIGH, line)
    canvas.restoreState()


def draw_line(canvas: Canvas, x: float, y: float, line: SetLine) -> None:
    """A line by itself."""
    draw_lines(canvas, [Put(x, y, line)])


def _noon(made_on: date, *_clock: int) -> str:
    """The day as a PDF writes it, whatever the clock of the computer says."""
    return f"D:{made_on:%Y%m%d}120000+00'00'"


def _draw(canvas: Canvas, page: list[_Item], number: int) -> None:
    # All that is drawn between two lines goes in one piece: half the bytes, half the time.
    lines: list[Put] = []
    for index, item in enumerate(page):
        if isinstance(item, Put):
            lines.append(item)
        elif isinstance(item, _Rule):
            draw_lines(canvas, lines)
            canvas.setLineWidth(item.weight)
            canvas.line(item.left, item.y, item.right, item.y)
        elif isinstance(item, _Box):
            canvas.setLineWidth(BOX_WEIGHT)
            canvas.rect(item.x, item.y, item.size, item.size)
        elif isinstance(item, Shape):
            draw_shape(canvas, item)
        elif isinstance(item, _Figure):
            # Letters that come after it stand on it.
            draw_lines(canvas, lines)
            draw_strokes(canvas, item.x, item.y, item.strokes)
        else:
            key = f"{number}-{index}"
            canvas.bookmarkHorizontal(key, 0, item.y)
            canvas.addOutlineEntry(item.words, key)
    draw_lines(canvas, lines)
