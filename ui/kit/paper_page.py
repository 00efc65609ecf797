"""A page about paper that opens inside a chart, and takes the whole room below its head."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget


class PaperPage(QWidget):
    """`wanted` carries the part of the chart to go to, `left` when the person goes back."""

    wanted = Signal(str)
    left = Signal()

    def __init__(self, make: Callable[["PaperPage"], QWidget], again: str = "") -> None:
        """`make` builds what it shows; `again` is the part that shows the same for another case, "" without one."""
        super().__init__()
        self.again = again
        self.shown = make(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.shown)
        self.setFocusProxy(self.shown)
