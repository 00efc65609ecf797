"""The documents page of a chart: the superbills and receipts of the client, and how to make the next one."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from clinic_desktop.chart.model import Glance
from clinic_desktop.clients.model import ClientId
from clinic_desktop.wording import say
from ui.kit.buttons import button
from ui.kit.layout import card, column, holder, row, scrolled
from ui.kit.text import Text
from ui.session import Session
from ui.superbills.bill_list import BillList


class DocumentsPage(QWidget):
    """`go` leads to a part of the chart, as "superbill/new" or "bill/12"."""

    def __init__(self, session: Session, owner: ClientId, go: Callable[[str], object]) -> None:
        """The bills of all cases of the client, the newest on top."""
        super().__init__()
        self.bills = BillList(session, owner)
        self.bills.opened.connect(lambda bill: go(f"bill/{bill}"))
        self.bills.wanted.connect(lambda: go("superbill/new"))
        self.superbill = button(say("Make a superbill"), lambda: go("superbill/new"), "main", "plus")
        self.receipt = button(say("Make a receipt"), lambda: go("receipt/new"))
        heading = row(Text(say("Superbills and receipts"), "heading", wrap=False), None, self.receipt, self.superbill)
        inner = holder(column(card("", heading, self.bills, gap=2), None, margin=3))
        self.setLayout(column(scrolled(inner)))

    def show_glance(self, glance: Glance) -> None:
        """A bill belongs to a case."""
        self.superbill.setEnabled(glance.case is not None)
        self.receipt.setEnabled(glance.case is not None)
