"""The clinical record: a chart that holds years of it against one that was just begun, and the paper of a report."""

import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from bench.paper import against_a_canvas
from bench.table import line
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QLayout, QMainWindow

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.clinic import Clinic
from ui.chart.page import ChartPage
from ui.codes.shelf import Shelf
from ui.jobs import InlineJobs
from ui.preferences import Preferences
from ui.session import Session
from ui.theme import Theme

ROUNDS = 25
# Visits and scores of a chart; the first one is the floor.
FEW, MANY = (10, 10), (1_000, 200)
PAGES = ("visits", "assessment", "plan")
REPORTED = 20
_MEASURES = ("ndi", "odi", "rmdq", "quickdash")


def record() -> None:
    """All lines about the record."""
    from factories import make_clinic, new_service

    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    with tempfile.TemporaryDirectory() as home:
        clinic, _ = make_clinic(Path(home) / "record")
        new_service(clinic)
        cases = [charted(clinic, visits, scores) for visits, scores in (MANY, FEW)]
        with dressed(application, Path(home)):
            opener = Opener(clinic, Path(home))
            _charts(opener, cases)
            opener.close()
        ours, floor = _report(clinic)
        line(f"paper: a progress report of {REPORTED} visits, ms", ours, floor, "2.0x")
        clinic.close()


def charted(clinic: Clinic, visits: int, scores: int) -> CaseId:
    """A case of a client of its own, with an order and a plan, and so many visits with their notes and so many scores,
    the last ones of yesterday."""
    from factories import CASE, CLIENT, VISIT, new_case, new_client, new_prescription, new_visit
    from planning import ORDER, PLAN, signed_plan
    from scoring import new_score, typed

    from clinic_desktop.visits.commands.notes import WriteNote
    from clinic_desktop.visits.model import TechniqueLine, VisitNoteDraft

    today = clinic.clock.today()
    client = new_client(clinic, replace(CLIENT, family_name=f"Visits {visits}"))
    case = new_case(clinic, client, replace(CASE, onset_on="1/2/2020"))
    order = new_prescription(clinic, case, ORDER)
    signed_plan(clinic, case, replace(PLAN, prescription=str(order)))
    done = (TechniqueLine("Stretching", "Neck", "20", "1"), TechniqueLine("Deep tissue massage", "Low back", "40", "1"))
    for back in range(visits, 0, -1):
        day = f"{today - timedelta(back):%m/%d/%Y}"
        row = new_visit(clinic, case, replace(VISIT, date_of_service=day))
        note = VisitNoteDraft("Better", "Tone 3", "Eased", "Again", pain_before="6", pain_after="3", techniques=done)
        clinic.do(WriteNote(row, 0, note))
    for at in range(scores, 0, -1):
        day = f"{today - timedelta(at):%m/%d/%Y}"
        new_score(clinic, case, _MEASURES[at % len(_MEASURES)], typed(str(10 + at % 12), day))
    return case


@contextmanager
def dressed(application: QApplication, home: Path) -> Iterator[None]:
    """The program's looks, as long as it is measured: they are part of what is painted."""
    theme = Theme(application, Preferences(str(home / "w.ini")))
    theme.apply()
    theme.dress()
    yield
    application.setStyleSheet("")


class Opener:
    """Opens charts in a window that is open, as the program does."""

    def __init__(self, clinic: Clinic, home: Path) -> None:
        """Of this clinic."""
        self._session = Session(clinic)
        self._jobs = InlineJobs(self._session)
        self._shelf = Shelf(self._session, self._jobs, home / "codes")
        self._window = QMainWindow()
        self._window.resize(1366, 768)
        # The window of the bench may be smaller than a page likes it: nothing is said of it on the console.
        layout = self._window.layout()
        assert layout
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._window.show()

    def opened(self, client: int) -> list[float]:
        """Milliseconds up to the first paint of the summary, and from there to that of each of PAGES."""
        took = list[float]()

        def timed(act: Callable[[], object]) -> None:
            began = time.perf_counter()
            act()
            QApplication.processEvents()
            took.append((time.perf_counter() - began) * 1000)

        timed(lambda: self._open(client))
        chart = self._window.centralWidget()
        assert isinstance(chart, ChartPage)
        for key in PAGES:
            timed(partial(chart.show_tab, key))
        # What is gone costs the next one nothing.
        chart.hide()
        chart.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        return took

    def _open(self, client: int) -> None:
        self._window.setCentralWidget(ChartPage(self._session, self._shelf, self._jobs, ClientId(client)))

    def close(self) -> None:
        """Let go of the window."""
        self._window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _charts(opener: Opener, cases: list[CaseId]) -> None:
    """A line for the opening, and one for each page that is turned to for the first time."""
    many, few = (int(case) for case in cases)
    found: dict[int, list[list[float]]] = {many: [], few: []}
    for client in found:
        opener.opened(client)
    for _ in range(ROUNDS):
        for client in random.sample(list(found), 2):
            found[client].append(opener.opened(client))
    words = f"chart of {MANY[0]:,} visits, {MANY[1]} scores, against {FEW[0]}"
    for at, what in enumerate(("opens", *PAGES)):
        ours, floor = (statistics.median(one[at] for one in found[client]) for client in (many, few))
        line(f"{words}: {what}, ms", ours, floor, "2.0x")


def _report(clinic: Clinic) -> tuple[float, float]:
    """The paper of a signed report against a canvas that draws the same words and lines."""
    from assessing import FIRST, LAST
    from reporting import REPORT, signed_report

    from clinic_desktop.assessments.commands import AddAssessment
    from clinic_desktop.progress.document.paper import report_pdf
    from clinic_desktop.progress.queries import report_paper

    case = charted(clinic, REPORTED, 12)
    for draft in (replace(FIRST, day="11/5/2026"), replace(LAST, day="11/20/2026")):
        clinic.do(AddAssessment(case, draft))
    paper = report_paper(clinic.read, signed_report(clinic, case, replace(REPORT, day="11/24/2026")))
    return against_a_canvas(partial(report_pdf, paper))
