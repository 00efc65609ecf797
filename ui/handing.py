"""A paper of the record with its buttons: what it is, how it looks, and the one row that hands it out. The one door to
papers that open only with a password."""

from collections.abc import Callable

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from clinic_desktop.errors import ClinicError
from clinic_desktop.press.output import protected
from clinic_desktop.wording import say
from ui.jobs import Jobs
from ui.kit.banner import Banner
from ui.kit.buttons import button
from ui.kit.form import keep_all
from ui.kit.grid import step
from ui.kit.keys import is_escape
from ui.kit.layout import Part, beside_scrolled, card, column, row
from ui.kit.paper_bar import Handout, PaperBar
from ui.kit.pdf_view import PdfView
from ui.kit.text import Text


def paper_bar(page: QWidget, banner: Banner, jobs: Jobs) -> PaperBar:
    """The row that prints and saves what a page shows, and answers in its banner; `page` hears Ctrl+P."""
    return PaperBar(page, banner, jobs, protected)


def log_hint() -> Text:
    """What is to be done once a paper of the record went out: the program cannot know to whom."""
    return Text(say("Where it goes to anybody but the client, log it: Documents, Disclosures."), "muted")


class HandoutPage(QWidget):
    """`left` is called when the person goes back."""

    topic = ""

    def __init__(self, jobs: Jobs, names: tuple[str, str], back_words: str, left: Callable[[], object]) -> None:
        """`names` are what is written above the paper, and what a screen reader calls it; `back_words` say where the
        way back leads to."""
        super().__init__()
        self._title, name = names
        self._left = left
        self.banner = Banner()
        self.back = button(back_words, self.go_back, "link", "back")
        self.bar = paper_bar(self, self.banner, jobs)
        self.preview = PdfView(name)
        self.setFocusProxy(self.bar.print_button)

    def lay_out(self, *said: Part, margin: int = 3, above: QWidget | None = None) -> None:
        """Put what is said about the paper beside it; without a margin inside a page that has one. `above` stands over
        both, as wide as they are."""
        about = card("", Text(self._title, "title"), *said, gap=1)
        left = column(row(self.back, None), self.banner, about, gap=1)
        right = column(self.bar, self.preview, gap=1)
        right.setStretch(1, 1)
        sides = beside_scrolled(left, right, margin=margin)
        whole = column(above, sides, gap=2) if above else column(sides)
        whole.setContentsMargins(step(margin), step(margin), step(margin), 0)
        whole.setStretchFactor(sides, 1)
        self.setLayout(whole)

    def show_paper(self, handout: Handout) -> None:
        """Show a paper and hand it out from now on; one that cannot be made says so in its place."""
        try:
            self.preview.show_pdf(handout.content())
        except ClinicError as trouble:
            self.preview.say(trouble.words)
            self.bar.offer(None)
            return
        self.bar.offer(handout)

    def go_back(self) -> None:
        """Leave; nothing here can be lost but a password half typed."""
        if keep_all(self):
            self._left()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_escape(event):
            self.go_back()
        else:
            super().keyPressEvent(event)
