"""A heading with its buttons at the other end of the line; in a narrow window they stand below it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui.kit.flow import Flow
from ui.kit.grid import step
from ui.kit.layout import holder, row

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


class HeadLine(QWidget):
    """The buttons go on in further lines where they do not fit into one."""

    def __init__(self, heading: Sequence[QWidget], buttons: Sequence[QWidget]) -> None:
        """`heading` stands at the left end, `buttons` at the right."""
        super().__init__()
        flow = Flow(gap=2)
        for one in buttons:
            flow.addWidget(one)
        self._heading, self._buttons = holder(row(*heading, None, gap=2)), holder(flow)
        self._line = row(self._heading, self._buttons, gap=2)
        self.setLayout(self._line)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        sides = (self._heading, self._buttons)
        return QSize(max(one.minimumSizeHint().width() for one in sides), super().minimumSizeHint().height())

    def resizeEvent(self, event: "QResizeEvent") -> None:
        self._arrange()
        super().resizeEvent(event)

    def event(self, event: QEvent) -> bool:
        # A button came or went, or has other words.
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return super().event(event)

    def _arrange(self) -> None:
        """Beside each other where both fit, and then the buttons have what they need for one line."""
        flow = self._buttons.layout()
        assert flow
        items = [item for at in range(flow.count()) if (item := flow.itemAt(at)) and not item.isEmpty()]
        widths = [item.sizeHint().width() + step(2) for item in items]
        is_wide = self.contentsRect().width() >= sum(widths) + self._heading.minimumSizeHint().width()
        self._line.setDirection(QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom)
        self._line.setStretch(0, int(is_wide))
        self._buttons.setMinimumWidth(sum(widths) - step(2) if is_wide and widths else 0)
