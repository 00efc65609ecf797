"""What every report is handed out by: printed, saved as a PDF, and saved as a list for a spreadsheet."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from clinic_desktop.errors import ClinicError
from clinic_desktop.jobs import Progress
from clinic_desktop.practice.queries import practice
from clinic_desktop.reports.document import report_pdf
from clinic_desktop.reports.model import ReportTable
from clinic_desktop.reports.rules.cells import csv_bytes, csv_name
from clinic_desktop.store.files import write_beside
from clinic_desktop.wording import say
from ui.handing import paper_bar
from ui.jobs import Jobs
from ui.kit.banner import Banner
from ui.kit.buttons import button
from ui.kit.files import ask_where
from ui.kit.layout import column, row
from ui.kit.leaving import OF_CLINIC, Gone, tell_gone
from ui.kit.paper_bar import Handout
from ui.kit.text import Text
from ui.session import Session


class ReportHanding(QWidget):
    """`made` gives the report that is shown, None while there is none."""

    def __init__(
        self, page: QWidget, banner: Banner, session: Session, jobs: Jobs, made: Callable[[], ReportTable | None]
    ) -> None:
        """`page` hears Ctrl+P; what comes of it is said in its banner."""
        super().__init__()
        self._banner, self._session, self._jobs, self._made = banner, session, jobs, made
        self.bar = paper_bar(page, banner, jobs)
        self.save_list = button(say("Save list…"), self._ask_save, picture="save")
        self.warning = Text(say("A saved list is not protected: whoever has the file can read it."), "small")
        self._lives = [True]
        lives = self._lives
        self.destroyed.connect(lambda *_: lives.clear())
        buttons = row(self.bar, self.save_list, gap=1)
        buttons.setStretch(0, 1)
        self.setLayout(column(buttons, self.warning, gap=1))
        self.offer("")

    def offer(self, key: str) -> None:
        """Hand out the report of that key from now on; "" for none."""
        self.save_list.setEnabled(bool(key))
        # The job of the printer and the file name no client and no payer.
        self.bar.offer(Handout(f"{key}.pdf", say("Report"), self._pdf, OF_CLINIC) if key else None)

    def save_to(self, path: Path) -> None:
        """Write the list there; the banner says what came of it."""
        table, lives = self._made(), self._lives
        if table is None:
            return

        def work(_: Progress) -> None:
            write_beside(path, csv_bytes(table))

        def done(_: None) -> None:
            tell_gone(Gone("csv", table.title, file_name=path.name))
            if lives:
                words = say("Saved. The list is not protected: whoever has the file can read it.")
                self._banner.show_words("good", words)

        def failed(error: Exception) -> None:
            if not isinstance(error, ClinicError):
                raise error
            if lives:
                self._banner.show_words("stop", error.words, (say("Save in another place"), self._ask_save))

        self._jobs.run(say("Saving the list"), work, done, failed)

    def _pdf(self) -> bytes:
        table, clinic = self._made(), self._session.clinic
        assert table
        name = practice(clinic.read).name
        return report_pdf(table, name, clinic.clock.today(), is_demo=self._session.is_demo)

    def _ask_save(self) -> None:
        table = self._made()
        if table:
            ask_where(self, say("Save list"), csv_name(table), self.save_to)
