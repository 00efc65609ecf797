"""The pages about paper that open inside a chart: a bill that is made, or one that was issued."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.superbills.model.bill import Kind
from ui.superbills.bill import IssuedBillPage
from ui.superbills.maker import BillMaker, Making


class PaperPage(QWidget):
    """`wanted` carries the part of the chart to go to, `left` when the person goes back."""

    wanted = Signal(str)
    left = Signal()

    def __init__(self, make: Callable[["PaperPage"], QWidget]) -> None:
        """`make` builds what it shows."""
        super().__init__()
        self.shown = make(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.shown)
        self.setFocusProxy(self.shown)


def kind_of(part: str) -> Kind:
    """The kind of bill that a part of the chart names."""
    return "receipt" if part == "receipt" else "superbill"


def maker_page(making: Making, kind: Kind) -> PaperPage:
    """Where a bill of this kind is made."""

    def make(page: PaperPage) -> QWidget:
        maker = BillMaker(making, kind)
        maker.wanted.connect(page.wanted)
        maker.left.connect(page.left)
        return maker

    return PaperPage(make)


def bill_page_in_chart(making: Making, bill: int) -> PaperPage:
    """A bill of this client that was issued; raises Missing."""
    return PaperPage(
        lambda page: IssuedBillPage(making.session, making.jobs, bill, lambda _: page.left.emit(), making.client)
    )
