"""A flag that is raised while the questions are on the screen, or wait half answered, is not ended unseen, and what was
typed about it is not lost."""

from dataclasses import replace

import pytest
from asking import NOTED, RAISED, URGENT, raised
from factories import new_client
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from clinic_desktop.clients.model import ClientId
from clinic_desktop.clinic import Clinic
from clinic_desktop.intake.commands.flags import ResolveFlag
from clinic_desktop.intake.queries.flags import open_flags
from clinic_desktop.wording import say
from ui.intake.checklist import checklist_editor
from ui.intake.question import FlagQuestionField
from ui.kit.editor import Editor
from ui.kit.field import Field
from ui.session import Session


def opened(qtbot: QtBot, clinic: Clinic, client: ClientId) -> Editor:
    editor = checklist_editor(Session(clinic), client, lambda _: None)
    qtbot.addWidget(editor)
    return editor


def question(editor: Editor, key: str) -> FlagQuestionField:
    found: Field = editor.form.fields[key]
    assert isinstance(found, FlagQuestionField)
    return found


def test_raised_while_they_are_on_the_screen(qtbot: QtBot, clinic: Clinic) -> None:
    client = new_client(clinic)
    editor = opened(qtbot, clinic, client)
    for key in ("blood_thinner", "seizures"):
        question(editor, key).answer("no")
    raised(clinic, client)
    assert not editor.save()
    assert "would end it" in question(editor, "blood_thinner").problem()
    question(editor, "blood_thinner").set_value("")
    assert editor.save()
    assert [one.key for one in open_flags(clinic.read, client)] == ["blood_thinner"]


def test_raised_while_they_wait_half_answered(qtbot: QtBot, clinic: Clinic) -> None:
    client = new_client(clinic)
    editor = opened(qtbot, clinic, client)
    for key in ("blood_thinner", "seizures"):
        question(editor, key).answer("no")
    editor.form.let_go()
    raised(clinic, client)
    again = opened(qtbot, clinic, client)
    assert question(again, "seizures").is_answered() and not question(again, "blood_thinner").is_answered()
    # A no to one that is open is asked for anew, and then it is kept as such.
    question(again, "blood_thinner").answer("no")
    again.form.let_go()
    again = opened(qtbot, clinic, client)
    assert question(again, "blood_thinner").is_answered()
    assert again.save()
    assert not open_flags(clinic.read, client)


def typed(editor: Editor, key: str, **details: str) -> FlagQuestionField:
    """A yes with what is typed to it."""
    found = question(editor, key)
    found.answer("yes")
    for name, words in details.items():
        field = found.part(name)
        assert field
        field.set_value(words)
    return found


def below(one: FlagQuestionField, name: str) -> str:
    found = one.part(name)
    return found.below() if found else "no such line"


@pytest.mark.parametrize("waits", [False, True])
def test_what_was_typed_to_a_yes_is_brought_together_with_the_flag(qtbot: QtBot, clinic: Clinic, waits: bool) -> None:
    client = new_client(clinic)
    editor = opened(qtbot, clinic, client)
    typed(editor, "blood_thinner", note="Bruised at the hip", modification="No cups")
    typed(editor, "rash", region="left elbow")
    if waits:
        editor.form.let_go()
    raised(clinic, client)
    raised(clinic, client, replace(RAISED, key="rash", region="right knee"))
    if waits:
        editor = opened(qtbot, clinic, client)
    else:
        # Nobody saw them yet, so nothing is added unseen.
        assert not editor.save()
        assert "while you asked, on 13 Nov 2026" in question(editor, "blood_thinner").problem()
    one, other = question(editor, "blood_thinner"), question(editor, "rash")
    assert below(one, "note") == "The flag says: “Since a clot in May”."
    assert below(one, "modification") == "The flag says: “Light pressure, no deep work”."
    # What is usually done there nobody typed.
    assert below(other, "region") == "The flag says: “right knee”." and other.part("modification") is None
    assert editor.save()
    thinner, rash = open_flags(clinic.read, client)
    assert thinner.note == "Since a clot in May\nBruised at the hip"
    assert thinner.modification == "Light pressure, no deep work; No cups"
    assert rash.region == "right knee; left elbow" and rash.modification == RAISED.modification
    assert thinner.still_on
    clinic.undo()
    assert open_flags(clinic.read, client)[0].note == "Since a clot in May"


def test_what_does_not_fit_beside_it_is_said_at_its_line(qtbot: QtBot, clinic: Clinic) -> None:
    client = new_client(clinic)
    editor = opened(qtbot, clinic, client)
    typed(editor, "blood_thinner", modification="x" * 180)
    raised(clinic, client)
    for _ in range(2):
        assert not editor.save()
    line = question(editor, "blood_thinner").part("modification")
    assert line and "200 letters fit" in line.problem() and line.value() == "x" * 180
    line.set_value("No cups")
    assert editor.save()


def test_a_yes_does_not_raise_anew_what_somebody_resolved_meanwhile(qtbot: QtBot, clinic: Clinic) -> None:
    client = new_client(clinic)
    row = raised(clinic, client, URGENT)
    editor = opened(qtbot, clinic, client)
    question(editor, "chest").answer("yes")
    clinic.do(ResolveFlag(row, 1, NOTED))
    assert not editor.save()
    assert question(editor, "chest").problem().startswith("This was resolved while you asked.")
    assert not open_flags(clinic.read, client)
    # Now it asks what a new one asks, and a second yes is meant so.
    assert question(editor, "chest").part("note")
    assert editor.save()
    assert [one.key for one in open_flags(clinic.read, client)] == ["chest"]


def test_a_no_by_mistake_costs_nothing_that_was_typed(qtbot: QtBot, clinic: Clinic) -> None:
    editor = opened(qtbot, clinic, new_client(clinic))
    found = typed(editor, "rash", region="left elbow", note="It itches")
    found.answer("no")
    assert found.part("note") is None
    found.answer("yes")
    answer = found.draft()
    assert answer and (answer.region, answer.note) == ("left elbow", "It itches")


@pytest.mark.parametrize("key", ["chest", "rash"])
def test_what_a_yes_means_begins_where_the_question_does(qtbot: QtBot, clinic: Clinic, key: str) -> None:
    editor = opened(qtbot, clinic, new_client(clinic))
    editor.resize(1100, 900)
    editor.show()
    found = question(editor, key)
    found.answer("yes")
    QApplication.processEvents()
    lefts = {
        one.mapTo(found, one.rect().topLeft()).x()
        for one in found.findChildren(QLabel)
        if one.isVisible() and one.text() in (say(found.kind.question), say(found.kind.to_do))
    }
    first = found.parts()[1]
    assert lefts == {first.mapTo(found, first.rect().topLeft()).x()}
    # Before the lines, with the question above it.
    advice = next(one for one in found.findChildren(QLabel) if one.text() == say(found.kind.to_do))
    assert advice.mapTo(found, advice.rect().bottomLeft()).y() < first.mapTo(found, first.rect().topLeft()).y()
