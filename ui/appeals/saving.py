"""Saves deadlines as a file for a calendar, where the person says."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from clinic_desktop.appeals.document import CALENDAR_NAME, calendar
from clinic_desktop.appeals.model import DueStep
from clinic_desktop.errors import ClinicError
from clinic_desktop.store.files import write_beside
from clinic_desktop.wording import say
from ui.jobs import Jobs
from ui.kit.buttons import Look, button
from ui.kit.files import ask_where
from ui.kit.layout import row
from ui.kit.leaving import Gone, tell_gone
from ui.session import Session


class DaysForCalendar(QWidget):
    """A button; what came of it the window says. `steps` are asked for when it is pressed."""

    def __init__(
        self, session: Session, jobs: Jobs, steps: Callable[[], Sequence[DueStep]], look: Look = "plain"
    ) -> None:
        """Nothing is written before a place was chosen."""
        super().__init__()
        self._session, self._jobs, self._steps = session, jobs, steps
        self.button = button(say("Save days for a calendar…"), self._ask, look, "save")
        self.setLayout(row(self.button))
        self.setFocusProxy(self.button)

    def save_to(self, path: Path) -> None:
        """Write the days there. The file has no name: a calendar lies outside the encrypted record."""
        content, session = calendar(self._steps(), self._session.clinic.clock.now()), self._session

        def done(_: None) -> None:
            tell_gone(Gone("calendar", say("Days of appeals"), file_name=path.name))
            session.told.emit(say("Saved. The file has days and numbers of denials, and no name."))

        def failed(error: Exception) -> None:
            if not isinstance(error, ClinicError):
                raise error
            session.trouble.emit(error.words)

        self._jobs.run(say("Saving the days"), lambda _: write_beside(path, content), done, failed)

    def _ask(self) -> None:
        ask_where(self, say("Save days for a calendar"), CALENDAR_NAME, self.save_to)
