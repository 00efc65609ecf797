"""The open clinic on its way: its window, who watches over it, the lock, and the end."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QMainWindow

from clinic_desktop.paths import cache_folder
from ui.hold import Hold
from ui.jobs import Jobs
from ui.manual.opener import Manual
from ui.options import Options
from ui.preferences import Preferences
from ui.theme import Theme

if TYPE_CHECKING:
    from clinic_desktop.clinic import Clinic
    from ui.kit.clipboard import ClipboardKeeper
    from ui.locking.quiet import Moment
    from ui.locking.watch import LockWatch
    from ui.main_window import MainWindow
    from ui.navigation import Whereabouts
    from ui.session import Session
    from ui.settings.tools import DemoTools, Tools
    from ui.start.locked import Locked


class DeskHost(Protocol):
    """The program around an open clinic."""

    preferences: Preferences
    theme: Theme
    jobs: Jobs
    hold: Hold
    manual: Manual
    options: Options

    def show(self) -> None:
        """The page that fits what is there, with no clinic open."""

    def place(self, window: QMainWindow) -> None:
        """Put a window where the last one stood."""

    def leave_start(self) -> None:
        """The start page goes."""

    def leave_to_restore(self) -> None:
        """Close the clinic, and show its backups."""

    def demo_tools(self) -> "DemoTools":
        """What can be done with the demo clinic."""


class Left(NamedTuple):
    """What a person left at a lock, in memory alone: where they were, and, sealed, what the disk did not take."""

    at: "Whereabouts"
    waiting: bytes


class ClinicDesk(QObject):
    """At most one clinic is open here. After a lock it knows who was there, and nothing of a client."""

    def __init__(self, host: DeskHost) -> None:
        """Nobody is there yet."""
        super().__init__()
        self._host = host
        self.main: MainWindow | None = None
        self.locked: Locked | None = None
        self.watch: LockWatch | None = None
        # By which clocks somebody is away for too long; those of the computer without.
        self.moments: Callable[[], Moment] | None = None
        self._clipboard: ClipboardKeeper | None = None
        self._left: dict[str, Left] = {}
        self.is_leaving = False

    def forget_who_was_there(self) -> None:
        """Another clinic is gone to."""
        self.locked = None
        self._left.clear()

    def open(self, clinic: "Clinic") -> None:
        """Show an open clinic."""
        from PySide6.QtCore import Qt

        from clinic_desktop.practice.queries import practice
        from ui.exports.sweeping import sweep
        from ui.main_window import MainWindow
        from ui.session import Session

        host = self._host
        # Qt's enumerations are needed here anyway: nothing has to be guessed.
        host.theme.ask_system()
        host.theme.dress()
        session = Session(clinic, is_demo=practice(clinic.read).is_demo)
        tools = self._tools(session)
        main = self.main = MainWindow(session, tools)
        host.place(main)
        main.locked.connect(self.lock, Qt.ConnectionType.QueuedConnection)
        main.closed.connect(self._on_closed)
        main.show()
        host.leave_start()
        # First, so that whoever comes back to an open chart has signed in before they see it.
        tools.trail.begin()
        self._come_back(main)
        # Once it is painted, and only if it is not locked by then.
        later: list[Callable[[], object]] = [host.theme.load_other_scripts, tools.codes.prepare, self._watch_over]
        later.append(tools.backups.begin)
        begin_checks = partial(self._begin_checks, tools)
        sweep_here = partial(sweep, session, host.jobs)
        if clinic.world.why:
            # Where nothing can be written nothing is mended or put right, until something can.
            for act in (tools.backups.begin, sweep_here, begin_checks):
                session.begins_to_write.connect(act)
        else:
            later.append(sweep_here)
            begin_checks()
        for begin in later:
            QTimer.singleShot(0, main, partial(self._if_open, main, begin))

    def _begin_checks(self, tools: "Tools") -> None:
        tools.checks.begin(is_unclean=self._host.hold.is_unclean)

    def _if_open(self, main: "MainWindow", act: Callable[[], object]) -> None:
        if self.main is main:
            act()

    def _tools(self, session: "Session") -> "Tools":
        from ui.backups import BackupKeeper
        from ui.checkup.keeper import CheckKeeper
        from ui.codes.shelf import Shelf
        from ui.settings.tools import Tools
        from ui.trail import TrailKeeper

        host = self._host
        return Tools(
            host.jobs,
            Shelf(session, host.jobs, host.options.cache or cache_folder() / "codes"),
            host.preferences,
            host.theme,
            host.demo_tools(),
            BackupKeeper(session, host.jobs),
            CheckKeeper(session, host.jobs),
            TrailKeeper(session, host.jobs, host.options.state),
            lambda: QTimer.singleShot(0, host.leave_to_restore),
            host.manual.open,
        )

    def _come_back(self, main: "MainWindow") -> None:
        """To the place where this very person was when they were locked out."""
        from clinic_desktop.store.waiting import take_sealed_drafts

        clinic = main.session.clinic
        left = self._left.pop(clinic.person.slot, None)
        self.locked = None
        if left:
            take_sealed_drafts(clinic.drafts, clinic.keys, left.waiting)
            main.go_back_to(left.at)

    def _watch_over(self) -> None:
        """Once the window stands: until then nobody can have left it."""
        from PySide6.QtCore import Qt

        from ui.kit.clipboard import ClipboardKeeper
        from ui.locking.quiet import by_the_clocks, standing_still
        from ui.locking.system import SystemWatch
        from ui.locking.watch import LockWatch

        if self.main is None:
            return
        self._clipboard = self._clipboard or ClipboardKeeper(self)
        # Where all is done inline nobody sits there: neither how long that takes matters, nor what the system of a test
        # machine tells.
        inline = self._host.options.inline
        system, now = (SystemWatch, standing_still) if inline else (None, by_the_clocks)
        self.watch = LockWatch(self, self._host.preferences.lock_minutes, self.moments or now, system)
        self.watch.idle.warned.connect(self.main.bottom.warn_of_lock)
        self.watch.idle.stirred.connect(self.main.bottom.calm)
        # Not inside whatever it was that told of it.
        self.watch.wanted.connect(self.lock, Qt.ConnectionType.QueuedConnection)
        self.watch.begin(self.main)

    def lock(self) -> None:
        """Lock the open clinic: it is out of sight first, then what is typed is kept, and then nothing refers to the
        key any more. A job that runs is stopped; nobody waits for it before a window that shows a client."""
        from ui.locking.clearing import hide_windows

        main = self.main
        if main is None:
            return
        hide_windows()
        try:
            self._remember(main)
            main.let_go()
        finally:
            # Whatever went wrong meanwhile, as with a broken disk: it is locked all the same.
            try:
                self._host.show()
            finally:
                self.close()

    def _remember(self, main: "MainWindow") -> None:
        """Keep what is typed, and where whoever is there comes back to."""
        from clinic_desktop.store.waiting import sealed_drafts
        from clinic_desktop.values.moments import clock_time
        from ui.start.locked import Locked
        from ui.today.calls import calls_going_on

        clinic = main.session.clinic
        slot, at = clinic.person.slot, main.whereabouts()
        self.locked = Locked(slot, clock_time(clinic.clock.now()))
        main.keep_drafts()
        waiting = sealed_drafts(clinic.drafts, clinic.keys)
        self._left[slot] = Left(at, waiting)
        self.locked = self.locked._replace(calls=calls_going_on(main.session), is_waiting=bool(waiting))

    def close(self) -> None:
        """Close what is open, in order: what is typed is kept first, and the key is let go of last."""
        host = self._host
        host.manual.close()
        if self.main is None:
            return
        main, self.main = self.main, None
        host.preferences.keep_geometry(main.saveGeometry())
        try:
            main.keep_drafts()
            # Before anything is waited for, as a backup on a slow stick: nobody reads on over a lock.
            main.hide()
            host.jobs.wait()
            main.trail.leave(is_closing=self.is_leaving)
            if self.is_leaving:
                main.backups.back_up_last()
        finally:
            # Whatever went wrong: nobody has the key any more.
            self._let_go_of(main)

    def end(self) -> None:
        """Close what is open, and look after nothing any more: the program ends."""
        self.close()
        if self._clipboard:
            self._clipboard.forget()
            self._clipboard.deleteLater()
            self._clipboard = None

    def _let_go_of(self, main: "MainWindow") -> None:
        from ui.locking.clearing import overwrite_what_is_freed, sweep

        overwrite_what_is_freed(on=True)
        main.destroyed.connect(lambda: QTimer.singleShot(0, sweep))
        main.deleteLater()
        # Not left to Python, which does not see that a signal's listener refers back to it.
        main.session.deleteLater()
        try:
            main.session.close()
        finally:
            self._host.hold.let_go()
            if self._clipboard:
                self._clipboard.forget()
            if self.watch:
                self.watch.end()
                self.watch = None

    def _on_closed(self) -> None:
        self.is_leaving = True
        if self.main:
            self._host.preferences.keep_geometry(self.main.saveGeometry())
        QTimer.singleShot(0, self.close)
