"""Watches the folder in which the scanner of this computer puts its scans. It is only looked at: nothing is filed by
itself, and nothing is removed unasked."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QFileSystemWatcher, QObject, QTimer, Signal

from clinic_desktop.attachments.loader.folder import Seen, files_in, lying, newest, remove_filed
from clinic_desktop.attachments.model import LyingFile
from clinic_desktop.errors import StoreTrouble
from clinic_desktop.jobs import Progress
from clinic_desktop.wording import say
from ui.jobs import Jobs

# A file that is as large as it was so long ago is written to no more.
SETTLE_MILLISECONDS = 1_500
# A folder on a network tells nobody when something comes.
_AGAIN_MILLISECONDS = 20_000


class ScanFolder(QObject):
    """`changed` when something else lies there than before. `files` grow no more, `trouble` says why there are none;
    `older` is how many lie there that are not looked at, for there are too many."""

    changed = Signal()

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        """Watches nothing before `watch`."""
        super().__init__(parent)
        self._jobs, self._folder = jobs, Path()
        self.files: tuple[LyingFile, ...] = ()
        self.trouble, self.older = "", 0
        self._seen: Seen = {}
        self._is_looking = self._is_watched = False
        self._since = QElapsedTimer()
        self._watcher: QFileSystemWatcher | None = None
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MILLISECONDS)
        self._settle.timeout.connect(self.look)
        self._again = QTimer(self, interval=_AGAIN_MILLISECONDS)
        self._again.timeout.connect(self.look)
        self._lives = [True]
        lives = self._lives
        self.destroyed.connect(lambda *_: lives.clear())

    def watch(self, folder: Path | None) -> None:
        """Watch this folder from now on, None for nothing."""
        self.rest()
        self._folder, self._is_watched = folder or Path(), folder is not None
        self.files, self.trouble, self.older, self._seen = (), "", 0, {}
        self._since.invalidate()
        if folder:
            self.wake()
        else:
            self.changed.emit()

    def wake(self) -> None:
        """Somebody looks at it: look too, and go on looking."""
        if self._is_watched:
            self._again.start()
            self.look()

    def rest(self) -> None:
        """Nobody looks at it."""
        self._again.stop()
        self._settle.stop()
        self._watcher = None

    def look(self) -> None:
        """Look what lies there, in a job: a folder on a network that is down would hold the window up."""
        if not self._is_watched or self._is_looking:
            return
        if self._since.isValid() and self._since.elapsed() < SETTLE_MILLISECONDS:
            # So soon after the last look a scan may still be as large and yet be written to.
            self._settle.start()
            return
        self._since.start()
        self._is_looking = True
        folder, seen, known, lives = self._folder, self._seen, self.files, self._lives

        def work(_: Progress) -> tuple[Seen, tuple[LyingFile, ...], int]:
            there = files_in(folder)
            now = newest(there)
            return now, lying(now, seen, known), len(there) - len(now)

        def done(found: tuple[Seen, tuple[LyingFile, ...], int]) -> None:
            if lives:
                self._on_looked(folder, *found)

        def failed(error: Exception) -> None:
            if not isinstance(error, StoreTrouble):
                raise error
            if lives:
                self._on_trouble(folder, error.words)

        self._jobs.run(say("Looking into the scan folder"), work, done, failed).stopped.connect(self._on_stopped)

    def remove(self, filed: frozenset[str], done: Callable[[int], object], failed: Callable[[str], object]) -> None:
        """Remove the files whose SHA-256 are these: their pages are filed. `done` hears how many."""
        files, lives = self.files, self._lives

        def on_done(count: int) -> None:
            if lives:
                self.files = tuple(one for one in self.files if one.came_as not in filed)
                self.changed.emit()
                self.look()
                done(count)

        def on_failed(error: Exception) -> None:
            if not isinstance(error, StoreTrouble):
                raise error
            if lives:
                self.look()
                failed(error.words)

        self._jobs.run(say("Removing filed scans"), lambda _: remove_filed(files, filed), on_done, on_failed)

    def _on_looked(self, folder: Path, now: Seen, files: tuple[LyingFile, ...], older: int) -> None:
        self._is_looking = False
        if folder != self._folder:
            self.look()
            return
        self._seen = now
        # Not before a look came back: to begin with a dead folder would hold the window up too.
        if self._watcher is None and self._again.isActive():
            self._watcher = QFileSystemWatcher([str(folder)], self)
            self._watcher.directoryChanged.connect(lambda _: self._settle.start())
        if len(files) < len([size for size, _ in now.values() if size]):
            self._settle.start()
        if (files, "", older) != (self.files, self.trouble, self.older):
            self.files, self.trouble, self.older = files, "", older
            self.changed.emit()

    def _on_trouble(self, folder: Path, words: str) -> None:
        self._is_looking = False
        if folder == self._folder and words != self.trouble:
            self.files, self.trouble, self.older, self._seen = (), words, 0, {}
            self.changed.emit()

    def _on_stopped(self) -> None:
        self._is_looking = False
