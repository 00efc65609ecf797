"""Checks of the open clinic: a quick one by itself, the whole one when somebody asks; never in anybody's way."""

import contextlib
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from clinic_desktop.checkup.commands import NoteCheckup, NoteMending, RebuildSearch, put_right
from clinic_desktop.checkup.model import PARTS, Checkup, Repair
from clinic_desktop.checkup.queries.course import check
from clinic_desktop.checkup.queries.last import last_checked
from clinic_desktop.errors import ClinicError, NotAllowed
from clinic_desktop.jobs import Progress
from clinic_desktop.staff.rules.roles import may, why_not
from clinic_desktop.wording import say
from ui.jobs import Job, Jobs
from ui.session import Session

# After what somebody waits for at the start; and where nothing hurries, after the first look at the day.
_SOON_MILLISECONDS, _LATER_MILLISECONDS = 3_000, 60_000


class CheckKeeper(QObject):
    """`changed` when a check was made, or could not be; `trouble` says why then."""

    changed = Signal()

    def __init__(self, session: Session, jobs: Jobs) -> None:
        """Nothing is read before `begin`."""
        super().__init__(session)
        self._session, self._jobs = session, jobs
        self.last: Checkup | None = None
        self.trouble = ""
        self._job: Job | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(lambda: self.check(is_quick=True))
        session.ending.connect(self._timer.stop)

    @property
    def is_busy(self) -> bool:
        """Whether one is under way."""
        return self._job is not None

    def begin(self, *, is_unclean: bool) -> None:
        """Look soon after an end that was not clean, else later, once a day."""
        if is_unclean:
            self._timer.start(_SOON_MILLISECONDS)
            return
        at, clock = last_checked(self._session.clinic.read), self._session.clinic.clock
        if at is None or at.astimezone().date() != clock.today():
            self._timer.start(_LATER_MILLISECONDS)

    def check(self, *, is_quick: bool = False) -> None:
        """Make one in a job; what a quick one finds is said in the window, for nobody asked for it."""
        self._timer.stop()
        keys, clock = self._session.clinic.keys, self._session.clinic.clock
        folder, key, now = keys.folder, keys.key, clock.now()

        def done(made: Checkup) -> None:
            self._finish(made, "")
            self._note(NoteCheckup(made.checked, sum(one.wrong for one in made.found)))
            if is_quick and made.wrong:
                self._session.fault.emit(_found_words(made))

        def work(progress: Progress) -> Checkup:
            return check(folder, key, now, progress, is_quick=is_quick)

        words = say("Checking the record")
        job = self._jobs.run(words, work, done, lambda error: self._fail(error, is_quiet=is_quick))
        self._hold(job)

    def repair(self, repair: Repair, told: Callable[[int], object]) -> None:
        """Put something right, after a backup, and look again; `told` hears how many things were."""
        if not may(self._session.clinic.person, NoteMending.permission):
            self._fail(NotAllowed(why_not(self._session.clinic.person.role, NoteMending.permission)), is_quiet=False)
            return
        keys, clock = self._session.clinic.keys, self._session.clinic.clock
        folder, key, now = keys.folder, keys.key, clock.now()

        def done(count: int) -> None:
            self._job = None
            if repair == "index":
                try:
                    self._session.clinic.do(RebuildSearch())
                except ClinicError as error:
                    self._fail(error, is_quiet=False)
                    return
            else:
                self._note(NoteMending(repair, count))
            told(count)
            self.check()

        words = say("Putting it right")
        job = self._jobs.run(
            words,
            lambda progress: put_right(folder, key, repair, now, progress),
            done,
            lambda error: self._fail(error, is_quiet=False),
        )
        self._hold(job)

    def _hold(self, job: Job) -> None:
        # One that ran at once is over by now.
        if job.is_over:
            return
        self._job = job
        job.stopped.connect(lambda: self._finish(self.last, self.trouble))
        self.changed.emit()

    def _finish(self, made: Checkup | None, trouble: str) -> None:
        self._job, self.last, self.trouble = None, made, trouble
        self.changed.emit()

    def _fail(self, error: Exception, *, is_quiet: bool) -> None:
        if not isinstance(error, ClinicError):
            raise error
        self._finish(self.last, error.words)
        if is_quiet:
            self._session.fault.emit(error.words)

    def _note(self, command: NoteCheckup | NoteMending) -> None:
        # On a full disk the check counts all the same; it is made again tomorrow.
        with contextlib.suppress(ClinicError):
            self._session.clinic.do(command)


def _found_words(made: Checkup) -> str:
    parts = ", ".join(say(PARTS[one.key].title) for one in made.wrong)
    return say(
        "The check of the record found something wrong: {parts}. Nothing was changed. Open Settings, Check, to see "
        "what it means and what to do.",
        parts=parts,
    )
