"""What tests of backups do with the real window, and a program whose slow work is held back."""

from pathlib import Path

from fixed import CHEAP, NOW
from held_jobs import HeldJobs
from PySide6.QtWidgets import QApplication
from windows import page_of

from clinic_desktop.practice.commands import AddService
from clinic_desktop.practice.model import ServiceDraft
from clinic_desktop.store.clock import Clock
from ui.app import App
from ui.main_window import MainWindow
from ui.options import Options
from ui.settings.backups import BackupsSection
from ui.start.restore import RestorePage


def begun(main: MainWindow) -> MainWindow:
    """What a timer of nothing does after the first paint."""
    QApplication.processEvents()
    return main


def bottom(main: MainWindow) -> str:
    return main.bottom.last_backup.button.text()


def section_of(main: MainWindow) -> BackupsSection:
    main.go("settings", "backups")
    (found,) = main.findChildren(BackupsSection)
    return found


def listed(section: BackupsSection) -> list[list[str]]:
    model = section.table.model()
    return [[str(model.index(row, at).data()) for at in range(model.columnCount())] for row in range(model.rowCount())]


def service(main: MainWindow, name: str) -> None:
    main.session.run(AddService(ServiceDraft(name, "MT009", True, "unit", "35")))


def has(main: MainWindow, name: str) -> bool:
    return bool(main.session.clinic.read.all("SELECT id FROM services WHERE name = ? AND retired_at IS NULL", name))


def restore_page(app: App) -> RestorePage:
    page = page_of(app)
    assert isinstance(page, RestorePage)
    return page


class Held:
    """The program with its slow work held back."""

    def __init__(self, application: QApplication, folder: Path, settings: Path) -> None:
        options = Options(folder, False, str(settings), settings.parent, Clock(NOW), CHEAP, inline=True)
        self.app = App(application, options)
        self.jobs = self.app.jobs = HeldJobs()
        self.app.show()
