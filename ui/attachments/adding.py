"""Files are added: read in a job, filed by one command, and what became of each is told."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from clinic_desktop.attachments.commands import AddAttachments
from clinic_desktop.attachments.loader.files import read_files
from clinic_desktop.attachments.model import Attachment, FileSource, Readings, Twice
from clinic_desktop.attachments.queries import came_before, files_of
from clinic_desktop.clients.model import ClientId
from clinic_desktop.errors import ClinicError
from clinic_desktop.jobs import Progress
from clinic_desktop.wording import say, say_many
from ui.jobs import Jobs
from ui.session import Session


@dataclass(frozen=True, slots=True)
class Added:
    """What became of the files that were added: the rows of those that were filed, what came of reading them, and those
    that were filed before, each with the paper that it is."""

    rows: tuple[int, ...]
    readings: Readings
    before: tuple[tuple[FileSource, Attachment], ...] = ()

    @property
    def is_smooth(self) -> bool:
        """Whether all of them were filed, and there is nothing to say."""
        found = self.readings
        wanting = found.refused or found.twice or found.left or found.trouble
        return bool(self.rows) and not wanting and not any(one.removed for one in found.files)


class Adding(QObject):
    """Adds files for one client. What was read is filed also when the page is left meanwhile: it was dropped here."""

    added = Signal(object)

    def __init__(self, session: Session, jobs: Jobs, client: ClientId, parent: QObject) -> None:
        """`added` is told as long as the parent lives; after that the window says it in a line."""
        super().__init__(parent)
        self._session, self._jobs, self._client = session, jobs, client
        self._lives = [True]
        lives = self._lives
        self.destroyed.connect(lambda *_: lives.clear())

    def add(
        self, sources: Sequence[FileSource], case: int | None, *, again: bool = False, refused: Sequence[str] = ()
    ) -> None:
        """Read and file these; `again` also those that are filed already. `refused` are told with what comes of it."""
        session, client, lives, tell = self._session, self._client, self._lives, self.added.emit
        if not sources:
            tell(Added((), Readings(refused=tuple(refused))))
            return
        blobs = session.clinic.blobs
        known = frozenset[str]() if again else files_of(session.clinic.read, client)

        def work(progress: Progress) -> Readings:
            return read_files(blobs, sources, known, progress)

        def done(readings: Readings) -> None:
            told = replace(readings, refused=(*refused, *readings.refused))
            found = _filed(session, client, case, told if again else _but_twice(session, client, told))
            if lives:
                tell(found)
            elif found.rows:
                session.told.emit(filed_words(len(found.rows)))

        self._jobs.run(say("Reading files"), work, done, _as_bug)


def filed_words(count: int) -> str:
    """How many were filed: "3 files were filed."."""
    return say_many("{count} file was filed.", "{count} files were filed.", count)


def _but_twice(session: Session, client: ClientId, readings: Readings) -> Readings:
    """Without what another drop has filed since: a file that is dropped twice within a second comes once."""
    known = files_of(session.clinic.read, client)
    late = tuple(Twice(FileSource(one.name), one.came_as) for one in readings.files if one.came_as in known)
    files = tuple(one for one in readings.files if one.came_as not in known)
    return replace(readings, files=files, twice=(*readings.twice, *late))


def _filed(session: Session, client: ClientId, case: int | None, readings: Readings) -> Added:
    """File what was read; where the rows cannot be written, the files wait where they were."""
    rows: tuple[int, ...] = ()
    if readings.files:
        try:
            first = session.run(AddAttachments(client, case, readings.files))
            rows = tuple(range(first, first + len(readings.files)))
        except ClinicError as error:
            left = tuple(FileSource(one.name) for one in readings.files)
            readings = replace(readings, files=(), left=(*left, *readings.left), trouble=error.words)
    read = session.clinic.read
    found = ((one.source, came_before(read, client, one.came_as)) for one in readings.twice)
    return Added(rows, readings, tuple((source, paper) for source, paper in found if paper))


def _as_bug(error: Exception) -> None:
    raise error
