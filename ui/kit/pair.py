"""Two parts beside each other where both fit; in a narrow window, or with large letters, one below the other."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui.kit.grid import step
from ui.kit.layout import row

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


class Pair(QWidget):
    """As narrow as the wider one of the two can be."""

    def __init__(
        self, left: QWidget, right: QWidget, shares: tuple[int, int] = (1, 1), *, gap: int = 2, room: int = 0
    ) -> None:
        """`shares` of the width; `room` in steps is asked for at least before they stand beside each other."""
        super().__init__()
        self._sides, self._room = (left, right), room
        self._line = row(left, right, gap=gap)
        for at, share in enumerate(shares):
            self._line.setStretch(at, share)
        self.setLayout(self._line)

    def minimumSizeHint(self) -> QSize:
        return QSize(max(self._needs(), default=0), super().minimumSizeHint().height())

    def resizeEvent(self, event: "QResizeEvent") -> None:
        self._arrange()
        super().resizeEvent(event)

    def event(self, event: QEvent) -> bool:
        # What stands in it became wider or narrower, came or went.
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return super().event(event)

    def _needs(self) -> list[int]:
        return [max(one.minimumSizeHint().width(), one.minimumWidth()) for one in self._sides if not one.isHidden()]

    def _arrange(self) -> None:
        needs = self._needs()
        needed = max(sum(needs) + self._line.spacing() * (len(needs) - 1), step(self._room))
        is_wide = self.width() >= needed
        wanted = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        if self._line.direction() != wanted:
            self._line.setDirection(wanted)
