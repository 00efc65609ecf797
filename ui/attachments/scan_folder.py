"""Watches the folder in which the scanner of this computer puts its scans. It is only looked at: nothing is filed by
itself, and nothing is removed unasked. Whoever shows what waits there asks the one watch of the session."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QFileSystemWatcher, QObject, QTimer, Signal

from clinic_desktop.attachments.loader.folder import Seen, files_in, lying, newest, remove_filed
from clinic_desktop.attachments.model import LyingFile
from clinic_desktop.attachments.queries import filed_anywhere
from clinic_desktop.errors import StoreTrouble
from clinic_desktop.jobs import Progress
from clinic_desktop.wording import say, say_many
from ui.jobs import Jobs
from ui.preferences import Preferences
from ui.session import Session

# A file that is as large as it was so long ago is written to no more.
SETTLE_MILLISECONDS = 1_500
# A folder on a network tells nobody when something comes.
_AGAIN_MILLISECONDS = 20_000


class ScanFolder(QObject):
    """`changed` when something else lies there than before. `files` grow no more, `trouble` says why there are none;
    `older` is how many lie there that are not looked at, for there are too many."""

    changed = Signal()

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        """Watches nothing before `watch`; one of a session is had from `scan_folder_of`."""
        super().__init__(parent)
        self._jobs, self._folder = jobs, Path()
        self.files: tuple[LyingFile, ...] = ()
        self.trouble, self.older = "", 0
        self._seen: Seen = {}
        self._awake: set[int] = set()
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
        self._stop()
        self._folder, self._is_watched = folder or Path(), folder is not None
        self.files, self.trouble, self.older, self._seen = (), "", 0, {}
        self._since.invalidate()
        if self._awake and folder:
            self._again.start()
        self.look()
        if not folder:
            self.changed.emit()

    def wake(self, by: QObject) -> None:
        """Somebody looks at it: look too, and go on looking until all who do `rest`."""
        who = id(by)
        if who not in self._awake:
            self._awake.add(who)
            by.destroyed.connect(lambda *_: self._rest(who))
        if self._is_watched:
            self._again.start()
            self.look()

    def rest(self, by: QObject) -> None:
        """This one looks at it no more."""
        self._rest(id(by))

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

    def _rest(self, who: int) -> None:
        self._awake.discard(who)
        if not self._awake and self._lives:
            self._stop()

    def _stop(self) -> None:
        self._again.stop()
        self._settle.stop()
        self._watcher = None

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


def scan_folder_of(session: Session, jobs: Jobs, preferences: Preferences) -> ScanFolder:
    """The one watch of a session over the folder that this computer remembers: what was read there once is not read
    again for each chart that is opened."""
    found = session.findChild(ScanFolder)
    if found is None:
        found = ScanFolder(jobs, session)
        found.watch(preferences.scan_folder())
    return found


def scans_waiting(session: Session, folder: ScanFolder) -> tuple[LyingFile, ...]:
    """What lies there and is filed for nobody, the oldest first."""
    filed = filed_anywhere(session.clinic.read, (one.came_as for one in folder.files if one.came_as))
    return tuple(one for one in folder.files if one.came_as not in filed)


def counted(words: str, count: int) -> str:
    """What leads to them, with how many there are: "Files · 2 new scans"."""
    if not count:
        return words
    return say_many("{where} · {count} new scan", "{where} · {count} new scans", count, where=words)
