"""The pictures of backups: a second place, restores that are tried, the move; folders that are not as they were."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from fixed import NOW
from PySide6.QtWidgets import QApplication, QWidget

from clinic_desktop.drills.model import Drill
from clinic_desktop.store.backups import second_place
from clinic_desktop.store.beside import standing
from clinic_desktop.store.beside.standing import Finding
from clinic_desktop.store.clock import Clock
from ui.app import App
from ui.kit.layout import bring_into_view
from ui.main_window import MainWindow
from ui.settings.backups import BackupsSection
from ui.start.standing import FolderCourse

Scene = tuple[str, QWidget]
_FINDINGS: tuple[Finding, ...] = ("no keys of it", "no file", "no log", "other log", "copied open", "moved")


def folder_scenes(app: App) -> Iterator[Scene]:
    """What is said before anything is opened; `app` shows its start window."""
    window = app.start
    assert window
    standing.note_moved(app.folder, NOW)
    course = FolderCourse(app, app._show_sign_in, app._show_restore)
    for finding in _FINDINGS:
        course.begin(finding)
        yield f"folder-{finding.replace(' ', '-')}", window
    standing.begin_anew(app.folder)


def backup_scenes(main: MainWindow) -> Iterator[Scene]:
    """The section of the backups of an own clinic, from its first day to a stick that stays away."""
    with TemporaryDirectory() as home:
        stick = Path(home) / "STICK" / "Clinic backups"
        stick.mkdir(parents=True)
        main.go("settings", "backups/")
        (section,) = main.findChildren(BackupsSection)
        yield "backups-first", main
        main.backups.back_up()
        main.backups.drills.try_now()
        section.second.choose(stick)
        yield "backups", main
        for name, card in (("second", section.second), ("drill", section.drill)):
            bring_into_view(card)
            QApplication.processEvents()
            yield f"backups-{name}", main
        assert section.moving
        section.moving.move_to(stick)
        bring_into_view(section.moving)
        QApplication.processEvents()
        yield "backups-move", main
        yield from _gone_wrong(main, section)
        main.backups.second.give_up()
    clinic = main.session.clinic
    now, clinic.clock = clinic.clock, Clock(NOW + timedelta(days=8))
    main.go("today")
    QApplication.processEvents()
    yield "today-second-place", main
    clinic.clock = now
    main.go("settings", "check/")
    yield "check-first", main


def _gone_wrong(main: MainWindow, section: BackupsSection) -> Iterator[Scene]:
    second, drills = main.backups.second, main.backups.drills
    place, last = second.place, drills.last
    assert place
    assert last
    second.place = place._replace(seen_at=(NOW - timedelta(days=9)).isoformat())
    second.at = None
    failed = "Some files of clients in the backup are damaged or missing."
    drills.last = Drill(NOW, NOW, "second", 98, 98, 4_120, 210, 212, 84_000_000, 3_011, 0, 8_400, failed)
    second.changed.emit()
    drills.changed.emit()
    bring_into_view(section.drill)
    QApplication.processEvents()
    yield "backups-wrong", main
    second.place, drills.last = place, last
    assert second_place.read(main.session.clinic.keys.folder)
    second.changed.emit()
    drills.changed.emit()
