"""The form in which a visit is recorded with its note: what each keystroke costs besides repainting."""

import random
import statistics
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from bench.table import line
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from ui.kit.editor import Editor
from ui.kit.rows_field import RowsField

LETTERS = 1_000
GOAL = 5.0
_P99 = 99
_WORDS = "stiff on waking neck eased tolerated well tone three of four right upper trapezius "
_DIGITS = "0123456789\b"


def notes() -> None:
    """Print one line a measurement: the 99th percentile of a keystroke, against a bare box of text."""
    from factories import make_clinic

    from ui.session import Session
    from ui.visits.editor import visit_editor

    QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as home:
        clinic, _ = make_clinic(Path(home) / "notes")
        editor = visit_editor(Session(clinic), _usual_client(clinic), None, lambda _: None)
        bare = QPlainTextEdit()
        for shown in (editor, bare):
            shown.resize(1100, 800)
            shown.show()
        QApplication.processEvents()
        for name, box, letters in _boxes(editor):
            ours, floor = _typed(box, bare, letters)
            line(f"keystroke in {name}, p99, ms", ours, floor, "")
            line(f"keystroke in {name}, p99 against {GOAL:.0f} ms", ours, GOAL, "1.0x")
        # Its draft is written now, and not once the clinic is closed.
        editor.form.let_go()
        for shown in (editor, bare):
            shown.deleteLater()
        clinic.close()


def _usual_client(clinic: Clinic) -> CaseId:
    """Twenty visits with their notes, and two hundred phrases."""
    from factories import VISIT, new_case, new_service, new_visit

    from clinic_desktop.phrases.commands import AddPhrase
    from clinic_desktop.phrases.model import PhraseDraft
    from clinic_desktop.visits.commands.notes import WriteNote
    from clinic_desktop.visits.model import VisitNoteDraft

    new_service(clinic)
    case = new_case(clinic)
    for day in range(1, 21):
        row = new_visit(clinic, case, replace(VISIT, date_of_service=f"11/{day}/2026"))
        clinic.do(WriteNote(row, 0, VisitNoteDraft("Stiff", "Tone 3", "Eased", "Again")))
    for at in range(200):
        clinic.do(AddPhrase(PhraseDraft(f"p{at}", "A whole sentence that is written again and again.")))
    return case


def _boxes(editor: Editor) -> tuple[tuple[str, QWidget, str], ...]:
    """Where somebody types: words, and minutes with which the charge is counted again."""
    fields = editor.form.fields
    techniques = fields["techniques"]
    assert isinstance(techniques, RowsField)
    techniques.cells(0)["service"].set_value("1")
    return (
        ("a note", fields["objective"].box, _WORDS),
        ("the minutes of a technique", techniques.cells(0)["minutes"].box, _DIGITS),
    )


def _typed(box: QWidget, bare: QWidget, letters: str) -> tuple[float, float]:
    ours, floor = list[float](), list[float]()
    chance = random.Random(7)
    for _ in range(LETTERS):
        letter = chance.choice(letters)
        for found, target in chance.sample([(ours, box), (floor, bare)], 2):
            target.setFocus()
            began = time.perf_counter()
            QTest.keyClicks(target, letter)
            found.append((time.perf_counter() - began) * 1000)
            # The repainting is not counted, and does not pile up either.
            QApplication.processEvents()
    return _p99(ours), _p99(floor)


def _p99(found: list[float]) -> float:
    return statistics.quantiles(found, n=100)[_P99 - 1]
