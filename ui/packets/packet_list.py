"""The packets: of all clients with a search line and their states above them, or of one client inside the chart."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic_desktop.packets.model.packet import STATES, PacketRow
from clinic_desktop.packets.queries.packets import packet_page, packets_of
from clinic_desktop.store.paging import Cursor, Page
from clinic_desktop.wording import say
from ui.kit.choice_box import ChoiceBox
from ui.kit.layout import column, holder, row
from ui.kit.paged_model import PagedModel
from ui.kit.search_box import SearchBox
from ui.kit.table import Table
from ui.packets.columns import PACKET_COLUMNS, PACKET_COLUMNS_OF_CLIENT
from ui.session import Session

# Inside a chart the list is as high as its rows.
_MOST_OF_CLIENT = 8


class PacketList(QWidget):
    """`opened` carries a packet as listed, `wanted` asks for where one is begun."""

    opened = Signal(object)
    wanted = Signal()

    def __init__(self, session: Session, client: int = 0) -> None:
        """Drafts on top, then the newest; 0 for all clients."""
        super().__init__()
        self._session, self._client, self._has_case = session, client, True
        columns, most = (PACKET_COLUMNS_OF_CLIENT, _MOST_OF_CLIENT) if client else (PACKET_COLUMNS, 0)
        self._model = PagedModel(self._fetch, columns, strong=lambda found: found.state == "draft")
        self.table = Table(say("Packets"), self._model, "", rows=most)
        self.table.opened.connect(self.opened.emit)
        self.search: SearchBox | None = None
        self.states: ChoiceBox | None = None
        if client:
            self.setLayout(column(self.table))
        else:
            self._build_search()
        self.setFocusProxy(self.search or self.table)
        session.keep_fresh(self, "packets", "appeals", "clients", "cases")

    def reload(self) -> None:
        """Read the list again and keep the place in it."""
        self.table.reload()
        self.table.say_empty(*self._empty())

    def show_case(self, *, has_case: bool) -> None:
        """Of one client: whether there is a case that a packet can be about."""
        self._has_case = has_case
        self.reload()

    def _build_search(self) -> None:
        self.search = SearchBox(say("Find by number or client"), self, self.table, self._on_typed)
        self.states = ChoiceBox()
        self.states.setAccessibleName(say("State"))
        self.states.addItem(say("Every state"), "")
        for key, words in STATES.items():
            self.states.addItem(say(words), key)
        self.states.currentIndexChanged.connect(lambda *_: self._on_typed())
        line = row(self.search, self.states, gap=2)
        line.setStretch(0, 1)
        self.setLayout(column(holder(line), self.table, gap=2))

    def _fetch(self, after: Cursor | None) -> Page[PacketRow]:
        read = self._session.clinic.read
        if self._client:
            return packets_of(read, self._client, after)
        typed = self.search.text() if self.search else ""
        state = str(self.states.currentData()) if self.states else ""
        return packet_page(read, self._session.clinic.clock.today(), after, typed=typed, state=state)

    def _on_typed(self) -> None:
        self.reload()
        self.table.scrollToTop()

    def _empty(self) -> tuple[str, tuple[str, Callable[[], object]] | None]:
        """What the list says while it is empty, and what it offers to do."""
        is_narrowed = self.search and (self.search.text().strip() or (self.states and self.states.currentData()))
        if is_narrowed:
            return say("No packet fits. Try fewer letters, or every state."), None
        if self._client and not self._has_case:
            words = say("A case comes first: a packet is about what the client is treated for.")
            return words, (say("New case"), self.wanted.emit)
        if self._client:
            words = say("No packet was made for this client yet. It puts in order what a payer asks for.")
            return words, (say("Begin a packet"), self.wanted.emit)
        words = say("No packet was made yet. One is begun in a client’s chart, on the page Documents.")
        return words, (say("Open the clients"), self.wanted.emit)
