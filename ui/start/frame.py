"""The frame of every page before a clinic is open: the program's mark, a title, one card in the middle."""

from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.kit.grid import step
from ui.kit.layout import Part, card, holder, row, scrolled
from ui.kit.strokes import draw
from ui.kit.text import Text

# Of the width, before what is left beside the card.
_FIRST = 1_000


class _Mark(QWidget):
    """The program's mark. Drawn here, for Qt's class of icons takes 4 ms and sign-in needs no other."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(step(5), step(5))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            draw("app", painter, self.rect(), self.palette().color(QPalette.ColorRole.WindowText))


def framed(title: str, why: str | Text, *parts: Part, width: int = 56) -> QWidget:
    """A page with a centered card, `width` steps of the grid wide; it scrolls in a small window. `why` stands close
    below the title, "" for none."""
    heading = row(_Mark(), Text(title, "title"), gap=2)
    heading.setStretch(1, 1)
    explained: tuple[Part, ...] = (why if isinstance(why, Text) else Text(why, "muted"),) if why else ()
    middle = card("", heading, *explained, 1, *parts)
    middle.setMaximumWidth(step(width))
    grid = QGridLayout()
    grid.setContentsMargins(step(2), step(2), step(2), step(2))
    # As wide as it may be where the window is: what comes into it or goes does not move its edges.
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, _FIRST)
    grid.setColumnStretch(2, 1)
    grid.setRowStretch(0, 1)
    grid.setRowStretch(2, 1)
    grid.addWidget(middle, 1, 1)
    return scrolled(holder(grid))
