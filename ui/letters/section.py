"""The letters of a case, as a section of the chart: those there are, and the way to write one."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.letters.loader import templates_trouble
from clinic_desktop.letters.queries import letter_page
from clinic_desktop.wording import say
from ui.kit.banner import Banner
from ui.kit.buttons import button
from ui.kit.head_line import HeadLine
from ui.kit.layout import card, column
from ui.kit.paged_model import PagedModel
from ui.kit.table import Table
from ui.kit.text import Text
from ui.letters.columns import LETTER_COLUMNS
from ui.session import Session

_MOST_ROWS = 12


class LettersSection(QWidget):
    """`go` leads to a part of the chart, as "letter/12" or "letter/new"."""

    topic = "66-letters"

    def __init__(self, session: Session, go: Callable[[str], object]) -> None:
        """Empty before `show_case`."""
        super().__init__()
        self._session, self._go = session, go
        self._case = CaseId(0)
        self._model = PagedModel(lambda after: letter_page(session.clinic.read, self._case, after), LETTER_COLUMNS)
        self.letters = Table(say("Letters"), self._model, "", rows=_MOST_ROWS)
        self.letters.opened.connect(lambda one: go(f"letter/{one.id}"))
        self.write = button(say("Write a letter"), lambda: go("letter/new"), "main", "plus")
        self.trouble = Banner()
        wording = button(say("Our wording"), lambda: session.go("settings", "letters"), "link")
        heading = HeadLine([Text(say("Letters"), "heading", wrap=False)], [wording, self.write])
        self.setLayout(column(card("", heading, self.trouble, self.letters, gap=2)))
        self.setFocusProxy(self.write)
        session.keep_fresh(self, "letters")

    def show_case(self, _: ClientId, case: CaseId) -> None:
        """The letters of a case."""
        self._case = case
        self.reload()

    def reload(self) -> None:
        """Read the list again."""
        self.write.setEnabled(bool(self._case))
        if wrong := templates_trouble():
            words = say("Some letters cannot be written: their files have mistakes. {first}", first=wrong[0])
            self.trouble.show_words("warning", words)
        if self._case:
            words = say("No letter yet. One is made from the record, and you change what you like.")
            self.letters.say_empty(words, (say("Write the first one"), lambda: self._go("letter/new")))
        else:
            words = say("A case comes first: a letter tells of what the client is treated for.")
            self.letters.say_empty(words, (say("New case"), lambda: self._go("case/new")))
        self._model.reload()
