"""Two columns of a page where there is room for them; one below the other where there is not."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from ui.kit.grid import step
from ui.kit.layout import column

# In steps of the grid, so that larger letters need a wider window.
_ROOM = 120


class Beside(QWidget):
    """`left` and `right` are filled by the page; a side that is empty takes no room."""

    def __init__(self) -> None:
        """Two empty columns."""
        super().__init__()
        self.left, self.right = QVBoxLayout(), QVBoxLayout()
        self._sides = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.setSpacing(step(2))
        for side in (self.left, self.right):
            side.setSpacing(step(2))
            self._sides.addLayout(column(side, None, gap=0), 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.arrange()
        super().resizeEvent(event)

    def arrange(self) -> None:
        """Look again whether both sides have something to show, and room."""
        is_wide = self.width() >= step(_ROOM) and self.left.count() and self.right.count()
        wanted = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        if self._sides.direction() != wanted:
            self._sides.setDirection(wanted)
