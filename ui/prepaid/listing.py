"""All packages, memberships and gift cards of the clinic: what is left on each, the last sold on top."""

from PySide6.QtWidgets import QWidget

from clinic_desktop.prepaid.model import Prepaid
from clinic_desktop.prepaid.queries import prepaid_page
from clinic_desktop.store.paging import Cursor, Page
from clinic_desktop.values import dates, money
from clinic_desktop.wording import mark, say
from ui.kit.layout import column
from ui.kit.paged_model import Column, PagedModel
from ui.kit.table import Table
from ui.kit.text import Text
from ui.prepaid.columns import kind_words, prepaid_title, used_words
from ui.session import Session

PREPAID_COLUMNS: tuple[Column[Prepaid], ...] = (
    Column(mark("Name"), prepaid_title, share=6, least="Package of 5"),
    Column(mark("Kind"), kind_words, share=3, least="Membership"),
    Column(mark("Sold on"), lambda one: dates.shown(one.sold_on), share=3, least="20 Nov 2026", spare=2),
    Column(mark("Used"), used_words, share=4, least="3 of 5 visits used", spare=1),
    Column(
        mark("Last day"),
        lambda one: dates.shown(one.expires_on) if one.expires_on else "",
        share=3,
        least="20 Nov 2026",
    ),
    Column(mark("Left"), lambda one: money.shown(one.left_cents), right=True, share=3, least="$1,140.00"),
)


class PrepaidListing(QWidget):
    """Those of all clients that still hold something. Opening a line leads to it in its client’s chart; a gift card of
    nobody on record has no chart."""

    topic = "62-reports#prepaids"

    def __init__(self, session: Session) -> None:
        """Reads itself again after every sale and use."""
        super().__init__()
        self._session = session
        self._model = PagedModel(self._fetch, PREPAID_COLUMNS)
        empty = say("Nothing that was sold holds anything now. Packages are sold on the page Money of a chart.")
        self.table = Table(say("Packages and gift cards"), self._model, empty)
        self.table.opened.connect(self._on_opened)
        why = Text(say("What clients paid ahead and did not use yet, the last sold on top."), "muted")
        self.setLayout(column(Text(say("Packages and gift cards"), "title", wrap=False), why, self.table, gap=2))
        self.setFocusProxy(self.table)
        session.keep_fresh(self, "prepaids", "payments")

    def reload(self) -> None:
        """Read the list again and keep the place in it."""
        self.table.reload()

    def _fetch(self, after: Cursor | None) -> Page[Prepaid]:
        return prepaid_page(self._session.clinic.read, after, holds=True)

    def _on_opened(self, found: Prepaid) -> None:
        if found.client:
            self._session.go("clients", f"{found.client}/prepaid/{found.id}")
