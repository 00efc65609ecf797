"""The form of a prescription as it is drawn: what belongs together stands together, and Tab follows the paper."""

from pathlib import Path

from charts import open_chart
from factories import new_case
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_desktop.clinic import Clinic
from ui.kit.form import Form
from ui.session import Session

# What Tab comes by; the note is the last.
PAPER = (
    *("prescriber", "kind", "ordered_on", "starts_on", "expires_on"),
    *("visits_ordered", "frequency", "rate", "visit_minutes", "visit_units"),
    *("diagnoses", "order_text", "regions", "signature", "signed_on", "note"),
)


def new_form(qtbot: QtBot, clinic: Clinic, folder: Path) -> Form:
    new_case(clinic)
    page = open_chart(qtbot, Session(clinic), folder)
    page.open_part("prescription/new")
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.findChildren(Form)))
    return next(one for one in page.findChildren(Form) if one.isVisible())


def test_tab_follows_the_paper(qtbot: QtBot, clinic: Clinic, tmp_path: Path) -> None:
    form = new_form(qtbot, clinic, tmp_path)
    form.fields["prescriber"].setFocus()
    passed = []
    for _ in range(3 * len(PAPER)):
        inside = form.window().focusWidget()
        owner = next((key for key, one in form.fields.items() if inside and one.isAncestorOf(inside)), "")
        if owner and owner not in passed:
            passed.append(owner)
        form.window().focusNextChild()
    assert tuple(passed) == PAPER


def test_the_number_stands_beside_the_words_it_is_read_from(qtbot: QtBot, clinic: Clinic, tmp_path: Path) -> None:
    form = new_form(qtbot, clinic, tmp_path)
    top = {key: one.mapTo(form, QPoint()).y() for key, one in form.fields.items()}
    left = {key: one.mapTo(form, QPoint()).x() for key, one in form.fields.items()}
    for row in (PAPER[:2], PAPER[2:5], PAPER[5:10], PAPER[11:15]):
        assert len({top[key] for key in row}) == 1, row
        assert [left[key] for key in row] == sorted(left[key] for key in row)
    # Nothing typed is longer than its box where it is drawn.
    form.fill(
        {"signature": "missing", "signed_on": "12/31/2026", "frequency": "2x/week for 6 weeks", "rate": "2 a week"}
    )
    form.edited.emit()
    QApplication.processEvents()
    for key, words in (
        ("signature", "Not signed yet"),
        ("signed_on", "12/31/2026"),
        ("frequency", "2x/week for 6 weeks"),
    ):
        box = form.fields[key].box
        assert box.fontMetrics().horizontalAdvance(words) < box.contentsRect().width() - 8, key
