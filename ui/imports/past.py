"""The visits of a client that another program tells of, on their chart: as history, below those that are kept here."""

from PySide6.QtWidgets import QWidget

from clinic_desktop.clients.model import ClientId
from clinic_desktop.imports.model.made import PastVisit
from clinic_desktop.imports.queries.history import past_visit_count, past_visit_page
from clinic_desktop.store.changes import Changes
from clinic_desktop.store.paging import Cursor, Page
from clinic_desktop.values import dates, money
from clinic_desktop.values.times import shown_time
from clinic_desktop.wording import mark, say
from ui.kit.layout import bring_into_view, card, column
from ui.kit.paged_model import Column, PagedModel
from ui.kit.table import Table
from ui.kit.text import ChipText, Text
from ui.session import Session

_MOST_SHOWN = 6

PAST_VISIT_COLUMNS: tuple[Column[PastVisit], ...] = (
    Column(mark("Date of service"), lambda one: dates.shown(one.date_of_service), share=4, least="20 Nov 2026"),
    Column(mark("Time"), lambda one: shown_time(one.starts_at), share=3, least="11:45 AM", spare=3),
    Column(mark("Service"), lambda one: one.service, share=7),
    Column(mark("Minutes"), lambda one: str(one.minutes or ""), right=True, share=2, spare=1),
    Column(mark("Therapist"), lambda one: one.therapist, share=5, spare=4),
    Column(mark("Fee"), lambda one: _cents(one.fee_cents), right=True, share=3, spare=2),
    Column(mark("Paid"), lambda one: _cents(one.paid_cents), right=True, share=3, spare=5),
)


class PastVisits(QWidget):
    """Hidden where there are none."""

    def __init__(self, session: Session) -> None:
        """Shows nothing before `show_client`."""
        super().__init__()
        self._session, self._client = session, ClientId(0)
        # Not read again with each change of the chart around it.
        self._is_stale = True
        self._model = PagedModel(self._fetch, PAST_VISIT_COLUMNS)
        self.table = Table(say("Visits out of another program"), self._model, "", rows=_MOST_SHOWN)
        self.note = Text()
        self._from = ChipText(say("Text of another program, not signed here"), "plain")
        why = say("As that program told them. No bill, authorization or prescription counts them.")
        heading = say("Out of another program")
        self.setLayout(column(card(heading, Text(why, "muted"), self.table, self._from, self.note, gap=1)))
        self.table.chosen.connect(self._on_chosen)
        self.hide()
        link = session.changed.connect(self._on_changed)
        self.destroyed.connect(lambda: session.changed.disconnect(link))

    def show_client(self, client: ClientId) -> None:
        """Show the visits of a client; the one that was chosen stays so."""
        is_same, self._client = client == self._client, client
        if is_same and not self._is_stale:
            # Who may read its note may be another by now.
            self._on_chosen()
            return
        self._is_stale = False
        has_some = past_visit_count(self._session.clinic.read, client) > 0
        self.setVisible(has_some)
        if not has_some:
            return
        if is_same and self.table.currentIndex().isValid():
            self.table.reload()
        else:
            self._model.reload()
            self.table.selectRow(0)
        self._on_chosen()

    def select(self, wanted: int) -> None:
        """Choose a visit, as one that was searched for, and bring it into view."""
        self.table.select(wanted)
        self.table.setFocus()
        bring_into_view(self)

    def _fetch(self, after: Cursor | None) -> Page[PastVisit]:
        return past_visit_page(self._session.clinic.read, self._client, after)

    def _on_changed(self, changes: Changes) -> None:
        self._is_stale |= changes.touches("imported_visits")

    def _on_chosen(self) -> None:
        at = self.table.currentIndex().row()
        found = self._model.row(at) if 0 <= at < self._model.rowCount() else None
        reads = self._session.clinic.allows("read_clinical")
        words = found.note if isinstance(found, PastVisit) and reads else ""
        self.note.setText(words)
        self._from.setVisible(bool(words))
        self.note.setVisible(bool(words))


def _cents(cents: int | None) -> str:
    return "" if cents is None else money.shown(cents)
