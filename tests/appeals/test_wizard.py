"""A denial on record answers the wizard's question about a claim that was denied; what a person said stays."""

from dataclasses import replace

import pytest
from answering import Answerable
from appealing import NOTICE, answered, denied, new_appeal, new_denial, sent
from charting import answer
from hypothesis import given
from hypothesis import strategies as st

from clinic_desktop.appeals.commands.denials import ChangeDenial, CloseDenial, ReopenDenial, RetireDenial
from clinic_desktop.appeals.loader.advice import advice
from clinic_desktop.appeals.model import AnswerDraft
from clinic_desktop.appeals.queries.denials import denial
from clinic_desktop.appeals.rules.triage import deciding_code, triage
from clinic_desktop.clinic import Clinic
from clinic_desktop.coverage.queries.kept import kept_answers
from ui.appeals.editor import kept_draft


@pytest.fixture
def found(clinic: Clinic) -> Answerable:
    return denied(clinic)


def said(clinic: Clinic, found: Answerable) -> dict[str, tuple[str, str]]:
    kept = kept_answers(clinic.read, found.whose.case)
    return {one.key: (one.spelled.strip('"'), one.origin) for one in kept if one.key in ("denial", "denied_on")}


NECESSITY = {"denial": ("necessity", "paper"), "denied_on": ("2026-11-20", "paper")}


def test_the_reason_and_the_day_are_answered_and_taken_back(clinic: Clinic, found: Answerable) -> None:
    row = new_denial(clinic, found, replace(NOTICE, codes="CO-50"))
    assert said(clinic, found) == NECESSITY
    clinic.undo()
    assert said(clinic, found) == {}
    clinic.redo()
    now = denial(clinic.read, row)
    clinic.do(ChangeDenial(row, now.version, replace(kept_draft(now), codes="", reasons=("not_authorized",))))
    assert said(clinic, found)["denial"] == ("authorization", "paper")
    clinic.do(CloseDenial(row, denial(clinic.read, row).version, "given_up", "No record"))
    assert said(clinic, found) == {}
    clinic.do(ReopenDenial(row, denial(clinic.read, row).version))
    assert said(clinic, found)["denial"] == ("authorization", "paper")
    clinic.do(RetireDenial(row, denial(clinic.read, row).version))
    assert said(clinic, found) == {}


def test_the_newest_open_one_counts_and_a_win_ends_it(clinic: Clinic, found: Answerable) -> None:
    new_denial(clinic, found, replace(NOTICE, codes="CO-29", noticed_on="11/10/2026"))
    row = new_denial(clinic, found, replace(NOTICE, codes="CO-50"))
    assert said(clinic, found) == NECESSITY
    answered(clinic, sent(clinic, new_appeal(clinic, row)), AnswerDraft("11/24/2026", "won", "140"))
    assert said(clinic, found) == {"denial": ("late", "paper"), "denied_on": ("2026-11-10", "paper")}


def test_what_a_person_answered_otherwise_stays(clinic: Clinic, found: Answerable) -> None:
    answer(clinic, found.whose.case, denial="bundled")
    row = new_denial(clinic, found, replace(NOTICE, codes="CO-50"))
    assert said(clinic, found)["denial"][0] == "bundled"
    clinic.do(CloseDenial(row, denial(clinic.read, row).version, "paid"))
    assert said(clinic, found)["denial"][0] == "bundled"


@pytest.mark.parametrize(
    "draft",
    [
        replace(NOTICE, codes="PR-1"),
        replace(NOTICE, codes="Q-9"),
        replace(NOTICE, codes="CO-50", about="ahead"),
    ],
)
def test_what_is_no_denial_of_a_claim_answers_nothing(clinic: Clinic, found: Answerable, draft: object) -> None:
    new_denial(clinic, found, draft)  # type: ignore[arg-type]
    assert said(clinic, found) == {}


@given(st.lists(st.sampled_from(sorted(advice().codes)), max_size=4))
def test_the_code_that_decides_is_one_of_those_that_lead_to_the_action(codes: list[str]) -> None:
    typed = " ".join(codes)
    whole = triage(typed, (), advice(), {})
    code = deciding_code(typed, (), advice())
    assert code in {one.said for one in whole.why if one.decides} | ({""} if not whole.action else set())
