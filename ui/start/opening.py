"""Opens the clinic for whoever signed in: to be worked with, or to be read where nothing can be written."""

from clinic_desktop.clinic import Clinic, is_behind
from clinic_desktop.errors import CannotWrite
from clinic_desktop.store.beside.standing import note_opening
from ui.start.host import StartHost


def open_clinic(host: StartHost, key: bytes, slot: str) -> Clinic | None:
    """The open clinic; None where its file has to be brought up to date first. Raises ClinicError."""
    try:
        host.hold.take(host.folder)
        note_opening(host.folder)
        if is_behind(host.folder, key):
            return None
        return Clinic.open(host.folder, key, slot, host.clock(), host.cost())
    except CannotWrite as trouble:
        # Nobody else can write either: it is not held, and may be read by others too.
        host.hold.let_go()
        clinic = Clinic.open_to_read(host.folder, key, slot, host.clock(), host.cost(), why=trouble.words)

        def before_writing() -> None:
            host.hold.take(host.folder)
            note_opening(host.folder)

        clinic.doors.before_writing = before_writing
        return clinic
