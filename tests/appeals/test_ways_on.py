"""Where a denial goes on, on its page: all that is to be done, where a step goes, and what is not offered."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from answering import Answerable
from appealing import NOTICE, answered, denied, new_appeal, new_denial, sent
from charts import left_over, open_chart, opened
from factories import new_case, new_client, refused
from filing import filed
from fixed import NOW
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clinic_desktop.appeals.commands.steps import AnswerAppeal
from clinic_desktop.appeals.document import calendar
from clinic_desktop.appeals.loader.due import open_steps
from clinic_desktop.appeals.loader.standing import denials_listed
from clinic_desktop.appeals.model import AnswerDraft, AppealDraft
from clinic_desktop.appeals.rules.words import due_words
from clinic_desktop.attachments.model import AttachmentDraft
from clinic_desktop.clinic import Clinic
from ui.appeals.columns import state_words
from ui.appeals.conclusion import ConclusionPanel
from ui.appeals.headline import DenialHeadline
from ui.appeals.section import DenialsSection
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
    today = date(2026, 11, 24)
    (row_of,) = denials_listed(clinic.read, found.whose.client, today).rows
    (waits,) = open_steps(clinic.read, today)
    assert state_words(row_of, today) == "Internal appeal: ask by 22 Jan 2027, 59 days left"
    assert due_words(waits, today) == "Internal appeal: ask in 59 days"
    assert due_words(waits, date(2027, 1, 23)) == "Internal appeal: ask what became of it"
    assert "Appeal: ask what became of it" in calendar([waits], NOW).decode()
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


def test_where_no_step_is_left_it_offers_to_close(
    qtbot: QtBot, clinic: Clinic, session: Session, found: Answerable, tmp_path: Path
) -> None:
    row = new_denial(clinic, found, replace(NOTICE, regime="medicare_advantage"))
    step = sent(clinic, new_appeal(clinic, row))
    chart = open_chart(qtbot, session, tmp_path, found.whose.client)
    form = opened(chart, f"appeal/{step}/outcome").form
    form.fields["outcome"].set_value("lost")
    assert not form.fields["next_deadline_on"].isHidden()
    answered(clinic, step)
    page = opened(chart, f"denial/{row}")
    assert "No step is left: say how it ended" in said(page)
    closing = [one for one in page.findChildren(QPushButton) if one.text() == "Close denial…" and one.isVisibleTo(page)]
    assert len(closing) == 2
    closing[0].click()
    assert "Close denial no. 1" in said(chart)


def test_a_win_that_leaves_something_unpaid_asks_what_it_is(
    qtbot: QtBot, clinic: Clinic, session: Session, found: Answerable, tmp_path: Path
) -> None:
    step = sent(clinic, new_appeal(clinic, new_denial(clinic, found)))
    form = opened(open_chart(qtbot, session, tmp_path, found.whose.client), f"appeal/{step}/outcome").form
    form.fields["outcome"].set_value("won")
    assert "stays unpaid" not in said(form)
    form.fields["won"].set_value("100")
    assert "$40.00 stays unpaid. Where the plan still owes some of it, choose “Won in part”" in said(form)
    for typed, outcome in (("140", "won"), ("x", "won"), ("100", "partly")):
        form.fields["won"].set_value(typed)
        form.fields["outcome"].set_value(outcome)
        assert "stays unpaid" not in said(form)


def test_after_an_external_review_no_next_day_is_kept(clinic: Clinic, found: Answerable) -> None:
    row = new_denial(clinic, found)
    answered(clinic, sent(clinic, new_appeal(clinic, row)))
    step = sent(clinic, new_appeal(clinic, row, AppealDraft("external")))
    named = AnswerDraft("11/23/2026", "lost", next_deadline_on="1/15/2027")
    assert refused(lambda: clinic.do(AnswerAppeal(step, 2, named))) == ["next_deadline_on"]


def test_without_a_policy_it_leads_to_one(qtbot: QtBot, clinic: Clinic, session: Session, tmp_path: Path) -> None:
    client = new_client(clinic)
    new_case(clinic, client)
    editor = opened(open_chart(qtbot, session, tmp_path, client), "denial/new")
    assert "the client has no policy yet" in said(editor)
    assert any(one.text() == "Add the policy" and one.isVisibleTo(editor) for one in editor.findChildren(QPushButton))


def test_one_begun_from_a_paper_is_offered_to_the_next(
    qtbot: QtBot, clinic: Clinic, session: Session, found: Answerable, tmp_path: Path
) -> None:
    paper = filed(clinic, found.whose.client, draft=AttachmentDraft(kind="denial"), case=found.whose.case)
    chart = open_chart(qtbot, session, tmp_path, found.whose.client)
    form = opened(chart, f"denial/new/attachment:{paper.id}").form
    form.fields["claim_number"].box.setFocus()
    qtbot.keyClicks(form.fields["claim_number"].box, "C-99")
    form.keep_draft()
    editor = opened(chart, "denial/new")
    (offer,) = left_over(chart)
    offer.put_in()
    assert editor.form.values()["claim_number"] == "C-99"


def test_over_midnight_the_list_counts_anew(
    qtbot: QtBot,
    clinic: Clinic,
    session: Session,
    found: Answerable,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    new_denial(clinic, found)
    chart = open_chart(qtbot, session, tmp_path, found.whose.client)
    chart.open_part("documents/denials")
    (section,) = chart.findChildren(DenialsSection)
    section.hide()
    monkeypatch.setattr(clinic.clock, "_fixed", datetime.combine(date(2026, 11, 25), NOW.timetz()))
    section.show()
    assert section._day == date(2026, 11, 25)
