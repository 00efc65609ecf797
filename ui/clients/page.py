"""The list of clients: find one as you type, open the chart, add a new one."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic_desktop.clients import queries
from clinic_desktop.clients.model import ClientRow
from clinic_desktop.clients.rules import typed_name
from clinic_desktop.store.paging import Cursor, Order, Page
from clinic_desktop.wording import say, say_many
from ui.clients.columns import CLIENT_COLUMNS
from ui.kit.buttons import button
from ui.kit.choice_box import ChoiceBox
from ui.kit.keys import on_new
from ui.kit.layout import column, row
from ui.kit.offers import Offer, offer_to_add
from ui.kit.paged_model import PagedModel
from ui.kit.search_box import SearchBox
from ui.kit.table import Table
from ui.kit.text import Text
from ui.preferences import CLIENT_LIST, Preferences
from ui.session import Session

_ORDERS: dict[str, Order] = {"name": queries.BY_NAME, "newest": queries.BY_NEWEST, "birth": queries.BY_BIRTH}


class ClientList(QWidget):
    """`opened` carries the client's id; `wanted` asks for a new client, with what was typed to find one or ""."""

    topic = "20-clients#find"

    opened = Signal(int)
    wanted = Signal(str)

    def __init__(self, session: Session, preferences: Preferences) -> None:
        """Remembers its order, never what was typed."""
        super().__init__()
        self._session, self._preferences = session, preferences
        self._more = False
        self._model = PagedModel(self._fetch, CLIENT_COLUMNS)
        self.table = Table(say("Clients"), self._model, "")
        self.search = SearchBox(say("Find by name, phone, birth date or member ID"), self, self.table, self._on_typed)
        self._order = ChoiceBox()
        self._order.setAccessibleName(say("Order of the list"))
        for choice in CLIENT_LIST.choices:
            self._order.addItem(say(choice.words), choice.value)
        self._order.setCurrentIndex(self._order.findData(preferences.value(CLIENT_LIST)))
        self._order.currentIndexChanged.connect(self._on_order)
        self._count = Text(role="muted", wrap=False)
        add = button(say("Add client"), self._add, "main", "plus")
        self.bring = button(say("Import from a file"), lambda: session.go("settings", "imports/clients"))
        line = row(self.search, self._order, gap=2)
        line.setStretch(0, 1)
        parts = column(
            row(Text(say("Clients"), "title", wrap=False), None, self.bring, add),
            line,
            self.table,
            self._count,
            gap=2,
            margin=3,
        )
        self.setLayout(parts)
        self.setFocusProxy(self.search)
        on_new(self, self._add)
        self.table.opened.connect(lambda found: self.opened.emit(found.id))
        session.keep_fresh(self, "clients", "cases", "policies", "payers", "visits", "payment_shares", "write_offs")

    def reload(self) -> None:
        """Read the list again and keep the place in it."""
        self._show(self.table.reload)

    def select(self, wanted: int) -> None:
        """Highlight a client, as after the chart was left."""
        self.table.select(wanted)
        self.table.setFocus()

    def _fetch(self, after: Cursor | None) -> Page[ClientRow]:
        read, today = self._session.clinic.read, self._session.clinic.clock.today()
        kept = str(self._order.currentData())
        if self.search.text().strip():
            found = queries.clients_found(read, self.search.text(), today, retired=kept == "retired")
            self._more = found.more
            return Page(found.rows, None)
        order = _ORDERS.get(kept, queries.BY_NAME)
        return queries.client_page(read, after, order=order, retired=kept == "retired")

    def _show_from_top(self) -> None:
        self._show(self._model.reload)
        self.table.scrollToTop()

    def _show(self, read: Callable[[], object]) -> None:
        self._more = False
        read()
        self.table.say_empty(*self._empty_words())
        # A clinic that begins has its clients in another program.
        self.bring.setVisible(not (self._model.rowCount() or self.search.text().strip()))
        self._count.setText(self._count_words() if self._model.rowCount() else "")

    def _empty_words(self) -> tuple[str, Offer | None]:
        """What the list says while it is empty, and what it offers to do."""
        retired = self._order.currentData() == "retired"
        if self._model.rowCount():
            return "", None
        if self.search.text().strip():
            return (None if retired else self._retired_words()) or (
                say("Nobody fits what you typed. Try fewer letters, or add a client."),
                self._new_one(self.search.text()),
            )
        if retired:
            return say("No client is retired."), None
        return say("No client yet. Add the first one: a name is enough to begin with."), self._new_one("")

    def _add(self) -> None:
        self.wanted.emit("")

    def _new_one(self, typed: str) -> Offer:
        """The button that adds a client, of the name that was typed where it is one."""
        name = " ".join(filter(None, typed_name(typed)))
        return offer_to_add(name, say("Add a client"), lambda: self.wanted.emit(typed))

    def _retired_words(self) -> tuple[str, Offer] | None:
        """That somebody fits who was retired: without it a client who comes back gets a second chart."""
        clinic = self._session.clinic
        # Nobody on the list fits, so whoever fits is retired.
        found = queries.clients_found(clinic.read, self.search.text(), clinic.clock.today(), retired=None)
        if not found.rows:
            return None
        count = len(found.rows)
        words = say_many("{count} retired client fits.", "{count} retired clients fit.", count)
        if found.more:
            words = say("More than {count} retired clients fit.", count=count)
        first = found.rows[0]
        offer = (say("Open their chart"), lambda: self.opened.emit(first.id))
        if count > 1:
            offer = (say("Show the retired clients"), self._show_retired)
        return say("Nobody on the list fits what you typed. {retired}", retired=words), offer

    def _show_retired(self) -> None:
        """Show the retired ones that fit, without remembering it as the order of the list."""
        self._order.blockSignals(True)
        self._order.setCurrentIndex(self._order.findData("retired"))
        self._order.blockSignals(False)
        self._show_from_top()
        self.search.setFocus()

    def _count_words(self) -> str:
        shown = self._model.rowCount()
        if self._more:
            return say("The first {count} that fit. Type another letter to narrow the list.", count=shown)
        if self.search.text().strip() or self._order.currentData() == "retired":
            return _counted(shown)
        return _counted(queries.client_count(self._session.clinic.read))

    def _on_typed(self) -> None:
        self._show_from_top()

    def _on_order(self) -> None:
        self._preferences.choose(CLIENT_LIST, str(self._order.currentData()))
        self._show_from_top()


def _counted(count: int) -> str:
    """How many clients a list has; counting stops at 10,000."""
    if count > queries.MOST_COUNTED:
        return say("{count}+ clients", count=f"{queries.MOST_COUNTED:,}")
    return say_many("{count} client", "{count} clients", count)
