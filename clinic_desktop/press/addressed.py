"""Addresses on paper that is not filled from the top down: sheets of mailing labels, and pages for window envelopes."""

import re
from collections.abc import Iterator, Sequence
from io import BytesIO

from clinic_desktop.press.sheet import PAGE_HEIGHT, Paper, draw_line, new_canvas
from clinic_desktop.press.text import SetLine, Type, set_line, set_lines

_INCH = 72.0
# Avery 5160: three columns of ten labels on Letter, 2 5/8 by 1 inch, 2 3/4 from left edge to left edge.
_COLUMNS, _ROWS = 3, 10
LABELS_A_SHEET = _COLUMNS * _ROWS
_LABEL_LEFT, _LABEL_TOP = 0.1875 * _INCH, 0.5 * _INCH
_LABEL_STEP, _LABEL_WIDTH, _LABEL_HEIGHT = 2.75 * _INCH, 2.625 * _INCH, 1.0 * _INCH
# A printer may feed the sheet a sixteenth of an inch beside its place.
_LABEL_MARGIN = 0.14 * _INCH
# What a number 10 window shows of a Letter page in thirds, wherever it lies in the envelope: the window is 1 1/8 by
# 4 1/2 inches, 7/8 from the left and 1/2 from the bottom of 9 1/2 by 4 1/8, and the page has an inch of play across and
# half an inch down.
WINDOW_LEFT, WINDOW_WIDTH = 0.95 * _INCH, 3.4 * _INCH
WINDOW_TOP, WINDOW_HEIGHT = 2.5 * _INCH, 0.667 * _INCH
_SIZES = (11.0, 10.0, 9.0, 8.0, 7.0, 6.0)
# On a letter an address is no larger than the text, and no smaller than can be read without glasses.
_SMALLEST, _STEP = 9.0, 0.5
# Its lines stand closer before they shrink.
_LEADS = (1.15, 1.05)
# The state with its city, always; who it is for with the department, and the suite with the street.
_STATE = re.compile(r"[A-Z]{2} [0-9]{5}(-[0-9]{4})?$")
_WITH = re.compile(r"(attn|suite|ste|unit|floor|apt|room)\b|#", re.IGNORECASE)
# Of a line of an address: its leading, and where its baseline lies, as shares of its size.
ADDRESS_LEAD, _ASCENT = 1.15, 0.8


def label_sheets(addresses: Sequence[Sequence[str]], first: int, paper: Paper) -> bytes:
    """Mailing labels, a sheet of 30 after the other; the first stands on label number `first` of its sheet, counted
    from 1 along the rows: those before it were used. One address at least; raises ValueError for no such label."""
    if not 1 <= first <= LABELS_A_SHEET:
        raise ValueError(first)
    made = BytesIO()
    canvas = new_canvas(made, paper)
    for place, lines in enumerate(addresses, first - 1):
        if place % LABELS_A_SHEET == 0 and place >= first:
            canvas.showPage()
        down, across = divmod(place % LABELS_A_SHEET, _COLUMNS)
        left = _LABEL_LEFT + across * _LABEL_STEP + _LABEL_MARGIN
        top = PAGE_HEIGHT - _LABEL_TOP - down * _LABEL_HEIGHT
        width, height = _LABEL_WIDTH - 2 * _LABEL_MARGIN, _LABEL_HEIGHT - 2 * _LABEL_MARGIN
        stuck = fitted(lines, width, height)
        lead = stuck[0].size * ADDRESS_LEAD if stuck else 0.0
        # In the middle of its height, as people stick them.
        baseline = top - (_LABEL_HEIGHT - lead * len(stuck)) / 2 - lead * _ASCENT
        for line in stuck:
            draw_line(canvas, left, baseline, line)
            baseline -= lead
    canvas.showPage()
    canvas.save()
    return made.getvalue()


def window_page(address: Sequence[str], paper: Paper) -> bytes:
    """A page with nothing but an address, where the window of a number 10 envelope shows it."""
    made = BytesIO()
    canvas = new_canvas(made, paper)
    lines = fitted(address, WINDOW_WIDTH, WINDOW_HEIGHT)
    baseline = PAGE_HEIGHT - WINDOW_TOP
    for line in lines:
        baseline -= line.size * ADDRESS_LEAD
        draw_line(canvas, WINDOW_LEFT, baseline + line.size * (ADDRESS_LEAD - _ASCENT), line)
    canvas.showPage()
    canvas.save()
    return made.getvalue()


def fitted(lines: Sequence[str], width: float, height: float) -> list[SetLine]:
    """An address in the largest size in which all of it stands inside, a long line going on below; in the smallest one
    a line is cut before it leaves its place: it would stand on the next label."""
    for size in _SIZES:
        face = Type(size)
        found = [part for line in lines for part in set_lines(line, face, width)]
        words = max((set_line(word, face).width for line in lines for word in line.split()), default=0.0)
        if len(found) * size * ADDRESS_LEAD <= height and words <= width:
            return found
    face = Type(_SIZES[-1])
    most = int(height / (face.size * ADDRESS_LEAD))
    return [part for line in lines for part in set_lines(line, face, width, 1)][:most]


def letter_address(lines: Sequence[str], largest: float) -> tuple[list[SetLine], float]:
    """The address of a letter as it stands in the window, and its leading: no larger than its text, which is `largest`.
    Lines that belong together are joined before anything shrinks; what is too much even then goes on below."""
    plain, joined = tuple(_joined(lines, _STATE)), tuple(_joined(lines, _STATE, _WITH))
    size = largest
    while size >= _SMALLEST:
        for share in _LEADS:
            for shown in (plain, joined):
                found = _wrapped(shown, size)
                if len(found) * size * share <= WINDOW_HEIGHT and _is_whole(shown, size):
                    return found, size * share
        size -= _STEP
    return _wrapped(joined, _SMALLEST), _SMALLEST * _LEADS[-1]


def _wrapped(lines: Sequence[str], size: float) -> list[SetLine]:
    return [part for line in lines for part in set_lines(line, Type(size), WINDOW_WIDTH)]


def _is_whole(lines: Sequence[str], size: float) -> bool:
    """Whether city, state and ZIP stand on one line."""
    return not lines or len(set_lines(lines[-1], Type(size), WINDOW_WIDTH)) <= 1


def _joined(lines: Sequence[str], *belonging: re.Pattern[str]) -> Iterator[str]:
    """The lines with those that begin like one of these put to the line before."""
    whole = ""
    for line in lines:
        if whole and any(one.match(line) for one in belonging):
            whole = f"{whole}, {line}"
            continue
        if whole:
            yield whole
        whole = line
    if whole:
        yield whole
