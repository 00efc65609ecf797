"""Scans that wait in the scan folder: how many, and the way to whose chart they belong in."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from clinic_desktop.wording import say, say_many
from ui.jobs import Jobs
from ui.kit.buttons import button
from ui.kit.layout import card
from ui.kit.picture import picture
from ui.preferences import Preferences
from ui.session import Session
from ui.today.lines import line, told

if TYPE_CHECKING:
    from ui.attachments.scan_folder import ScanFolder


class ScansLook(QObject):
    """Counts them while somebody sees the page. `told` when there are more or fewer."""

    told = Signal()

    def __init__(self, page: QWidget, session: Session, jobs: Jobs, preferences: Preferences) -> None:
        """Looks nowhere until the page is shown, and then only where a scan folder was chosen."""
        super().__init__(page)
        self._session, self._jobs, self._preferences = session, jobs, preferences
        self._folder: ScanFolder | None = None
        self.count = 0
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self._wake()
        elif event.type() == QEvent.Type.Hide and self._folder:
            self._folder.rest(self)
        return super().eventFilter(watched, event)

    def card(self, go: Callable[[], object]) -> QWidget | None:
        """One line for all of them, counted again; None without any. `go` leads to the clients."""
        self._count()
        if not self.count:
            return None
        words = told(
            say_many(
                "{count} new scan waits in the scan folder.", "{count} new scans wait in the scan folder.", self.count
            ),
            say("It is filed in the chart of its client, on the page Documents."),
        )
        return card(say("From the scanner"), line(words, button(say("Choose the client"), go), picture("note")))

    def _count(self) -> None:
        if self._folder:
            from ui.attachments.scan_folder import scans_waiting

            self.count = len(scans_waiting(self._session, self._folder))

    def _wake(self) -> None:
        if self._folder is None and self._preferences.scan_folder():
            # Imported here: most computers have no scanner, and Today is what a start waits for.
            from ui.attachments.scan_folder import scan_folder_of

            self._folder = scan_folder_of(self._session, self._jobs, self._preferences)
            self._folder.changed.connect(self._on_changed)
        if self._folder:
            self._folder.wake(self)
            self._on_changed()

    def _on_changed(self) -> None:
        before = self.count
        self._count()
        if self.count != before:
            self.told.emit()
