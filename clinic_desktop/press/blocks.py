"""What a page is built of: facts with their labels, side by side; tables; paragraphs; a line to sign on. Each flows on
to the next page when it has to, and keeps together what belongs together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from clinic_desktop.press.sheet import BOTTOM, HAIRLINE, LEFT, LINE, RIGHT, TOP, WIDTH, Align, Sheet
from clinic_desktop.press.text import MOST_LETTERS, SetLine, Type, set_line, set_lines, told_lines

# Where the baseline lies below the top of a line, as a share of its leading.
_BASELINE = 0.76
_GAP, _RULE_HEIGHT = 4.0, 2.0
# Of a name that stands elsewhere already; 500 of the widest letters.
MOST_REPEATED_LINES = 16
# A block up to this high is never cut by the end of a page.
_KEPT_HEIGHT = (TOP - BOTTOM) / 2


class Scale(NamedTuple):
    """The sizes of a document, in points: its text, what is smaller, a name, and the leading of the text."""

    body: float
    small: float
    name: float
    lead: float

    @property
    def text(self) -> Type:
        """Text."""
        return Type(self.body)

    @property
    def strong(self) -> Type:
        """Headings, and what is looked for first."""
        return Type(self.body, bold=True)

    @property
    def fine(self) -> Type:
        """Details and statements."""
        return Type(self.small)


class LineAt(NamedTuple):
    """A line within a block: how far it stands from the left of the block."""

    x: float
    line: SetLine


@dataclass(slots=True)
class Block:
    """Facts below a heading: rows of lines, one below the other. `width` and `label_width` are points. Of each text the
    first `most` lines are set, with … where there is more."""

    scale: Scale
    width: float
    label_width: float
    rows: list[tuple[LineAt, ...]] = field(default_factory=list)
    most: int = MOST_LETTERS

    def heading(self, words: str) -> None:
        """What the block is about."""
        self.rows.append((LineAt(0, set_line(words, self.scale.strong)),))

    def say(self, words: str, face: Type | None = None) -> None:
        """Text in the whole width; nothing where there is none."""
        self.rows += [(LineAt(0, one),) for one in set_lines(words, face or self.scale.text, self.width, self.most)]

    def tell(self, words: str) -> None:
        """What a person wrote, as a whole, however long; of several empty lines one is left."""
        self.rows += [(LineAt(0, line),) for line in told_lines(words, self.scale.text, self.width)]

    def fact(self, label: str, value: str, strong: bool = False) -> None:
        """A label and what it stands for; nothing where there is none. A label too long has its own lines."""
        shown = set_line(label, self.scale.strong if strong else self.scale.text)
        if value and shown.width > self.label_width - _GAP / 2:
            self.say(label)
            shown = set_line("", self.scale.text)
        lines = set_lines(value, self.scale.text, self.width - self.label_width, self.most)
        for place, line in enumerate(lines):
            beside_it = (LineAt(0, shown),) if not place else ()
            self.rows.append((*beside_it, LineAt(self.label_width, line)))

    @property
    def height(self) -> float:
        """In points."""
        return len(self.rows) * self.scale.lead


def beside(sheet: Sheet, blocks: Sequence[tuple[float, Block]]) -> None:
    """Blocks side by side, each at its distance from the left margin; on the next page what does not fit.

    Each block is read to its end before the next one.
    """
    height = max((block.height for _, block in blocks), default=0.0)
    if height <= _KEPT_HEIGHT:
        sheet.keep(height)
    begun = [0] * len(blocks)
    while any(at < len(block.rows) for at, (_, block) in zip(begun, blocks, strict=True)):
        lead = blocks[0][1].scale.lead
        fitting = max(int((sheet.y - BOTTOM) / lead), 0 if not sheet.is_fresh else 1)
        lowest = 0
        for place, (x, block) in enumerate(blocks):
            rows = block.rows[begun[place] : begun[place] + fitting]
            for down, row in enumerate(rows):
                for one in row:
                    sheet.put(LEFT + x + one.x, sheet.y - (down + _BASELINE) * lead, one.line)
            begun[place] += len(rows)
            lowest = max(lowest, len(rows))
        sheet.y -= lowest * lead
        if any(at < len(block.rows) for at, (_, block) in zip(begun, blocks, strict=True)):
            sheet.turn()


class PaperColumn(NamedTuple):
    """A column of a table, `width` in points."""

    title: str
    width: float
    align: Align = "left"


class PaperRow(NamedTuple):
    """A row: a cell a column. `detail` is smaller text below the cell of column `detail_at`; `opens` draws a line
    above; `joins` keeps it on the page of the row before it; a `strong` one is a sum; `leads_to` makes it an area."""

    cells: Sequence[str]
    detail: str = ""
    detail_at: int = 0
    opens: bool = False
    joins: bool = False
    strong: bool = False
    leads_to: str = ""


class _LaidRow(NamedTuple):
    """`lines` are (x, line of the row from 0, what stands there, align); `lead` is the height of one."""

    lines: list[tuple[float, int, SetLine, Align]]
    lead: float
    high: int
    opens: bool
    joins: bool
    leads_to: str

    @property
    def height(self) -> float:
        return self.high * self.lead

    def part(self, begin: int, end: int) -> _LaidRow:
        """Some of its lines."""
        lines = [(x, down - begin, line, align) for x, down, line, align in self.lines if begin <= down < end]
        return self._replace(lines=lines, high=min(end, self.high) - begin)


@dataclass(frozen=True, slots=True)
class PaperTable:
    """A table with its head on every page, at `x` from the left margin; its rows stand `apart` points apart."""

    scale: Scale
    columns: Sequence[PaperColumn]
    x: float = 0.0
    apart: float = _RULE_HEIGHT

    def place(self, sheet: Sheet, rows: Sequence[PaperRow], kept_with_last: float = 0.0) -> None:
        """Set the rows; the last one stands on a page with the `kept_with_last` points below it.

        A row goes on to the next page only where it is higher than one.
        """
        head = self._laid(PaperRow([one.title for one in self.columns]), Type(self.scale.small, bold=True))
        laid = [self._laid(row, self._face(row)) for row in rows]
        # A head never stands alone at the end of a page.
        needed = _needed(laid, kept_with_last, self.apart)
        sheet.keep(head.height + _GAP + next(iter(needed), kept_with_last))
        self._head(sheet, head)
        for place, (row, height) in enumerate(zip(laid, needed, strict=True)):
            if place and not sheet.has_room(height):
                sheet.turn()
                self._head(sheet, head)
            elif place and row.opens:
                self._rule(sheet, HAIRLINE)
            self._flow(sheet, row, head)

    def height(self, rows: Sequence[PaperRow]) -> float:
        """Of the rows with the head, in points."""
        return self.scale.lead + _GAP + sum(self._laid(row, self._face(row)).height for row in rows)

    def _face(self, row: PaperRow) -> Type:
        return self.scale.strong if row.strong else self.scale.text

    def _head(self, sheet: Sheet, head: _LaidRow) -> None:
        self._put(sheet, head)
        self._rule(sheet, LINE)

    def _rule(self, sheet: Sheet, weight: float) -> None:
        width = sum(one.width for one in self.columns)
        sheet.rule(LEFT + self.x, LEFT + self.x + width, sheet.y - self.apart / 2, weight)
        sheet.y -= self.apart

    def _flow(self, sheet: Sheet, row: _LaidRow, head: _LaidRow) -> None:
        """The row, in parts where no page holds the whole of it."""
        while not sheet.has_room(row.height):
            fitting = max(int((sheet.y - BOTTOM) / row.lead), 1)
            if fitting >= row.high:
                break
            self._put(sheet, row.part(0, fitting))
            row = row.part(fitting, row.high)
            sheet.turn()
            self._head(sheet, head)
        self._put(sheet, row)

    def _put(self, sheet: Sheet, row: _LaidRow) -> None:
        for x, down, line, align in row.lines:
            sheet.put(LEFT + self.x + x, sheet.y - (down + _BASELINE) * row.lead, line, align)
        if row.leads_to:
            left, right = LEFT + self.x, LEFT + self.x + sum(one.width for one in self.columns)
            sheet.area(row.leads_to, (left, sheet.y - row.height, right, sheet.y))
        sheet.y -= row.height

    def _laid(self, row: PaperRow, face: Type) -> _LaidRow:
        lead = self.scale.lead
        lines: list[tuple[float, int, SetLine, Align]] = []
        x, most = 0.0, 1
        for place, (column, cell) in enumerate(zip(self.columns, row.cells, strict=True)):
            room = column.width - _GAP
            found = set_lines(cell, face, room)
            if row.detail and place == row.detail_at:
                found += set_lines(row.detail, self.scale.fine, room)
            if found:
                set_at = x + column.width if column.align == "right" else x
                lines += [(set_at, down, line, column.align) for down, line in enumerate(found)]
                most = max(most, len(found))
            x += column.width
        return _LaidRow(lines, lead, most, row.opens, row.joins, row.leads_to)


def _needed(rows: Sequence[_LaidRow], kept_with_last: float, apart: float) -> list[float]:
    """How much room each row needs to begin on a page: its own, that of the rows that join it, and at the last one of
    what is kept with it. Rows that fill more than half a page are parted, but for the last two of them."""
    found = [0.0] * len(rows)
    below, joined = kept_with_last, 0
    for place in reversed(range(len(rows))):
        row = rows[place]
        found[place] = row.height + below + (apart if row.opens else 0.0)
        joined += 1
        is_parted = found[place] > _KEPT_HEIGHT and joined > 1
        below = found[place] if row.joins and not is_parted else 0.0
        joined = joined if row.joins else 0
    return found


def sums(sheet: Sheet, scale: Scale, rows: Sequence[tuple[str, str, bool]], width: float) -> None:
    """Labels with amounts, right-aligned at the right margin: (label, amount, whether it is the result)."""
    for label, amount, is_result in rows:
        face = scale.strong if is_result else scale.text
        baseline = sheet.y - _BASELINE * scale.lead
        amounts = set_line(amount, face)
        sheet.put(RIGHT - width, baseline, set_line(label, face))
        sheet.put(RIGHT, baseline, amounts, "right")
        sheet.y -= scale.lead


def paragraph(sheet: Sheet, words: str, face: Type, lead: float) -> None:
    """Text over the whole width."""
    for line in set_lines(words, face, WIDTH):
        sheet.keep(lead)
        sheet.put(LEFT, sheet.y - _BASELINE * lead, line)
        sheet.y -= lead


def gap(sheet: Sheet, height: float) -> None:
    """White space, none at the top of a page."""
    if not sheet.is_fresh:
        sheet.y -= height
