"""Starts the program: once for each clinic, and so that nothing it does leaves a trace outside of it."""

import os

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from clinic_desktop.paths import demo_folder, user_folder
from ui.app import App
from ui.one_window import OneWindow
from ui.options import Options


def run(options: Options) -> int:
    """Start the program and stay until its last window is closed; 0 at once where its window is there already."""
    forbid_core_dumps()
    clinic = options.folder or (demo_folder() if options.demo else user_folder())
    alone = OneWindow(clinic)
    if not alone.is_first() and alone.ring():
        return 0
    application = QApplication([])
    application.setApplicationName("Clinic Desktop")
    app = App(application, options)
    from ui.errors import BugWindow, catch_bugs
    from ui.outlets import hush

    catch_bugs(lambda words: BugWindow(words).exec())
    hush()
    alone.rung.connect(app.come_forward)
    app.show()
    QTimer.singleShot(0, alone, alone.listen)
    code = application.exec()
    app.close()
    alone.close()
    return code


def forbid_core_dumps() -> None:
    """A picture of the memory would hold the database key and what was on the screen. On Windows there is nothing to
    switch off here."""
    if os.name != "posix":
        return
    import resource

    # One byte, and not none: of a crash that is handed to a collector Linux makes a picture for none too, and for one
    # byte it does not. Where less is allowed already, none is all there is.
    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    least = 1 if most != 0 else 0
    resource.setrlimit(resource.RLIMIT_CORE, (least, least))
