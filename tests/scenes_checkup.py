"""The pictures of a clinic looked over, of what is saved of a damaged file, and of a disk that takes nothing."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from clinic_desktop.salvaging import Saved
from clinic_desktop.store.connection import open_encrypted
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.store.salvage.model import Salvaged, SavedTable
from ui.app import App
from ui.main_window import MainWindow
from ui.start.saving import SavedPage

Scene = tuple[str, QWidget]
_FULL = "The disk is full. Nothing was saved, and nothing that was saved before is lost. Make room, then try again."
_SAVED = (
    SavedTable("clients", 39, 4),
    SavedTable("visits", 572, 31, 0, 0, 0, 0, is_whole=False),
    SavedTable("payments", 240, 76, 4, 2, 0, 3, is_whole=False, is_open=True),
    SavedTable("bills", 29),
    SavedTable("letters", 5),
    SavedTable("audit", 3_900, 0, 96, 21, is_whole=False, is_open=True),
    SavedTable("contents", 38, 0, 1, is_whole=False),
    SavedTable("practice", 14),
)


def checkup_scenes(main: MainWindow) -> Iterator[Scene]:
    """The check before the first, with all well, and with findings; and while the disk is full."""
    checks, keys = main._tools.checks, main.session.clinic.keys
    main.go("settings", "check")
    checks.check()
    yield "check-well", main
    second = vault.second_copy(keys.folder.vault)
    whole = second.read_text(encoding="utf-8")
    second.write_text("{", encoding="utf-8")
    with closing(open_encrypted(keys.folder.database, keys.key, "write")) as database:
        database.execute("DELETE FROM client_search WHERE rowid < 4")
    checks.check()
    yield "check-findings", main
    second.write_text(whole, encoding="utf-8")
    checks.repair("index", lambda _: None)
    main.go("clients", "1/edit")
    main.session.clinic.world.note(_FULL)
    QApplication.processEvents()
    yield "only-reading", main
    main.session.clinic.world.note("")
    main.go("clients", "1")


def salvage_scenes(app: App, folder: Path) -> Iterator[Scene]:
    """What could be read of a damaged file, before its owner takes it."""
    window = app.start
    assert window
    place = ClinicFolder(folder)
    saved = Saved(place, b"", place, Salvaged(_SAVED, "2026-11-24T15:00:00+00:00"))
    app.show_page(SavedPage(saved, lambda: None, lambda: None))
    yield "saved-anew", window
