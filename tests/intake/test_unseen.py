"""A flag that is raised while the questions are on the screen, or wait half answered, is not ended unseen."""

from asking import raised
from factories import new_client
from pytestqt.qtbot import QtBot

from clinic_desktop.clients.model import ClientId
from clinic_desktop.clinic import Clinic
from clinic_desktop.intake.queries.flags import open_flags
from ui.intake.checklist import checklist_editor
from ui.intake.question import FlagQuestionField
from ui.kit.editor import Editor
from ui.kit.fields import Field
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
