"""Two columns of a page where there is room for them; one below the other where there is not."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from ui.kit.grid import step
from ui.kit.layout import column, holder, tab_through

# In steps of the grid, so that larger letters need a wider window.
_ROOM = 120


class Beside(QWidget):
    """`left`, `right` and `below` are filled by the page; a side that is empty takes no room. What stands `below` comes
    last where there is one column; of two it is under the left one, which would be the shorter."""

    def __init__(self) -> None:
        """Two empty columns."""
        super().__init__()
        self.left, self.right, self.below = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self._sides = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.setSpacing(step(2))
        for side in (self.left, self.right, self.below):
            side.setSpacing(step(2))
        self.below.setContentsMargins(0, 0, 0, 0)
        self._last = holder(self.below)
        self._under_left = column(self.left, None, gap=2)
        self._sides.addLayout(self._under_left, 1)
        self._sides.addLayout(column(self.right, None, gap=0), 1)
        self._sides.addWidget(self._last)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.arrange()
        super().resizeEvent(event)

    def arrange(self) -> None:
        """Look again whether both sides have something to show, and room."""
        is_wide = self.width() >= step(_ROOM) and self.left.count() and self.right.count()
        wanted = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        self._last.setVisible(self.below.count() > 0)
        # To a screen reader it comes last, whenever the others were made.
        self._last.raise_()
        if self._sides.direction() == wanted:
            return
        self._sides.setDirection(wanted)
        # It leaves the place where it stood by itself.
        if is_wide:
            self._under_left.insertWidget(1, self._last)
        else:
            self._sides.addWidget(self._last)
        tab_through(self)
