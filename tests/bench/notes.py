"""The form in which a visit is recorded with its note: what each keystroke costs besides repainting."""

import random
import statistics
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from bench.table import line

LETTERS = 1_000
GOAL = 5.0
_P99 = 99
_WORDS = "stiff on waking neck eased tolerated well tone three of four right upper trapezius "


def notes() -> None:
    """Print one line a measurement: the 99th percentile of a keystroke, against a bare box of text."""
    from factories import VISIT, make_clinic, new_case, new_service, new_visit
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QPlainTextEdit

    from clinic_desktop.phrases.commands import AddPhrase
    from clinic_desktop.phrases.model import PhraseDraft
    from clinic_desktop.visits.commands.notes import WriteNote
    from clinic_desktop.visits.model import VisitNoteDraft
    from ui.kit.rows_field import RowsField
    from ui.session import Session
    from ui.visits.editor import visit_editor

    application = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as home:
        clinic, _ = make_clinic(Path(home) / "notes")
        new_service(clinic)
        case = new_case(clinic)
        for day in range(1, 21):
            row = new_visit(clinic, case, replace(VISIT, date_of_service=f"11/{day}/2026"))
            clinic.do(WriteNote(row, 0, VisitNoteDraft("Stiff", "Tone 3", "Eased", "Again")))
        for at in range(200):
            clinic.do(AddPhrase(PhraseDraft(f"p{at}", "A whole sentence that is written again and again.")))
        editor, bare = visit_editor(Session(clinic), case, None, lambda _: None), QPlainTextEdit()
        for shown in (editor, bare):
            shown.resize(1100, 800)
            shown.show()
        application.processEvents()
        fields = editor.form.fields
        techniques = fields["techniques"]
        assert isinstance(techniques, RowsField)
        # So that its minutes are those of a service, and the charge is counted again with each.
        techniques.cells(0)["service"].set_value("1")
        boxes = {
            "a note": (fields["objective"].box, _WORDS),
            "the minutes of a technique": (techniques.cells(0)["minutes"].box, "0123456789\b"),
        }

        def took(box: object, letter: str) -> float:
            began = time.perf_counter()
            QTest.keyClicks(box, letter)  # type: ignore[call-overload]
            spent = (time.perf_counter() - began) * 1000
            # The repainting is not counted, and does not pile up either.
            application.processEvents()
            return spent

        for name, (box, letters) in boxes.items():
            box.setFocus()
            ours, floor = [], []
            chance = random.Random(7)
            for _ in range(LETTERS):
                letter = chance.choice(letters)
                for found, target in random.sample([(ours, box), (floor, bare)], 2):
                    found.append(took(target, letter))
            line(f"keystroke in {name}, p99, ms", p99(ours), p99(floor), "")
            line(f"keystroke in {name}, p99 against {GOAL:.0f} ms", p99(ours), GOAL, "1.0x")
        for shown in (editor, bare):
            shown.deleteLater()
        clinic.close()


def p99(found: list[float]) -> float:
    """The 99th percentile."""
    return statistics.quantiles(found, n=100)[_P99 - 1]
