"""Where a stranger's page stands on Letter: upright as it is shown, whole, above a strip that nothing else uses.

A page is never stamped where it is: a scan is full to its edges, and a strip that is added makes it longer than the
paper that a printer or a fax has, so that both cut or shrink it as they like. Each page is instead a Letter page of its
own, upright or across, whichever shows it larger. It is never enlarged: a card stays as large as it is. One that is
full to its edges comes out at 95 %, as a printer does that fits it to the paper, and so loses nothing there. Nothing is
drawn again: text stays text, and a large drawing keeps all that a reader sees when zooming in.
"""

from typing import NamedTuple

from clinic_desktop.press.sheet import PAGE_HEIGHT, PAGE_WIDTH

# In points. What a printer does not reach; the strip below is for the stamp.
MARGIN, STRIP = 10.0, 30.0
_QUARTER, _TURNS = 90, 4


class AsShown(NamedTuple):
    """What of a page is shown: the lower left and the upper right corner in its own units, how often it is turned by
    a quarter to the right, and how many points its unit is."""

    left: float
    lower: float
    right: float
    upper: float
    turns: int = 0
    unit: float = 1.0

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as it is seen, in points."""
        wide, high = (self.right - self.left) * self.unit, (self.upper - self.lower) * self.unit
        return (high, wide) if self.turns % 2 else (wide, high)


class LetterFrame(NamedTuple):
    """A page in its place: the width and height of its paper, what brings it there, and the box that it keeps to (left,
    lower, width, height)."""

    paper: tuple[float, float]
    matrix: tuple[float, float, float, float, float, float]
    box: tuple[float, float, float, float]

    def operators(self) -> str:
        """What a PDF writes before the page's own content."""
        box = " ".join(f"{one:.3f}" for one in self.box)
        # Tiny and huge pages: the turning part needs more digits than the moving one.
        turning, moving = self.matrix[:4], self.matrix[4:]
        matrix = " ".join([*(f"{one:.8f}" for one in turning), *(f"{one:.4f}" for one in moving)])
        return f"{box} re W n {matrix} cm"


def framed(shown: AsShown) -> LetterFrame:
    """The page in the middle of an upright sheet, or of one across where it is larger so."""
    paper = max((PAGE_WIDTH, PAGE_HEIGHT), (PAGE_HEIGHT, PAGE_WIDTH), key=lambda one: _scale(shown, one))
    scale = _scale(shown, paper)
    wide, high = (side * scale for side in shown.size)
    left = (paper[0] - wide) / 2
    lower = STRIP + (paper[1] - STRIP - MARGIN - high) / 2
    a, b, c, d, e, f = _upright(shown)
    unit = scale * shown.unit
    matrix = (a * unit, b * unit, c * unit, d * unit, e * unit + left, f * unit + lower)
    return LetterFrame(paper, matrix, (left, lower, wide, high))


def turns(degrees: float) -> int:
    """How many quarters to the right that is; a page that says something else is shown as it is."""
    return int(degrees // _QUARTER) % _TURNS if degrees % _QUARTER == 0 else 0


def _scale(shown: AsShown, paper: tuple[float, float]) -> float:
    """How large it is shown on that paper; of two alike the first is taken, which is the upright one."""
    wide, high = shown.size
    return min(1.0, (paper[0] - 2 * MARGIN) / wide, (paper[1] - STRIP - MARGIN) / high)


def _upright(shown: AsShown) -> tuple[int, int, int, int, float, float]:
    """What turns a page as it is shown, its lower left corner to nought, in its own units."""
    return (
        (1, 0, 0, 1, -shown.left, -shown.lower),
        (0, -1, 1, 0, -shown.lower, shown.right),
        (-1, 0, 0, -1, shown.right, shown.upper),
        (0, 1, -1, 0, shown.upper, -shown.left),
    )[shown.turns % _TURNS]
