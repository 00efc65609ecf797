"""The place of the payers: a list that narrows as one types, and a page for each."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.payers import queries
from clinic_desktop.payers.model import PayerRow
from clinic_desktop.store.paging import Cursor, Page
from clinic_desktop.values.names import may_be_name
from clinic_desktop.values.text import plain
from clinic_desktop.wording import say
from ui.kit.buttons import button
from ui.kit.choice_box import ChoiceBox
from ui.kit.grid import step
from ui.kit.layout import holder, row
from ui.kit.offers import Offer, offer_to_add
from ui.kit.paged_model import PagedModel
from ui.kit.records import Records
from ui.kit.search_box import SearchBox
from ui.kit.table import Table
from ui.payers.columns import PAYER_COLUMNS
from ui.payers.editor import PayerCard, payer_page
from ui.session import Session


class PayersPage(QWidget):
    """The list, and the payer that is open."""

    def __init__(self, session: Session, also: Sequence[PayerCard] = ()) -> None:
        """Reads itself again when payers, departments or policies change. `also` are cards of other rooms that stand on
        the page of a payer."""
        super().__init__()
        self._session, self._also = session, also
        self._model = PagedModel(self._fetch, PAYER_COLUMNS)
        self._table = Table(say("Payers"), self._model, "")
        self.search = SearchBox(say("Find by name or payer ID"), self, self._table, self._show_from_top)
        self._which = ChoiceBox()
        self._which.setAccessibleName(say("Which payers"))
        self._which.addItem(say("On the list"), False)
        self._which.addItem(say("Retired payers"), True)
        self._which.currentIndexChanged.connect(self._show_from_top)
        self.bring = button(say("Import from a file"), lambda: session.go("settings", "imports/payers"))
        line = row(self.search, self._which, self.bring, gap=2)
        line.setStretch(0, 1)
        above = holder(line)
        above.setFocusProxy(self.search)
        self.records = Records(
            say("Payers"),
            say("Insurers and programs with their departments. One payer serves the policies of many clients."),
            self._table,
            self._model,
            say("Add payer"),
            self._build,
            search=above,
            tabbed=True,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(step(3), step(3), step(3), step(3))
        layout.addWidget(self.records)
        self.setFocusProxy(self.records)
        session.keep_fresh(self, "payers", "departments", "policies")

    def reload(self) -> None:
        """Read the list again and keep the place in it."""
        self.records.reload()
        self._say_empty()

    def open_part(self, part: str) -> None:
        """Open a payer ("5"), a new one ("new"), and there a field ("5/unit_rule"), a department
        ("5/department/7/phone", "5/department/new") or what another card lists ("5/contract/7/to_on")."""
        self.records.open_part(part)

    def _build(self, found: object) -> QWidget:
        if found is None:
            return payer_page(self._session, None, self._back)
        wanted = found.id if isinstance(found, PayerRow) else int(str(found))
        return payer_page(self._session, queries.payer(self._session.clinic.read, wanted), self._back, self._also)

    def _back(self, chosen: int) -> None:
        """Come back to the list on which the saved one stands: a new one, or one brought back, is not retired."""
        if chosen:
            retired = queries.payer(self._session.clinic.read, chosen).is_retired
            self._which.setCurrentIndex(self._which.findData(retired))
        self.records.back(chosen)

    def _fetch(self, after: Cursor | None) -> Page[PayerRow]:
        read, retired = self._session.clinic.read, bool(self._which.currentData())
        return queries.payer_page(read, after, typed=self.search.text(), retired=retired)

    def _show_from_top(self) -> None:
        self._model.reload()
        self._table.scrollToTop()
        self._say_empty()

    def _say_empty(self) -> None:
        """What the list says while it is empty; what was retired is offered, so that none is added twice."""
        typed, retired = self.search.text(), bool(self._which.currentData())
        none = say("No payer yet. Add one here, or type its name with a client’s policy.")
        # A clinic that begins has its payers in another program.
        self.bring.setVisible(not (self._model.rowCount() or typed.strip() or retired))
        if self._model.rowCount():
            self._table.say_empty("")
        elif retired and not typed.strip():
            self._table.say_empty(say("No payer is retired."))
        elif not typed.strip():
            self._table.say_empty(none, self._new_one(""))
        elif not retired and queries.payer_page(self._session.clinic.read, typed=typed, retired=True).rows:
            words = say("No payer on the list fits what you typed, but one that was retired does.")
            self._table.say_empty(words, (say("Show the retired payers"), self._show_retired))
        else:
            self._table.say_empty(*self._nothing_fits(typed))

    def _nothing_fits(self, typed: str) -> tuple[str, Offer]:
        """Of one that was merged into another its page says where it went: added again, it would be a double again."""
        gone = queries.merged_like(self._session.clinic.read, typed)
        if gone:
            words = say("No payer on the list fits what you typed, but one that was merged into another does.")
            return words, (say("See where it went"), partial(self.records.open, gone))
        return say("No payer fits what you typed. Try fewer letters, or add one."), self._new_one(typed)

    def _new_one(self, typed: str) -> Offer:
        """The button that adds a payer, of the name that was typed where it is one."""
        name = plain(typed) if may_be_name(typed) else ""
        add = partial(self.records.add_with, {"name": name}) if name else self.records.add
        return offer_to_add(name, say("Add a payer"), add)

    def _show_retired(self) -> None:
        self._which.setCurrentIndex(self._which.findData(True))
        self.search.setFocus()
