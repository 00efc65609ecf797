"""Where the rows come from: a file that is chosen or dropped here, or a table that is pasted."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from clinic_desktop.imports.loader.table import content_of_file
from clinic_desktop.imports.model.fields import Kind
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import mark, say
from ui.kit.banner import Banner
from ui.kit.buttons import button
from ui.kit.fields import NoteField
from ui.kit.files import ask_which
from ui.kit.layout import card, column, row
from ui.kit.text import Text

_LINES = 8
_WHAT: dict[Kind, str] = {
    "clients": mark(
        "In your other program, export the clients as CSV. Names, dates of birth, phones, addresses, insurance and "
        "notes are taken over; what a column is, you see and choose on the next page."
    ),
    "payers": mark(
        "In your other program, export the insurance companies as CSV. Names, payer IDs, phones, fax and address are "
        "taken over."
    ),
    "visits": mark(
        "In your other program, export the appointments or visits as CSV, the clients first. They are kept as history "
        "on the chart of each client: no bill, no authorization and no prescription counts them, and their notes stand "
        "there as the text of another program, signed by nobody here."
    ),
}


class ImportSource(QWidget):
    """`came` with the bytes of a file and what it is called, "" for what was pasted."""

    came = Signal(object, str)

    def __init__(self, kind: Kind, missing: str = "") -> None:
        """`missing` is what a file was called that is to be chosen again, for it was too big to be kept."""
        super().__init__()
        self._banner = Banner()
        self.choose = button(say("Choose a file…"), self._ask, "main")
        self.paste = NoteField("paste", say("Or paste a table here, with its headings"), lines=_LINES)
        self.look = button(say("Use what is pasted"), self.take_pasted)
        hint = Text(say("Or drop the file on this page. Nothing is written before you have seen every row."), "muted")
        words = (Text(say(_WHAT[kind])), row(self.choose, hint, gap=2), self.paste, row(self.look, None))
        self.setLayout(column(card("", self._banner, *words, gap=2), None))
        self.setFocusProxy(self.choose)
        self.setAcceptDrops(True)
        self.paste.box.setAcceptDrops(False)
        if missing:
            what = say("Choose {name} again: it is too big to be kept. What you said about it is.", name=missing)
            self._banner.show_words("note", what)

    def take_file(self, path: Path) -> None:
        """Read this file, or say why not."""
        try:
            content = content_of_file(path)
        except Unreadable as unreadable:
            self.say_why(unreadable.words)
            return
        self._banner.hide()
        self.came.emit(content, path.name[:255])

    def take_pasted(self) -> None:
        """Read what was pasted."""
        text = self.paste.value()
        if not text.strip():
            self.paste.show_problem(say("Copy the rows in your spreadsheet, headings included, and paste them here."))
            return
        self.came.emit(text.encode("utf-8", "replace"), "")

    def say_why(self, words: str) -> None:
        """Say why a file is not read."""
        self._banner.show_words("stop", words)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped_file(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if path := _dropped_file(event):
            event.acceptProposedAction()
            self.take_file(path)

    def _ask(self) -> None:
        kinds = say("Tables (*.csv *.tsv *.tab *.txt);;All files (*)")
        ask_which(self, say("The file of your other program"), kinds, self.take_file)


def _dropped_file(event: QDropEvent) -> Path | None:
    """The one file that is dragged here; None for anything else."""
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
