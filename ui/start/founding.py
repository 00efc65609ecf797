"""The course of a first run: what is asked, the clinic as it is made, its recovery key."""

from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import ClinicError
from clinic_desktop.making import NewClinic, NewKeys, make
from clinic_desktop.practice.commands import CheckRecoveryKey
from clinic_desktop.practice.queries import practice
from clinic_desktop.wording import say
from ui.start.first_run import FirstRunPage, Ways
from ui.start.host import StartHost
from ui.start.new_key import NewKeyPage


class FirstRun:
    """One new clinic."""

    def __init__(self, host: StartHost, ways: Ways) -> None:
        """`ways` lead elsewhere: to the demo clinic, or to a backup."""
        self._host = host
        self._page = FirstRunPage(self._create, ways)

    def begin(self) -> None:
        """Show what is asked."""
        self._host.show_page(self._page)

    def _create(self, new: NewClinic) -> None:
        host = self._host
        folder, cost, clock = host.folder, host.cost(), host.clock()
        try:
            host.hold.take(folder)
        except ClinicError as trouble:
            self._on_not_made(trouble)
            return
        words = say("Setting up the clinic")
        host.jobs.run(words, lambda _: make(folder, new, cost, clock), self._on_made, self._on_not_made)

    def _on_made(self, made: NewKeys) -> None:
        host = self._host
        try:
            clinic = Clinic.open(host.folder, made.key, made.slot, host.clock(), host.cost())
        except ClinicError as trouble:
            self._on_not_made(trouble)
            return
        self._show_new_key(clinic, made.recovery_key)

    def _on_not_made(self, error: Exception) -> None:
        self._host.hold.let_go()
        self._page.failed(error)

    def _show_new_key(self, clinic: Clinic, printed: str) -> None:
        def checked() -> None:
            clinic.do(CheckRecoveryKey())
            self._host.show_main(clinic)

        name, today = practice(clinic.read).name, clinic.clock.today()
        folder, later = clinic.keys.folder.path, lambda: self._host.show_main(clinic)
        self._host.show_page(NewKeyPage((name, printed, today), checked, later, folder))
