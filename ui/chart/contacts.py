"""The contact log on the coverage page of a chart: who said what about the chosen case, and what is to follow."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.chart.model import Glance
from clinic_desktop.contacts.model import ContactRow
from clinic_desktop.contacts.queries import contact_page
from clinic_desktop.coverage.commands.contacts import FinishContact
from clinic_desktop.store.paging import Cursor, Page
from clinic_desktop.wording import say
from ui.contacts.columns import contact_columns
from ui.kit.buttons import button
from ui.kit.head_line import HeadLine
from ui.kit.layout import card
from ui.kit.paged_model import PagedModel
from ui.kit.table import Table
from ui.kit.text import Text
from ui.session import Session

_MOST_CONTACTS = 10


class ContactLog(QWidget):
    """`go` leads to a part of the chart, as "contact/new"."""

    def __init__(self, session: Session, go: Callable[[str], object]) -> None:
        """Shows nothing before `show_glance`."""
        super().__init__()
        self._session, self._go = session, go
        self._glance: Glance | None = None
        self._model = PagedModel(self._fetch, contact_columns(session.clinic.clock.today))
        self.table = Table(say("Contacts"), self._model, "", rows=_MOST_CONTACTS)
        self.table.opened.connect(lambda found: go(f"contact/{found.id}"))
        self.table.chosen.connect(self._on_chosen)
        self.log = button(say("Log a contact"), lambda: go("contact/new"), picture="plus")
        self.done = button(say("Mark follow-up done"), self._finish, picture="check")
        self.paper = button(say("Show call log"), lambda: go("call-log/new"), picture="print")
        heading = HeadLine([Text(say("Contacts"), "heading", wrap=False)], [self.done, self.paper, self.log])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card("", heading, self.table, gap=2))

    def show_glance(self, glance: Glance) -> None:
        """Show what the chart says now; the contact that was chosen stays so."""
        same = self._glance and self._glance.case and glance.case and self._glance.case.id == glance.case.id
        self._glance = glance
        has_case = glance.case is not None
        self.log.setEnabled(has_case)
        if has_case:
            words = say("No contact yet. Each call, letter and fax goes here: who said what, and its reference number.")
            self.table.say_empty(words, (say("Log the first one"), lambda: self._go("contact/new")))
        else:
            self.table.say_empty(say("A case comes first: a contact is about what the client is treated for."))
        if same:
            self.table.reload()
        else:
            self._model.reload()
        self.paper.setVisible(bool(self._model.rowCount()))
        self._on_chosen()

    def select(self, wanted: int) -> None:
        """Choose a contact, as after it was saved."""
        self.table.select(wanted)

    def _fetch(self, after: Cursor | None) -> Page[ContactRow]:
        if self._glance is None or self._glance.case is None:
            return Page((), None)
        return contact_page(self._session.clinic.read, self._glance.case.id, after)

    def _chosen(self) -> ContactRow | None:
        index = self.table.currentIndex()
        found = self._model.row(index.row()) if index.isValid() else None
        return found if isinstance(found, ContactRow) else None

    def _on_chosen(self) -> None:
        chosen = self._chosen()
        self.done.setVisible(chosen is not None and chosen.waits)

    def _finish(self) -> None:
        chosen = self._chosen()
        if chosen:
            # The button goes with what it does: the list is where one reads on.
            self.table.setFocus()
            self._session.attempt(FinishContact(chosen.id, chosen.version))
