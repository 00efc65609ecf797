"""A row that goes on below when the window is narrow: for chips, whose number nobody knows beforehand."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from ui.kit.grid import step

# So many steps are asked for at most, however long a word is.
_MOST = 40


def flow(*parts: QWidget, gap: int = 2, is_even: bool = False) -> "Flow":
    """These parts, with so many steps between them; even ones stand below each other in columns."""
    made = Flow(gap, is_even=is_even)
    for part in parts:
        made.addWidget(part)
    return made


class Flow(QLayout):
    """Lays widgets out as text is laid out: left to right, then the next line."""

    def __init__(self, gap: int = 1, *, is_even: bool = False) -> None:
        """An empty row, with so many steps between two parts of it; where it is even each is given as much room as the
        widest of them."""
        super().__init__()
        self._gap, self._is_even = step(gap), is_even
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(step(1))

    def show_all(self, widgets: list[QWidget]) -> None:
        """Show these and no others."""
        while (old := self.takeAt(0)) is not None:
            widget = old.widget()
            if widget:
                widget.hide()
                widget.deleteLater()
        for widget in widgets:
            self.addWidget(widget)
            widget.show()

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arranged(QRect(0, 0, width, 0), move=False)

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        # A word that cannot be broken may be cut; a window wider than the screen would be worse.
        return size.boundedTo(QSize(step(_MOST), size.height()))

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arranged(rect, move=True)

    def _arranged(self, rect: QRect, *, move: bool) -> int:
        """Go through the items line by line; returns the height they take."""
        y, cell = rect.y(), self._cell()
        for at, line in enumerate(self._lines(rect.width())):
            high = max(item.sizeHint().height() for item in line)
            x, y = rect.x(), y + (self.spacing() if at else 0)
            for item in line if move else ():
                size = item.sizeHint()
                # Words stand level with the buttons beside them.
                place = QPoint(x, y + (high - size.height()) // 2)
                item.setGeometry(QRect(place, size.boundedTo(QSize(rect.width(), size.height()))))
                x += max(size.width(), cell) + self._gap
            y += high
        return y - rect.y()

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        """The items of each line; what is hidden takes no gap either."""
        lines: list[list[QLayoutItem]] = []
        x, cell = 0, self._cell()
        for item in self._items:
            if item.isEmpty():
                continue
            wide = max(item.sizeHint().width(), cell)
            if not lines or x + wide > width:
                lines.append([])
                x = 0
            lines[-1].append(item)
            x += wide + self._gap
        return lines

    def _cell(self) -> int:
        """How wide each part is at least."""
        wide = [item.sizeHint().width() for item in self._items if not item.isEmpty()]
        return max(wide, default=0) if self._is_even else 0
