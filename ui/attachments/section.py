"""The files of a client on the chart's page Documents: the newest on top; more are dropped, pasted or chosen."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from clinic_desktop.attachments.model import Attachment, FileSource
from clinic_desktop.attachments.queries import attachment_page, kinds_on_file
from clinic_desktop.attachments.rules import kind_words
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.store.paging import Cursor, Page
from clinic_desktop.wording import say
from ui.attachments.adding import Added, Adding
from ui.attachments.columns import attachment_columns
from ui.attachments.incoming import FileDrop, Incoming, pasted
from ui.attachments.pictures import Thumbnails
from ui.attachments.report import AddingReport
from ui.attachments.waiting import WaitingScans
from ui.jobs import Jobs
from ui.kit.buttons import button, look_as
from ui.kit.choice_box import ChoiceBox
from ui.kit.files import ask_several
from ui.kit.grid import step
from ui.kit.head_line import HeadLine
from ui.kit.layout import card, column
from ui.kit.paged_model import PagedModel
from ui.kit.table import Table
from ui.kit.text import Text
from ui.preferences import Preferences
from ui.session import Session

# A row with a picture, in steps of the grid, and how many of them before the list scrolls.
_TALL, _MOST_ROWS = 7, 8


class AttachmentsSection(QWidget):
    """`go` leads to a part of the chart: "attachment/12", or "attachment/12/13+14" to go through several."""

    def __init__(
        self, session: Session, jobs: Jobs, client: ClientId, go: Callable[[str], object], preferences: Preferences
    ) -> None:
        """Shows the files of all cases of the client."""
        super().__init__()
        self._session, self._preferences, self._client, self._go = session, preferences, client, go
        self._case: int | None = None
        self._kind = ""
        self._pictures = Thumbnails(session, QSize(step(_TALL - 2), step(_TALL - 1)))
        self._adding = Adding(session, jobs, client, self)
        self._adding.added.connect(self._on_added)
        self.add_button = button(say("Add files"), self.ask, "main", "plus")
        self.kinds = ChoiceBox()
        self.kinds.setAccessibleName(say("Which files"))
        self.kinds.currentIndexChanged.connect(lambda _: self._on_kind())
        self.report = AddingReport(self._open, self._describe, self._add_again)
        self.waiting = WaitingScans(session, jobs, preferences, self.add)
        self._model = PagedModel(self._fetch, attachment_columns(self._pictures.of))
        self.table = Table(say("Files"), self._model, "", rows=_MOST_ROWS, tall=_TALL)
        self.table.opened.connect(lambda one: self._open(one.id))
        heading = HeadLine([Text(say("Files"), "heading", wrap=False)], [self.kinds, self.add_button])
        ways = Text(say("Drag files here, paste a picture or a file with Ctrl+V, or choose them."), "muted")
        foot = column(ways, self.waiting.folder_line, gap=1)
        self._card = card("", heading, self.waiting, self.report, self.table, foot, gap=2)
        self.setLayout(column(self._card))
        self.setFocusProxy(self.add_button)
        self._drop = FileDrop(self, self.take, self.show_over)
        session.keep_fresh(self, "attachments", "cases")

    def show_case(self, _: ClientId, case: CaseId) -> None:
        """What is added from now on belongs to that case."""
        self._case = case or None

    def reload(self) -> None:
        """Read the list again and keep the place in it."""
        self._fill_kinds()
        self.table.reload()
        offer = (say("Add the first file"), self.ask)
        self.table.say_empty(say("No file yet. A scan of a prescription, an insurance card, a letter from the plan: "
                                 "what the record stands on is kept here, encrypted."), offer)  # fmt: skip

    def ask(self) -> None:
        """Choose files."""
        folder = self._preferences.scan_folder()
        kinds = say("Scans and pictures ({patterns})",
                    patterns="*.pdf *.jpg *.jpeg *.png *.tif *.tiff *.heic *.heif")  # fmt: skip
        ask_several(self, say("Add files"), (kinds, say("All files (*)")), self.add, folder)

    def paste(self) -> None:
        """File what the clipboard holds."""
        self.take(pasted())

    def take(self, came: Incoming) -> None:
        """File what was dropped or pasted."""
        self.report.clear()
        self._adding.add(came.sources, self._case, refused=came.refused)

    def add(self, paths: Sequence[Path]) -> None:
        """File these files for the client of the chart."""
        self.take(Incoming(tuple(FileSource(path.name, path) for path in paths)))

    def show_over(self, over: bool) -> None:
        """Show that what is in the air may be dropped here."""
        look_as(self._card, "surface", "drop" if over else "card")

    def _add_again(self, source: FileSource) -> None:
        self.report.clear()
        self._adding.add((source,), self._case, again=True)

    def _on_added(self, added: Added) -> None:
        if added.is_smooth:
            self._describe(added.rows)
        else:
            self.report.tell(added)
        self.waiting.look()

    def _open(self, row: int) -> None:
        self._go(f"attachment/{row}")

    def _describe(self, rows: tuple[int, ...]) -> None:
        """Open the first, and the others after it."""
        self.report.clear()
        first, *rest = rows
        self._go(f"attachment/{first}/{'+'.join(map(str, rest))}" if rest else f"attachment/{first}")

    def _fetch(self, after: Cursor | None) -> Page[Attachment]:
        return attachment_page(self._session.clinic.read, self._client, self._kind, after)

    def _fill_kinds(self) -> None:
        """The kinds that the client has papers of; with less than two there is nothing to choose."""
        found = kinds_on_file(self._session.clinic.read, self._client)
        keys = ["", *sorted(found, key=kind_words)]
        self._kind = self._kind if self._kind in keys else ""
        self.kinds.blockSignals(True)
        self.kinds.clear()
        for key in keys:
            self.kinds.addItem(kind_words(key) if key else say("All kinds"), key)
        self.kinds.setCurrentIndex(keys.index(self._kind))
        self.kinds.blockSignals(False)
        self.kinds.setVisible(len(found) > 1)

    def _on_kind(self) -> None:
        self._kind = str(self.kinds.currentData())
        self.table.reload()
        self.table.scrollToTop()
