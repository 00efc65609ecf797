"""The real window on the demo clinic: up to its first paint, then through all of its places."""

import sys
from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication

from clinic_desktop.errors import ClinicError
from clinic_desktop.self_check import CLOCK, Tried, papers
from clinic_desktop.wording import say
from ui.app import App
from ui.errors import catch_bugs
from ui.main_window import MainWindow
from ui.navigation import PLACES
from ui.options import Options
from ui.self_check.looks import the_application
from ui.self_check.shades import is_blank

_LONGEST_MILLISECONDS = 60_000


class _Painted(QObject):
    """Hears of the first paint of anything."""

    def __init__(self, heard: Callable[[], object]) -> None:
        super().__init__()
        self._heard, self.is_heard = heard, False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and not self.is_heard:
            self.is_heard = True
            self._heard()
        return False


def check_window(tried: Tried) -> str:
    """Start the program on the demo clinic; says how soon it painted, and on what. Raises ClinicError."""
    application, bugs = the_application(), list[str]()
    bill = papers(tried)[0].row
    before = sys.excepthook
    catch_bugs(bugs.append)
    took = QElapsedTimer()
    took.start()
    options = Options(tried.demo.path, True, str(tried.settings), tried.cache, CLOCK, inline=True)
    app = App(application, options)
    try:
        app.show()
        if app.main is None:
            raise ClinicError(say("The demo clinic does not open."))
        _wait_for_paint(app.main)
        painted = took.elapsed()
        _go_everywhere(application, app.main, bill, bugs)
    finally:
        app.close()
        # Windows does not remove the folder of a file that is open, and what is remembered of the window is written
        # by an event: later it would make the folder anew.
        application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        application.processEvents()
        sys.excepthook = before
    return say(
        "Today painted after {time} ms, {count} places opened, on {platform}",
        time=painted,
        count=len(PLACES),
        platform=application.platformName(),
    )


def _wait_for_paint(main: MainWindow) -> None:
    # Not the application's own loop: to end that one closes all windows.
    loop = QEventLoop()
    painted = _Painted(loop.quit)
    main.installEventFilter(painted)
    QTimer.singleShot(_LONGEST_MILLISECONDS, painted, loop.quit)
    loop.exec()
    main.removeEventFilter(painted)
    if not painted.is_heard:
        raise ClinicError(say("The window was not painted within a minute."))


def _go_everywhere(application: QApplication, main: MainWindow, bill: int, bugs: list[str]) -> None:
    """Each place as it opens, then a chart and an issued bill: so everything is imported that is imported late."""
    client = str(main.session.clinic.read.one("SELECT client_id FROM bills WHERE id = ?", bill)["client_id"])
    for key, part in (*((place.key, "") for place in PLACES), ("clients", client), ("superbills", str(bill))):
        main.go(key, part)
        application.processEvents()
        if is_blank(main.grab().toImage()):
            raise ClinicError(say("The place “{key}” is blank.", key=key))
        if bugs:
            raise ClinicError(" ".join(bugs[0].split()))
