"""Benchmarks: ratios against a floor measured in the same run, shuffled, printed as a table. ./start bench"""

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
ROUNDS = 15

# The floor of the stack's own measurements: a menu and four tabs with a line and a table.
BARE_WINDOW = """
import time; began = time.perf_counter()
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QTableView, QTabWidget, QVBoxLayout, QWidget
application = QApplication([])
window = QMainWindow()
window.menuBar().addMenu("File").addAction("Close")
tabs = QTabWidget()
for name in ("One", "Two", "Three", "Four"):
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.addWidget(QLineEdit())
    layout.addWidget(QTableView())
    tabs.addTab(page, name)
window.setCentralWidget(tabs)
window.show()
application.processEvents()
"""
SIGN_IN = """
import time; began = time.perf_counter()
from pathlib import Path
from PySide6.QtWidgets import QApplication
from ui.app import App, Options
application = QApplication([])
app = App(application, Options(Path({folder!r}), settings={folder!r} + "/w.ini"))
app.show()
application.processEvents()
"""
END = """
import json, os
seconds = time.perf_counter() - began
rss = int(open("/proc/self/statm").read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
print(json.dumps([seconds, rss]), flush=True)
os._exit(0)
"""


def main() -> None:
    """Print one line a measurement."""
    print(f"{'measured':<44}{'ours':>12}{'floor':>12}{'ratio':>8}{'goal':>8}")
    with tempfile.TemporaryDirectory() as home:
        start_up(Path(home))
        one_write(Path(home))


def start_up(home: Path) -> None:
    """A fresh process up to the painted sign-in window, against a bare window."""
    from factories import make_clinic

    folder = home / "clinic"
    clinic, _ = make_clinic(folder)
    clinic.close()
    runs = {"ours": SIGN_IN.format(folder=str(folder)) + END, "floor": BARE_WINDOW + END}
    found: dict[str, list[tuple[float, int]]] = {"ours": [], "floor": []}
    for _ in range(ROUNDS):
        for name in random.sample(list(runs), 2):
            found[name].append(fresh(runs[name]))
    milliseconds = {name: statistics.median(one[0] for one in all_) * 1000 for name, all_ in found.items()}
    megabytes = {name: statistics.median(one[1] for one in all_) / 1e6 for name, all_ in found.items()}
    line("start: process code to sign-in, ms", milliseconds["ours"], milliseconds["floor"], "1.3x")
    line("memory at sign-in, MB", megabytes["ours"], megabytes["floor"], "")


def fresh(code: str) -> tuple[float, int]:
    """Seconds and bytes that a fresh process reports."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    seconds, rss = json.loads(done.stdout.splitlines()[-1])
    return float(seconds), int(rss)


def one_write(home: Path) -> None:
    """A command with its audit entry, against a bare insert into the same table in a transaction of its own."""
    from factories import make_clinic

    from clinic_desktop.practice.commands import AddService
    from clinic_desktop.practice.model import ServiceDraft
    from clinic_desktop.store.connection import open_encrypted

    clinic, _ = make_clinic(home / "write")
    draft = ServiceDraft("Massage", "MT001", True, "unit", "35.00")
    bare = open_encrypted(clinic.keys.folder.database, clinic.keys.key, "write").conn
    sql = (
        "INSERT INTO services (version, name, procedure_code, is_timed, priced_by, price_cents, sort_name)"
        " VALUES (1, 'Massage', 'MT001', 1, 'unit', 3500, 'massage')"
    )

    def insert() -> None:
        bare.execute("BEGIN IMMEDIATE")
        bare.execute(sql)
        bare.execute("COMMIT")

    def command() -> None:
        clinic.do(AddService(draft))

    ours, floor = side_by_side(command, insert, 1500)
    bare.close()
    clinic.close()
    line("one write with its audit entry, ms", ours, floor, "2.0x")


def side_by_side(ours: Callable[[], None], floor: Callable[[], None], times: int) -> tuple[float, float]:
    """The medians in milliseconds, in small shuffled batches."""
    found: dict[Callable[[], None], list[float]] = {ours: [], floor: []}
    for _ in range(times // 10):
        for work in random.sample([ours, floor], 2):
            for _ in range(10):
                began = time.perf_counter()
                work()
                found[work].append((time.perf_counter() - began) * 1000)
    return statistics.median(found[ours]), statistics.median(found[floor])


def line(what: str, ours: float, floor: float, goal: str) -> None:
    """One line of the table."""
    print(f"{what:<44}{ours:>12.2f}{floor:>12.2f}{ours / floor:>7.2f}x{goal:>8}", flush=True)


if __name__ == "__main__":
    main()
