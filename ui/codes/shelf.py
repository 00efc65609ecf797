"""The releases of ICD-10-CM as an open clinic uses them: prepared in a job when they are new, opened when asked for."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from clinic_desktop.codes.model import FoundCodes, Release
from clinic_desktop.codes.queries.releases import packed, releases, search_file
from clinic_desktop.codes.rules.checks import Checked, check
from clinic_desktop.codes.rules.releases import Chosen, release_on
from clinic_desktop.errors import ClinicError, StoreTrouble
from clinic_desktop.referrals.queries import code_use
from clinic_desktop.store.changes import Changes
from clinic_desktop.wording import say
from ui.jobs import Jobs
from ui.session import Session

if TYPE_CHECKING:
    from clinic_desktop.codes.queries.book import CodeBook


class Shelf(QObject):
    """`ready` when a release can be searched that could not be before; until then searches find nothing."""

    ready = Signal()

    def __init__(self, session: Session, jobs: Jobs, folder: Path) -> None:
        """`folder` is where search files are kept: the user's cache."""
        super().__init__(session)
        self._session, self._jobs, self._folder = session, jobs, folder
        self._books: dict[str, CodeBook] = {}
        self._building: set[str] = set()
        self._releases: tuple[Release, ...] = ()
        self._used: Mapping[str, int] | None = None
        self.trouble = ""
        session.changed.connect(self._on_changed)
        session.ending.connect(self.close)

    def prepare(self) -> None:
        """Build what is not there yet, so that the first search need not wait."""
        self._book(self.chosen().release)

    def chosen(self) -> Chosen:
        """The release that speaks for today."""
        if not self._releases:
            self._releases = releases(self._session.clinic.read)
        return release_on(self._releases, self._session.clinic.clock.today())

    def search(self, typed: str) -> FoundCodes:
        """The codes that fit, the clinic's own sooner; nothing while the search is prepared."""
        book = self._book(self.chosen().release)
        if book is None:
            return FoundCodes((), is_sure=False)
        if self._used is None:
            self._used = code_use(self._session.clinic.read)
        return book.search(typed, self._used)

    def title(self, code: str) -> str:
        """The title of a code, from the release of today or any other that has it; "" when none does."""
        for release in (self.chosen().release, *self._releases):
            book = self._book(release)
            line = book.line(code) if book else None
            if line:
                return line.title
        return ""

    def check(self, code: str) -> Checked:
        """How a code stands; one that a release in the past or to come has is good as well."""
        chosen = self.chosen()
        book = self._book(chosen.release)
        if book is None:
            return Checked("billable", "")
        for other in self._releases:
            known = self._book(other)
            line = known.line(code) if known else None
            if line and line.billable:
                return Checked("billable", "")
        return check(code, book.line(code), book.below(code), chosen)

    def close(self) -> None:
        """Close the search files."""
        for book in self._books.values():
            book.close()
        self._books.clear()

    def _book(self, release: Release) -> "CodeBook | None":
        """The open release; None, and a job begun, when its search file has to be built first."""
        if release.digest in self._books:
            return self._books[release.digest]
        if release.digest in self._building:
            return None
        from clinic_desktop.codes.loader import open_book

        path = search_file(self._folder, release)
        if path.exists():
            try:
                self._books[release.digest] = open_book(path, release)
            except StoreTrouble:
                # A search file that is damaged is built again.
                pass
            else:
                return self._books[release.digest]
        self._build(release, path)
        return self._books.get(release.digest)

    def _build(self, release: Release, path: Path) -> None:
        from clinic_desktop.codes.loader import build, forget_others, open_book

        self._building.add(release.digest)
        table, at_hand, folder = packed(release, self._session.clinic.read), self._releases, self._folder

        def on_built(_: None) -> None:
            self._building.discard(release.digest)
            self._books[release.digest] = open_book(path, release)
            self.trouble = ""
            forget_others(folder, at_hand)
            self.ready.emit()

        def on_failed(error: Exception) -> None:
            # Stays among those being built: it would fail again at every letter.
            if not isinstance(error, ClinicError):
                raise error
            self.trouble = say("{why} Codes can be typed, but not searched or checked.", why=error.words)
            self.ready.emit()

        self._jobs.run(
            say("Preparing the diagnosis codes"),
            lambda _: build(path, table, has_notes=release.has_notes),
            on_built,
            on_failed,
        )

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches("diagnoses"):
            self._used = None
        if changes.touches("code_releases"):
            self._releases = ()
            self.prepare()
            self.ready.emit()
