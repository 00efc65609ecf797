"""The imports that were made, and the way to take one back as one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic_desktop.errors import ClinicError
from clinic_desktop.imports.model.made import ImportMade, KeptRow
from clinic_desktop.imports.queries.batches import import_page, import_standing
from clinic_desktop.store.changes import Changes
from clinic_desktop.store.paging import Page
from clinic_desktop.values.moments import listed_moment
from clinic_desktop.wording import mark, say, say_many
from ui.imports.words import kind_words, made_words
from ui.imports.work import Importer, take_back_beside
from ui.jobs import Jobs
from ui.kit.banner import Banner
from ui.kit.buttons import button
from ui.kit.head_line import HeadLine
from ui.kit.layout import bring_into_view, card, column, row
from ui.kit.paged_model import Column, PagedModel
from ui.kit.table import Table
from ui.kit.text import Text
from ui.session import Session

_MOST_SHOWN, _MOST_KEPT = 8, 6


class MadeImports(QWidget):
    """Reads itself again when there is another import. `taken` when one was taken back."""

    taken = Signal()

    def __init__(self, session: Session, jobs: Jobs) -> None:
        """Empty, it says so."""
        super().__init__()
        self._session, self._jobs, self._is_busy = session, jobs, False
        self._model = PagedModel(lambda after: import_page(session.clinic.read, after), self._columns())
        self.table = Table(say("Imports"), self._model, say("Nothing was imported yet."), rows=_MOST_SHOWN)
        self.take_button = button(say("Take back this import"), self.ask_back, picture="undo")
        self.banner = Banner()
        self._kept_model = PagedModel(lambda _: Page(self._kept[:_MOST_KEPT], None), self._kept_columns())
        self._kept: tuple[KeptRow, ...] = ()
        self._kept_words = Text()
        self._kept_table = Table(say("Rows that stay"), self._kept_model, "", rows=_MOST_KEPT)
        self.rest_button = button(say("Take back the rest"), lambda: self._take_back(rest=True))
        head = HeadLine([Text(say("What was imported"), "heading", wrap=False)], [self.take_button])
        self._stays = card(say("What stays"), self._kept_words, self._kept_table, row(self.rest_button, None))
        self.setLayout(column(card("", head, self.banner, self.table, gap=2), self._stays, gap=2))
        self._stays.hide()
        self.table.chosen.connect(self._on_chosen)
        session.keep_fresh(self, "imports")

    def reload(self) -> None:
        """Read the list again."""
        self.table.reload()
        self.take_button.setVisible(self._model.rowCount() > 0)
        self._on_chosen()

    def ask_back(self) -> None:
        """Take back the chosen import; where something was done with a part of it since, show that first."""
        chosen = self._chosen()
        if chosen is None or self._is_busy:
            return
        standing = import_standing(self._session.clinic.read, chosen.id)
        self._kept = standing.kept
        if not self._kept:
            self._take_back(rest=False)
            return
        count = len(self._kept)
        words = say_many(
            "Something was done with {count} row of it since, so it would stay, with all that belongs to it.",
            "Something was done with {count} rows of it since, so they would stay, with all that belongs to them.",
            count,
        )
        if count > _MOST_KEPT:
            words = f"{words} {say('The first {shown} are listed.', shown=_MOST_KEPT)}"
        if not standing.has_rest:
            words = f"{words} {say('Nothing else of it is left to take back.')}"
        self._kept_words.setText(words)
        self._kept_model.reload()
        self.rest_button.setVisible(standing.has_rest)
        self._stays.show()
        # Where there is no rest to take back, there is the list to read.
        (self.rest_button if standing.has_rest else self._kept_table).setFocus()
        bring_into_view(self._stays)

    def _take_back(self, *, rest: bool) -> None:
        chosen = self._chosen()
        if chosen is None or self._is_busy:
            return
        clinic = self._session.clinic
        importer = Importer(clinic.keys, clinic.person.slot, clinic.clock)
        self._is_busy = True
        self.take_button.setEnabled(False)
        self._jobs.run(
            say("Taking back"),
            lambda progress: take_back_beside(importer, chosen.id, chosen.version, rest, progress),
            self._on_taken,
            self._on_failed,
        ).stopped.connect(self._end)

    def _on_taken(self, changes: Changes) -> None:
        self._end()
        self._session.clinic.tell(changes)
        self._session.performed.emit()
        self.banner.show_words("good", say("The import was taken back. A backup from before is kept."))
        self.taken.emit()

    def _on_failed(self, error: Exception) -> None:
        self._end()
        if not isinstance(error, ClinicError):
            raise error
        self.banner.show_words("stop", error.words)
        self.reload()

    def _end(self) -> None:
        self._is_busy = False
        self._session.clinic.drafts.catch_up()
        self._stays.hide()
        self._on_chosen()

    def _chosen(self) -> ImportMade | None:
        at = self.table.currentIndex().row()
        found = self._model.row(at) if 0 <= at < self._model.rowCount() else None
        return found if isinstance(found, ImportMade) else None

    def _on_chosen(self) -> None:
        chosen = self._chosen()
        self._stays.hide()
        self.take_button.setEnabled(chosen is not None and not chosen.taken_back_at and not self._is_busy)

    def _columns(self) -> tuple[Column[ImportMade], ...]:
        today = self._session.clinic.clock.today()
        return (
            Column(mark("When"), lambda one: listed_moment(one.made_at, today), share=5, least="Yesterday 11:45 AM"),
            Column(mark("What"), lambda one: kind_words(one.kind), share=4, least="Visits, as history"),
            Column(mark("Out of"), lambda one: one.file_name or say("pasted"), share=6, least="clients.csv", spare=3),
            Column(mark("Rows"), lambda one: f"{one.read_rows:,}", right=True, share=2, least="1,000", spare=1),
            Column(mark("What came of it"), made_words, share=7, least="1,000 added"),
            Column(mark("By"), lambda one: one.made_by, share=4, least="Maya Ortiz", spare=2),
        )

    def _kept_columns(self) -> tuple[Column[KeptRow], ...]:
        return (
            Column(mark("Row"), lambda one: f"{one.line:,}", right=True, share=1, least="10,000"),
            Column(mark("Who or what"), lambda one: one.name, share=5),
            Column(mark("Why"), lambda one: one.words, share=7),
        )
