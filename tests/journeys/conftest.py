"""The program, started for a journey."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from backing import Held
from fixed import CHEAP, NOW, PASSWORD
from PySide6.QtWidgets import QApplication
from windows import Starter, signed_in

from clinic_desktop.clinic import Clinic
from clinic_desktop.jobs import Progress
from clinic_desktop.practice.commands import AddService
from clinic_desktop.practice.model import ServiceDraft
from clinic_desktop.store.backups.backup import back_up
from clinic_desktop.store.backups.manifest import Backup
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.keyring import ClinicFolder
from ui.app import App
from ui.main_window import MainWindow
from ui.options import Options


@pytest.fixture
def start(qapp: QApplication, tmp_path: Path, codes_file: Path) -> Iterator[Starter]:
    started: list[App] = []

    def starter(folder: Path, *, demo: bool = False) -> App:
        settings = str(tmp_path / "window.ini")
        clock = Clock(NOW)
        app = App(qapp, Options(folder, demo, settings, codes_file.parent, clock, CHEAP, inline=True))
        started.append(app)
        app.show()
        return app

    yield starter
    for app in started:
        app.close()


@pytest.fixture
def main(start: Starter, folder: ClinicFolder) -> MainWindow:
    """The window of the template clinic: nobody is in it yet."""
    return signed_in(start(folder.path), PASSWORD)


@pytest.fixture
def saved(folder: ClinicFolder) -> Backup:
    """A backup with a service that the clinic has no more: it got another one."""
    known = vault.read(folder.vault)
    slot = known.people()[0].id
    clinic = Clinic.open(folder, vault.unwrap(known, slot, PASSWORD), slot, Clock(NOW - timedelta(days=1)), CHEAP)
    clinic.do(AddService(ServiceDraft("Before", "MT009", True, "unit", "35")))
    made = back_up(folder, clinic.keys.key, NOW - timedelta(days=1), Progress())
    clinic.undo()
    clinic.close()
    assert made
    return made


@pytest.fixture
def held(qapp: QApplication, folder: ClinicFolder, saved: Backup, tmp_path: Path) -> Iterator[Held]:
    made = Held(qapp, folder.path, tmp_path / "window.ini")
    yield made
    made.app.close()
