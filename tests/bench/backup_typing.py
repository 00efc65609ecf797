"""Somebody types a note while the worker of the real window backs up a large clinic: what each key costs, and how long
the backup takes. PYTHONPATH=.:tests python -m bench.backup_typing [MEGABYTES] [FOLDER]"""

import os
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from bench.backup import FILE_BYTES, filed
from factories import new_case, new_service
from fixed import CHEAP, PASSWORD
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from windows import main_of

from clinic_desktop.clinic import Clinic
from clinic_desktop.practice.commands import AddService
from clinic_desktop.practice.model import ServiceDraft
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.keyring import ClinicFolder
from ui.app import App
from ui.kit.editor import Editor
from ui.main_window import MainWindow
from ui.options import Options

GOAL = 16.0
_QUIET = 400
_BETWEEN_MILLISECONDS = 25
_WORDS = "stiff on waking neck eased tolerated well tone three of four right upper trapezius "


class Typed(NamedTuple):
    """What keys cost, in milliseconds: their own work, and with the painting that follows."""

    own: list[float]
    painted: list[float]

    def p99(self) -> float:
        """What 99 of 100 keys cost at most by themselves."""
        return statistics.quantiles(self.own, n=100)[98]

    def words(self) -> str:
        """In a line."""
        parts = []
        for name, found in (("own work", self.own), ("painted", self.painted)):
            cut = statistics.quantiles(found, n=100)
            parts.append(f"{name} p50 {cut[49]:.2f} p99 {cut[98]:.2f} max {max(found):.2f}")
        return f"{len(self.own)} keys, ms: {', '.join(parts)}"


class Measured(NamedTuple):
    """Keys without a backup, during the first one, and during one more; seconds of each backup; its bytes."""

    quiet: Typed
    first: Typed
    again: Typed
    first_seconds: float
    again_seconds: float
    size: int


def measure(megabytes: int, home: Path) -> Measured:
    """Make a clinic with so many megabytes of encrypted files, and type in it; `home` is an empty folder."""
    QApplication.instance() or QApplication([])
    folder, _ = filed(home / "clinic", megabytes * 1_000_000 // FILE_BYTES)
    client, case = _a_client(folder)
    app = App(QApplication.instance(), Options(folder.path, False, str(home / "w.ini"), home, None, CHEAP))  # type: ignore[arg-type]
    app.show()
    main = _entered(app)
    main.go("clients", f"{client}/of/{case}/visit/new")
    QTest.qWait(500)
    (editor,) = (one for one in main.findChildren(Editor) if one.isVisible() and "objective" in one.form.fields)
    box = editor.form.fields["objective"].box
    quiet = _type(box, lambda count: count < _QUIET)
    first, first_seconds = _beside(main, box)
    main.session.run(AddService(ServiceDraft("Another", "MT009", True, "unit", "35")))
    again, again_seconds = _beside(main, box)
    newest = main.backups.newest
    assert newest
    measured = Measured(quiet, first, again, first_seconds, again_seconds, newest.size)
    editor.form.let_go()
    app.close()
    return measured


def _a_client(folder: ClinicFolder) -> tuple[int, int]:
    known = vault.read(folder.vault)
    slot = known.people()[0].id
    clinic = Clinic.open(folder, vault.unwrap(known, slot, PASSWORD), slot, Clock(), CHEAP)
    new_service(clinic)
    case = new_case(clinic)
    client = clinic.read.one("SELECT client_id FROM cases WHERE id = ?", case)["client_id"]
    clinic.close()
    return client, case


def _entered(app: App) -> MainWindow:
    page = app.start.centralWidget() if app.start else None
    form = page.form  # type: ignore[union-attr]
    form.fill({"password": PASSWORD})
    page.editor.save()  # type: ignore[union-attr]
    while app.main is None:
        QTest.qWait(50)
    return main_of(app)


def _beside(main: MainWindow, box: QWidget) -> tuple[Typed, float]:
    ended: list[float] = []
    began = time.perf_counter()
    main.backups.back_up(lambda _: ended.append(time.perf_counter()))
    typed = _type(box, lambda _: not ended)
    return typed, ended[0] - began


def _type(box: QWidget, goes_on: "object") -> Typed:
    chance, typed = random.Random(7), Typed([], [])
    assert callable(goes_on)
    while goes_on(len(typed.own)):
        began = time.perf_counter()
        QTest.keyClicks(box, chance.choice(_WORDS))
        typed.own.append((time.perf_counter() - began) * 1000)
        QApplication.processEvents()
        typed.painted.append((time.perf_counter() - began) * 1000)
        QTest.qWait(_BETWEEN_MILLISECONDS)
    return typed


def main() -> None:
    """Print what was measured, and what else went on on the machine."""
    megabytes = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    with tempfile.TemporaryDirectory(dir=sys.argv[2] if len(sys.argv) > 2 else None) as home:
        load = os.getloadavg()
        found = measure(megabytes, Path(home))
        print(f"a clinic of {found.size / 1e6:,.0f} MB; load before {load[0]:.1f}, after {os.getloadavg()[0]:.1f}")
        print(f"no backup: {found.quiet.words()}")
        print(f"first backup, {found.first_seconds:.1f} s: {found.first.words()}")
        print(f"one more, {found.again_seconds:.1f} s: {found.again.words()}")


if __name__ == "__main__":
    main()
