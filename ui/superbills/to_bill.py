"""What can be billed: every client's case with visits that are on no document yet that it asks for."""

from PySide6.QtWidgets import QWidget

from clinic_desktop.store.paging import Cursor, Page
from clinic_desktop.superbills.model.issued import WAITING_DAYS, UnbilledRow, waits_since
from clinic_desktop.superbills.queries.ready import unbilled, unbilled_page
from clinic_desktop.wording import say
from ui.kit.buttons import button
from ui.kit.layout import column, row
from ui.kit.paged_model import PagedModel
from ui.kit.table import Table
from ui.kit.text import Text
from ui.session import Session
from ui.superbills.columns import UNBILLED_COLUMNS
from ui.superbills.kept_choice import kept_choice
from ui.superbills.kinds import MAKE


class ToBillList(QWidget):
    """Opening a line leads to the chart, where its document is made."""

    def __init__(self, session: Session) -> None:
        """Reads itself again when visits or bills change."""
        super().__init__()
        self._session = session
        self._model = PagedModel(self._fetch, UNBILLED_COLUMNS)
        self.table = Table(say("Visits to bill"), self._model, "")
        self.table.opened.connect(self._on_opened)
        self.table.chosen.connect(self._on_chosen)
        self.make = button(say(MAKE["superbill"]), self._on_make, "main")
        why = Text(
            say(
                "Visits of the last {count} days that are on no superbill yet, or on no statement where a claim pays.",
                count=WAITING_DAYS,
            ),
            "muted",
        )
        top = row(why, self.make, gap=2)
        top.setStretch(0, 1)
        self.setLayout(column(top, self.table, gap=2, margin=3))
        self.setFocusProxy(self.table)
        session.keep_fresh(
            self,
            "bills",
            "bill_visits",
            "visits",
            "visit_services",
            "cases",
            "clients",
            "policies",
            "payers",
            "therapists",
            "left_out_cases",
            "restrictions",
        )

    def reload(self) -> None:
        """Read the list again and keep the place in it."""
        self.table.reload()
        nothing = say("No visit of the last {count} days waits for a superbill.", count=WAITING_DAYS)
        offer = (say("Go to the clients"), lambda: self._session.go("clients"))
        self.table.say_empty(nothing, offer)
        self._on_chosen()

    def _fetch(self, after: Cursor | None) -> Page[UnbilledRow]:
        clinic = self._session.clinic
        return unbilled_page(clinic.read, waits_since(clinic.clock.today()), after)

    def _on_chosen(self) -> None:
        chosen = self.table.currentIndex()
        self.make.setEnabled(chosen.isValid())
        words = say(MAKE[self._model.row(chosen.row()).kind if chosen.isValid() else "superbill"])
        self.make.setText(words)
        self.make.setAccessibleName(words)

    def _on_make(self) -> None:
        self._on_opened(self._model.row(self.table.currentIndex().row()))

    def _on_opened(self, found: UnbilledRow) -> None:
        # A case may make several: the one of this line is shown.
        clinic = self._session.clinic
        for one in unbilled(clinic.read, found.kind, found.case):
            if (one.policy, one.therapist) == (found.policy, found.therapist):
                kept_choice(clinic.drafts, found.kind, found.case).show(one)
        self._session.go("clients", f"{found.client}/of/{found.case}/{found.kind}/new")
