"""Backups of the open clinic: made while somebody works, at the end, and when they ask; never in their way."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from clinic_desktop.audit.commands import NoteBackup
from clinic_desktop.drills.queries import waiting_since
from clinic_desktop.errors import ClinicError
from clinic_desktop.jobs import Progress
from clinic_desktop.store.backups import tidying
from clinic_desktop.store.backups.backup import back_up, back_up_to
from clinic_desktop.store.backups.manifest import Backup, backups_in
from clinic_desktop.store.backups.mending import Mended, put_missing_back
from clinic_desktop.store.beside import standing, whereabouts
from clinic_desktop.store.changes import Changes
from clinic_desktop.wording import say
from ui.drills.course import DrillKeeper
from ui.drills.second import SecondKeeper
from ui.drills.words import last_words, missing_words
from ui.jobs import Job, Jobs
from ui.kit.buttons import dressed
from ui.kit.icons import icon
from ui.kit.short_button import ShortButton
from ui.session import Session

_FIRST_MINUTES, _EVERY_MINUTES = 2, 30
_MINUTE = 60_000
# So long work may go on without a verified backup of it.
_MOST = timedelta(hours=24)


class BackupKeeper(QObject):
    """`changed` when there is another backup, or one could not be made."""

    changed = Signal()

    def __init__(self, session: Session, jobs: Jobs) -> None:
        """Nothing is read or made before `begin`."""
        super().__init__(session)
        # A copy to a slow stick keeps nobody's paper waiting.
        self._session, self._jobs = session, jobs.beside
        self.second = SecondKeeper(session, self._jobs)
        self.drills = DrillKeeper(session, self._jobs, self.second)
        self.second.changed.connect(self.changed)
        self.drills.changed.connect(self.changed)
        # Why the last try failed, "" when it did not.
        self.trouble = ""
        self.newest: Backup | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.back_up)
        session.changed.connect(self._on_changed)
        session.ending.connect(self._on_ending)

    def begin(self) -> None:
        """Look what is there. What was done since the last backup, as before a crash, is backed up soon; then the
        second place gets its own, and a restore is tried when it is time. Where nothing can be written it only looks,
        and is begun again once something can."""
        folder = self._session.clinic.keys.folder
        if self._session.clinic.world.why:
            # Nothing can be backed up here; what is there can be seen, and put on a stick.
            self._look()
            self.drills.begin()
            return
        standing.note_open(folder)
        if self._session.clinic.is_moved:
            # It goes on elsewhere: there is nothing to back up here.
            self._session.fault.emit(say("This clinic was moved to another computer. Nothing can be changed here."))
            self._look()
            return
        if warning := whereabouts.warning(folder.path):
            self._session.fault.emit(warning)
        self._look()
        self.drills.begin()
        self._mend()
        self._wait(_FIRST_MINUTES)

    def today(self) -> date:
        """The date on the clinic's wall."""
        return self._session.clinic.clock.today()

    def kept(self) -> tuple[Backup, ...]:
        """All backups that the clinic has on this computer, the newest first."""
        return backups_in(self._session.clinic.keys.folder.backups)

    def back_up(self, told: Callable[[bool], object] | None = None) -> None:
        """Make a backup in a job; `told` hears whether there was anything to back up. `trouble` says why there is none.

        Nobody asked for one without `told`: what goes wrong then is said in the window.
        """
        keys, clock = self._session.clinic.keys, self._session.clinic.clock

        def work(progress: Progress) -> tuple[Backup | None, str]:
            made = back_up(folder, key, now, progress)
            return made, tidying.alarm_at(folder.backups, keys.clinic, now)

        def done(came: tuple[Backup | None, str]) -> None:
            made, alarm = came
            # On a disk that was full when it was opened, that may not be written down yet.
            standing.note_open(folder)
            self._note(alarm)
            if alarm:
                self._session.fault.emit(alarm)
            if told:
                told(made is not None)
            else:
                self.second.keep(self.drills.try_if_due, only_due=True)

        def failed(error: Exception) -> None:
            self._note(_words(error))
            if not told:
                self._session.fault.emit(self.trouble)
                # A disk that is full here is not full there.
                self.second.keep(only_due=True)
            self._wait(_EVERY_MINUTES)

        self._timer.stop()
        folder, key, now = keys.folder, keys.key, clock.now()
        job = self._jobs.run(say("Backing up"), work, done, failed)
        # One that was stopped has no other end.
        job.stopped.connect(lambda: self._wait(_EVERY_MINUTES))

    def back_up_to(self, place: Path, done: Callable[[Backup], object], failed: Callable[[str], object]) -> None:
        """Make one in another place, in a job; `failed` hears why there is none, "" when it was stopped."""
        keys, clock = self._session.clinic.keys, self._session.clinic.clock
        key, now = keys.key, clock.now()
        # First, so that it is in the backup too.
        self._session.note(NoteBackup(now.isoformat(timespec="seconds")))
        job = self._jobs.run(
            say("Backing up"),
            # The folder as it is then: a copy that was read may have given way to the clinic's own file.
            lambda progress: back_up_to(keys.folder, key, place, now, progress),
            done,
            lambda error: failed(_words(error)),
        )
        job.stopped.connect(lambda: failed(""))

    def back_up_last(self) -> None:
        """Make one here and now, once the window is gone. What fails is tried and said again at the next start."""
        keys, clock = self._session.clinic.keys, self._session.clinic.clock
        self._timer.stop()
        if self._session.clinic.is_moved:
            return
        try:
            back_up(keys.folder, keys.key, clock.now(), Progress())
        except ClinicError as error:
            self.trouble = error.words
        self.second.keep_last()

    def run(
        self,
        title: str,
        work: Callable[[Progress], Backup],
        done: Callable[[Backup], object],
        failed: Callable[[Exception], object],
    ) -> Job:
        """Do something with backups in the same worker, one after another."""
        return self._jobs.run(title, work, done, failed)

    def _mend(self) -> None:
        """Files that are missing here are put back from the backups: half of a folder may have been copied."""
        keys = self._session.clinic.keys
        folder, key, second = keys.folder, keys.key, self.second.place
        places = [folder.backups, *([Path(second.path)] if second else [])]
        words = say("Looking for the clinic’s files")
        self._jobs.run(
            words, lambda progress: put_missing_back(folder, key, places, progress), self._say_mended, self._say_not
        )

    def _say_mended(self, found: Mended) -> None:
        if words := missing_words(found):
            self._session.fault.emit(words)

    def _say_not(self, error: Exception) -> None:
        self._session.fault.emit(_words(error))

    def late_words(self) -> str:
        """What is said when the last verified backup is older than a day of work; "" when it is not."""
        state = self.newest.manifest.state if self.newest else ""
        since = waiting_since(self._session.clinic.read, state)
        if since is None:
            return ""
        waiting = self._session.clinic.clock.now() - since
        if waiting <= _MOST:
            return ""
        return say("Not backed up for {hours} hours of work.", hours=waiting // timedelta(hours=1))

    def _on_changed(self, changes: Changes) -> None:
        # That a restore was tried is no work that would be lost.
        if set(changes.rows) - {"drills"}:
            self._wait(_EVERY_MINUTES)
        if changes.touches("imports"):
            # One was made before it.
            self._look()

    def _on_ending(self) -> None:
        self._timer.stop()
        standing.note_closing(self._session.clinic.keys.folder)

    def _wait(self, minutes: int) -> None:
        if self._session.clinic.is_moved:
            return
        # From the first change on: somebody who works without a pause must not put it off for ever. What a sign-in
        # itself writes does not put off the one that comes soon after it.
        if not self._timer.isActive() or self._timer.remainingTime() > minutes * _MINUTE:
            self._timer.start(minutes * _MINUTE)

    def _note(self, trouble: str) -> None:
        if self.trouble and not trouble:
            self._session.mended.emit(self.trouble)
        self.trouble = trouble
        self._look()

    def _look(self) -> None:
        found, now = [one for one in self.kept() if one.manifest.kind != "replaced"], self._session.clinic.clock.now()
        # One of a day that is still to come, by a clock that was wrong, would hide for how long there was no other.
        past = [one for one in found if one.manifest.made() <= now]
        self.newest = next(iter(past or found), None)
        self.changed.emit()


class LastBackup(QObject):
    """In the bottom bar: when the last backup was made. A button, for there is more to see and to do."""

    def __init__(self, keeper: BackupKeeper, opened: Callable[[], object]) -> None:
        """`opened` shows the backups."""
        super().__init__(keeper)
        self._keeper = keeper
        self.button = dressed(ShortButton(), "", opened, "link")
        self.button.setProperty("beside", "bar")
        # There is nothing to say before somebody looked.
        self.button.hide()
        keeper.changed.connect(self.reload)

    def reload(self) -> None:
        """Say it again."""
        keeper = self._keeper
        late, drill = keeper.late_words(), keeper.drills.last
        words = [last_words(keeper.newest, keeper.today())]
        if keeper.trouble:
            words = [say("The backup failed. {last}", last=words[0])]
        elif late:
            words.insert(0, late)
        words += [keeper.second.words()] if keeper.second.place and not keeper.second.trouble else []
        words += [say("The second place got no backup.")] if keeper.second.trouble else []
        words += [say("A restore that was tried failed.")] if drill and drill.trouble else []
        shown = _in_a_line(words)
        self.button.setText(shown)
        self.button.setAccessibleName(shown)
        self.button.show()
        is_wrong = keeper.trouble or late or keeper.second.is_wrong or (drill and drill.trouble)
        picture = "warning" if is_wrong else "check" if keeper.newest else "note"
        self.button.setIcon(icon(picture))


def _in_a_line(words: list[str]) -> str:
    # Behind a sentence its own full stop is enough.
    line = words[0]
    for more in words[1:]:
        line += (" " if line.endswith(".") else say(" · ")) + more
    return line


def size_words(size: int) -> str:
    """A length in bytes as a person reads it: "6.2 MB", "480 KB"."""
    million, thousand = 1_000_000, 1_000
    if size < million:
        return say("{count} KB", count=-(-size // thousand))
    return say("{count} MB", count=f"{size / million:,.1f}")


def _words(error: Exception) -> str:
    if not isinstance(error, ClinicError):
        raise error
    return error.words
