"""The report on authorizations: those of all clients, and how far each is used."""

from PySide6.QtWidgets import QWidget

from clinic_desktop.authorizations.model import ReportedAuthorization
from clinic_desktop.authorizations.queries import authorization_report
from clinic_desktop.reports.model import ReportColumn, ReportLine, ReportTable
from clinic_desktop.reports.queries.running_out import all_authorizations
from clinic_desktop.store.paging import Cursor, Page
from clinic_desktop.wording import mark, say
from ui.authorizations.columns import REPORT_COLUMNS
from ui.jobs import Jobs
from ui.kit.banner import Banner
from ui.kit.choice_box import ChoiceBox
from ui.kit.layout import column, row
from ui.kit.paged_model import PagedModel
from ui.kit.table import Table
from ui.kit.text import Text
from ui.preferences import AUTHORIZATION_REPORT, Preferences
from ui.reports.handing import ReportHanding
from ui.session import Session

_EMPTY = {
    "running_out": mark("No authorization is running out. One is listed here when 2 visits or 14 days are left."),
    "running": mark("No authorization is running. Here they stand while there is enough left."),
    "ended": mark("No authorization of an open case has ended."),
    "all": mark("No authorization yet. What a payer grants is written down in the client’s chart, page Coverage."),
}


class AuthorizationsReport(QWidget):
    """Opening a line leads to the client’s chart, to the authorization itself."""

    topic = "62-reports#authorizations"

    def __init__(self, session: Session, jobs: Jobs, preferences: Preferences) -> None:
        """Remembers which authorizations it shows."""
        super().__init__()
        self._session, self._preferences = session, preferences
        self._model = PagedModel(self._fetch, REPORT_COLUMNS)
        self.table = Table(say("Authorizations"), self._model, "")
        self.which = ChoiceBox()
        self.which.setAccessibleName(say("Which authorizations"))
        for choice in AUTHORIZATION_REPORT.choices:
            self.which.addItem(say(choice.words), choice.value)
        self.which.setCurrentIndex(self.which.findData(preferences.value(AUTHORIZATION_REPORT)))
        self.which.currentIndexChanged.connect(self._on_which)
        self.table.opened.connect(self._on_opened)
        why = Text(say("Of all clients with an open case, in the order in which they end."), "muted")
        line = row(why, self.which, gap=2)
        line.setStretch(0, 1)
        self.banner = Banner()
        self.handing = ReportHanding(self, self.banner, session, jobs, self.made)
        head = row(Text(say("Authorizations"), "title", wrap=False), self.handing, gap=2)
        head.setStretch(0, 1)
        self.setLayout(column(head, self.banner, line, self.table, gap=1))
        self.setFocusProxy(self.table)
        session.keep_fresh(self, "authorizations", "visits", "visit_services", "cases", "clients", "policies", "payers")

    def choose(self, which: str) -> None:
        """Show those of one state, "running_out", as by the box above the list."""
        self.which.setCurrentIndex(self.which.findData(which))

    def reload(self) -> None:
        """Read the report again and keep the place in it."""
        self.table.reload()
        self.table.say_empty(
            say(_EMPTY[self._chosen()]), (say("Go to the clients"), lambda: self._session.go("clients"))
        )
        self.handing.offer("authorizations")

    def made(self) -> ReportTable:
        """All that the list can show, for paper and file."""
        clinic = self._session.clinic
        rows = all_authorizations(clinic.read, clinic.clock.today(), self._chosen())
        return ReportTable(
            "authorizations",
            say("Authorizations"),
            say("Of all clients with an open case, in the order in which they end."),
            tuple(ReportColumn(say(one.title), "count" if one.right else "text") for one in REPORT_COLUMNS),
            tuple(ReportLine(row.id, tuple(one.text(row) for one in REPORT_COLUMNS)) for row in rows),
            say(_EMPTY[self._chosen()]),
        )

    def _fetch(self, after: Cursor | None) -> Page[ReportedAuthorization]:
        clinic = self._session.clinic
        return authorization_report(clinic.read, clinic.clock.today(), after, which=self._chosen())

    def _chosen(self) -> str:
        return str(self.which.currentData())

    def _on_which(self) -> None:
        self._preferences.choose(AUTHORIZATION_REPORT, self._chosen())
        self._model.reload()
        self.reload()
        self.table.scrollToTop()

    def _on_opened(self, found: ReportedAuthorization) -> None:
        self._session.go("clients", f"{found.client}/of/{found.case}/authorization/{found.id}")
