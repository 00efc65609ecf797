"""Somebody else changes the row that a form is about: both changes are seen, none wins silently, nothing is lost."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

import pytest
from factories import (
    CASE,
    CLIENT,
    DEPARTMENT,
    PAYER,
    POLICY,
    SERVICE,
    VISIT,
    new_case,
    new_client,
    new_policy,
    new_visit,
)
from pytestqt.qtbot import QtBot
from windows import press, seen

from clinic_desktop.cases import queries as cases
from clinic_desktop.cases.commands import ChangeCase
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients import queries as clients
from clinic_desktop.clients.commands import AddAlert, ChangeAlert, ChangeClient, RetireAlert
from clinic_desktop.clients.model import AlertDraft
from clinic_desktop.clinic import Clinic
from clinic_desktop.payers import queries as payers
from clinic_desktop.payers.commands import AddDepartment, ChangeDepartment, ChangePayer
from clinic_desktop.policies import queries as policies
from clinic_desktop.policies.commands import ChangePolicy
from clinic_desktop.practice import queries as practice
from clinic_desktop.practice.commands import AddService, ChangeService
from clinic_desktop.staff.commands.people import ChangePerson
from clinic_desktop.staff.model import PersonDraft
from clinic_desktop.store.command import Command
from clinic_desktop.visits.commands.notes import WriteNote
from clinic_desktop.visits.commands.visits import ChangeVisit
from clinic_desktop.visits.model import ServiceLine, VisitNoteDraft
from clinic_desktop.visits.queries.notes import note_of
from clinic_desktop.visits.queries.visits import visit
from ui.cases.editor import case_editor
from ui.clients.editor import alert_editor, client_editor
from ui.jobs import Jobs
from ui.kit.editor import Editor
from ui.payers.editor import department_editor, payer_page
from ui.policies.editor import policy_editor
from ui.practice.editors import service_page
from ui.session import Session
from ui.staff.person import PersonPage
from ui.visits.note import note_editor

Opened = Callable[[Session], Any]


def back(_: int) -> None:
    """These editors stand alone."""


def case_of(session: Session) -> Any:
    return case_editor(session, 1, cases.case(session.clinic.read, 1), back)


def policy_of(session: Session) -> Any:
    return policy_editor(session, 1, policies.policy(session.clinic.read, 1), back)


def client_of(session: Session) -> Any:
    return client_editor(session, clients.client(session.clinic.read, 1), back)


def alert_of(session: Session) -> Any:
    read = session.clinic.read
    return alert_editor(session, clients.client(read, 1), clients.alert(read, 1), back)


def payer_of(session: Session) -> Any:
    return payer_page(session, payers.payer(session.clinic.read, 1), back)


def department_of(session: Session) -> Any:
    read = session.clinic.read
    return department_editor(session, payers.payer(read, 1), payers.department(read, 1), back)


def service_of(session: Session) -> Any:
    return service_page(session, practice.service(session.clinic.read, 1), back)


def person_of(session: Session) -> Any:
    # Keys are made only for a new password.
    return PersonPage(session, cast(Jobs, None), session.clinic.person, back)


# What is opened, what is typed there, what somebody else does, and the field of theirs with its value.
ROWS: tuple[tuple[Opened, dict[str, str], Command, tuple[str, str]], ...] = (
    (client_of, {"note": "mine"}, ChangeClient(1, 1, replace(CLIENT, email="a@b.example")), ("email", "a@b.example")),
    (alert_of, {"words": "Nuts and oils"}, ChangeAlert(1, 1, AlertDraft("desk", "Nuts")), ("kind", "desk")),
    (case_of, {"reason": "Neck"}, ChangeCase(1, 1, replace(CASE, note="theirs")), ("note", "theirs")),
    (policy_of, {"note": "mine"}, ChangePolicy(1, 1, replace(POLICY, group_number="G7")), ("group_number", "G7")),
    (payer_of, {"note": "mine"}, ChangePayer(1, 1, replace(PAYER, payer_number="CM2")), ("payer_number", "CM2")),
    (department_of, {"note": "mine"}, ChangeDepartment(1, 1, replace(DEPARTMENT, hours="8 to 5")), ("hours", "8 to 5")),
    (
        person_of,
        {"name": "M. Ortiz"},
        ChangePerson(1, 1, "", PersonDraft("Maya Ortiz", "", "owner")),
        ("therapist", ""),
    ),
    (service_of, {"name": "Mine"}, ChangeService(1, 1, replace(SERVICE, price="40.00")), ("price", "40.00")),
)


@pytest.fixture
def session(clinic: Clinic) -> Session:
    """A clinic with one row of each kind."""
    new_policy(clinic, new_case(clinic, new_client(clinic)))
    clinic.do(AddAlert(1, AlertDraft("health", "Nuts")))
    clinic.do(ChangePayer(1, 1, PAYER))
    clinic.do(AddDepartment(1, DEPARTMENT))
    clinic.do(AddService(SERVICE))
    return Session(clinic)


def editor_in(page: Any) -> Editor:
    return page if isinstance(page, Editor) else next(iter(page.findChildren(Editor)))


@pytest.mark.parametrize(("opened", "typed", "theirs", "shown"), ROWS)
def test_a_stale_form_shows_what_is_there_and_keeps_what_was_typed(
    qtbot: QtBot, session: Session, opened: Opened, typed: dict[str, str], theirs: Command, shown: tuple[str, str]
) -> None:
    if isinstance(theirs, ChangePayer):
        theirs = replace(theirs, version=payers.payer(session.clinic.read, 1).version)
    if isinstance(theirs, ChangePerson):
        theirs = replace(theirs, slot_id=session.clinic.person.slot)
    page = opened(session)
    qtbot.addWidget(page)
    page.show()
    editor = editor_in(page)
    editor.form._set(typed)
    session.run(theirs)
    assert not editor.save()
    assert "Somebody changed this" in editor.banner.words()
    press(qtbot, editor.banner, "Show what is there now")
    values = editor.form.values()
    assert values.items() >= typed.items()
    assert values[shown[0]] == shown[1]
    assert editor.save(), editor.banner.words()
    if opened is person_of:
        assert page._person.version == 2
        return
    page = opened(session)
    qtbot.addWidget(page)
    again = editor_in(page).form.values()
    assert again.items() >= typed.items()
    assert again[shown[0]] == shown[1]


def test_a_field_that_both_changed_names_the_other_value(qtbot: QtBot, session: Session) -> None:
    editor = case_of(session)
    qtbot.addWidget(editor)
    editor.show()
    editor.form._set({"note": "mine", "kind": "cash", "no_accident": "1"})
    session.run(ChangeCase(1, 1, replace(CASE, kind="work", note="theirs")))
    editor.save()
    press(qtbot, editor.banner, "Show what is there now")
    below = {key: field.below() for key, field in editor.form.fields.items() if "meanwhile" in field.below()}
    assert below == {"note": "Changed meanwhile to “theirs”.", "kind": "Changed meanwhile to “Work injury”."}
    assert editor.save()
    assert "meanwhile" not in editor.form.fields["note"].below()


def test_a_draft_says_what_its_field_was_changed_to_until_it_is_saved(qtbot: QtBot, session: Session) -> None:
    def opened() -> Editor:
        editor = case_of(session)
        qtbot.addWidget(editor)
        assert isinstance(editor, Editor)
        return editor

    first = opened()
    first.form._set({"reason": "Neck and jaw", "note": "mine"})
    first.form.keep_draft()
    session.run(ChangeCase(1, 1, replace(CASE, reason="Shoulder")))
    for _ in range(2):
        again = opened()
        assert again.form.values()["reason"] == "Neck and jaw"
        assert again.form.fields["reason"].below() == "Changed meanwhile to “Shoulder”."
        assert "meanwhile" not in again.form.fields["note"].below()
        again.form.keep_draft()
    assert again.save()
    assert opened().form.fields["reason"].below() == "In a few words."


def test_a_row_that_is_gone_meanwhile_is_said_and_what_was_typed_stays(qtbot: QtBot, session: Session) -> None:
    editor = alert_of(session)
    qtbot.addWidget(editor)
    editor.show()
    editor.form._set({"words": "Nuts and oils"})
    session.run(RetireAlert(1, 1))
    editor.save()
    press(qtbot, editor.banner, "Show what is there now")
    assert "no longer there" in editor.banner.words()
    assert editor.form.values()["words"] == "Nuts and oils"
    press(qtbot, editor, "Cancel")


def test_a_removal_goes_by_what_was_read_again_and_takes_its_draft_along(qtbot: QtBot, session: Session) -> None:
    left: list[int] = []
    editor = case_editor(session, 1, cases.case(session.clinic.read, 1), left.append)
    qtbot.addWidget(editor)
    editor.show()
    editor.form._set({"note": "mine"})
    session.run(ChangeCase(1, 1, replace(CASE, reason="Shoulder")))
    press(qtbot, editor, "Remove case")
    assert not left
    press(qtbot, editor.banner, "Show what is there now")
    press(qtbot, editor, "Remove case")
    assert left == [0]
    editor.form.keep_draft()
    assert session.clinic.drafts.kept("case:1") is None


def test_a_note_is_signed_with_what_was_done_in_view(qtbot: QtBot, session: Session) -> None:
    read = session.clinic.read
    row = new_visit(session.clinic, CaseId(1))
    editor = note_editor(session, visit(read, row), back)
    qtbot.addWidget(editor)
    editor.show()
    editor.form._set({"subjective": "Neck is stiff"})
    assert "60 minutes" in seen(editor)
    session.run(ChangeVisit(row, 1, replace(VISIT, services=(ServiceLine("1", "75"),))))
    press(qtbot, editor, "Sign note")
    assert "The visit was changed after you opened its note" in editor.banner.words()
    assert note_of(read, row) is None
    press(qtbot, editor.banner, "Show what is there now")
    assert "75 minutes" in seen(editor) and "60 minutes" not in seen(editor)
    press(qtbot, editor, "Sign note")
    signed = note_of(read, row)
    assert signed and signed.signed_at and signed.subjective == "Neck is stiff"


def test_a_note_that_somebody_took_back_can_still_be_written(qtbot: QtBot, session: Session) -> None:
    read = session.clinic.read
    row = new_visit(session.clinic, CaseId(1))
    session.run(WriteNote(row, 0, VisitNoteDraft("Theirs")))
    editor = note_editor(session, visit(read, row), back)
    qtbot.addWidget(editor)
    editor.show()
    session.undo()
    editor.form._set({"plan": "Mine"})
    assert not editor.save()
    press(qtbot, editor.banner, "Show what is there now")
    assert editor.save(), editor.banner.words()
    kept = note_of(read, row)
    assert kept and (kept.subjective, kept.plan) == ("", "Mine")
