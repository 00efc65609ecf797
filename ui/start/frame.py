"""The frame of every page before a clinic is open: the program's mark, a title, one card in the middle."""

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from ui.kit.grid import step
from ui.kit.icons import picture
from ui.kit.layout import Part, card, holder, row, scrolled
from ui.kit.text import Text


def framed(title: str, why: str, *parts: Part, width: int = 56) -> QWidget:
    """A page with a centered card, `width` steps of the grid wide; it scrolls in a small window."""
    mark = QLabel()
    mark.setPixmap(picture("app", step(5)))
    heading = row(mark, Text(title, "title"), gap=2)
    heading.setStretch(1, 1)
    explained: tuple[Part, ...] = (Text(why, "muted"),) if why else ()
    middle = card("", heading, *explained, 1, *parts)
    middle.setMaximumWidth(step(width))
    grid = QGridLayout()
    grid.setContentsMargins(step(2), step(2), step(2), step(2))
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(2, 1)
    grid.setColumnMinimumWidth(1, min(step(width), step(70)))
    grid.setRowStretch(0, 1)
    grid.setRowStretch(2, 1)
    grid.addWidget(middle, 1, 1)
    return scrolled(holder(grid))
