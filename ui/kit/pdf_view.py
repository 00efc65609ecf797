"""Shows a PDF as paper: white on any screen, sheet below sheet, with a line that says which one is in view."""

from PySide6.QtWidgets import QWidget

from clinic_desktop.errors import StoreTrouble
from clinic_desktop.wording import say
from ui.kit.buttons import button
from ui.kit.grid import step
from ui.kit.layout import column, holder, row
from ui.kit.pdf_pages import PdfPages
from ui.kit.sheets import ACTUAL_SIZE, FIT_WIDTH, SheetsView
from ui.kit.text import Text


class PdfView(QWidget):
    """Nothing of it ever lies on the disk. A screen reader reads the sheet that is in view."""

    def __init__(self, name: str, words: str = "") -> None:
        """`name` is what a screen reader calls it, `words` stand in the view until there is a document."""
        super().__init__()
        self._shown = b""
        self.sheets = SheetsView(name)
        self._which = Text("", "small", wrap=False)
        self.zoom = button(say("Actual size"), self._on_zoom, "link")
        line = row(self._which, None, self.zoom, gap=2)
        line.setContentsMargins(step(2), 0, step(1), 0)
        self._line = holder(line)
        whole = column(self.sheets, self._line, gap=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)
        self.sheets.turned.connect(self._on_turned)
        self.sheets.zoomed.connect(self._on_zoomed)
        self.say(words)

    def show_pdf(self, pdf: bytes) -> None:
        """Show a document; one that cannot be shown says so instead."""
        if pdf == self._shown:
            return
        try:
            pages = PdfPages(pdf)
        except StoreTrouble as trouble:
            self.say(trouble.words)
            return
        self._shown = pdf
        self._line.show()
        self.sheets.show_pages(pages)

    def say(self, words: str) -> None:
        """Show words and no document: that there is none yet, or why."""
        self._shown = b""
        self._line.hide()
        self.sheets.say(words)

    def words(self) -> str:
        """The words that stand in the place of a document, "" while there is one."""
        return self.sheets.words()

    def _on_turned(self) -> None:
        pages, at = self.sheets.pages, self.sheets.sheet()
        self.sheets.setAccessibleDescription(pages.text(at) if pages else self.sheets.words())
        if pages:
            self._which.setText(say("Page {number} of {count}", number=at + 1, count=len(pages.sizes)))

    def _on_zoom(self) -> None:
        self.sheets.zoom_to(ACTUAL_SIZE if self.sheets.zoom == FIT_WIDTH else FIT_WIDTH)

    def _on_zoomed(self) -> None:
        words = say("Actual size") if self.sheets.zoom == FIT_WIDTH else say("Fit width")
        self.zoom.setText(words)
        self.zoom.setAccessibleName(words)
