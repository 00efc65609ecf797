"""The place of the clients: their list, a new client, and the chart that is open."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from clinic_desktop.clients.model import ClientId
from clinic_desktop.clients.rules import typed_name
from clinic_desktop.wording import say
from ui.clients.editor import client_editor
from ui.clients.page import ClientList
from ui.codes.shelf import Shelf
from ui.jobs import Jobs
from ui.kit.buttons import button
from ui.kit.form import keep_all
from ui.kit.layout import card, column, holder, scrolled
from ui.kit.paper_page import PaperPage
from ui.preferences import Preferences
from ui.session import Session

if TYPE_CHECKING:
    from ui.chart.page import ChartPage


class ClientsPlace(QWidget):
    """One of three things at a time."""

    def __init__(self, session: Session, jobs: Jobs, codes: Shelf, preferences: Preferences) -> None:
        """Opens on the list."""
        super().__init__()
        self._session, self._jobs, self._codes, self._preferences = session, jobs, codes, preferences
        self.list = ClientList(session, preferences)
        self.list.opened.connect(self.open_chart)
        self.list.wanted.connect(self.add)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._page: QWidget | None = None
        self._chart: ChartPage | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self.setFocusProxy(self.list)

    @property
    def chart(self) -> "ChartPage | None":
        """The chart that is open."""
        return self._chart

    @property
    def topic(self) -> str:
        """What the chart is about that is open, a new client, or the list."""
        if self._chart:
            return self._chart.topic
        return "20-clients#add" if self._page else self.list.topic

    @property
    def part(self) -> str:
        """What `open_part` leads here again by."""
        if self._chart:
            return f"{self._chart.owner}/{self._chart.part}"
        return "new" if self._page else "list"

    def held(self) -> int:
        """The client whose chart is open, 0 without one."""
        return self._chart.owner if self._chart else 0

    def open_part(self, part: str) -> None:
        """Go to the list ("list"), to "new", also with a name ("new/Ana Lee"), to a client's chart ("12"), or to a part
        of it ("12/policy/new")."""
        client, _, rest = part.partition("/")
        if client == "list":
            self._back(self.held())
            return
        if client == "new":
            self.add(rest)
            return
        self.open_chart(int(client))
        if rest and self.chart:
            self.chart.open_part(rest)

    def open_chart(self, client: int) -> None:
        """Open a client's chart."""
        if self.chart and self.chart.owner == client:
            return
        if not self._drop():
            return
        # Imported here: every room stands in a chart, and the list is wanted before any of them.
        from ui.chart.page import ChartPage

        page = ChartPage(self._session, self._codes, self._jobs, ClientId(client), self._preferences)
        page.left.connect(lambda: self._back(client))
        self._show(page)
        self._chart = page

    def add(self, typed: str = "") -> None:
        """Open an empty form, with the name that was typed to find somebody; once it is saved, the new chart."""
        # First: the new form reads the draft that the old one keeps.
        if not self._drop():
            return
        editor = client_editor(self._session, None, lambda row: self.open_chart(row) if row else self._back(0))
        given, family = typed_name(typed)
        if family:
            editor.form.begin_with({"given_name": given, "family_name": family})
        # The way back keeps what is typed, as Esc does; only Cancel gives it up.
        back = button(say("Clients"), editor.go_back, "link", "back")
        page = scrolled(holder(column(back, card(say("New client"), editor), None, gap=1, margin=3)))
        page.setFocusProxy(editor)
        self._show(page)

    def _show(self, page: QWidget) -> None:
        self._page = page
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        self.setFocusProxy(page)
        page.setFocus()

    def _back(self, client: int) -> None:
        if not self._drop():
            return
        self.setFocusProxy(self.list)
        self.list.reload()
        if client:
            self.list.select(client)
        else:
            self.list.setFocus()

    def _drop(self) -> bool:
        """Let go of the open page; False when what stands in it cannot be kept, and then it stays and says so."""
        if self._page and not keep_all(self._page):
            return False
        self._session.moved.emit()
        if self._page is None:
            return True
        for paper in self._page.findChildren(PaperPage):
            paper.let_go()
        self._stack.removeWidget(self._page)
        self._page.deleteLater()
        self._page = self._chart = None
        return True
