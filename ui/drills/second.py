"""The second place of the backups: gets its own by itself when it is there, and is waited for when it is not."""

import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from clinic_desktop.audit.commands import NoteBackup
from clinic_desktop.drills.commands import ChooseSecondPlace
from clinic_desktop.errors import ClinicError, StoreTrouble
from clinic_desktop.jobs import Cancelled, Progress
from clinic_desktop.store.backups import second_place, tidying
from clinic_desktop.store.backups.backup import is_kept_in, keep_second
from clinic_desktop.store.backups.manifest import Backup
from clinic_desktop.store.backups.second_place import QUIET_DAYS, SecondPlace
from clinic_desktop.values.moments import told_moment
from clinic_desktop.wording import say
from ui.jobs import Jobs
from ui.session import Session

# At the end of the day: whoever shuts the computer down does not wait for a first copy of a gigabyte.
_MOST_SECONDS_AT_THE_END = 60


class _Looked(NamedTuple):
    """Where the place is now, None where it is not there; whether a backup in it has everything, and whether one more
    is light."""

    path: Path | None
    is_kept: bool = False
    is_light: bool = False


class SecondKeeper(QObject):
    """`changed` when it came, went, or got a backup."""

    changed = Signal()

    def __init__(self, session: Session, jobs: Jobs) -> None:
        """Nothing is looked for before somebody asks."""
        super().__init__(session)
        self._session, self._jobs = session, jobs
        self._folder, self._clinic = session.clinic.keys.folder, session.clinic.keys.clinic
        self.place: SecondPlace | None = second_place.read(self._folder)
        # Where it is now, as far as it was looked for; why it got none.
        self.at: Path | None = None
        self.trouble = ""
        self._said = ""

    def choose(self, path: Path) -> None:
        """Take this folder from now on; raises ClinicError. The first backup follows at once."""
        second_place.check(self._folder, self._clinic, path)
        self._session.clinic.do(ChooseSecondPlace(str(path)))
        self.place = second_place.choose(self._folder, self._clinic, path, self._session.clinic.clock.now())
        self.at, self.trouble = path, ""
        self.changed.emit()
        self.keep()

    def give_up(self) -> None:
        """No second place any more; what lies there stays. Raises ClinicError."""
        self._session.clinic.do(ChooseSecondPlace(""))
        second_place.forget(self._folder)
        self.place, self.at, self.trouble = None, None, ""
        self.changed.emit()

    def keep(self, then: Callable[[], object] = lambda: None, *, only_due: bool = False) -> None:
        """Look for it, and put a backup there when something changed; `then` once that is over, well or not. `only_due`
        leaves it at one an hour, and of a clinic with many files at one a day."""
        place = self.place
        if place is None:
            then()
            return
        keys = self._session.clinic.keys
        key, clinic = keys.key, self._clinic

        def look(_: Progress) -> _Looked:
            at = second_place.find(place, clinic, second_place.mount_roots())
            # The folder as it is then: a copy that was read may have given way to the clinic's own file.
            return _Looked(at, at is not None and is_kept_in(keys.folder, key, at), second_place.is_light(keys.folder))

        def done(looked: _Looked) -> None:
            self._note_seen(looked.path)
            is_wanted = not only_due or place.is_due(self._session.clinic.clock.now(), is_light=looked.is_light)
            if looked.path is None or looked.is_kept or not is_wanted:
                then()
            else:
                self._copy(looked.path, then)

        job = self._jobs.run(say("Looking for the second place"), look, done, lambda error: self._fail(error, then))
        job.stopped.connect(then)

    def keep_last(self) -> None:
        """As the program ends, here and now: when it is there and something changed since its last one."""
        place, keys = self.place, self._session.clinic.keys
        if place is None:
            return
        try:
            at = second_place.find(place, self._clinic, second_place.mount_roots())
            if at is None or is_kept_in(keys.folder, keys.key, at):
                return
            self._session.note(NoteBackup(self._now()))
            keep_second(keys.folder, keys.key, at, self._session.clinic.clock.now(), _Hurried())
            self._remember(at)
        except Cancelled:
            # Tomorrow then.
            return
        except ClinicError as error:
            self.trouble = error.words

    def today(self) -> date:
        """The date on the clinic's wall."""
        return self._session.clinic.clock.today()

    def words(self) -> str:
        """How it is, in a line; "" where none was chosen."""
        if self.place is None:
            return ""
        if self.trouble:
            return self.trouble
        days = self.place.days_unseen(self.today())
        if days > QUIET_DAYS:
            return say("The second place has not been seen for {days} days.", days=days)
        made = self.place.made()
        if made is None:
            return say("Second place: no backup yet")
        return say("Second place: {when}", when=told_moment(made, self.today()))

    @property
    def is_wrong(self) -> bool:
        """Whether somebody has to do something about it."""
        return bool(self.trouble) or (self.place is not None and self.place.days_unseen(self.today()) > QUIET_DAYS)

    def _copy(self, at: Path, then: Callable[[], object]) -> None:
        keys, now = self._session.clinic.keys, self._session.clinic.clock.now()
        key = keys.key
        # First, so that the copy has it; where nothing can be written here, once something can.
        self._session.note(NoteBackup(self._now()))

        def work(progress: Progress) -> tuple[Backup | None, str]:
            made = keep_second(keys.folder, key, at, now, progress)
            return made, tidying.alarm_at(at, self._clinic, now)

        def done(came: tuple[Backup | None, str]) -> None:
            self._remember(at)
            self._note_trouble(came[1])
            then()

        job = self._jobs.run(say("Backing up to the second place"), work, done, lambda error: self._fail(error, then))
        job.stopped.connect(then)

    def _note_seen(self, at: Path | None) -> None:
        self.at = at
        if at is None and self.place and second_place.is_altered(Path(self.place.path)):
            self._note_trouble(
                say(
                    "The second place is there, and its file is not as it was: somebody or something changed what is "
                    "in it. Nothing was written there. Have it looked at before you go on using it."
                )
            )
        elif at is not None and self.place:
            self._keep(self.place._replace(path=str(at), seen_at=self._now()))
        self.changed.emit()

    def _remember(self, at: Path) -> None:
        if self.place:
            self._keep(self.place._replace(path=str(at), seen_at=self._now(), made_at=self._now()))

    def _keep(self, place: SecondPlace) -> None:
        self.place = place
        try:
            second_place.keep(self._folder, place)
        except StoreTrouble as error:
            # Where nothing can be written that is said already, and the backup itself was made.
            if not self._session.clinic.world.why:
                self.trouble = error.words

    def _fail(self, error: Exception, then: Callable[[], object]) -> None:
        if not isinstance(error, ClinicError):
            raise error
        self._note_trouble(error.words)
        then()

    def _note_trouble(self, words: str) -> None:
        """Said once, until it is another one."""
        if self._said and not words:
            self._session.mended.emit(self._said)
            self._said = ""
        if words and words != self._said:
            self._said = words
            self._session.fault.emit(words)
        self.trouble = words
        self.changed.emit()

    def _now(self) -> str:
        now: datetime = self._session.clinic.clock.now()
        return now.isoformat(timespec="seconds")


class _Hurried(Progress):
    """Stops by itself."""

    def __init__(self) -> None:
        super().__init__()
        self._until = time.monotonic() + _MOST_SECONDS_AT_THE_END

    @property
    def is_stopped(self) -> bool:
        return time.monotonic() > self._until

    def report(self, done: int, total: int, words: str) -> None:
        if self.is_stopped:
            raise Cancelled
