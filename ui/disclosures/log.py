"""What was told of all clients, for who answers for privacy in the clinic: by payer and by day."""

from PySide6.QtWidgets import QComboBox, QWidget

from clinic_desktop.disclosures.model import Disclosure, ToldFilter
from clinic_desktop.disclosures.queries import disclosure_page, told_payers
from clinic_desktop.store.paging import Cursor, Page
from clinic_desktop.values.problems import Problems
from clinic_desktop.values.typed_days import optional_day
from clinic_desktop.wording import say
from ui.disclosures.columns import DISCLOSURE_COLUMNS
from ui.kit.fields import ChoiceField, TextField
from ui.kit.form import Form
from ui.kit.layout import card, column
from ui.kit.paged_model import PagedModel
from ui.kit.table import Table
from ui.kit.text import Text
from ui.session import Session

_MOST_ROWS, _CHOICE_LETTERS = 16, 24


class DisclosureLog(QWidget):
    """The newest on top; each is opened in the chart of its client."""

    def __init__(self, session: Session) -> None:
        """Everything, until somebody asks for less."""
        super().__init__()
        self._session, self._filter = session, ToldFilter()
        payers = [(str(row), name) for row, name in told_payers(session.clinic.read)]
        payer = ChoiceField("payer", say("To which payer"), [("", say("Everybody")), *payers])
        payer.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        payer.box.setMinimumContentsLength(_CHOICE_LETTERS)
        since = TextField("since", say("From"), example="11/1/2026")
        self.form = Form([(payer, 3), (since, 2), (TextField("until", say("To"), example="11/30/2026"), 2)])
        self._model = PagedModel(self._fetch, DISCLOSURE_COLUMNS)
        self.table = Table(say("Disclosures"), self._model, "", rows=_MOST_ROWS)
        self.table.opened.connect(self._on_opened)
        words = Text(
            say("What was told of clients, to whom and why. The log only grows: a mistake is struck out and stays."),
            "muted",
        )
        self.setLayout(column(card(say("Disclosures"), words, self.form, self.table, gap=2)))
        self.setFocusProxy(self.form)
        self.form.edited.connect(self._on_asked)
        session.keep_fresh(self, "disclosures", "packets", "appeals", "clients", "payers")

    def reload(self) -> None:
        """Read the list again and keep the place in it."""
        is_whole = self._filter == ToldFilter()
        self.table.reload()
        self.table.say_empty(
            say("Nothing was told of any client yet.") if is_whole else say("Nothing was told to them in these days.")
        )

    def _on_asked(self) -> None:
        """What cannot be read is said at its field, and limits nothing."""
        found, today, values = Problems(), self._session.clinic.clock.today(), self.form.values()
        since = optional_day(found, "since", values["since"], today)
        until = optional_day(found, "until", values["until"], today)
        if since and until and until < since:
            found.add("until", say("This is before the first day."))
        by_field = {one.field: one.words for one in reversed(found.found)}
        for key, field in self.form.fields.items():
            field.show_problem(by_field.get(key, ""))
        self._filter = ToldFilter(int(values["payer"] or 0) or None, since, until)
        self.reload()
        self.table.scrollToTop()

    def _fetch(self, after: Cursor | None) -> Page[Disclosure]:
        return disclosure_page(self._session.clinic.read, self._filter, after)

    def _on_opened(self, found: Disclosure) -> None:
        self._session.go("clients", f"{found.client}/disclosure/{found.id}")
