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
        # The part that shows this very one, where that is another than the one it was begun by.
        self.here = ""
        self._drop: Callable[[], object] | None = None
        self.shown = make(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.shown)
        self.setFocusProxy(self.shown)

    def part(self, asked: str) -> str:
        """What leads here again: what was `asked` for where nobody has touched it, for then it goes when it is left."""
        return self.here if self.here and not self._drop else asked

    def only_looked_at(self, drop: Callable[[], object]) -> None:
        """What is shown was begun by coming here: `drop` takes it away again if it is left as it came."""
        self._drop = drop

    def keep(self) -> None:
        """Somebody goes on with what is shown: it stays whatever comes."""
        self._drop = None

    def note_work(self) -> None:
        """Something was done; while this is shown, it was done here."""
        if self.isVisible():
            self.keep()

    def let_go(self) -> None:
        """The page is left for good: what nobody touched goes with it."""
        # What hears that it is gone would lead the way a second time.
        self.blockSignals(True)
        if self._drop:
            self._drop()
