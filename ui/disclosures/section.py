"""What was told of a client, as a section of the chart’s page Documents."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.disclosures.model import Disclosure
from clinic_desktop.disclosures.queries import disclosures_of
from clinic_desktop.store.paging import Page
from clinic_desktop.wording import say
from ui.disclosures.columns import DISCLOSURE_COLUMNS_OF_CLIENT
from ui.kit.buttons import button
from ui.kit.head_line import HeadLine
from ui.kit.layout import card, column
from ui.kit.paged_model import PagedModel
from ui.kit.table import Table
from ui.kit.text import Text
from ui.session import Session

_MOST_ROWS = 12


class DisclosuresSection(QWidget):
    """`go` leads to a part of the chart, as "disclosure/new"."""

    def __init__(self, session: Session, go: Callable[[str], object]) -> None:
        """Empty before `show_case`."""
        super().__init__()
        self._session, self._client = session, ClientId(0)
        self._found: tuple[Disclosure, ...] = ()
        self._model = PagedModel(lambda _: Page(self._found, None), DISCLOSURE_COLUMNS_OF_CLIENT)
        self.table = Table(say("Disclosures"), self._model, "", rows=_MOST_ROWS)
        self.table.opened.connect(lambda one: go(f"disclosure/{one.id}"))
        self.accounting = button(say("Accounting of disclosures"), lambda: go("accounting/new"))
        self.add = button(say("Log a disclosure"), lambda: go("disclosure/new"), "main", "plus")
        heading = HeadLine([Text(say("What was told to whom"), "heading", wrap=False)], [self.accounting, self.add])
        words = Text(
            say(
                "A packet or letter is logged on its own page, when it leaves. Log here what you tell on the phone, "
                "hand over or send otherwise; what goes to the client needs no entry, and may have one."
            ),
            "muted",
        )
        self.setLayout(column(card("", heading, words, self.table, gap=2)))
        self.setFocusProxy(self.add)
        nothing = say("Nothing was told of this client yet.")
        self.table.say_empty(nothing, (say("Log the first one"), lambda: go("disclosure/new")))
        session.keep_fresh(self, "disclosures", "packets", "appeals", "payers")

    def show_case(self, client: ClientId, _: CaseId) -> None:
        """What was told of a client, in any case."""
        self._client = client
        self.reload()

    def reload(self) -> None:
        """Read the list again and keep the place in it."""
        self._found = disclosures_of(self._session.clinic.read, self._client) if self._client else ()
        self.table.reload()
