"""The blanks of the call sheet in two columns: a number, what is asked, and boxes to check or a line to write on.

The rows are set as wide apart as the page has room for, with the full question below where it fits.
"""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from clinic_desktop.coverage.document.call_head import COLUMN, GUTTER
from clinic_desktop.coverage.model.call_paper import PaperBlank, PaperGroup
from clinic_desktop.coverage.model.call_sheet import Told
from clinic_desktop.coverage.model.question import Question
from clinic_desktop.coverage.rules.answer_words import answer_in_words, choice_of, input_label
from clinic_desktop.press.sheet import HAIRLINE, LEFT, Sheet
from clinic_desktop.press.text import SetLine, Type, set_line, set_lines
from clinic_desktop.wording import mark, say

_TEXT, _STRONG, _HEADING = Type(8.0), Type(8.0, bold=True), Type(9.4, bold=True)
_NUMBER, _LABEL, _GAP = 16.0, 104.0, 5.0
_BOX, _BOX_GAP, _APART = 6.4, 3.0, 9.0
_LEAD, _CHOICES_LEAD, _ABOVE_HEADING, _HEADING_LEAD = 9.4, 10.4, 4.0, 11.0
# Beside a label: the least room, and the most lines of boxes.
_LEAST_BESIDE, _MOST_BESIDE = 90.0, 2
# In points: the least that a hand can write on, where all blanks of the sheet matter, and the most that looks like one
# sheet; then the least line beside boxes.
_LEAST, _MOST, _STEP, _LEAST_WITH_QUESTIONS = 10.5, 21.0, 0.5, 17.0
_LEAST_LINE = 52.0
# Between a line to write on and the question below it.
_BELOW_LINE = 2.0
_CHECKED = "×"
# What reads well beside its boxes on the screen, and not in the narrow column of a paper.
_CALLED: Mapping[str, str] = MappingProxyType(
    {
        "benefit.stand_alone": mark("Massage alone is paid"),
        "pa_from_visit": mark("Authorized from visit"),
        "cost_share.oop_met": mark("Yearly maximum met"),
        "cost_share.oop_left": mark("Yearly maximum left"),
        "corrected_within": mark("Corrected bills within"),
    }
)


class _Part(NamedTuple):
    """A box with its words where there are any; else a line to write on, `width` long, with what is known on it, cut to
    its width."""

    words: SetLine | None
    width: float
    is_checked: bool = False
    known: str = ""


class _Row(NamedTuple):
    """What stands below each other: of a blank its lines of boxes, and the question; a heading is a row of its own."""

    heading: str = ""
    number: int = 0
    label: tuple[SetLine, ...] = ()
    begins: float = 0.0
    lines: tuple[tuple[_Part, ...], ...] = ()
    question: tuple[SetLine, ...] = ()

    def height(self, pitch: float) -> float:
        if self.heading:
            return _above_heading(pitch) + _HEADING_LEAD
        boxes = pitch + (len(self.lines) - 1) * _CHOICES_LEAD
        named = pitch + (len(self.label) - 1) * _LEAD
        asked = len(self.question) * _LEAD + _BELOW_LINE if self.question else 0.0
        return max(boxes, named) + asked


class SheetColumns(NamedTuple):
    """Rows of both columns, and how far a row is apart from the next, in points."""

    left: tuple[_Row, ...]
    right: tuple[_Row, ...]
    pitch: float


def columns_of(groups: Sequence[PaperGroup], room: float) -> SheetColumns:
    """The blanks set so that they fill a page of so many points, and no more."""
    best: SheetColumns | None = None
    for asks, least in ((True, _LEAST_WITH_QUESTIONS), (False, _LEAST)):
        rows = tuple(_rows(groups, asks=asks))
        pitch = _MOST
        while pitch >= least:
            best = _parted(rows, pitch)
            if max(_height(best.left, pitch), _height(best.right, pitch)) <= room:
                return best
            pitch -= _STEP
    assert best
    return best


def place_columns(sheet: Sheet, columns: SheetColumns) -> None:
    """Set both columns from here down, the left one first; what comes next stands below both."""
    top = lowest = sheet.y
    for x, rows in ((LEFT, columns.left), (LEFT + COLUMN + GUTTER, columns.right)):
        sheet.y = top
        for row in rows:
            _place(sheet, x, row, columns.pitch)
        lowest = min(lowest, sheet.y)
    sheet.y = lowest


def _rows(groups: Sequence[PaperGroup], *, asks: bool) -> Iterator[_Row]:
    for group in groups:
        yield _Row(heading=say(group.label))
        for one in group.blanks:
            yield _row(one, asks=asks)


def _row(one: PaperBlank, *, asks: bool) -> _Row:
    asked, parts = one.blank.asked, tuple(_parts(one))
    question = set_lines(say(asked.ask), _TEXT, COLUMN - _NUMBER) if asks and asked.ask else ()
    whole = set_line(_label(asked), _TEXT)
    begins = _NUMBER + max(_LABEL, whole.width) + _GAP
    lines = tuple(_flowed(parts, COLUMN - begins)) if begins <= COLUMN - _LEAST_BESIDE else ()
    if len(lines) == 1:
        return _Row("", one.blank.number, (whole,), begins, lines, question)
    begins = _NUMBER + _LABEL + _GAP
    lines = tuple(_flowed(parts, COLUMN - begins))
    label = set_lines(_label(asked), _TEXT, _LABEL, 2)
    if len(lines) > _MOST_BESIDE:
        # Below the label there is room for more of them side by side.
        return _Row("", one.blank.number, label, _NUMBER, ((), *_flowed(parts, COLUMN - _NUMBER)), question)
    return _Row("", one.blank.number, label, begins, lines, question)


def _label(asked: Question | Told) -> str:
    """What a blank is called where nothing stands beside it, as far as that fits one line."""
    if asked.key in _CALLED:
        return say(_CALLED[asked.key])
    short = say(asked.label)
    long = short if isinstance(asked, Told) else input_label(asked.key)
    return long if set_line(long, _TEXT).width <= _LABEL else short


def _parts(one: PaperBlank) -> Iterator[_Part]:
    """A line to write on, boxes to check, or both. What is known stands there, and its box is checked."""
    asked = one.blank.asked
    if isinstance(asked, Told):
        yield _line(str(one.value or ""))
        return
    choice = choice_of(asked, one.value)
    if asked.kind != "choice":
        yield _line("" if choice or one.value is None else answer_in_words(asked, one.value))
    for value, words in asked.choices.items():
        yield _box(say(words), is_checked=value == choice)
    if asked.kind == "choice":
        yield _box(say("Unknown"))


def _line(known: str) -> _Part:
    return _Part(None, _LEAST_LINE, known=known)


def _box(words: str, *, is_checked: bool = False) -> _Part:
    line = set_line(words, _STRONG if is_checked else _TEXT)
    return _Part(line, _BOX + _BOX_GAP + line.width, is_checked)


def _flowed(parts: Sequence[_Part], room: float) -> Iterator[tuple[_Part, ...]]:
    """Side by side as many as fit; a line to write on takes what room is left beside its boxes."""
    current: list[_Part] = []
    used = 0.0
    for part in parts:
        if current and used + _APART + part.width > room:
            yield _widened(current, room)
            current, used = [], 0.0
        used += part.width + (_APART if current else 0.0)
        current.append(part)
    yield _widened(current, room)


def _widened(parts: list[_Part], room: float) -> tuple[_Part, ...]:
    rest = room - sum(part.width for part in parts) - _APART * (len(parts) - 1)
    return tuple(part if part.words else part._replace(width=part.width + rest) for part in parts)


def _above_heading(pitch: float) -> float:
    """More where there is room."""
    return _ABOVE_HEADING + max(0.0, pitch - _LEAST_WITH_QUESTIONS)


def _height(rows: Sequence[_Row], pitch: float) -> float:
    return sum(row.height(pitch) for row in rows)


def _parted(rows: Sequence[_Row], pitch: float) -> SheetColumns:
    """The rows in two columns as even as they can be; where a group is parted, its heading stands above both parts."""
    found = min(
        (_parted_at(rows, place, pitch) for place in range(1, len(rows) + 1) if not rows[place - 1].heading),
        key=lambda one: max(_height(one.left, pitch), _height(one.right, pitch)),
        default=None,
    )
    return found or SheetColumns(tuple(rows), (), pitch)


def _parted_at(rows: Sequence[_Row], place: int, pitch: float) -> SheetColumns:
    left, right = tuple(rows[:place]), tuple(rows[place:])
    if right and not right[0].heading:
        heading = next(one.heading for one in reversed(left) if one.heading)
        right = (_Row(heading=say("{group}, continued", group=heading)), *right)
    return SheetColumns(left, right, pitch)


def _place(sheet: Sheet, x: float, row: _Row, pitch: float) -> None:
    if row.heading:
        sheet.y -= _above_heading(pitch)
        sheet.bookmark(row.heading)
        sheet.y -= _HEADING_LEAD
        sheet.put(x, sheet.y + 2.5, set_line(row.heading, _HEADING))
        sheet.rule(x, x + COLUMN, sheet.y - 0.5, HAIRLINE)
        return
    baseline = sheet.y - pitch + 3
    number = set_line(str(row.number), _STRONG)
    sheet.put(x + _NUMBER - 4, baseline, number, "right")
    for down, line in enumerate(row.label):
        sheet.put(x + _NUMBER, baseline - down * _LEAD, line)
    for down, parts in enumerate(row.lines):
        _place_parts(sheet, (x + row.begins, baseline - down * _CHOICES_LEAD), parts)
    below = baseline - max((len(row.lines) - 1) * _CHOICES_LEAD, (len(row.label) - 1) * _LEAD)
    for down, line in enumerate(row.question, 1):
        sheet.put(x + _NUMBER, below - _BELOW_LINE - down * _LEAD, line)
    sheet.y -= row.height(pitch)


def _place_parts(sheet: Sheet, at: tuple[float, float], parts: Sequence[_Part]) -> None:
    x, y = at
    for part in parts:
        if part.words:
            sheet.box(x, y - 0.6, _BOX)
            if part.is_checked:
                mark = set_line(_CHECKED, Type(10.0, bold=True))
                sheet.put(x + (_BOX - mark.width) / 2, y - 0.9, mark)
            sheet.put(x + _BOX + _BOX_GAP, y, part.words)
        else:
            sheet.rule(x, x + part.width, y - 2, HAIRLINE * 2)
            for known in set_lines(part.known, _STRONG, part.width - 2, 1):
                sheet.put(x + 1, y, known)
        x += part.width + _APART
