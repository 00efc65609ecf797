"""The list of clients: a keystroke's own work, the first paint and a repaint, and the way from the password to it."""

import json
import os
import random
import statistics
import subprocess
import sys
import time
from pathlib import Path

from bench.people import crowd, keystrokes, name
from bench.table import ROOT, line

from clinic_desktop.clients.queries import MOST_FOUND

ROUNDS = 7
PAINTS = 15
CROWDS = (1_000, 100_000)
VISITS = 10

# One process, one style sheet: our page of clients and a bare table with the same rows in memory, shuffled.
PAINT = """
import json, random, time
from pathlib import Path
from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtWidgets import QApplication, QTableView, QMainWindow
from fixed import CHEAP, NOW, PASSWORD
from clinic_desktop.clinic import Clinic
from clinic_desktop.clients import queries
from clinic_desktop.store.keys import vault
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.keys.keyring import ClinicFolder
from ui.clients.columns import CLIENT_COLUMNS
from ui.clients.page import ClientList
from ui.preferences import Preferences
from ui.session import Session
from ui.theme import Theme
application = QApplication([])
folder = ClinicFolder(Path({folder!r}))
known = vault.read(folder.vault)
slot = known.people()[0].id
clinic = Clinic.open(folder, vault.unwrap(known, slot, PASSWORD), slot, Clock(NOW), CHEAP)
session = Session(clinic)
preferences = Preferences({folder!r} + "/w.ini")
theme = Theme(application, preferences)
theme.apply()
theme.dress()

class InMemory(QAbstractTableModel):
    def __init__(self, rows):
        super().__init__()
        self.rows = [[column.text(row) for column in CLIENT_COLUMNS] for row in rows]
    def rowCount(self, parent=None):
        return 0 if parent is not None and parent.isValid() else len(self.rows)
    def columnCount(self, parent=None):
        return 0 if parent is not None and parent.isValid() else len(CLIENT_COLUMNS)
    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        return self.rows[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None

def shown(widget):
    window = QMainWindow()
    window.resize(1366, 768)
    window.setCentralWidget(widget)
    window.show()
    application.processEvents()
    return window

def first_paint(build):
    began = time.perf_counter()
    window = shown(build())
    took = time.perf_counter() - began
    window.close()
    window.deleteLater()
    application.processEvents()
    return took * 1000

rows = queries.client_page(clinic.read).rows
def bare():
    view = QTableView()
    view.setModel(InMemory(rows))
    view.model().setParent(view)
    return view
def ours():
    return ClientList(session, preferences)

found = {{"ours": [], "floor": []}}
for build in (ours, bare):
    first_paint(build)
for _ in range({paints}):
    for key, build in random.sample([("ours", ours), ("floor", bare)], 2):
        found[key].append(first_paint(build))

typed = {typed!r}
page, view = ours(), bare()
windows = [shown(page), shown(view)]
strokes = {{"ours": [], "floor": []}}
for letters in typed:
    began = time.perf_counter()
    page.search.setText(letters)
    page.table.viewport().repaint()
    strokes["ours"].append((time.perf_counter() - began) * 1000)
    same = [page._model.row(at) for at in range(page._model.rowCount())]
    model = InMemory(same)
    began = time.perf_counter()
    view.model().beginResetModel()
    view.model().rows = model.rows
    view.model().endResetModel()
    view.viewport().repaint()
    strokes["floor"].append((time.perf_counter() - began) * 1000)
print(json.dumps([found, strokes]), flush=True)
import os
os._exit(0)
"""


def lists(home: Path) -> None:
    """All lines about the list of clients."""
    own: dict[int, list[tuple[float, int]]] = {}
    accounts: dict[int, float] = {}
    for count in CROWDS:
        folder = home / f"crowd-{count}"
        clinic = crowd(folder, count, VISITS)
        chance = random.Random(5)
        typed = keystrokes([name(chance, 3).lower() for _ in range(60)])
        own[count] = own_work(clinic, typed)
        accounts[count] = account_work(clinic, count)
        clinic.close()
        paints(folder, count, typed[:: max(1, len(typed) // 150)])
    few, many = (own[count] for count in CROWDS)
    line(f"keystroke's own work, {CROWDS[1]:,} clients, p99 ms", percentile([one for one, _ in many]), 5.0, "5 ms")
    # A short answer is quicker: compared are the keystrokes that fill the list in both.
    both = [(one[0], other[0]) for one, other in zip(many, few, strict=True) if one[1] == other[1] == MOST_FOUND]
    many_ms, few_ms = (statistics.median(one[at] for one in both) for at in (0, 1))
    line(f"same, median of {len(both)} full lists, against {CROWDS[0]:,}, ms", many_ms, few_ms, "1.5x")
    few_visits, many_visits = (count * VISITS for count in CROWDS)
    words = f"a case's visits and payments, {many_visits:,} against {few_visits:,}, ms"
    line(words, accounts[CROWDS[1]], accounts[CROWDS[0]], "1.5x")


def own_work(clinic: object, typed: list[str]) -> list[tuple[float, int]]:
    """Milliseconds of query and model for each keystroke, and how many rows it brought."""
    from PySide6.QtCore import QCoreApplication

    from clinic_desktop.clients.queries import clients_found
    from clinic_desktop.clinic import Clinic
    from clinic_desktop.store.paging import Page
    from ui.clients.columns import CLIENT_COLUMNS
    from ui.kit.paged_model import PagedModel

    assert isinstance(clinic, Clinic)
    _ = QCoreApplication.instance() or QCoreApplication([])
    read, today, letters = clinic.read, clinic.clock.today(), [""]
    model = PagedModel(lambda _: Page(clients_found(read, letters[0], today).rows, None), CLIENT_COLUMNS)
    took = []
    for letters[0] in typed:
        began = time.perf_counter()
        model.reload()
        took.append(((time.perf_counter() - began) * 1000, model.rowCount()))
    return took


def account_work(clinic: object, count: int) -> float:
    """Median milliseconds to read the visits of a case with what was paid for each."""
    from clinic_desktop.cases.model import CaseId
    from clinic_desktop.clinic import Clinic
    from clinic_desktop.payments.queries import account_page

    assert isinstance(clinic, Clinic)
    chance, took = random.Random(7), []
    for _ in range(500):
        case = CaseId(chance.randrange(count) + 1)
        began = time.perf_counter()
        assert len(account_page(clinic.read, case).rows) == VISITS
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


def paints(folder: Path, count: int, typed: list[str]) -> None:
    """First paint and repaint after a keystroke, against a bare table."""
    code = PAINT.format(folder=str(folder), paints=PAINTS, typed=typed)
    first, strokes = json.loads(fresh(code))
    line(
        f"list of {count:,} clients: first paint, ms",
        statistics.median(first["ours"]),
        statistics.median(first["floor"]),
        "1.3x",
    )
    ours, floor = statistics.median(strokes["ours"]), statistics.median(strokes["floor"])
    line(f"list of {count:,} clients: keystroke and repaint, ms", ours, floor, "1.3x")


def percentile(found: list[float]) -> float:
    """The 99th of a hundred."""
    return sorted(found)[int(len(found) * 0.99)]


def fresh(code: str) -> str:
    """The last line that a fresh process prints."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests")))}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout.splitlines()[-1]
