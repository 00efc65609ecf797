"""A letter of an appeal and its step: issued before or after the step was begun, sent to the plan without a packet."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from appealing import following, statements_of
from charts import open_chart, opened
from factories import refused
from lettering import accept_all, draft_of, issued, with_whole_case
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from clinic_desktop.appeals.commands.denials import ChangeDenial
from clinic_desktop.appeals.commands.steps import AnswerAppeal, OpenAppeal, SendAppeal
from clinic_desktop.appeals.model import AnswerDraft, AppealDraft, SentDraft
from clinic_desktop.appeals.queries.denials import appeals_of, contacts_about, denial
from clinic_desktop.appeals.queries.letters import letter_for
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.commands import RetireClient
from clinic_desktop.clients.queries import client as client_of
from clinic_desktop.clinic import Clinic
from clinic_desktop.disclosures.model import DisclosureDraft
from clinic_desktop.letters.commands.letters import VoidLetter
from clinic_desktop.letters.commands.sendings import LogLetterSent
from clinic_desktop.letters.model import LetterId
from clinic_desktop.letters.queries.letters import letter
from clinic_desktop.store.keys.keyring import ClinicFolder
from ui.appeals.editor import kept_draft
from ui.letters.page import LetterPage
from ui.session import Session

CASE, DENIAL = CaseId(1), 1
TODAY = date(2026, 11, 24)
SENT = DisclosureDraft(
    told_on="11/24/2026", party="payer/1", name="Cascade Mutual", purpose="payment", how="fax", confirmation="FX 7"
)


@pytest.fixture
def clinic(tmp_path: Path, open_clinic: Callable[[ClinicFolder], Clinic]) -> Clinic:
    return open_clinic(with_whole_case(tmp_path / "whole"))


def issue(clinic: Clinic, kind: str = "appeal_internal") -> LetterId:
    draft = draft_of(kind, DENIAL, "member")
    accept_all(clinic, CASE, draft)
    return issued(clinic, CASE, draft)


def named(clinic: Clinic, day: str) -> None:
    """The notice names that day as the last one."""
    now = denial(clinic.read, DENIAL)
    clinic.do(ChangeDenial(now.id, now.version, replace(kept_draft(now), deadline_on=day)))


def test_a_letter_that_goes_to_the_plan_alone_sends_its_step(clinic: Clinic) -> None:
    row = issue(clinic)
    assert appeals_of(clinic.read, DENIAL) == ()
    clinic.do(LogLetterSent(row, SENT, sends_step=True))
    (step,) = appeals_of(clinic.read, DENIAL)
    assert (step.level, step.sent_on, step.sent_how, step.confirmation) == ("internal", TODAY, "fax", "FX 7")
    assert (step.letter, step.packet, step.is_expedited) == (row, None, False)
    assert step.answer_due_on is not None
    (one,) = contacts_about(clinic.read, DENIAL)
    assert (one.kind, one.reference) == ("fax", "FX 7")
    assert len(letter(clinic.read, row).sendings) == 1
    # Sent once more it is the same step: nothing is left to send.
    again = LogLetterSent(row, SENT, sends_step=True)
    assert refused(lambda: clinic.do(again)) == ["sends_step"]
    assert len(letter(clinic.read, row).sendings) == 1
    clinic.do(LogLetterSent(row, SENT))
    # Nor does it begin the next level.
    clinic.do(AnswerAppeal(step.id, step.version, AnswerDraft("11/24/2026", "lost")))
    assert following(clinic, DENIAL).level == "external"
    assert refused(lambda: clinic.do(again)) == ["sends_step"]


def test_an_expedited_letter_begins_an_expedited_step_for_visits_to_come(clinic: Clinic) -> None:
    now = denial(clinic.read, DENIAL)
    clinic.do(ChangeDenial(now.id, now.version, replace(kept_draft(now), about="ahead")))
    clinic.do(LogLetterSent(issue(clinic, "appeal_expedited"), SENT, sends_step=True))
    (step,) = appeals_of(clinic.read, DENIAL)
    assert step.is_expedited and step.answer_due_on == date(2026, 11, 27)


def test_of_visits_that_were_given_an_expedited_letter_makes_no_urgent_step(clinic: Clinic) -> None:
    clinic.do(LogLetterSent(issue(clinic, "appeal_expedited"), SENT, sends_step=True))
    (step,) = appeals_of(clinic.read, DENIAL)
    assert not step.is_expedited and step.sent_on == TODAY


def test_a_step_goes_in_writing_to_the_plan_and_late_with_a_reason_only(clinic: Clinic) -> None:
    row = issue(clinic)
    for field, wrong in (("how", replace(SENT, how="phone")), ("party", replace(SENT, party="client"))):
        assert refused(partial(clinic.do, LogLetterSent(row, wrong, sends_step=True))) == [field]
    named(clinic, "11/20/2026")
    assert refused(lambda: clinic.do(LogLetterSent(row, SENT, sends_step=True))) == ["late_why"]
    assert letter(clinic.read, row).sendings == () and appeals_of(clinic.read, DENIAL) == ()
    clinic.do(LogLetterSent(row, SENT, sends_step=True, late_why="It went to an old address"))
    assert appeals_of(clinic.read, DENIAL)[0].late_why == "It went to an old address"


def test_no_other_letter_is_a_step(clinic: Clinic) -> None:
    draft = draft_of("payer_reply", DENIAL)
    accept_all(clinic, CASE, draft)
    row = issued(clinic, CASE, draft)
    assert refused(lambda: clinic.do(LogLetterSent(row, SENT, sends_step=True))) == ["sends_step"]
    clinic.do(LogLetterSent(row, SENT))
    assert appeals_of(clinic.read, DENIAL) == ()
    # Nor does it wait for the step that is begun, or belong to the one that is.
    assert clinic.read.all("SELECT 1 FROM denial_letters") == []
    clinic.do(OpenAppeal(DENIAL, AppealDraft()))
    issued(clinic, CASE, draft)
    assert [one.letter for one in appeals_of(clinic.read, DENIAL)] == [None]


def test_nothing_is_issued_for_a_client_who_was_retired(clinic: Clinic) -> None:
    draft = draft_of("appeal_internal", DENIAL, "member")
    accept_all(clinic, CASE, draft)
    now = client_of(clinic.read, denial(clinic.read, DENIAL).client)
    clinic.do(RetireClient(now.id, now.version))
    assert refused(lambda: issued(clinic, CASE, draft)) == [""]
    clinic.undo()
    assert issued(clinic, CASE, draft)


def test_a_letter_that_was_issued_before_belongs_to_the_step_that_is_begun(clinic: Clinic) -> None:
    row = issue(clinic)
    step = clinic.do(OpenAppeal(DENIAL, AppealDraft())).row
    assert [one.letter for one in appeals_of(clinic.read, DENIAL)] == [row]
    # Void, it is no longer what goes out; what was sent keeps it.
    clinic.do(VoidLetter(row, letter(clinic.read, row).row.version, "Wrong claim number"))
    assert appeals_of(clinic.read, DENIAL)[0].letter is None
    instead = issue(clinic)
    assert appeals_of(clinic.read, DENIAL)[0].letter == instead
    version = appeals_of(clinic.read, DENIAL)[0].version
    clinic.do(SendAppeal(step, version, SentDraft("11/24/2026", "fax", letter=str(instead))))
    clinic.do(VoidLetter(instead, letter(clinic.read, instead).row.version, "Sent to the wrong place"))
    assert appeals_of(clinic.read, DENIAL)[0].letter == instead
    clinic.do(AnswerAppeal(step, appeals_of(clinic.read, DENIAL)[0].version, AnswerDraft("11/24/2026", "lost")))
    # Only now: it names the day of that answer.
    outside = issue(clinic, "external_review")
    clinic.do(OpenAppeal(DENIAL, AppealDraft("external")))
    assert appeals_of(clinic.read, DENIAL)[1].letter == outside


def test_its_page_offers_the_step_only_to_the_plan(qtbot: QtBot, clinic: Clinic, tmp_path: Path) -> None:
    row = issue(clinic)
    named(clinic, "11/20/2026")
    chart = open_chart(qtbot, Session(clinic), tmp_path, letter(clinic.read, row).row.client)
    denial_page = opened(chart, f"denial/{DENIAL}")
    names = {one.accessibleName() for one in denial_page.findChildren(QPushButton) if one.isVisibleTo(denial_page)}
    # Issued before the step was begun, it is opened there and not written again.
    assert {"Open the letter: Internal appeal", "Begin: Internal appeal", "Build the packet"} <= names
    assert "Write the letter" not in names
    chart.open_part(f"letter/{row}")
    (page,) = chart.findChildren(LetterPage)
    fields = page.log.form.fields
    # The client signs it first.
    assert fields["party"].value() == "client" and fields["sends_step"].isHidden() and fields["late_why"].isHidden()
    for key, typed in {"party": "payer", "how": "fax", "name": "Cascade Mutual", "purpose": "payment"}.items():
        fields[key].set_value(typed)
    assert not fields["sends_step"].isHidden() and fields["sends_step"].value()
    assert not fields["late_why"].isHidden()
    assert not page.log.editor.save() and fields["late_why"].problem()
    fields["late_why"].set_value("It went to an old address")
    assert page.log.editor.save()
    (step,) = appeals_of(clinic.read, DENIAL)
    assert step.letter == row and step.late_why
    assert fields["sends_step"].isHidden()


def test_letters_that_an_earlier_program_issued_belong_to_their_denial(clinic: Clinic) -> None:
    void, row = issue(clinic), issue(clinic)
    clinic.do(VoidLetter(void, letter(clinic.read, void).row.version, "Wrong claim number"))
    database = clinic._writer._database
    database.execute("DELETE FROM denial_letters")
    (found,) = [
        one for one in statements_of("steps_and_what_carries_them") if one.startswith("INSERT INTO denial_letters")
    ]
    database.execute(found)
    assert letter_for(clinic.read, DENIAL, "internal") == row
    assert clinic.read.one("SELECT count(*) AS n FROM denial_letters")["n"] == 1
