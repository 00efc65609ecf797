"""The diagnoses of a service in the form of a visit: letters of the case, said once, carried forward."""

import json
from dataclasses import replace

import pytest
from factories import CASE, VISIT, new_case, new_client, new_diagnosis, new_service, new_visit
from pytestqt.qtbot import QtBot

from clinic_desktop.cases.model import CaseDraft, CaseId
from clinic_desktop.cases.queries import case as read_case
from clinic_desktop.clients.model import ClientId
from clinic_desktop.clinic import Clinic
from clinic_desktop.referrals.commands.diagnoses import MoveDiagnosis, RetireDiagnosis
from clinic_desktop.referrals.model import DiagnosisDraft
from clinic_desktop.visits.model import ServiceLine, VisitId
from clinic_desktop.visits.queries.visits import visit
from ui.kit.editor import Editor
from ui.kit.fields import TextField
from ui.kit.rows_field import RowsField
from ui.session import Session
from ui.visits.columns import service_words
from ui.visits.editor import visit_editor

KNOWN = "A\u00a0M54.50 · B\u00a0M62.830"


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    """A case with two diagnoses."""
    new_service(clinic)
    case = new_case(clinic, new_client(clinic), CASE)
    for code in ("M54.50", "M62.830"):
        new_diagnosis(clinic, case, DiagnosisDraft(code))
    return case


def opened(qtbot: QtBot, clinic: Clinic, case: CaseId, row: VisitId | None = None) -> Editor:
    found = visit(clinic.read, row) if row else None
    made = visit_editor(Session(clinic), case, found, lambda _: None)
    qtbot.addWidget(made)
    return made


def services_of(editor: Editor) -> RowsField:
    found = editor.form.fields["services"]
    assert isinstance(found, RowsField)
    return found


def cell(editor: Editor, at: int = 0) -> TextField:
    found = services_of(editor).cells(at)["pointers"]
    assert isinstance(found, TextField)
    return found


def new_pointing(clinic: Clinic, case: CaseId, pointers: str) -> VisitId:
    return new_visit(clinic, case, replace(VISIT, services=(ServiceLine("1", "60", pointers=pointers),)))


def test_what_is_on_record_is_shown_as_letters_and_what_is_typed_is_kept(
    qtbot: QtBot, clinic: Clinic, case: CaseId
) -> None:
    row = new_pointing(clinic, case, "M62.830, A")
    editor = opened(qtbot, clinic, case, row)
    assert cell(editor).box.text() == "B A"
    assert not cell(editor).isHidden()
    assert editor.save()
    assert visit(clinic.read, row).version == 1
    cell(editor).set_value("b")
    assert editor.save()
    kept = visit(clinic.read, row).services[0]
    assert kept.diagnoses == ("M62.830",)
    assert service_words(kept).endswith(", for M62.830")


def test_the_next_visit_begins_with_them(qtbot: QtBot, clinic: Clinic, case: CaseId) -> None:
    new_pointing(clinic, case, "B")
    assert cell(opened(qtbot, clinic, case)).box.text() == "B"


def test_which_letter_is_which_is_said_once(qtbot: QtBot, clinic: Clinic, case: CaseId) -> None:
    editor = opened(qtbot, clinic, case)
    typed = [{"service": "1", "minutes": "20", "pointers": "A"}, {"service": "1", "minutes": "20", "pointers": "B"}]
    services_of(editor).set_value(json.dumps(typed))
    editor.form.edited.emit()
    assert [cell(editor, at).below() for at in range(2)] == [KNOWN, ""]
    services_of(editor).show_details(0, False)
    # Said anew as soon as something of the visit is typed.
    services_of(editor).cells(1)["minutes"].set_value("25")
    assert cell(editor, 1).below() == KNOWN
    # What counts where nobody types any stands there as text, and is not kept.
    cell(editor, 1).set_value("")
    assert (cell(editor, 1).box.text(), cell(editor, 1).value()) == ("A B", "")


def test_a_problem_stands_in_the_place_of_the_letters(qtbot: QtBot, clinic: Clinic, case: CaseId) -> None:
    editor = opened(qtbot, clinic, case)
    services_of(editor).set_value(json.dumps([{"service": "1", "minutes": "60", "pointers": "K"}]))
    editor.form.edited.emit()
    assert not editor.save()
    assert cell(editor).problem() == f"The case has no diagnosis K. It has {KNOWN}."
    cell(editor).set_value("a")
    assert (cell(editor).problem(), cell(editor).below()) == ("", KNOWN)
    assert editor.save()


def test_a_code_that_left_the_case_is_shown_and_asked_for(qtbot: QtBot, clinic: Clinic, case: CaseId) -> None:
    row = new_pointing(clinic, case, "A B")
    clinic.do(RetireDiagnosis(1, 1))
    editor = opened(qtbot, clinic, case, row)
    assert cell(editor).box.text() == "M54.50 A"
    assert not editor.save()
    assert "M54.50 is not among the diagnoses of this case." in cell(editor).problem()
    cell(editor).set_value("A")
    assert editor.save()
    assert visit(clinic.read, row).services[0].diagnoses == ("M62.830",)


def test_the_letters_are_those_of_the_case_that_is_chosen(qtbot: QtBot, clinic: Clinic, case: CaseId) -> None:
    other = new_case(clinic, visit_owner(clinic, case), CaseDraft("health", "Knee"))
    new_diagnosis(clinic, other, DiagnosisDraft("M25.561"))
    editor = opened(qtbot, clinic, case, new_pointing(clinic, case, "A"))
    assert cell(editor).below() == KNOWN
    editor.form.fields["case"].set_value(str(other))
    editor.form.edited.emit()
    assert cell(editor).below() == "A\u00a0M25.561"
    # What it pointed to is not there: it is asked for, and not another one silently.
    assert cell(editor).box.text() == "M54.50"
    assert not editor.save()
    assert "M54.50 is not among" in cell(editor).problem()
    cell(editor).set_value("a")
    assert editor.save()


def reorder(clinic: Clinic, first: int) -> None:
    clinic.do(
        MoveDiagnosis(first, clinic.read.one("SELECT version FROM diagnoses WHERE id = ?", first)["version"], True)
    )


def test_another_order_of_the_diagnoses_changes_the_letters_and_not_what_was_meant(
    qtbot: QtBot, clinic: Clinic, case: CaseId
) -> None:
    row = new_pointing(clinic, case, "B")
    editor = opened(qtbot, clinic, case, row)
    # Of a draft too, in which only the minutes were edited.
    services_of(editor).cells(0)["minutes"].set_value("45")
    assert editor.form.keep_draft()
    reorder(clinic, 2)
    again = opened(qtbot, clinic, case, row)
    assert services_of(again).cells(0)["minutes"].value() == "45"
    assert cell(again).box.text() == "A"
    assert again.save()
    assert visit(clinic.read, row).services[0].diagnoses == ("M62.830",)


def test_a_form_that_is_open_meanwhile_follows(qtbot: QtBot, clinic: Clinic, case: CaseId) -> None:
    editor = opened(qtbot, clinic, case)
    services_of(editor).set_value(json.dumps([{"service": "1", "minutes": "60", "pointers": "a b"}]))
    reorder(clinic, 2)
    # Typed before anything is drawn again: what was seen is what was meant.
    assert services_of(editor).rows()[0]["pointers"] == "M54.50 M62.830"
    services_of(editor).cells(0)["minutes"].set_value("45")
    assert cell(editor).box.text() == "B A"
    assert cell(editor).below() == "A\u00a0M62.830 · B\u00a0M54.50"


def visit_owner(clinic: Clinic, case: CaseId) -> ClientId:

    return read_case(clinic.read, case).client
