"""The program's course: which page comes first, sign-in, the open clinic, lock, and the end."""

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QScrollArea, QWidget

from clinic_desktop.errors import ClinicError, Damaged
from clinic_desktop.paths import demo_folder, user_folder
from clinic_desktop.store.beside.standing import Finding, look
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.store.keys.vault import KeyCost
from ui.desk import ClinicDesk
from ui.hold import HeldElsewhere, Hold
from ui.jobs import InlineJobs, Jobs
from ui.kit.grid import step
from ui.kit.icons import icon
from ui.manual.opener import Manual
from ui.options import Options
from ui.preferences import Preferences
from ui.start.window import StartWindow
from ui.theme import Theme

if TYPE_CHECKING:
    from clinic_desktop.clinic import Clinic
    from clinic_desktop.store.clock import Clock
    from ui.main_window import MainWindow
    from ui.settings.tools import DemoTools
    from ui.start.sign_in import Enter

# The first window is painted by then. A timer of zero would come before its paint where a window manager maps it.
_SETTLED_MILLISECONDS = 100


class App(QObject):
    """One window at a time: a start page, or the open clinic."""

    def __init__(self, application: QApplication, options: Options) -> None:
        """`show` opens the first window."""
        super().__init__(application)
        self._application, self.options, self._is_demo = application, options, options.demo
        self.preferences = Preferences(options.settings)
        self.theme = Theme(application, self.preferences)
        self.theme.apply()
        self.jobs: Jobs = InlineJobs(self) if options.inline else Jobs(self)
        self.folder = ClinicFolder(options.folder or (demo_folder() if options.demo else user_folder()))
        self._own = ClinicFolder(user_folder()) if options.demo else self.folder
        self.start: QMainWindow | None = None
        self.hold, self.manual = Hold(), Manual()
        self.desk = ClinicDesk(self)

    def show(self) -> None:
        """The demo, sign-in, or the first run, whichever fits."""
        if self.folder.is_restoring():
            self._finish_restore()
        elif self._is_demo:
            self._show_demo()
        elif finding := look(self.folder):
            self._show_finding(finding)
        elif self.folder.exists():
            self._show_sign_in()
        else:
            self._show_first_run()
        QTimer.singleShot(_SETTLED_MILLISECONDS, self, self._settle)

    def close(self) -> None:
        """Close what is open, in order."""
        self.desk.end()
        if self.start:
            self.start.close()
            self.start.deleteLater()
            self.start = None
        self.jobs.wait()

    def _settle(self) -> None:
        # Neither is seen in the first picture of the window, and both would hold it up.
        if not (self.start or self.main):
            return
        self._application.setWindowIcon(icon("app"))
        self.theme.ask_system()
        # The first widget of Qt's own that is handed out has its class sought among all there are, 15 ms: now, and not
        # after the password.
        QScrollArea().viewport()

    # The start pages

    def _show_finding(self, finding: Finding) -> None:
        from ui.start.standing import FolderCourse

        FolderCourse(self, self._show_sign_in, self._show_restore).begin(finding)

    def _show_sign_in(self, enter: "Enter | None" = None) -> None:
        from ui.start.sign_in import SignInPage

        try:
            ways = (self._show_recovery, self._show_restore)
            page = SignInPage(self, ways, warm_up, enter, self.desk.locked)
        except ClinicError as trouble:
            self.show_trouble(trouble)
            return
        self.show_page(page)

    def _show_demo(self) -> None:
        if self.desk.locked is None:
            self._open_demo()
            return
        from ui.start.locked import LockedDemoPage

        try:
            people = [(slot.id, slot.name) for slot in vault.read(self.folder.vault).people()]
        except ClinicError as trouble:
            self.show_trouble(trouble)
            return
        self.show_page(LockedDemoPage(self.desk.locked, people, lambda who: self._open_demo(who=who)))

    def _show_recovery(self) -> None:
        from ui.start.sign_in import RecoveryPage

        self.show_page(RecoveryPage(self, self._show_sign_in, warm_up))

    def _show_first_run(self) -> None:
        from ui.start.first_run import Ways
        from ui.start.founding import FirstRun

        FirstRun(self, Ways(self._leave_for_demo, self._show_restore)).begin()

    def show_trouble(self, trouble: ClinicError, opened_by: tuple[bytes, str] | None = None) -> None:
        """Say that the clinic cannot be opened, and why; whoever has its key may have saved what can be read."""
        from ui.start.trouble import TroubleCourse

        restore = None if self._is_demo else self._show_restore
        TroubleCourse(self, restore, self._take_over).begin(trouble, opened_by)

    def _take_over(self) -> None:
        try:
            self.hold.take_over(self.folder)
        except ClinicError as trouble:
            self.show_trouble(trouble)
        else:
            self.show()

    def _show_restore(self) -> None:
        from ui.start.restoring import RestoreCourse

        RestoreCourse(self).begin()

    def _finish_restore(self) -> None:
        from ui.start.restoring import RestoreCourse

        RestoreCourse(self).finish_interrupted()

    def show_page(self, page: QWidget) -> None:
        """Put a page into the start window, which is made for the first one."""
        if self.start is None:
            self.start = StartWindow(self.manual.open)
            self.place(self.start)
        self.start.setCentralWidget(page)
        self.theme.dress()
        page.show()
        self.start.show()
        page.setFocus()

    # From a start page to an open clinic

    def clock(self) -> "Clock":
        """When it is."""
        from clinic_desktop.store.clock import Clock

        return self.options.clock or Clock()

    def cost(self) -> KeyCost:
        """What a new key costs."""
        return self.options.cost

    def enter(self, key: bytes, slot: str) -> None:
        """Open the clinic and show it, after its file was brought up to date where an earlier version used it last.

        What is damaged is said on a page of its own, that leads to the backups. Raises ClinicError for the rest.
        """
        from ui.start.opening import open_clinic

        try:
            clinic = open_clinic(self, key, slot)
            if clinic is None:
                self._bring_up_to_date(key, slot)
                return
        except (Damaged, HeldElsewhere) as trouble:
            self.hold.let_go()
            self.show_trouble(trouble, (key, slot))
            return
        except BaseException:
            self.hold.let_go()
            raise
        self.show_main(clinic)

    def _bring_up_to_date(self, key: bytes, slot: str) -> None:
        from ui.start.updating import UpdateCourse

        UpdateCourse(self, key, lambda: self.enter(key, slot)).begin()

    def _leave_for_demo(self) -> None:
        self._go_to(ClinicFolder(demo_folder()), is_demo=True)
        self._open_demo()

    def _open_demo(self, *, anew: bool = False, who: str = "") -> None:
        from ui.start.demo import DemoCourse

        DemoCourse(self, who).begin(anew=anew)

    def _reset_demo(self) -> None:
        self.desk.close()
        self._open_demo(anew=True)

    def _leave_demo(self) -> None:
        self.desk.close()
        self._go_to(self._own, is_demo=False)
        self.show()

    def _go_to(self, folder: ClinicFolder, *, is_demo: bool) -> None:
        """Another clinic: nobody was locked out of it."""
        self.folder, self._is_demo = folder, is_demo
        self.desk.forget_who_was_there()

    # The open clinic

    @property
    def main(self) -> "MainWindow | None":
        """The window of the open clinic."""
        return self.desk.main

    def show_main(self, clinic: "Clinic") -> None:
        """Show an open clinic; a start page goes."""
        self.desk.open(clinic)

    def leave_start(self) -> None:
        """The start page goes, once the window of the clinic stands."""
        if self.start:
            self.start.hide()
            self.start.deleteLater()
            self.start = None

    def demo_tools(self) -> "DemoTools":
        """What can be done with the demo clinic, out of its own window."""
        from ui.settings.tools import DemoTools

        return DemoTools(lambda: QTimer.singleShot(0, self._reset_demo), lambda: QTimer.singleShot(0, self._leave_demo))

    def come_forward(self, token: str = "") -> None:
        """Show the window that is there: somebody started the program again. `token` is what the system gave that start
        to do it by."""
        window = self.main or self.start
        if window is None:
            return
        if token:
            os.environ["XDG_ACTIVATION_TOKEN"] = token
        window.showNormal() if window.isMinimized() else window.show()
        window.raise_()
        window.activateWindow()

    def leave_to_restore(self) -> None:
        self.desk.close()
        self._show_restore()

    def place(self, window: QMainWindow) -> None:
        """Put a window where the last one stood."""
        kept = self.preferences.geometry()
        if kept.isEmpty() or not window.restoreGeometry(kept):
            window.resize(step(140), step(84))


def warm_up() -> None:
    """Import what an open clinic needs; called in a job while the person types the password."""
    from clinic_desktop import clinic

    clinic.warm_up()
    # `icon` asks for it late.
    import ui.kit.drawn
    import ui.main_window  # noqa: F401
