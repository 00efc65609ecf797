"""One program a clinic: the lock file beside its folder."""

from PySide6.QtCore import QLockFile

from clinic_desktop.errors import StoreTrouble
from clinic_desktop.store.keyring import ClinicFolder
from clinic_desktop.wording import say

_WAIT_MILLISECONDS = 100


class Hold:
    """Holds one clinic's folder for this program until it is let go."""

    def __init__(self) -> None:
        """Holds nothing."""
        self._lock_file: QLockFile | None = None
        # Whether the clinic had not been closed when it was taken: then it is looked over once it is open.
        self.is_unclean = False

    @property
    def is_held(self) -> bool:
        """Whether this program has a clinic's folder."""
        return self._lock_file is not None

    def take(self, folder: ClinicFolder) -> None:
        """Take the folder; raises StoreTrouble when another window has it open, or it cannot be made."""
        if self._lock_file:
            return
        try:
            folder.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as trouble:
            words = say("The clinic’s folder cannot be made: {why}.", why=trouble.strerror)
            raise StoreTrouble(words) from trouble
        lock = QLockFile(str(folder.path.with_name(folder.path.name + ".lock")))
        lock.setStaleLockTime(0)
        if not lock.tryLock(_WAIT_MILLISECONDS):
            raise StoreTrouble(
                say(
                    "This clinic is already open in another window. Nothing was changed. Go on there, or close it "
                    "and try again."
                )
            )
        self._lock_file = lock
        self.is_unclean = folder.was_left_open()

    def let_go(self) -> None:
        """Let another window have it."""
        if self._lock_file:
            self._lock_file.unlock()
            self._lock_file = None
