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

from bench.table import ROOT, head, line

ROUNDS = 15
LISTED = 5_000

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
from ui.app import App
from ui.options import Options
application = QApplication([])
app = App(application, Options(Path({folder!r}), settings={folder!r} + "/w.ini"))
app.show()
application.processEvents()
"""
# From the password to the list of clients: the key is derived before, beside the import of the database layer, and what
# is done while a person types is done.
TO_THE_LIST = """
import time
from pathlib import Path
from PySide6.QtWidgets import QApplication
from fixed import CHEAP, NOW, PASSWORD
from clinic_desktop.store.keys import vault
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.keys.keyring import ClinicFolder
from ui.app import App
from ui.options import Options
application = QApplication([])
settings, cache = {folder!r} + "/w.ini", Path({folder!r}) / "codes"
app = App(application, Options(Path({folder!r}), settings=settings, cache=cache, clock=Clock(NOW), cost=CHEAP))
app.show()
application.processEvents()
from ui.app import warm_up
warm_up()
# What waits for the first paint is done 100 ms after it: nobody types a password that fast.
time.sleep(0.15)
application.processEvents()
known = vault.read(ClinicFolder(Path({folder!r})).vault)
slot = known.people()[0].id
key = vault.unwrap(known, slot, PASSWORD)
began = time.perf_counter()
app.enter(key, slot)
app.main.go("clients")
application.processEvents()
assert app.main.page("clients").list._model.rowCount() == 200
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
    from bench.backup import backups
    from bench.codes import codes
    from bench.coverage import coverage
    from bench.lists import CROWDS, lists
    from bench.month import month
    from bench.notes import notes
    from bench.packets import packets
    from bench.paper import paper
    from bench.record import record
    from bench.reports import reports
    from bench.scans import scans

    head()
    with tempfile.TemporaryDirectory() as home:
        start_up(Path(home))
        to_the_list(Path(home))
        one_write(Path(home))
        lists(Path(home))
        backups(Path(home) / f"crowd-{CROWDS[-1]}")
        codes(Path(home) / "codes")
        month(Path(home))
    coverage()
    notes()
    record()
    reports()
    paper()
    packets()
    scans()


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


def to_the_list(home: Path) -> None:
    """A fresh process from the derived key to a list of clients that can be used, and its memory then."""
    from bench.people import crowd
    from factories import built_codes

    crowd(home / "listed", LISTED).close()
    # As on every start but the very first: the search file of the diagnosis codes is there.
    built_codes(home / "listed" / "codes")
    ours = [fresh(TO_THE_LIST.format(folder=str(home / "listed")) + END) for _ in range(ROUNDS)]
    floor = [fresh(BARE_WINDOW + END) for _ in range(ROUNDS)]
    milliseconds = statistics.median(one[0] for one in ours) * 1000
    line(f"password to the list of {LISTED:,} clients, ms", milliseconds, 150, "150 ms")
    megabytes, bare = (statistics.median(one[1] for one in all_) / 1e6 for all_ in (ours, floor))
    line("memory with that list open, MB", megabytes, bare, "2.0x")


def fresh(code: str) -> tuple[float, int]:
    """Seconds and bytes that a fresh process reports."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests")))}
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


if __name__ == "__main__":
    main()
