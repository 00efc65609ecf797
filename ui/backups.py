"""Backups of the open clinic: made while somebody works, at the end, and when they ask; never in their way."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from clinic_desktop.audit.commands import NoteBackup
from clinic_desktop.errors import ClinicError
from clinic_desktop.jobs import Progress
from clinic_desktop.store.backup import back_up, back_up_to
from clinic_desktop.store.manifest import Backup, backups_in
from clinic_desktop.values.moments import told_moment
from clinic_desktop.wording import say, say_many
from ui.jobs import Jobs
from ui.kit.buttons import button
from ui.kit.icons import icon
from ui.session import Session

_FIRST_MINUTES, _EVERY_MINUTES = 2, 30
_MINUTE = 60_000


class BackupKeeper(QObject):
    """`changed` when there is another backup, or one could not be made."""

    changed = Signal()

    def __init__(self, session: Session, jobs: Jobs) -> None:
        """Nothing is read or made before `begin`."""
        super().__init__(session)
        self._session, self._jobs = session, jobs
        # Why the last try failed, "" when it did not.
        self.trouble = ""
        self.newest: Backup | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.back_up)
        session.changed.connect(lambda _: self._wait(_EVERY_MINUTES))
        session.ending.connect(self._timer.stop)

    def begin(self) -> None:
        """Look what is there. What was done since the last backup, as before a crash, is backed up soon."""
        self._look()
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

        def done(made: Backup | None) -> None:
            self._note("")
            if told:
                told(made is not None)

        def failed(error: Exception) -> None:
            self._note(_words(error))
            if not told:
                self._session.fault.emit(self.trouble)
            self._wait(_EVERY_MINUTES)

        self._timer.stop()
        folder, key, now = keys.folder, keys.key, clock.now()
        job = self._jobs.run(say("Backing up"), lambda progress: back_up(folder, key, now, progress), done, failed)
        # One that was stopped has no other end.
        job.stopped.connect(lambda: self._wait(_EVERY_MINUTES))

    def back_up_to(self, place: Path, done: Callable[[Backup], object], failed: Callable[[str], object]) -> None:
        """Make one in another place, in a job; `failed` hears why there is none, "" when it was stopped."""
        keys, clock = self._session.clinic.keys, self._session.clinic.clock
        folder, key, now = keys.folder, keys.key, clock.now()

        def made(backup: Backup) -> None:
            self._session.note(NoteBackup(backup.manifest.made_at))
            done(backup)

        job = self._jobs.run(
            say("Backing up"),
            lambda progress: back_up_to(folder, key, place, now, progress),
            made,
            lambda error: failed(_words(error)),
        )
        job.stopped.connect(lambda: failed(""))

    def back_up_last(self) -> None:
        """Make one here and now, once the window is gone. What fails is tried and said again at the next start."""
        keys, clock = self._session.clinic.keys, self._session.clinic.clock
        self._timer.stop()
        try:
            back_up(keys.folder, keys.key, clock.now(), Progress())
        except ClinicError as error:
            self.trouble = error.words

    def _wait(self, minutes: int) -> None:
        # From the first change on: somebody who works without a pause must not put it off for ever.
        if not self._timer.isActive():
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
        self.button = button("", opened, "link")
        self.button.setProperty("beside", "bar")
        keeper.changed.connect(self.reload)

    def reload(self) -> None:
        """Say it again."""
        words = last_words(self._keeper.newest, self._keeper.today())
        if self._keeper.trouble:
            words = say("The backup failed. {last}", last=words)
        self.button.setText(words)
        self.button.setAccessibleName(words)
        picture = "warning" if self._keeper.trouble else "check" if self._keeper.newest else "note"
        self.button.setIcon(icon(picture))


def last_words(newest: Backup | None, today: date) -> str:
    """When the last backup was made, in a line: "Last verified backup: today 2:05 PM"."""
    if newest is None:
        return say("No backup yet")
    return say("Last verified backup: {when}", when=told_moment(newest.manifest.made(), today))


def why_words(backup: Backup) -> str:
    """Why a backup was made."""
    words = {
        "work": say("While working"),
        "migration": say("Before an update of the program"),
        "replaced": say("What a restore replaced"),
    }
    return words[backup.manifest.kind]


def content_words(backup: Backup) -> str:
    """What is in a backup, counted: "44 clients · 612 visits"; "" where it was not counted."""
    rows = backup.manifest.rows
    parts = [
        say_many("{count} client", "{count} clients", rows.get("clients", 0)),
        say_many("{count} visit", "{count} visits", rows.get("visits", 0)),
        say_many("{count} superbill or receipt", "{count} superbills and receipts", rows.get("bills", 0)),
    ]
    files = backup.manifest.beside.files
    if files:
        parts.append(say_many("{count} file", "{count} files", files))
    return " · ".join(parts) if rows else ""


def lost_words(newest: Backup | None) -> str:
    """What the newest backup could not take along, "" where it has everything."""
    lost = newest.manifest.beside.lost if newest else 0
    if not lost:
        return ""
    return say_many(
        "{count} file of a client is damaged or missing on this computer, and no backup here has it whole. Everything "
        "else is in the backups. If you have it still, put it into the client’s chart again.",
        "{count} files of clients are damaged or missing on this computer, and no backup here has them whole. "
        "Everything else is in the backups. If you have them still, put them into the clients’ charts again.",
        lost,
    )


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
