"""The page of a denial after something was undone there, and what a level says of who answers."""

from pathlib import Path

import pytest
from answering import Answerable
from appealing import NOTICE, about, denied, new_appeal, new_denial
from charts import open_chart, opened, shown
from pytestqt.qtbot import QtBot

from clinic_desktop.appeals.commands.denials import AddDenial
from clinic_desktop.appeals.queries.denials import appeal, contacts_about, denials_of
from clinic_desktop.clinic import Clinic
from ui.appeals.steps import DenialContacts
from ui.kit.text import Text
from ui.session import Session


@pytest.fixture
def found(clinic: Clinic) -> Answerable:
    return denied(clinic)


@pytest.fixture
def session(clinic: Clinic) -> Session:
    return Session(clinic)


def test_the_contact_of_a_step_goes_with_it(
    qtbot: QtBot, clinic: Clinic, session: Session, found: Answerable, tmp_path: Path
) -> None:
    row = new_denial(clinic, found)
    new_appeal(clinic, row)
    chart = open_chart(qtbot, session, tmp_path, found.whose.client)
    editor = opened(chart, "appeal/1")
    editor.form.fields["sent_how"].set_value("fax")
    assert editor.save()
    (card,) = shown(chart).findChildren(DenialContacts)

    def told() -> str:
        return " ".join(one.text() for one in card.findChildren(Text) if one.isVisibleTo(card))

    assert "Fax to Cascade Mutual" in told()
    session.undo()
    assert contacts_about(clinic.read, row) == ()
    assert "Fax to Cascade Mutual" not in told() and "No contact yet." in told()
    assert appeal(clinic.read, 1).sent_on is None


def test_of_a_denial_that_is_undone_no_page_stays(
    qtbot: QtBot, clinic: Clinic, session: Session, found: Answerable, tmp_path: Path
) -> None:
    row = session.run(AddDenial(found.whose.case, about(found, NOTICE)))
    chart = open_chart(qtbot, session, tmp_path, found.whose.client)
    opened(chart, f"denial/{row}")
    session.undo()
    assert denials_of(clinic.read, found.whose.client) == ()
    assert chart._editor is None and chart.header.tabs["documents"].isChecked()


def test_who_answers_sooner_goes_by_the_level(
    qtbot: QtBot, clinic: Clinic, session: Session, found: Answerable, tmp_path: Path
) -> None:
    row = new_denial(clinic, found)
    chart = open_chart(qtbot, session, tmp_path, found.whose.client)
    form = opened(chart, f"appeal/new/{row}").form
    assert "The plan answers within 72 hours." in form.fields["is_expedited"].below()
    form.fields["level"].set_value("external")
    below = form.fields["is_expedited"].below()
    assert "The plan answers" not in below and "The reviewer from outside answers" in below
