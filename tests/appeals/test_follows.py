"""The day of a denial follows every fact that it is reckoned from, wherever it is shown: nothing keeps an older one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from answering import DENIED, STATEMENT, Answerable, answer
from appealing import LOST, NOTICE, about, answered, denied, denied_by_statement, new_appeal, new_denial, sent
from factories import POLICY

from clinic_desktop.appeals.commands.denials import AddDenial, ChangeDenial
from clinic_desktop.appeals.document import calendar
from clinic_desktop.appeals.loader import clocks
from clinic_desktop.appeals.loader.due import open_steps, steps_of
from clinic_desktop.appeals.loader.standing import denials_listed, next_step_of, standing_of
from clinic_desktop.appeals.model import AppealDraft, DenialDraft, Following
from clinic_desktop.appeals.queries.denials import appeal, denial
from clinic_desktop.authorizations.commands import AddAuthorization, ChangeAuthorization
from clinic_desktop.authorizations.model import AuthorizationDraft
from clinic_desktop.benefit_statements.commands.statements import ChangeStatement
from clinic_desktop.benefit_statements.queries.statements import benefit_statement
from clinic_desktop.cases.commands import ChangeCase
from clinic_desktop.cases.model import CaseDraft
from clinic_desktop.cases.queries import case as client_case
from clinic_desktop.clinic import Clinic
from clinic_desktop.coverage.commands.answers import AnswerCoverage
from clinic_desktop.letters.queries.denials import open_denials
from clinic_desktop.packets.queries.about import abouts_of
from clinic_desktop.packets.queries.parts.asked import PartsAsked
from clinic_desktop.policies.commands import ChangePolicy
from clinic_desktop.policies.queries import policy

TODAY = date(2026, 11, 24)


@pytest.fixture
def found(clinic: Clinic) -> Answerable:
    return denied(clinic)


@pytest.fixture
def rule_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A file of days of the clinic’s own."""
    made = tmp_path / "clocks.toml"
    made.write_text(clocks.FILE.read_text("utf-8"), "utf-8")
    monkeypatch.setattr(clocks, "FILE", made)
    yield made
    clocks._kept.cache_clear()


def day_of(clinic: Clinic, row: int) -> date | None:
    """By when the next step has to be there: the same on Today, in the calendar, the list, a letter and a packet."""
    read, of = clinic.read, denial(clinic.read, row)
    (waits,) = [one for one in open_steps(read, TODAY) if one.denial == row]
    (listed,) = [one for one in denials_listed(read, of.client, TODAY).rows if one.id == row]
    (letter,) = [one for one in open_denials(read, of.case, TODAY) if one.row == row]
    (packet,) = [
        one for one in abouts_of(PartsAsked(read, of.client, of.case, TODAY), ()) if one.key == f"denial:{row}"
    ]
    assert listed.next and waits in steps_of(read, of.client, TODAY)
    days = {waits.due_on, listed.next.due_on, letter.due_on, packet.due_on, next_step_of(read, row, TODAY).due_on}
    (day,) = days
    if day:
        assert f"{day:%Y%m%d}" in calendar([waits], clinic.clock.now()).decode()
    return day


def change_plan(clinic: Clinic, row: int, plan_type: str) -> None:
    clinic.do(ChangePolicy(row, policy(clinic.read, row).version, replace(POLICY, payer="1", plan_type=plan_type)))


def test_a_plan_type_that_is_put_right(clinic: Clinic, found: Answerable) -> None:
    row = new_denial(clinic, found)
    assert day_of(clinic, row) == date(2027, 5, 19)
    change_plan(clinic, 1, "medicaid")
    assert day_of(clinic, row) == date(2027, 1, 19)
    clinic.undo()
    assert day_of(clinic, row) == date(2027, 5, 19)


def test_also_of_a_step_that_is_begun_until_it_goes_out(clinic: Clinic, found: Answerable) -> None:
    row = new_denial(clinic, found)
    step = new_appeal(clinic, row)
    change_plan(clinic, 1, "medicaid")
    assert day_of(clinic, row) == date(2027, 1, 19)
    sent(clinic, step)
    change_plan(clinic, 1, "ppo")
    # What counted as it went out is history.
    assert appeal(clinic.read, step).due_on == standing_of(clinic.read, row, TODAY).steps[0].due_on == date(2027, 1, 19)


def test_a_last_day_that_was_typed_as_it_was_begun_stays(clinic: Clinic, found: Answerable) -> None:
    row = new_denial(clinic, found)
    new_appeal(clinic, row, AppealDraft(deadline_on="12/31/2026"))
    change_plan(clinic, 1, "medicaid")
    assert day_of(clinic, row) == date(2026, 12, 31)


def test_the_date_of_the_statement_that_it_comes_from(clinic: Clinic) -> None:
    found, statement = denied_by_statement(clinic)
    draft = replace(about(found), statement=str(statement), noticed_on="", received_on="11/24/2026")
    row = clinic.do(AddDenial(found.whose.case, draft)).row
    assert day_of(clinic, row) == date(2027, 5, 19)
    says = answer(clinic, found.whose.case, found.bill, DENIED, draft=replace(STATEMENT, statement_on="11/10/2026"))
    clinic.do(ChangeStatement(statement, benefit_statement(clinic.read, statement).version, says))
    assert day_of(clinic, row) == date(2027, 5, 7)


def test_the_day_of_the_decision_about_an_authorization(clinic: Clinic, found: Answerable) -> None:
    asked = AuthorizationDraft(policy="1", status="denied", asked_on="11/1/2026", decided_on="11/13/2026")
    authorization = clinic.do(AddAuthorization(found.whose.case, asked)).row
    draft = DenialDraft(policy="1", about="ahead", authorization=str(authorization), received_on="11/24/2026")
    row = clinic.do(AddDenial(found.whose.case, draft)).row
    assert day_of(clinic, row) == date(2027, 5, 12)
    clinic.do(ChangeAuthorization(authorization, 1, replace(asked, decided_on="11/6/2026")))
    assert day_of(clinic, row) == date(2027, 5, 5)


def test_who_pays_for_the_plan_and_in_which_state(clinic: Clinic, found: Answerable) -> None:
    row = new_denial(clinic, found)
    answered(clinic, sent(clinic, new_appeal(clinic, row)))
    assert day_of(clinic, row) == date(2027, 3, 23)
    # An insured plan in Washington has 180 days to 22 May, a Saturday; elsewhere 4 months.
    clinic.do(AnswerCoverage(found.whose.case, {"funding": "insured"}))
    assert day_of(clinic, row) == date(2027, 5, 21)
    now = client_case(clinic.read, found.whose.case)
    clinic.do(ChangeCase(now.id, now.version, CaseDraft(kind="health", reason=now.reason, state="OR")))
    assert day_of(clinic, row) == date(2027, 3, 23)


def test_the_rules_of_a_file(clinic: Clinic, found: Answerable, rule_file: Path) -> None:
    row = new_denial(clinic, found)
    assert day_of(clinic, row) == date(2027, 5, 19)
    rule_file.write_text(rule_file.read_text("utf-8").replace("days = 180", "days = 90"), "utf-8")
    clocks._kept.cache_clear()
    # 18 Feb 2027 is a Thursday.
    assert day_of(clinic, row) == date(2027, 2, 18)


def test_what_is_typed_of_the_notice_itself(clinic: Clinic, found: Answerable) -> None:
    row = new_denial(clinic, found)
    changes: tuple[tuple[dict[str, Any], date | None], ...] = (
        ({"noticed_on": "11/10/2026"}, date(2027, 5, 7)),
        ({"deadline_on": "12/15/2026"}, date(2026, 12, 15)),
        ({"regime": "no_fault"}, None),
    )
    for changed, day in changes:
        draft = replace(about(found), **changed)
        clinic.do(ChangeDenial(row, denial(clinic.read, row).version, draft))
        assert day_of(clinic, row) == day


def test_a_day_that_an_answer_names_always_leads_to_a_step(clinic: Clinic, found: Answerable) -> None:
    # The plan itself passes a lost appeal on, so that no rule has a level after it.
    row = new_denial(clinic, found, replace(NOTICE, regime="medicare_advantage"))
    named = replace(LOST, next_deadline_on="2/16/2027")
    answered(clinic, sent(clinic, new_appeal(clinic, row)), named)
    assert next_step_of(clinic.read, row, TODAY).level == "external"
    assert day_of(clinic, row) == date(2027, 2, 16)


def test_without_such_a_day_nothing_is_made_up(clinic: Clinic, found: Answerable) -> None:
    row = new_denial(clinic, found, replace(NOTICE, regime="medicare_advantage"))
    answered(clinic, sent(clinic, new_appeal(clinic, row)))
    assert next_step_of(clinic.read, row, TODAY) == Following("appeal", None, None)
    assert open_steps(clinic.read, TODAY) == ()
