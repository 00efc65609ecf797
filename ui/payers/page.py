"""The place of the payers: a list that narrows as one types, and a page for each."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.payers import queries
from clinic_desktop.payers.model import PayerRow
from clinic_desktop.wording import say
from ui.kit.grid import step
from ui.kit.paged_model import PagedModel
from ui.kit.records import Records
from ui.kit.search_box import SearchBox
from ui.kit.table import Table
from ui.payers.columns import PAYER_COLUMNS
from ui.payers.editor import payer_page
from ui.session import Session


class PayersPage(QWidget):
    """The list, and the payer that is open."""

    def __init__(self, session: Session) -> None:
        """Reads itself again when payers, departments or policies change."""
        super().__init__()
        self._session = session
        model = PagedModel(
            lambda after: queries.payer_page(session.clinic.read, after, typed=self.search.text()), PAYER_COLUMNS
        )
        none = say("No payer yet. Add one here, or type its name with a client’s policy.")
        unfit = say("No payer fits what you typed. Try fewer letters, or add one.")
        table = Table(say("Payers"), model, none)

        def on_typed() -> None:
            model.reload()
            table.say_empty(unfit if self.search.text().strip() else none)

        self.search = SearchBox(say("Find by name or payer ID"), self, table, on_typed)
        self.records = Records(
            say("Payers"),
            say("Insurers and programs with their departments. One payer serves the policies of many clients."),
            table,
            model,
            say("Add payer"),
            self._build,
            search=self.search,
            tabbed=True,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(step(3), step(3), step(3), step(3))
        layout.addWidget(self.records)
        self.setFocusProxy(self.records)
        session.keep_fresh(self.records, "payers", "departments", "policies")

    def open_part(self, part: str) -> None:
        """Open a payer ("5"), a new one ("new"), and there a field ("5/unit_rule") or a department
        ("5/department/7/phone", "5/department/new")."""
        self.records.open_part(part)

    def _build(self, found: object) -> QWidget:
        if found is None:
            return payer_page(self._session, None, self.records.back)
        wanted = found.id if isinstance(found, PayerRow) else int(str(found))
        return payer_page(self._session, queries.payer(self._session.clinic.read, wanted), self.records.back)
