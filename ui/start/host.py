"""What the courses of the start window need of the program around them."""

from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.store.keys.vault import KeyCost
from ui.hold import Hold
from ui.jobs import Jobs

if TYPE_CHECKING:
    from clinic_desktop.clinic import Clinic
    from clinic_desktop.errors import ClinicError
    from clinic_desktop.store.clock import Clock


class StartHost(Protocol):
    """The program before a clinic is open: its folder, its one worker, and the ways from page to page."""

    folder: ClinicFolder
    jobs: Jobs
    hold: Hold

    def clock(self) -> "Clock":
        """When it is."""

    def cost(self) -> KeyCost:
        """What a new key costs."""

    def show(self) -> None:
        """The page that fits what is there: sign-in, or the first run."""

    def show_page(self, page: QWidget) -> None:
        """Put a page into the start window."""

    def show_trouble(self, trouble: "ClinicError", opened_by: tuple[bytes, str] | None = None) -> None:
        """Say that the clinic cannot be opened, and why; `opened_by` are the key and the slot of whoever wanted to."""

    def enter(self, key: bytes, slot: str) -> None:
        """Open the clinic and show it; raises ClinicError."""

    def show_main(self, clinic: "Clinic") -> None:
        """Show an open clinic."""
