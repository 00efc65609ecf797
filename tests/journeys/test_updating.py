"""A clinic that an earlier version of the program used last: brought up to date on the way in, beside the window."""

from pathlib import Path

import pytest
from backing import Held
from fixed import PASSWORD
from held_jobs import HeldJobs
from old_clinics import FILES, Old
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from windows import Starter, main_of, page_of, press, seen, type_in

from clinic_desktop import clinic
from clinic_desktop.errors import StoreTrouble
from clinic_desktop.store import schema
from clinic_desktop.store.backups.manifest import backups_in
from clinic_desktop.store.keys.keyring import ClinicFolder
from ui.start.trouble import TroublePage
from ui.start.waiting import WaitingPage


@pytest.fixture
def old(tmp_path: Path) -> ClinicFolder:
    folder = ClinicFolder(tmp_path / "old")
    found = Old(FILES[-2], tmp_path / "old.db")
    assert found.number < len(schema.migrations())
    found.encrypt(folder)
    found.database.close()
    return folder


def test_it_takes_a_moment_that_is_said_and_a_backup_is_made(
    qtbot: QtBot, qapp: QApplication, old: ClinicFolder, tmp_path: Path
) -> None:
    held = Held(qapp, old.path, tmp_path / "window.ini")
    type_in(page_of(held.app), password=PASSWORD)
    press(qtbot, page_of(held.app), "Sign in")
    while held.jobs.waiting and not isinstance(page_of(held.app), WaitingPage):
        job, work = held.jobs.waiting.pop(0)
        job.run(work)
        QApplication.processEvents()
    assert "Updating the clinic’s file" in seen(page_of(held.app))
    assert backups_in(old.backups) == ()
    held.jobs.go()
    assert main_of(held.app).isVisible()
    assert [one.manifest.kind for one in backups_in(old.backups)] == ["migration"]
    held.app.close()


def test_the_demo_takes_its_moment_the_same_way(
    qtbot: QtBot, start: Starter, old: ClinicFolder, tmp_path: Path
) -> None:
    (old.path / "demo-password.txt").write_text(PASSWORD, encoding="ascii")
    app = start(tmp_path / "clinic")
    held = app.jobs = HeldJobs()
    app.folder = old
    app._open_demo()
    assert "Updating the clinic’s file" in seen(page_of(app))
    assert app.main is None
    held.go()
    assert main_of(app).session.is_demo
    assert [one.manifest.kind for one in backups_in(old.backups)][-1] == "migration"


def test_where_it_cannot_be_done_nothing_is_changed(
    qtbot: QtBot, start: Starter, old: ClinicFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StoreTrouble("No backup was made. The disk is full.")

    monkeypatch.setattr(clinic, "Writer", full)
    app = start(old.path)
    type_in(page_of(app), password=PASSWORD)
    press(qtbot, page_of(app), "Sign in")
    page = page_of(app)
    assert isinstance(page, TroublePage)
    assert "The disk is full." in seen(page)
    assert not app.hold.is_held
