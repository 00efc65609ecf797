"""The search files of the releases: opened when asked for, built in a job, and mended once where one is damaged."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from clinic_desktop.codes.model import Release
from clinic_desktop.codes.queries.releases import packed, releases, search_file
from clinic_desktop.errors import ClinicError, StoreTrouble
from clinic_desktop.jobs import Cancelled, Progress
from clinic_desktop.store.reference import is_whole
from clinic_desktop.wording import say
from ui.jobs import Jobs
from ui.session import Session

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory

    from clinic_desktop.codes.queries.book import CodeBook


@dataclass(slots=True)
class _Held:
    """One release: where its file is, the open file, what is being done to it, and what is wrong with it."""

    release: Release
    path: Path
    book: "CodeBook | None" = None
    building: bool = False
    looked: bool = False
    mended: bool = False
    trouble: str = ""


class Books(QObject):
    """`changed` when a release can be searched that could not be before, or the other way round; never while a search
    or a list that is being painted asks for something."""

    changed = Signal()

    def __init__(self, session: Session, jobs: Jobs, folder: Path) -> None:
        """`folder` is the user's cache; where it cannot be written, a private folder takes its place until `close`."""
        super().__init__(session)
        self._session, self._jobs, self._folder = session, jobs, folder
        self._away: TemporaryDirectory[str] | None = None
        self._held: dict[str, _Held] = {}
        self._is_closed = False

    def prepare(self, release: Release) -> None:
        """Build the file where there is none.

        One that is there is neither opened nor looked through: most starts never search a code, and it would cost them
        memory and time while the first pages are painted.
        """
        held = self._of(release)
        if not (held.building or held.trouble or _is_there(held.path)):
            self._build(held)

    def book(self, release: Release, *, build: bool = True) -> "CodeBook | None":
        """The open file; None, and a job to come, where it has to be built first. Raises nothing."""
        held = self._of(release)
        if held.book or held.building or held.trouble:
            return held.book
        if not _is_there(held.path):
            if build:
                self._build_soon(held)
            return None
        from clinic_desktop.codes.loader import open_book

        try:
            held.book = open_book(held.path, release)
        except StoreTrouble as error:
            self._mend(held, error.words)
        else:
            self._soon(lambda: self._look(held))
        return held.book

    def broke(self, release: Release, error: Exception) -> bool:
        """Whether a search failed because its file is damaged; then it is built again, once.

        A damaged file makes any of SQLite's and Python's complaints. Over a file that is whole they are bugs of ours,
        and stay what they are.
        """
        held = self._of(release)
        if not isinstance(error, ClinicError) and is_whole(held.path):
            return False
        self._mend(held, error.words if isinstance(error, ClinicError) else say("The search file is damaged."))
        return True

    def is_building(self, release: Release) -> bool:
        """Whether it will be there soon."""
        return self._of(release).building

    def trouble(self, release: Release) -> str:
        """The sentence about a file that cannot be had, or ""."""
        return self._of(release).trouble

    def try_again(self, release: Release) -> None:
        """Forget that it failed, and build."""
        held = self._of(release)
        held.trouble, held.mended, held.looked = "", False, False
        held.path = search_file(self._folder, release)
        self._build(held)

    def keep(self, kept: tuple[Release, ...]) -> None:
        """Close the files of other releases."""
        for held in list(self._held.values()):
            if held.release not in kept and not held.building:
                self._close(held)
                del self._held[held.release.digest]

    def close(self) -> None:
        """Close all files, and take the private folder away."""
        self._is_closed = True
        for held in self._held.values():
            self._close(held)
        if self._away:
            self._away.cleanup()

    def _of(self, release: Release) -> _Held:
        if release.digest not in self._held:
            self._held[release.digest] = _Held(release, search_file(self._folder, release))
        return self._held[release.digest]

    def _close(self, held: _Held) -> None:
        if held.book:
            held.book.close()
            held.book = None

    def _soon(self, act: Callable[[], object]) -> None:
        # Not now: a list may be in the midst of painting.
        QTimer.singleShot(0, self, lambda: None if self._is_closed else act())

    def _look(self, held: _Held) -> None:
        """Look through the whole file, once, as it is opened: a flipped letter makes no search fail."""
        if held.looked or held.building:
            return
        held.looked = True
        path = held.path

        def on_looked(whole: bool) -> None:
            # In the meantime a search may have failed over it, or another folder may have taken its place.
            if not (whole or held.building or held.trouble) and held.path == path:
                self._mend(held, say("The search file is damaged."))

        self._jobs.run(say("Checking the diagnosis codes"), lambda _: is_whole(path), on_looked, self._raise)

    def _mend(self, held: _Held, why: str) -> None:
        self._close(held)
        with suppress(OSError):
            held.path.unlink(missing_ok=True)
        if held.mended:
            # A second time it is the disk, or whoever else writes there: no third try by itself.
            held.trouble = why
            self._soon(self.changed.emit)
        else:
            held.mended = True
            self._build_soon(held)

    def _build_soon(self, held: _Held) -> None:
        held.building = True
        self._soon(lambda: self._build(held))

    def _build(self, held: _Held) -> None:
        from clinic_desktop.codes.loader import build, forget_others

        held.building = True
        path, release, read = held.path, held.release, self._session.clinic.read
        table, at_hand, folder = packed(release, read), releases(read), self._folder

        def work(progress: Progress) -> bool:
            # Another window may have been quicker.
            if not is_whole(path):
                try:
                    build(path, table, has_notes=release.has_notes, progress=progress)
                except Cancelled:
                    return False
            return True

        def on_built(whole: bool) -> None:
            held.building, held.looked = False, True
            held.trouble = "" if whole else say("The search file was not made: that was cancelled.")
            forget_others(folder, at_hand)
            self.changed.emit()

        def on_failed(error: Exception) -> None:
            held.building = False
            held.trouble = error.words if isinstance(error, ClinicError) else say("The search file cannot be made.")
            if isinstance(error, StoreTrouble) and self._goes_away(held):
                self._build(held)
                return
            self.changed.emit()
            if not isinstance(error, ClinicError):
                raise error

        self.changed.emit()
        self._jobs.run(say("Preparing the diagnosis codes"), work, on_built, on_failed)

    def _goes_away(self, held: _Held) -> bool:
        """Choose the private folder where the cache cannot be written; False when that failed too."""
        if held.path.parent != self._folder:
            return False
        from tempfile import TemporaryDirectory

        try:
            self._away = self._away or TemporaryDirectory(ignore_cleanup_errors=True)
        except OSError:
            return False
        held.path = search_file(Path(self._away.name), held.release)
        held.trouble = ""
        return True

    def _raise(self, error: Exception) -> None:
        raise error


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        # A folder that nobody may look into.
        return False
