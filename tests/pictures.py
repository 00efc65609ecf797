"""Makes pictures of every page and dialog: python tests/pictures.py FOLDER. Light and dark, at 1x and 2x."""

import os
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

SIZE = (1366, 768)
NOW = datetime(2026, 11, 24, 17, 30, tzinfo=UTC)
# A recovery key for pictures: of no clinic.
SAMPLE_KEY = "0123-4567-89AB-CDEF-GHJK-MNPQ-RSTV-WXYZ-0000"


def main(folder: Path) -> None:
    """One run a scale, for Qt reads the scale once, at the start."""
    import subprocess

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if "QT_SCALE_FACTOR" not in os.environ:
        for scale in ("1", "2"):
            command = [sys.executable, __file__, str(folder)]
            subprocess.run(command, check=True, env=os.environ | {"QT_SCALE_FACTOR": scale})
        return
    _take(folder, os.environ["QT_SCALE_FACTOR"])


def _take(folder: Path, scale: str) -> None:
    from PySide6.QtWidgets import QApplication

    from clinic_desktop.store.clock import Clock
    from ui.app import App, Options
    from ui.preferences import THEME

    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    with tempfile.TemporaryDirectory() as away:
        for scheme in ("light", "dark"):
            home = Path(away) / scheme
            home.mkdir()
            settings = str(home / "window.ini")
            options = Options(home / "demo", demo=True, settings=settings, clock=Clock(NOW), inline=True)
            app = App(application, options)
            app.preferences.choose(THEME, scheme)
            app.theme.apply()
            for name, widget in scenes(app, home):
                application.processEvents()
                widget.grab().save(str(folder / f"{name}-{scheme}-{scale}x.png"))
            app.close()
            application.processEvents()


def scenes(app: "App", home: Path) -> Iterator[tuple[str, "QWidget"]]:  # noqa: F821
    """Every page and dialog, with its name."""
    from ui.app import App, Options

    yield from _start_scenes(App, Options, app, home)
    app.show()
    main = app.main
    assert main
    main.resize(*SIZE)
    yield "today", main
    yield from _settings_scenes(main)
    sheet = main._shortcuts()
    yield "shortcuts", sheet
    sheet.close()
    from ui.errors import BugWindow

    bug = BugWindow("Clinic Desktop 0.1.0, Python 3.11.7, linux\nZeroDivisionError\n  perform in visits/commands.py, line 41")
    bug.show()
    yield "bug", bug
    bug.close()


def _start_scenes(app_type, options_type, app, home):  # type: ignore[no-untyped-def]  # noqa: ANN
    from clinic_desktop.clinic import Clinic, NewClinic
    from clinic_desktop.practice.model import PracticeDraft, TherapistDraft
    from clinic_desktop.store.clock import Clock
    from clinic_desktop.store.keyring import ClinicFolder
    from clinic_desktop.store.vault import KeyCost
    from ui.start.new_key import NewKeyPage

    folder = home / "own"
    first = app_type(app._application, options_type(folder, settings=str(home / "own.ini"), clock=Clock(NOW), inline=True))
    first.preferences.choose(__import__("ui.preferences", fromlist=["THEME"]).THEME, home.name)
    first.theme.apply()
    first.show()
    window = first.start
    window.resize(*SIZE)
    yield "first-run", window
    page = window.centralWidget()
    page.form.fill({"name": "Alder & Rowe Massage", "zip": "9840", "state": "Wash", "password": "short"})
    page.editor.save()
    yield "first-run-problems", window
    first._show_page(NewKeyPage("Alder & Rowe Massage", SAMPLE_KEY, NOW.date(), lambda: None, lambda: None))
    yield "recovery-key", window
    practice = PracticeDraft("Alder & Rowe Massage", "14 Elm Street", "", "Tacoma", "WA", "98402")
    new = NewClinic(practice, TherapistDraft("Maya", "Ortiz"), "four words in a row")
    clinic, _ = Clinic.create(ClinicFolder(folder), new, KeyCost(1024, 1, 1), Clock(NOW))
    first._show_sign_in()
    yield "sign-in", window
    page = window.centralWidget()
    page.form.fill({"password": "wrong password"})
    page.editor.save()
    yield "sign-in-wrong", window
    first._show_recovery()
    yield "sign-in-recovery", window
    first._show_trouble("The clinic's file is damaged, or belongs to another clinic. Your password is right. "
                        "Restore the newest backup.")
    yield "trouble", window
    first._show_main(clinic)
    first.main.resize(*SIZE)
    yield "today-new", first.main
    first.close()


def _settings_scenes(main):  # type: ignore[no-untyped-def]  # noqa: ANN
    from ui.kit.records import Records
    from ui.settings.page import SECTIONS

    for section in SECTIONS:
        main.go("settings", f"{section.key}/")
        yield f"settings-{section.key}", main
        page = main.page("settings")
        lists = [found for found in page.findChildren(Records) if found.isVisible()]
        if lists:
            lists[0].table.selectRow(0)
            lists[0].open(lists[0]._model.row(0))
            yield f"settings-{section.key}-edit", main
            inner = [found for found in page.findChildren(Records) if found.isVisible()]
            if inner:
                inner[-1].open(inner[-1]._model.row(0))
                yield f"settings-{section.key}-credential", main
            lists[0].add()
            yield f"settings-{section.key}-new", main
            lists[0].back()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "pictures"))
