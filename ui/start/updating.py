"""The course of a clinic that an earlier version of the program used last: brought up to date, then opened."""

from collections.abc import Callable

from clinic_desktop.clinic import bring_up_to_date
from clinic_desktop.errors import ClinicError
from clinic_desktop.wording import say
from ui.start.host import StartHost
from ui.start.waiting import WaitingPage


class UpdateCourse:
    """One clinic, whose folder is held already."""

    def __init__(self, host: StartHost, key: bytes, enter: Callable[[], object]) -> None:
        """The key that opens it; `enter` opens it once it is up to date, and may raise ClinicError."""
        self._host, self._key, self._enter = host, key, enter

    @staticmethod
    def page() -> WaitingPage:
        """What is shown meanwhile."""
        why = say("An earlier version of the program used it last. A backup is made and checked first.")
        return WaitingPage(say("Updating the clinic’s file"), why, "80-backups#by-itself")

    def begin(self) -> None:
        """Show that it takes a moment, and do it in a job."""
        host, key = self._host, self._key
        folder, clock = host.folder, host.clock()
        page = self.page()
        host.show_page(page)
        page.begin(host.jobs, lambda _: bring_up_to_date(folder, key, clock), lambda _: self._open(), self._on_failed)

    def _open(self) -> None:
        try:
            self._enter()
        except ClinicError as trouble:
            self._on_failed(trouble)

    def _on_failed(self, error: Exception) -> None:
        self._host.hold.let_go()
        if not isinstance(error, ClinicError):
            raise error
        self._host.show_trouble(error)
