"""Restores that are tried by themselves, once a month, and whenever somebody asks."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from clinic_desktop.drills.commands import NoteDrill
from clinic_desktop.drills.model import Drill, Place
from clinic_desktop.drills.queries import last_drill
from clinic_desktop.drills.rules import drill_of, is_due, next_place
from clinic_desktop.errors import ClinicError, StoreTrouble
from clinic_desktop.jobs import Progress
from clinic_desktop.store.backups.drill import CameOut, practise, sweep
from clinic_desktop.store.backups.manifest import Backup, backups_in
from clinic_desktop.store.backups.restore import forget_part
from clinic_desktop.wording import say
from ui.drills.second import SecondKeeper
from ui.jobs import Jobs
from ui.session import Session


class DrillKeeper(QObject):
    """`changed` when one begins, and when it is over."""

    changed = Signal()

    def __init__(self, session: Session, jobs: Jobs, second: SecondKeeper) -> None:
        """`begin` looks what came out last."""
        super().__init__(session)
        self._session, self._jobs, self._second = session, jobs, second
        self.last: Drill | None = None
        self.is_trying, self.trouble = False, ""

    def begin(self) -> None:
        """What a kill left is removed; one that failed is said until another one succeeds."""
        folder = self._session.clinic.keys.folder
        if not self._session.clinic.world.why:
            sweep(folder)
            # Nor does a restore, or a saved record that nobody took, go on while the clinic is open.
            forget_part(folder)
        self.last = last_drill(self._session.clinic.read)
        if self.last and self.last.trouble:
            self._session.fault.emit(failed_words(self.last))
        self.changed.emit()

    def try_if_due(self) -> None:
        """Try one when it is time."""
        if is_due(self.last, self._session.clinic.clock.now(), has_second=self._second.at is not None):
            self.try_now()

    def try_now(self) -> None:
        """Restore the newest backup to see what comes out of it: of the two places by turns."""
        where: Place = next_place(self.last, has_second=self._second.at is not None)
        keys, now = self._session.clinic.keys, self._session.clinic.clock.now()
        folder, key = keys.folder, keys.key
        place = self._second.at if where == "second" and self._second.at else folder.backups
        clinic = keys.clinic
        if self.is_trying:
            return
        self.is_trying, self.trouble = True, ""
        self.changed.emit()

        def done(came: tuple[Backup, CameOut]) -> None:
            backup, found = came
            drill = drill_of(now, backup.manifest.made(), where, found)
            self._end(lambda: self._note(drill))

        def failed(error: Exception) -> None:
            if not isinstance(error, ClinicError):
                raise error
            # The world was in the way, or there is none: that says nothing of a backup.
            self.trouble = error.words
            self._end(lambda: None)

        def work(progress: Progress) -> tuple[Backup, CameOut]:
            # Looked for here: a network folder may take its time to say what lies in it.
            backup = _newest(place, clinic)
            return backup, practise(folder, key, backup, progress)

        job = self._jobs.run(say("Trying a restore"), work, done, failed)
        job.stopped.connect(lambda: self._end(lambda: None))

    def _note(self, drill: Drill) -> None:
        before = self.last
        self.last = drill
        try:
            self._session.clinic.do(NoteDrill(drill))
        except ClinicError as error:
            self._session.say_why(error)
        if before and before.trouble:
            self._session.mended.emit(failed_words(before))
        if drill.trouble:
            self._session.fault.emit(failed_words(drill))

    def _end(self, act: Callable[[], object]) -> None:
        self.is_trying = False
        act()
        self.changed.emit()


def _newest(place: Path, clinic: str) -> Backup:
    """The newest backup of the clinic there; raises StoreTrouble where there is none."""
    found = (one for one in backups_in(place) if one.manifest.clinic == clinic and one.manifest.kind != "replaced")
    newest = next(found, None)
    if newest is None:
        raise StoreTrouble(say("There is no backup to try yet. Make one first."))
    return newest


def failed_words(drill: Drill) -> str:
    """What is said of a restore that was tried and failed."""
    where = say("in the second place") if drill.place == "second" else say("on this computer")
    return say(
        "The newest backup {where} was restored to try it, and that failed: {why} The record itself is not touched. "
        "Make another backup, and try again in the settings, under Backups.",
        where=where,
        why=drill.trouble,
    )
