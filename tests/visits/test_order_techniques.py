"""A technique on a region that a prescription does not name is named in the visit, in its note and in pre-flight; and
where no payer looks for a prescription, nothing is said."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from billable import billable, drafted
from charts import open_chart
from factories import (
    CASE,
    PRESCRIPTION,
    VISIT,
    new_case,
    new_prescriber,
    new_prescription,
    new_service,
    new_visit,
    signing,
)
from pytestqt.qtbot import QtBot

from clinic_desktop.cases.commands import ChangeCase
from clinic_desktop.cases.model import CaseId
from clinic_desktop.chart.queries import glance
from clinic_desktop.clinic import Clinic
from clinic_desktop.referrals.commands.prescriptions import ChangePrescription
from clinic_desktop.referrals.queries import prescription_page
from clinic_desktop.visits.commands.notes import WriteNote
from clinic_desktop.visits.model import ServiceLine, TechniqueLine, VisitNoteDraft
from clinic_desktop.visits.queries.orders import ordered_visits
from clinic_desktop.visits.queries.visits import visit
from ui.chart.header import ChartHeader
from ui.kit.editor import Editor
from ui.kit.form import Form
from ui.kit.text import ChipText, Text
from ui.kit.words_field import WordsField
from ui.session import Session
from ui.visits.editor import visit_editor
from ui.visits.note import note_editor
from ui.visits.techniques import lines_value

ORDER = replace(PRESCRIPTION, regions="Neck", diagnoses=(), frequency="", visits_ordered="8")
NECK, HIP = TechniqueLine("Stretching", "neck", "60", "1"), TechniqueLine("Cupping", "L hip", "60", "1")
BESIDE = "Dr. Lee ordered Neck, not Left hip."


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    """A case with a prescription for the neck and a visit whose service says no region."""
    new_service(clinic)
    new_prescriber(clinic)
    made = new_case(clinic)
    new_prescription(clinic, made, ORDER)
    new_visit(clinic, made)
    return made


def noted(clinic: Clinic, *techniques: TechniqueLine, row: int = 1) -> None:
    clinic.do(WriteNote(row, 0, VisitNoteDraft("Stiff", techniques=techniques)))


def shown(qtbot: QtBot, editor: Editor) -> Editor:
    qtbot.addWidget(editor)
    editor.show()
    return editor


def type_techniques(form: Form, *techniques: TechniqueLine) -> None:
    form.fields["techniques"].set_value(lines_value(techniques))
    form.edited.emit()


def in_visit(qtbot: QtBot, clinic: Clinic, case: CaseId) -> str:
    editor = shown(qtbot, visit_editor(Session(clinic), case, visit(clinic.read, 1), lambda _: None))
    field = editor.form.fields["order"]
    assert isinstance(field, WordsField)
    return field.below()


def in_note(qtbot: QtBot, clinic: Clinic, _: CaseId) -> str:
    editor = shown(qtbot, note_editor(Session(clinic), visit(clinic.read, 1), lambda _: None))
    return above(editor)


def in_chart(qtbot: QtBot, clinic: Clinic, _: CaseId) -> str:
    found = glance(clinic.read, 1, 0, clinic.clock.today())
    return str([one.what for one in found.standings[1].reasons] or "")


def above(editor: Editor) -> str:
    (line,) = (one.text() for one in editor.findChildren(Text) if "by Dr. Lee" in one.text())
    return line.partition("until 14 Dec 2026.")[2].strip()


@pytest.mark.parametrize("told", [in_visit, in_note])
def test_it_is_named_in_the_visit_and_in_its_note(
    qtbot: QtBot, clinic: Clinic, case: CaseId, told: Callable[[QtBot, Clinic, CaseId], str]
) -> None:
    assert told(qtbot, clinic, case) == ""
    noted(clinic, NECK, HIP)
    assert told(qtbot, clinic, case) == BESIDE


def test_it_is_named_in_the_chart(qtbot: QtBot, clinic: Clinic, case: CaseId) -> None:
    assert in_chart(qtbot, clinic, case) == ""
    noted(clinic, NECK, HIP)
    assert in_chart(qtbot, clinic, case) == "[('Left hip',)]"


def test_it_follows_the_techniques_as_they_are_typed(qtbot: QtBot, clinic: Clinic, case: CaseId) -> None:
    editor = shown(qtbot, note_editor(Session(clinic), visit(clinic.read, 1), lambda _: None))
    type_techniques(editor.form, HIP)
    assert above(editor) == BESIDE
    type_techniques(editor.form, NECK)
    assert above(editor) == ""
    # A new visit, whose service has no room for a region of its own.
    recording = shown(qtbot, visit_editor(Session(clinic), case, None, lambda _: None))
    line = recording.form.fields["order"]
    assert isinstance(line, WordsField)
    type_techniques(recording.form, replace(HIP, service=""))
    assert line.below() == BESIDE
    # Of a visit that is only planned nothing was done yet.
    recording.form.fields["status"].set_value("planned")
    recording.form.edited.emit()
    assert line.below() == ""


def test_codes_are_those_of_the_services_alone(clinic: Clinic, case: CaseId) -> None:
    before = ordered_visits(clinic.read, case)
    noted(clinic, HIP)
    (after,) = ordered_visits(clinic.read, case)
    assert (after.codes, after.regions) == (before[0].codes, frozenset({"Left hip"}))


def test_it_is_named_in_pre_flight(clinic: Clinic) -> None:
    one, (first,) = billable(clinic, "11/18/2026")
    (paper,) = prescription_page(clinic.read, one.case).rows
    draft = replace(PRESCRIPTION, regions="Neck", expires_on="", visits_ordered="", frequency="")
    clinic.do(ChangePrescription(paper.id, paper.version, draft))
    second = new_visit(clinic, one.case, replace(VISIT, date_of_service="11/20/2026"))
    clinic.do(signing(clinic, second, VisitNoteDraft("Stiff", techniques=(HIP,))))
    found = [
        finding.message
        for finding in drafted(clinic, [first, second]).verdict.findings
        if finding.rule == "prescription-region"
    ]
    assert found == ["The visit of 20 Nov 2026 is for Left hip; Maria Lee, MD ordered Neck."]


def test_a_case_paid_in_cash_is_silent(qtbot: QtBot, clinic: Clinic, case: CaseId, tmp_path: Path) -> None:
    noted(clinic, HIP)
    new_visit(clinic, case, replace(VISIT, status="planned", date_of_service="11/30/2026",
                                    services=(ServiceLine("1", "60", region="L hip"),)))  # fmt: skip
    chart = open_chart(qtbot, Session(clinic), tmp_path)
    (header,) = chart.findChildren(ChartHeader)
    assert [one for one in header.findChildren(ChipText) if "Dr. Lee" in one.text()]
    clinic.do(ChangeCase(case, 1, replace(CASE, kind="cash")))
    found = glance(clinic.read, 1, case, clinic.clock.today())
    assert (found.standings, found.outlook, len(found.prescriptions)) == ({}, None, 1)
    assert not [one for one in found.steps if one.part.startswith(("prescription", "visit/2"))]
    editor = shown(qtbot, visit_editor(Session(clinic), case, visit(clinic.read, 1), lambda _: None))
    assert not editor.form.fields["order"].isVisible()
    note = shown(qtbot, note_editor(Session(clinic), visit(clinic.read, 1), lambda _: None))
    assert not [one for one in note.findChildren(Text) if "Dr. Lee" in one.text()]
    again = open_chart(qtbot, Session(clinic), tmp_path)
    again.open_part("visits")
    (head,) = again.findChildren(ChartHeader)
    assert not [one for one in head.findChildren(ChipText) if "Dr. Lee" in one.text()]
    assert not [one for one in again.findChildren(Text) if one.isVisible() and "Dr. Lee" in one.text()]
