"""The section of imports in the settings: what can be imported, what was begun, and what was imported."""

from functools import partial

from PySide6.QtWidgets import QStackedLayout, QWidget

from clinic_desktop.imports.commands.importing import ImportRows
from clinic_desktop.imports.model.fields import KINDS, Kind
from clinic_desktop.staff.rules.roles import may
from clinic_desktop.wording import mark, say
from ui.imports.begun import BegunImport, forget_begun, kept_begun
from ui.imports.course import ImportCourse
from ui.imports.made import MadeImports
from ui.imports.words import kind_words
from ui.jobs import Jobs
from ui.kit.banner import Banner
from ui.kit.buttons import button
from ui.kit.flow import flow
from ui.kit.layout import card, column, emptied, holder, row, scrolled, to_the_edge
from ui.kit.text import Text, isolated
from ui.session import Session

_VERBS: dict[Kind, str] = {
    "clients": mark("Import clients"),
    "payers": mark("Import payers"),
    "visits": mark("Import visits"),
}


class ImportSection(QWidget):
    """One of two things at a time: the list of imports, or one that is on its way."""

    def __init__(self, session: Session, jobs: Jobs) -> None:
        """Opens on the list."""
        super().__init__()
        self._session, self._jobs = session, jobs
        self.course: ImportCourse | None = None
        self._kind = ""
        self.banner = Banner()
        self.made = MadeImports(session, jobs)
        # What it says of the last import may be true no more.
        self.made.taken.connect(self.banner.hide)
        self.buttons = {kind: button(say(words), partial(self.open_part, kind)) for kind, words in _VERBS.items()}
        self._begun_place = column(gap=1)
        why = say(
            "Out of the export of another program, or out of a spreadsheet: as CSV or as a table that you paste. You "
            "see what would come of every row before anything is written, and an import is taken back as one."
        )
        parts = (self.banner, Text(why), holder(flow(*self.buttons.values(), gap=1)), self._begun_place)
        home = to_the_edge(card(say("Import"), *parts, gap=2), self.made, None, gap=2)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(scrolled(home))
        self.setFocusProxy(self.buttons["clients"])
        if not may(session.clinic.person, ImportRows.permission):
            self.banner.show_words("note", say("Only an owner can import."))
            for made in self.buttons.values():
                made.setEnabled(False)
        self._show_begun()

    @property
    def part(self) -> str:
        """What `open_part` leads here again by, after a lock: "clients", "" for the list."""
        return self._kind if self.course else ""

    def open_part(self, part: str) -> None:
        """Begin with one kind ("clients"), or go on with what was begun of it."""
        kind = next((one for one in KINDS if one == part), None)
        if kind is None or not self.buttons[kind].isEnabled():
            return
        begun = kept_begun(self._session.clinic.drafts)
        self._open(begun if begun and begun.kind == kind else BegunImport(kind))

    def _open(self, begun: BegunImport) -> None:
        self._close()
        self.banner.hide()
        self._kind, self.course = begun.kind, ImportCourse(self._session, self._jobs, begun)
        self.course.left.connect(self._close)
        self.course.done.connect(self._on_done)
        self._stack.addWidget(self.course)
        self._stack.setCurrentWidget(self.course)
        self.course.source.setFocus()
        self.course.begin()

    def _close(self) -> None:
        course, self.course = self.course, None
        if course is None:
            return
        self._stack.setCurrentIndex(0)
        self._stack.removeWidget(course)
        course.hide()
        course.deleteLater()
        self._show_begun()
        self.buttons["clients"].setFocus()

    def _on_done(self, words: str) -> None:
        self._close()
        self.banner.show_words("good", words)
        self.made.reload()

    def _show_begun(self) -> None:
        emptied(self._begun_place)
        begun = kept_begun(self._session.clinic.drafts, whole=False)
        if not begun:
            return
        facts = {"kind": kind_words(begun.kind), "name": isolated(begun.name or say("what was pasted"))}
        words = Text(say("Begun and not imported yet: {kind}, {name}", **facts), "muted")
        go_on = button(say("Go on with it"), partial(self.open_part, begun.kind), "link")
        drop = button(say("Give it up"), self._give_up, "link")
        line = row(words, go_on, drop, gap=2)
        line.setStretch(0, 1)
        self._begun_place.addWidget(holder(line))

    def _give_up(self) -> None:
        forget_begun(self._session.clinic.drafts)
        self._show_begun()
