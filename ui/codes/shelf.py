"""The releases of ICD-10-CM as an open clinic uses them: codes are found, titled and checked by that of today."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from clinic_desktop.codes.model import FoundCodes, Release
from clinic_desktop.codes.queries.releases import releases
from clinic_desktop.codes.rules.checks import Checked, check
from clinic_desktop.codes.rules.releases import Chosen, release_on
from clinic_desktop.referrals.queries import code_use
from clinic_desktop.store.changes import Changes
from clinic_desktop.wording import say
from ui.codes.books import Books
from ui.jobs import Jobs
from ui.session import Session

if TYPE_CHECKING:
    from clinic_desktop.codes.queries.book import CodeBook

T = TypeVar("T")


class Shelf(QObject):
    """`ready` when `trouble` says something else than before, or a code may have another title or standing."""

    ready = Signal()

    def __init__(self, session: Session, jobs: Jobs, folder: Path) -> None:
        """`folder` is where search files are kept: the user's cache."""
        super().__init__(session)
        self._session = session
        self.folder = folder
        self._books = Books(session, jobs, folder)
        self._releases: tuple[Release, ...] = ()
        self._used: Mapping[str, int] | None = None
        self._books.changed.connect(self.ready)
        session.changed.connect(self._on_changed)
        session.ending.connect(self.close)

    def prepare(self) -> None:
        """Build what is not there yet, so that the first search need not wait. What is there is not opened."""
        self._books.prepare(self.chosen().release)

    def chosen(self) -> Chosen:
        """The release that speaks for today."""
        return release_on(self.at_hand(), self._session.clinic.clock.today())

    @property
    def trouble(self) -> str:
        """The sentence about a search that is not there, or not that of the release of today; "" when all is well."""
        release = self.chosen().release
        why = self._books.trouble(release)
        if not (why or self._books.is_building(release)):
            return ""
        instead = self._instead()
        if why and instead:
            return say("{why} Until then the {here} release is searched.", why=why, here=instead.name)
        if why:
            return say("{why} Codes can be typed, but not searched or checked.", why=why)
        if instead:
            return say(
                "The {new} release is being prepared; until then the {here} release is searched.",
                new=release.name,
                here=instead.name,
            )
        return say("The diagnosis codes are being prepared: codes can be typed, not yet searched.")

    @property
    def has_failed(self) -> bool:
        """Whether the search is missing for good, unless somebody tries again."""
        return bool(self._books.trouble(self.chosen().release))

    def try_again(self) -> None:
        """Prepare what failed."""
        self._books.try_again(self.chosen().release)

    def search(self, typed: str) -> FoundCodes:
        """The codes that fit, the clinic's own sooner; nothing while the search is prepared."""
        if self._used is None:
            self._used = code_use(self._session.clinic.read)
        used = self._used
        for release in (self.chosen().release, self._instead()):
            found = self.ask(release, lambda book: book.search(typed, used)) if release else None
            if found is not None:
                return found
        return FoundCodes((), is_sure=False)

    def title(self, code: str) -> str:
        """The title of a code, from the release of today or any other that has it; "" when none does."""
        for release in dict.fromkeys((self.chosen().release, *self.at_hand())):
            line = self.ask(release, lambda book: book.line(code))
            if line:
                return line.title
        return ""

    def check(self, code: str) -> Checked:
        """How a code stands; one that a release in the past or to come has is good as well."""
        chosen = self.chosen()
        around = self.ask(chosen.release, lambda book: book.around(code))
        for other in self.at_hand():
            line = self.ask(other, lambda book: book.line(code))
            if line and line.billable:
                return Checked("billable", "")
        if around is None:
            return Checked("unchecked", say("Not checked: {why}", why=self.trouble))
        return check(code, around, chosen)

    def at_hand(self) -> tuple[Release, ...]:
        """The releases that can be asked, the newest first."""
        if not self._releases:
            self._releases = releases(self._session.clinic.read)
        return self._releases

    def ask(self, release: Release, question: "Callable[[CodeBook], T]") -> T | None:
        """What a release answers; None while it cannot. A damaged file raises nothing to who types or paints."""
        book = self._books.book(release)
        if book is None:
            return None
        try:
            return question(book)
        except Exception as error:
            if not self._books.broke(release, error):
                raise
            return None

    def close(self) -> None:
        """Close the search files."""
        self._books.close()

    def _instead(self) -> Release | None:
        """The release that is searched while the one of today cannot be."""
        chosen = self.chosen().release
        if self._books.book(chosen, build=False):
            return None
        others = [one for one in self.at_hand() if one != chosen and self._books.book(one, build=False)]
        return release_on(others, self._session.clinic.clock.today()).release if others else None

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches("diagnoses"):
            self._used = None
        if changes.touches("code_releases"):
            self._releases = ()
            self._books.keep(self.at_hand())
            self.prepare()
            self.ready.emit()
