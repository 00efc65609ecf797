"""Where a denial goes on, on its page: all that is to be done, where a step goes, and what is not offered."""

from dataclasses import replace
from pathlib import Path

import pytest
from answering import Answerable
from appealing import NOTICE, answered, denied, new_appeal, new_denial, sent
from charts import open_chart, opened
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clinic_desktop.clinic import Clinic
from ui.appeals.conclusion import ConclusionPanel
from ui.appeals.headline import DenialHeadline
from ui.kit.text import Text
from ui.session import Session


@pytest.fixture
def session(clinic: Clinic) -> Session:
    return Session(clinic)


@pytest.fixture
def found(clinic: Clinic) -> Answerable:
    return denied(clinic)


def said(part: QWidget) -> str:
    return " ".join(one.text() for one in part.findChildren(Text) if one.isVisibleTo(part))


def panel(page: QWidget) -> ConclusionPanel:
    (made,) = page.findChildren(ConclusionPanel)
    return made


def headline(page: QWidget) -> DenialHeadline:
    (made,) = page.findChildren(DenialHeadline)
    return made


def buttons(page: QWidget) -> dict[str, QPushButton]:
    return {one.text(): one for one in page.findChildren(QPushButton) if one.isVisibleTo(page)}


def test_all_that_is_to_be_done_is_said_and_no_letter_stands_for_a_form(
    qtbot: QtBot, clinic: Clinic, session: Session, found: Answerable, tmp_path: Path
) -> None:
    chart = open_chart(qtbot, session, tmp_path, found.whose.client)
    both = opened(chart, f"denial/{new_denial(clinic, found, replace(NOTICE, codes='CO-16 CO-50'))}")
    assert "Correct it and send it again Beside it: Appeal with the record" in said(headline(both))
    assert "Appeal with the record The plan decided about the treatment itself" in said(panel(both))
    assert "Write the letter" in buttons(both) and "The letter is: Internal appeal." in said(both)
    never = opened(chart, f"denial/{new_denial(clinic, found, replace(NOTICE, codes='CO-29 N211'))}")
    assert "This decision cannot be appealed" in said(headline(never)) and "Send it again" not in said(panel(never))
    assert "Correct it and send it again" not in said(panel(never)) and "proof" in said(panel(never)).lower()
    row = new_denial(clinic, found, replace(NOTICE, codes="PR-204", regime="fehb"))
    answered(clinic, sent(clinic, new_appeal(clinic, row)))
    federal = opened(chart, f"denial/{row}")
    assert "Write to OPM, not to the plan" in said(federal)
    assert "Write the letter" not in buttons(federal) and "Begin" in buttons(federal)
    begin = opened(chart, f"appeal/new/{row}")
    # Where the days were read is not sure enough: the letter goes before them.
    assert "Check the letter" in said(begin) and "Write to OPM" in said(begin)
    # Of visits that were given nothing is urgent: it is not even asked.
    assert begin.form.fields["is_expedited"].isHidden()


def test_that_no_answer_came_needs_no_date(
    qtbot: QtBot, clinic: Clinic, session: Session, found: Answerable, tmp_path: Path
) -> None:
    row = new_denial(clinic, found, replace(NOTICE, regime="other"))
    step = sent(clinic, new_appeal(clinic, row))
    chart = open_chart(qtbot, session, tmp_path, found.whose.client)
    told = said(opened(chart, f"denial/{row}"))
    assert "Internal appeal: no answer yet" in told and "Ask what became of it by Friday, 22 Jan 2027" in told
    assert "no rule for its answer is known here" in told and "has to answer" not in told
    answer = opened(chart, f"appeal/{step}/outcome")
    answer.form.fields["outcome"].set_value("unanswered")
    assert answer.form.fields["answered_on"].isHidden() and answer.form.fields["won"].isHidden()
    assert not answer.save()
    assert answer.form.fields["outcome"].problem() == "Its time to answer runs until 22 Jan 2027."


def test_a_plan_that_sends_it_on_by_itself_leaves_nothing_to_write(
    qtbot: QtBot, clinic: Clinic, session: Session, found: Answerable, tmp_path: Path
) -> None:
    row = new_denial(clinic, found, replace(NOTICE, regime="medicare_advantage"))
    answered(clinic, sent(clinic, new_appeal(clinic, row)))
    page = opened(open_chart(qtbot, session, tmp_path, found.whose.client), f"denial/{row}")
    assert "The plan sends it on to the independent reviewer by itself" in said(headline(page))
    assert not buttons(page).keys() & {"Write the letter", "Build the packet", "Begin"}
