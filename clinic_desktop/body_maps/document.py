"""A body map as a PDF, or an earlier and a later one side by side: the figure with its marks, and the same in words.

All of it is black, white and gray: shape and letter tell the kinds apart, so that it survives a fax.
"""

from collections.abc import Iterator, Sequence
from functools import partial

from clinic_desktop.body_maps.loader import body_figure
from clinic_desktop.body_maps.model.figure import FIGURE_HEIGHT, FigureView
from clinic_desktop.body_maps.model.kinds import KINDS
from clinic_desktop.body_maps.model.maps import BodyMap, BodyMapPaper, BodyMark
from clinic_desktop.body_maps.rules.changes import changes_between
from clinic_desktop.body_maps.rules.regions import VIEW_GAP
from clinic_desktop.body_maps.rules.words import change_words, mark_words, view_words
from clinic_desktop.press.blocks import Block, Scale, beside, gap
from clinic_desktop.press.figure import WHITE, Stroke, scaled_outline
from clinic_desktop.press.heads import HEAD_WIDTH, ISSUER, TITLE, set_head
from clinic_desktop.press.letters import joined
from clinic_desktop.press.sheet import LEFT, LINE, RIGHT, WIDTH, Paper, Sheet
from clinic_desktop.press.text import Type, set_line
from clinic_desktop.values.dates import printed
from clinic_desktop.wording import say

_SCALE = Scale(9.2, 8.4, 11.0, 12.2)
_COLUMN_GAP = 22.0
_COLUMN = (WIDTH - _COLUMN_GAP) / 2
_EDGE, _FINE, _EDGE_INK, _FINE_INK = 0.9, 0.5, 0.25, 0.4
# Of marks, in points: how large, the line, and how far the rim goes beyond it.
_RADIUS, _MARK_LINE, _RIM = 5.6, 0.8, 2.4
_LETTER, _NUMBER = Type(6.6, bold=True), Type(6.4, bold=True)
# The gray inside; what is to be avoided has a line of double weight besides.
_FILLS = {"pain": 0.82, "swelling": 0.92}
_HEAVY = {"avoid": 2.0, "trigger": 1.5}
_TITLE_HIGH = 13.0
_MOST_HIGH = 352.0
_HUNDREDTH = 0.01


def body_map_pdf(paper: BodyMapPaper) -> bytes:
    """One map or two, on as many Letter pages as the words need: the same bytes for the same maps."""
    title = say("Body map")
    across = (say("DEMO"),) if paper.is_demo else ()
    last = paper.maps[-1]
    about = Paper(title, paper.clinic_name, say("What was found where, on a drawn figure"), across, last.drawn_on)
    sheet = Sheet(about, partial(_running_head, paper))
    _place_head(sheet, paper, title)
    if len(paper.maps) == 1:
        _place_views(sheet, last, 0.0, WIDTH, tuple(body_figure().views), _MOST_HIGH)
    else:
        _place_pair(sheet, paper.maps)
    gap(sheet, _SCALE.lead * 0.6)
    _place_legend(sheet, {mark.kind for one in paper.maps for mark in one.marks})
    _place_words(sheet, paper.maps)
    return sheet.pdf()


def _place_head(sheet: Sheet, paper: BodyMapPaper, title: str) -> None:
    left = Block(_SCALE, HEAD_WIDTH, 0.0)
    left.say(" ".join(paper.clinic_name.split()), ISSUER)
    left.say(joined(paper.clinic_address, ", "))
    left.say(say("Phone {number}", number=paper.clinic_phone) if paper.clinic_phone else "")
    days = say(" and ").join(printed(one.drawn_on) for one in paper.maps)
    right = [set_line(title, TITLE), set_line(days, _SCALE.text)]
    if paper.is_demo:
        right.append(set_line(say("Demo: everybody here is invented"), _SCALE.strong))
    set_head(sheet, left, right)
    gap(sheet, _SCALE.lead * 0.7)
    patient, drawn = Block(_SCALE, _COLUMN, 62.0), Block(_SCALE, _COLUMN, 62.0)
    patient.fact(say("Patient"), paper.patient_name)
    patient.fact(say("Birth date"), printed(paper.birth_date) if paper.birth_date else "")
    drawn.fact(say("Treated for"), paper.reason)
    drawn.fact(say("Drawn by"), ", ".join(dict.fromkeys(one.drawn_by for one in paper.maps)))
    beside(sheet, [(0.0, patient), (_COLUMN + _COLUMN_GAP, drawn)])
    gap(sheet, _SCALE.lead * 0.6)


def _place_pair(sheet: Sheet, maps: Sequence[BodyMap]) -> None:
    """Then at the left, now at the right; a side of the figure only where anything is marked on it."""
    starts = (0.0, _COLUMN + _COLUMN_GAP)
    top = sheet.y
    for x, one, words in zip(starts, maps, (say("Then"), say("Now")), strict=True):
        line = say("{word}: {day}", word=words, day=printed(one.drawn_on))
        sheet.put(LEFT + x, top - _SCALE.body, set_line(line, _SCALE.strong))
    sheet.y = top - _SCALE.lead
    marked = {mark.view for one in maps for mark in one.marks}
    views = [key for key in body_figure().views if key in ("front", "back") or key in marked]
    top = sheet.y
    for x, one in zip(starts, maps, strict=True):
        sheet.y = top
        _place_views(sheet, one, x, _COLUMN, views, _MOST_HIGH)


def _place_views(sheet: Sheet, found: BodyMap, x: float, width: float, keys: Sequence[str], most: float) -> None:
    """Some views of a map beside each other in the middle of `width` points, no higher than `most`."""
    views = [body_figure().views[key] for key in keys]
    units = sum(view.width + VIEW_GAP for view in views) - VIEW_GAP
    scale = min(width / units, most / FIGURE_HEIGHT)
    left, top = LEFT + x + (width - units * scale) / 2, sheet.y
    for view in views:
        _put_middle(sheet, left + view.width * scale / 2, top - _SCALE.small, view_words(view.key), Type(_SCALE.small))
        if view.key in ("front", "back"):
            sides = (say("R"), say("L")) if view.toward > 0 else (say("L"), say("R"))
            for side, share in zip(sides, (0.22, 0.78), strict=True):
                _put_middle(sheet, left + view.width * scale * share, top - _SCALE.small, side, Type(_SCALE.small))
        down = top - _TITLE_HIGH
        sheet.figure(left, down, list(_drawn(view, scale)))
        placed = [
            (mark.kind, (left + mark.x * scale, down - mark.y * scale), str(number))
            for number, mark in enumerate(found.marks, 1)
            if mark.view == view.key
        ]
        for kind, at, _ in placed:
            _place_mark(sheet, kind, at)
        # Afterwards: no mark lies on the number of its neighbor.
        for _, at, number in placed:
            sheet.put(at[0] + _RADIUS * 1.15, at[1] + _RADIUS * 0.4, set_line(number, _NUMBER))
        left += (view.width + VIEW_GAP) * scale
    sheet.y = top - _TITLE_HIGH - FIGURE_HEIGHT * scale


def _drawn(view: FigureView, scale: float) -> Iterator[Stroke]:
    for shape in view.shapes:
        # White below the line: an arm hides what is behind it.
        yield Stroke(scaled_outline(shape.outline, scale), 0.0, WHITE, WHITE)
        yield Stroke(scaled_outline(shape.edge, scale), _EDGE, _EDGE_INK)
        for line in shape.lines:
            yield Stroke(scaled_outline(line, scale), _FINE, _FINE_INK)


def _place_mark(sheet: Sheet, kind: str, at: tuple[float, float]) -> None:
    x, y = at
    shape = scaled_outline(body_figure().marks[kind], _RADIUS * _HUNDREDTH)
    weight = _MARK_LINE * _HEAVY.get(kind, 1.0)
    sheet.figure(
        x, y, [Stroke(shape, weight + _RIM, WHITE, WHITE), Stroke(shape, weight, fill=_FILLS.get(kind, WHITE))]
    )
    lower = 0.9 if kind == "spasm" else 0.0
    _put_middle(sheet, x, y - _LETTER.size * 0.36 - lower, KINDS[kind].letter, _LETTER)


def _put_middle(sheet: Sheet, x: float, y: float, words: str, face: Type) -> None:
    line = set_line(words, face)
    sheet.put(x - line.width / 2, y, line)


def _place_legend(sheet: Sheet, kinds: set[str]) -> None:
    """Only what is on the figure: the shape with its word."""
    sheet.keep(_SCALE.lead * 2)
    x, y = LEFT + _RADIUS * 1.3, sheet.y - _SCALE.lead
    for key, kind in KINDS.items():
        if key not in kinds:
            continue
        words = set_line(say(kind.words), _SCALE.text)
        if x + words.width + 3 * _RADIUS > RIGHT:
            x, y = LEFT + _RADIUS * 1.3, y - _SCALE.lead * 1.4
        _place_mark(sheet, key, (x, y))
        sheet.put(x + _RADIUS * 1.8, y - _SCALE.body * 0.35, words)
        x += words.width + _RADIUS * 4.6
    sheet.y = y - _SCALE.lead


def _place_words(sheet: Sheet, maps: Sequence[BodyMap]) -> None:
    if len(maps) == 1:
        beside(sheet, [(0.0, _listed(say("Marks"), maps[0].marks, WIDTH))])
        return
    then, now = maps
    left, right = _listed(say("Then"), then.marks, _COLUMN), _listed(say("Now"), now.marks, _COLUMN)
    beside(sheet, [(0.0, left), (_COLUMN + _COLUMN_GAP, right)])
    gap(sheet, _SCALE.lead * 0.6)
    found = changes_between(then.marks, now.marks)
    block = Block(_SCALE, WIDTH, 62.0)
    block.heading(say("What changed"))
    block.fact(say("Gone"), "; ".join(mark_words(one) for one in found.gone))
    block.fact(say("New"), "; ".join(mark_words(one) for one in found.new))
    block.fact(say("Changed"), "; ".join(change_words(one) for one in found.changed))
    block.fact(say("The same"), "; ".join(mark_words(one) for one in found.same))
    beside(sheet, [(0.0, block)])


def _listed(title: str, marks: Sequence[BodyMark], width: float) -> Block:
    block = Block(_SCALE, width, 18.0)
    block.heading(title)
    for number, one in enumerate(marks, 1):
        words = mark_words(one)
        block.fact(str(number), say("{mark}. {note}", mark=words, note=one.note) if one.note else words)
    if not marks:
        block.say(say("Nothing is marked."))
    return block


def _running_head(paper: BodyMapPaper, sheet: Sheet) -> None:
    words = joined((" ".join(paper.clinic_name.split()), " ".join(paper.patient_name.split()), say("Body map")))
    sheet.put(LEFT, sheet.y - _SCALE.body, set_line(words, _SCALE.strong))
    sheet.y -= _SCALE.lead
    sheet.rule(LEFT, RIGHT, sheet.y - 1, LINE)
    sheet.y -= _SCALE.lead * 0.7
