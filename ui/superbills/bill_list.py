"""The bills that were issued: of all clients with a search line above them, or of one client inside the chart."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic_desktop.store.paging import Cursor, Page
from clinic_desktop.superbills.model.issued import BillRow
from clinic_desktop.superbills.queries.issued import bill_page
from clinic_desktop.wording import say
from ui.kit.layout import column
from ui.kit.paged_model import PagedModel
from ui.kit.search_box import SearchBox
from ui.kit.table import Table
from ui.session import Session
from ui.superbills.columns import BILL_COLUMNS, BILL_COLUMNS_OF_CLIENT

# Inside a chart the list is as high as its rows.
_MOST_OF_CLIENT = 8


class BillList(QWidget):
    """`opened` carries the row of a bill, `wanted` asks for a new one."""

    opened = Signal(int)
    wanted = Signal()

    def __init__(self, session: Session, client: int = 0) -> None:
        """The newest on top; 0 for all clients."""
        super().__init__()
        self._session, self._client = session, client
        columns, most = (BILL_COLUMNS_OF_CLIENT, _MOST_OF_CLIENT) if client else (BILL_COLUMNS, 0)
        self._model = PagedModel(self._fetch, columns, strong=lambda found: found.says_too_much)
        self.table = Table(say("Bills and receipts"), self._model, "", rows=most)
        self.table.opened.connect(lambda found: self.opened.emit(found.id))
        self.search = None if client else SearchBox(say("Find by number or client"), self, self.table, self._on_typed)
        self.setLayout(column(self.search, self.table, gap=2) if self.search else column(self.table))
        self.setFocusProxy(self.search or self.table)
        # What was paid since is said beside what a bill says, and what became of it.
        answered = ("submissions", "benefit_statements", "benefit_lines", "denials")
        session.keep_fresh(self, "bills", "bill_visits", "clients", "payments", "payment_shares", *answered)

    def reload(self) -> None:
        """Read the list again and keep the place in it."""
        self.table.reload()
        self.table.say_empty(*self._empty())

    def select(self, wanted: int) -> None:
        """Highlight a bill, as after it was looked at."""
        self.table.select(wanted)
        self.table.setFocus()

    def _fetch(self, after: Cursor | None) -> Page[BillRow]:
        clinic = self._session.clinic
        typed = self.search.text() if self.search else ""
        return bill_page(clinic.read, clinic.clock.today(), after, typed=typed, client=self._client)

    def _on_typed(self) -> None:
        self.reload()
        self.table.scrollToTop()

    def _empty(self) -> tuple[str, tuple[str, Callable[[], object]] | None]:
        """What the list says while it is empty, and what it offers to do."""
        if self.search and self.search.text().strip():
            return say("No bill or receipt fits what you typed. Try fewer letters."), None
        offer = (say("Make a superbill"), self.wanted.emit)
        if self._client:
            return say("No bill or receipt was issued for this client yet."), offer
        return say("No bill was issued yet. Here they stand with their numbers, the newest on top."), offer
