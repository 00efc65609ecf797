"""One window a clinic on this computer: whoever starts the program again finds the window that is there.

Two files of the user's own tell the starts of each other. A socket would do as well, and would bring the library of the
net into a program that has none.
"""

import hashlib
import os
import sys
import time
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QLockFile, QObject, QStandardPaths, Signal

_ANSWER_SECONDS, _LOOK_SECONDS = 3.0, 0.02
_MOST_BYTES = 512


def running_folder() -> Path:
    """Where the starts of this user leave word for each other: on this computer, and nobody else reads there."""
    caches = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericCacheLocation)
    return Path(caches) / "clinic-desktop" / "running"


class OneWindow(QObject):
    """`rung` when the program was started once more; it carries what the system gave that start to show a window by."""

    rung = Signal(str)

    def __init__(self, clinic: Path, running: Path | None = None) -> None:
        """`clinic` is the folder of the clinic; its name stands nowhere, for it may be a person's."""
        super().__init__()
        name = hashlib.sha256(os.fsencode(clinic.resolve())).hexdigest()[:32]
        self._folder = (running or running_folder()) / name
        self._bell = self._folder / "bell"
        self._lock = QLockFile(str(self._folder / "lock"))
        # Never by its age; one of a program that is gone is nobody's.
        self._lock.setStaleLockTime(0)
        self._watcher: QFileSystemWatcher | None = None

    def is_first(self) -> bool:
        """Whether this start is the one whose window stays. Where nothing can be written, every one is."""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError:
            return True
        return self._lock.tryLock(0) or self._lock.error() != QLockFile.LockError.LockFailedError

    def listen(self) -> None:
        """Hear of the starts that come; one that came meanwhile is heard now."""
        self._watcher = QFileSystemWatcher([str(self._folder)], self)
        self._watcher.directoryChanged.connect(self._look)
        self._look()

    def ring(self) -> bool:
        """Ask the first one to show its window; whether it did. One that hangs does not answer."""
        self._let_come_forward()
        token = os.environ.get("XDG_ACTIVATION_TOKEN", "")[:_MOST_BYTES]
        try:
            self._put(token)
            until = time.monotonic() + _ANSWER_SECONDS
            while self._bell.exists():
                if time.monotonic() > until:
                    self._bell.unlink(missing_ok=True)
                    return False
                time.sleep(_LOOK_SECONDS)
        except OSError:
            return False
        return True

    def close(self) -> None:
        """Another start may be the first one from now on."""
        if self._watcher:
            self._watcher.deleteLater()
            self._watcher = None
        self._lock.unlock()

    def _look(self) -> None:
        if not self._bell.exists():
            return
        token = ""
        with suppress(OSError, UnicodeDecodeError):
            with self._bell.open("rb") as file:
                token = file.read(_MOST_BYTES).decode("ascii")
            # It is the answer too.
            self._bell.unlink(missing_ok=True)
        self.rung.emit(token)

    def _put(self, token: str) -> None:
        """Whole when it is seen, and never through a link that lies there under its name."""
        beside = self._bell.with_name(f"bell.{os.getpid()}")
        beside.unlink(missing_ok=True)
        written = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(written, "w", encoding="ascii", errors="ignore") as file:
            file.write(token)
        beside.replace(self._bell)

    def _let_come_forward(self) -> None:
        """Windows lets a window come forward only where the program that the person just started says so."""
        if sys.platform == "win32":
            import ctypes

            owner = self._lock.getLockInfo()
            if isinstance(owner, tuple):
                ctypes.windll.user32.AllowSetForegroundWindow(int(owner[0]))
