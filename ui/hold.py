"""One program a clinic: the lock file beside its folder, which may lie where several computers reach it."""

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QLockFile, QSysInfo

from clinic_desktop.errors import CannotWrite, StoreTrouble
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.store.world import only_reads_words
from clinic_desktop.wording import say

_WAIT_MILLISECONDS = 100


class HeldElsewhere(StoreTrouble):
    """Another computer has the clinic open, or went off while it had."""


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
        """Take the folder; raises StoreTrouble when another window has it open, HeldElsewhere when another computer has
        it, CannotWrite when nothing can be made there. What a program of this computer left is nobody's."""
        if self._lock_file:
            return
        try:
            folder.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as trouble:
            words = say("The clinic’s folder cannot be made: {why}.", why=trouble.strerror)
            raise StoreTrouble(words) from trouble
        lock = _lock_of(folder)
        if not lock.tryLock(_WAIT_MILLISECONDS):
            raise _why(lock, _path_of(folder))
        self._lock_file = lock
        self.is_unclean = folder.was_left_open()

    def take_over(self, folder: ClinicFolder) -> None:
        """Forget that another computer has the folder: somebody knows that it is off. Raises StoreTrouble."""
        try:
            _path_of(folder).unlink(missing_ok=True)
        except OSError as trouble:
            raise StoreTrouble(
                say("The file {name} could not be removed: {why}.", name=_path_of(folder).name, why=trouble.strerror)
            ) from trouble

    def let_go(self) -> None:
        """Let another window have it."""
        if self._lock_file:
            self._lock_file.unlock()
            self._lock_file = None


def _path_of(folder: ClinicFolder) -> Path:
    return folder.path.with_name(folder.path.name + ".lock")


def _lock_of(folder: ClinicFolder) -> QLockFile:
    lock = QLockFile(str(_path_of(folder)))
    # Never by its age: a clinic may be open for days.
    lock.setStaleLockTime(0)
    return lock


def _why(lock: QLockFile, path: Path) -> StoreTrouble:
    """What stands in the lock file, in words."""
    if lock.error() != QLockFile.LockError.LockFailedError:
        # Nothing can be made there: nobody else has it either.
        return CannotWrite(only_reads_words())
    found = lock.getLockInfo()
    computer = str(found[1]) if isinstance(found, tuple) else ""
    if not computer or computer == QSysInfo.machineHostName():
        return StoreTrouble(
            say(
                "This clinic is already open in another window. Nothing was changed. Go on there, or close it "
                "and try again."
            )
        )
    # Imported here: what tells of moments is not wanted at a start.
    from clinic_desktop.values.moments import shown_moment

    words = say("This clinic is open on the computer {name}. Nothing was changed. Close it there first.", name=computer)
    try:
        since = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError:
        return HeldElsewhere(words)
    return HeldElsewhere(
        say(
            "This clinic is open on the computer {name}, since {when}. Nothing was changed. Close it there first.",
            name=computer,
            when=shown_moment(since),
        )
    )
