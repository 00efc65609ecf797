"""The list of prescribers, that narrows as one types, and a page for each."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.referrals import queries
from clinic_desktop.referrals.model import PrescriberRow, full_name
from clinic_desktop.referrals.rules.names import read_name
from clinic_desktop.store.paging import Cursor, Page
from clinic_desktop.values.names import may_be_name
from clinic_desktop.wording import say
from ui.kit.choice_box import ChoiceBox
from ui.kit.grid import step
from ui.kit.layout import holder, row
from ui.kit.offers import Offer, offer_to_add
from ui.kit.paged_model import PagedModel
from ui.kit.records import Records
from ui.kit.search_box import SearchBox
from ui.kit.table import Table
from ui.referrals.columns import PRESCRIBER_COLUMNS
from ui.referrals.prescribers import prescriber_page
from ui.session import Session


class PrescribersPage(QWidget):
    """The list, and the prescriber who is open."""

    def __init__(self, session: Session) -> None:
        """Reads itself again when prescribers or prescriptions change."""
        super().__init__()
        self._session = session
        self._model = PagedModel(self._fetch, PRESCRIBER_COLUMNS)
        self._table = Table(say("Prescribers"), self._model, "")
        self.search = SearchBox(say("Find by name, practice, NPI or phone"), self, self._table, self._show_from_top)
        self._which = ChoiceBox()
        self._which.setAccessibleName(say("Which prescribers"))
        self._which.addItem(say("On the list"), False)
        self._which.addItem(say("Retired prescribers"), True)
        self._which.currentIndexChanged.connect(self._show_from_top)
        line = row(self.search, self._which, gap=2)
        line.setStretch(0, 1)
        above = holder(line)
        above.setFocusProxy(self.search)
        self.records = Records(
            say("Prescribers"),
            say("Who orders the treatment: doctors and others whose prescriptions and referrals clients bring."),
            self._table,
            self._model,
            say("Add prescriber"),
            self._build,
            search=above,
            tabbed=True,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(step(3), step(3), step(3), step(3))
        layout.addWidget(self.records)
        self.setFocusProxy(self.records)
        session.keep_fresh(self, "prescribers", "prescriptions")

    def reload(self) -> None:
        """Read the list again and keep the place in it."""
        self.records.reload()
        self._say_empty()

    def open_part(self, part: str) -> None:
        """Open a prescriber ("5"), a new one ("new"), or a field ("5/npi"); "" leaves the page as it stands."""
        self.records.open_part(part)

    def _build(self, found: object) -> QWidget:
        if found is None:
            return prescriber_page(self._session, None, self._back)
        wanted = found.id if isinstance(found, PrescriberRow) else int(str(found))
        return prescriber_page(self._session, queries.prescriber(self._session.clinic.read, wanted), self._back)

    def _back(self, chosen: int) -> None:
        """Come back to the list on which the saved one stands: a new one, or one brought back, is not retired."""
        if chosen:
            retired = queries.prescriber(self._session.clinic.read, chosen).is_retired
            self._which.setCurrentIndex(self._which.findData(retired))
        self.records.back(chosen)

    def _fetch(self, after: Cursor | None) -> Page[PrescriberRow]:
        read, retired = self._session.clinic.read, bool(self._which.currentData())
        return queries.prescriber_page(read, after, typed=self.search.text(), retired=retired)

    def _show_from_top(self) -> None:
        self._model.reload()
        self._table.scrollToTop()
        self._say_empty()

    def _say_empty(self) -> None:
        """What the list says while it is empty; who was retired is offered, so that nobody is added twice."""
        typed, retired = self.search.text(), bool(self._which.currentData())
        if self._model.rowCount():
            self._table.say_empty("")
        elif not typed.strip():
            none = say("No prescriber yet. Add one here, or type the name with a client’s prescription.")
            if retired:
                self._table.say_empty(say("No prescriber is retired."))
            else:
                self._table.say_empty(none, self._new_one(""))
        elif not retired and queries.prescriber_page(self._session.clinic.read, typed=typed, retired=True).rows:
            words = say("Nobody on the list fits what you typed, but somebody who was retired does.")
            self._table.say_empty(words, (say("Show the retired prescribers"), self._show_retired))
        else:
            words = say("No prescriber fits what you typed. Try fewer letters, or add one.")
            self._table.say_empty(words, self._new_one(typed))

    def _new_one(self, typed: str) -> Offer:
        """The button that adds a prescriber, of the name that was typed where it is one."""
        given, family, credential = read_name(typed) if may_be_name(typed) else ("", "", "")
        if not family:
            return offer_to_add("", say("Add a prescriber"), self.records.add)
        named = {"given_name": given, "family_name": family, "credential": credential}
        name = full_name(given, family, credential)
        return offer_to_add(name, say("Add a prescriber"), partial(self.records.add_with, named))

    def _show_retired(self) -> None:
        self._which.setCurrentIndex(self._which.findData(True))
        self.search.setFocus()
