"""A visit, its note and its card say on which prescription it stands; that warns, and holds nothing back."""

from dataclasses import replace
from pathlib import Path

import pytest
from charts import open_chart
from factories import PRESCRIPTION, VISIT, new_case, new_prescriber, new_prescription, new_service, new_visit
from pytestqt.qtbot import QtBot

from clinic_desktop.cases.model import CaseId
from clinic_desktop.chart.queries import glance
from clinic_desktop.clinic import Clinic
from clinic_desktop.visits.model import ServiceLine, VisitId
from clinic_desktop.visits.queries.visits import visit
from ui.chart.header import ChartHeader
from ui.kit.editor import Editor
from ui.kit.fields import TextField
from ui.kit.text import ChipText, Text
from ui.kit.words_field import WordsField
from ui.referrals.prescriptions import chip_words
from ui.session import Session
from ui.visits.editor import visit_editor
from ui.visits.note import note_editor

# Two a week until 14 Dec 2026, for the neck. Today is Tuesday, 24 Nov 2026.
ORDER = replace(PRESCRIPTION, visits_ordered="8", frequency="2x/week", regions="Neck", diagnoses=("M54.2",))


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    """A case with a prescription and a visit of Monday."""
    new_service(clinic)
    new_prescriber(clinic)
    case = new_case(clinic)
    new_prescription(clinic, case, ORDER)
    new_visit(clinic, case, replace(VISIT, date_of_service="11/23/2026"))
    return case


def opened(qtbot: QtBot, clinic: Clinic, case: CaseId, row: VisitId | None = None) -> Editor:
    found = visit(clinic.read, row) if row else None
    made = visit_editor(Session(clinic), case, found, lambda _: None)
    qtbot.addWidget(made)
    made.show()
    return made


def line(editor: Editor) -> WordsField:
    found = editor.form.fields["order"]
    assert isinstance(found, WordsField)
    return found


def typed(editor: Editor, **values: str) -> WordsField:
    editor.form.fill(values)
    editor.form.edited.emit()
    return line(editor)


def test_it_follows_the_day_as_one_types(qtbot: QtBot, clinic: Clinic, case: CaseId) -> None:
    editor = opened(qtbot, clinic, case)
    assert (line(editor).box.text(), line(editor).below()) == ("Visit 2 of 8 by Dr. Lee, until 14 Dec 2026.", "")
    box = editor.form.fields["date_of_service"]
    assert isinstance(box, TextField)
    box.box.setText("12/15/2026")
    box.box.textEdited.emit("12/15/2026")
    shown = typed(editor)
    assert shown.box.text() == "On no prescription"
    assert shown.below() == "Dr. Lee’s prescription ended on 14 Dec 2026. Visits after that need a new one."
    # A screen reader hears it with the line.
    assert shown.box.accessibleDescription() == shown.below()


def test_it_follows_the_region_and_the_week(qtbot: QtBot, clinic: Clinic, case: CaseId) -> None:
    editor = opened(qtbot, clinic, case)
    found = typed(editor, services='[{"service": "1", "minutes": "30", "region": "L shoulder"}]')
    assert found.below() == "Dr. Lee ordered Neck, not Left shoulder."
    new_visit(clinic, case, replace(VISIT, date_of_service="11/22/2026"))
    again = opened(qtbot, clinic, case)
    assert line(again).below() == "It is visit 3 in the week of Sunday, 22 Nov 2026, and Dr. Lee ordered 2 a week."
    assert typed(again, date_of_service="11/29/2026", status="planned").below() == ""


def test_it_never_holds_back_what_was_given(qtbot: QtBot, clinic: Clinic, case: CaseId) -> None:
    editor = opened(qtbot, clinic, case)
    typed(editor, date_of_service="10/5/2026", services='[{"service": "1", "minutes": "30"}]')
    assert line(editor).below() == "Dr. Lee’s prescription starts on 2 Nov 2026. Visits before that need one too."
    editor.save()
    assert not [one.problem() for one in editor.form.fields.values() if one.problem()]
    assert visit(clinic.read, 2).date_of_service.isoformat() == "2026-10-05"


def test_a_visit_on_record_is_counted_once(qtbot: QtBot, clinic: Clinic, case: CaseId) -> None:
    assert line(opened(qtbot, clinic, case, VisitId(1))).box.text() == "Visit 1 of 8 by Dr. Lee, until 14 Dec 2026."


def test_a_case_without_a_prescription_says_nothing(qtbot: QtBot, clinic: Clinic) -> None:
    new_service(clinic)
    assert not line(opened(qtbot, clinic, new_case(clinic))).isVisible()


def test_the_note_says_it(qtbot: QtBot, clinic: Clinic, case: CaseId) -> None:
    made = note_editor(Session(clinic), visit(clinic.read, 1), lambda _: None)
    qtbot.addWidget(made)
    told = [one.text() for one in made.findChildren(Text)]
    assert any(words.endswith("\nVisit 1 of 8 by Dr. Lee, until 14 Dec 2026.") for words in told)


def test_the_card_and_the_head_say_it(qtbot: QtBot, clinic: Clinic, case: CaseId, tmp_path: Path) -> None:
    new_visit(clinic, case, replace(VISIT, date_of_service="11/22/2026"))
    late = replace(VISIT, status="planned", date_of_service="11/25/2026", services=(ServiceLine("1", "30"),))
    new_visit(clinic, case, late)
    page = open_chart(qtbot, Session(clinic), tmp_path)
    page.open_part("visits")
    told = [one.text() for one in page.findChildren(Text) if one.isVisible()]
    assert "Visit 2 of 8 by Dr. Lee, until 14 Dec 2026." in told
    (header,) = page.findChildren(ChartHeader)
    chips = [one.text() for one in header.findChildren(ChipText)]
    assert "Dr. Lee: 2 of 8 visits, until 14 Dec 2026, next from 29 Nov 2026" in chips
    found = glance(clinic.read, 1, case, clinic.clock.today())
    (step,) = (one for one in found.steps if one.part == "visit/3")
    assert (step.words, step.verb) == ("Planned visit of 25 Nov 2026", "Open visit")
    assert step.why == "It is visit 3 in the week of Sunday, 22 Nov 2026, and Dr. Lee ordered 2 a week."


def test_an_unsigned_paper_warns_in_the_head_and_is_a_step(clinic: Clinic) -> None:
    case = new_case(clinic)
    paper = new_prescription(clinic, case, replace(ORDER, signature="missing"))
    found = glance(clinic.read, 1, case, clinic.clock.today())
    assert found.prescription
    words, warns = chip_words(Session(clinic), found.prescription, 0)
    assert (words, warns) == ("Dr. Lee: 0 of 8 visits, until 14 Dec 2026, not signed yet", True)
    assert [one.words for one in found.steps if one.part == f"prescription/{paper}/signed_on"] == [
        "Signature of Dr. Lee"
    ]
