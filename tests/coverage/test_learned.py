"""What benefit statements taught goes into the estimate, below a contract and below what the plan itself said."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from answering import FIRST_VISIT, STATEMENT, Answerable, answerable, new_statement
from charting import answer, gathered
from contracting import CONTRACT, new_contract

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.coverage.loader.cases import read_coverage_case
from clinic_desktop.coverage.loader.gathering import as_case_file
from clinic_desktop.coverage.model.money import AllowedAmount, NetworkSide, PlannedVisit, PlanTerms
from clinic_desktop.coverage.rules.estimate.said import sentences
from clinic_desktop.coverage.rules.estimate.series import estimate
from clinic_desktop.coverage.rules.estimate.unknown import unknowns
from clinic_desktop.policies.commands import ChangePolicy
from clinic_desktop.policies.model import PolicyDraft

WHOSE, NEWEST = "Regence BlueShield, Preferred plan", date(2026, 10, 12)
FIVE = AllowedAmount(9_800, 11_000, 5, WHOSE, NEWEST)
TERMS = PlanTerms(side=NetworkSide.OUT, deductible_applies=False, coinsurance_bp=4_000, allowed=FIVE)


@pytest.fixture
def found(clinic: Clinic) -> Answerable:
    return answerable(clinic)


def allowed(clinic: Clinic, case: CaseId) -> AllowedAmount | None:
    return gathered(clinic, case).money.terms.allowed


def test_a_statement_teaches_the_next_estimate(clinic: Clinic, found: Answerable, tmp_path: Path) -> None:
    case = found.whose.case
    assert allowed(clinic, case) is None
    new_statement(clinic, found, FIRST_VISIT)
    taught = AllowedAmount(11_000, 11_000, 1, "Cascade Mutual", date(2026, 11, 20))
    assert allowed(clinic, case) == taught
    whole = gathered(clinic, case)
    origin = whole.origins["cost_share.allowed_low"]
    assert origin == "From 1 benefit statement of Cascade Mutual, of 20 Nov 2026"
    # As a file it says the same again.
    path = tmp_path / "case.toml"
    path.write_text(as_case_file(whole), encoding="utf-8")
    assert read_coverage_case(path).money.terms.allowed == taught


def test_the_plan_goes_before_other_plans_of_the_payer(clinic: Clinic, found: Answerable) -> None:
    clinic.do(ChangePolicy(1, 1, PolicyDraft(payer="1", plan_type="ppo", plan_name="Preferred", member_id="A1")))
    new_statement(clinic, found, FIRST_VISIT)
    first = allowed(clinic, found.whose.case)
    assert first and first.whose == "Cascade Mutual, Preferred"
    clinic.do(ChangePolicy(1, 2, PolicyDraft(payer_name="Another", plan_type="ppo", plan_name="Preferred")))
    # What is on record is the payer's whose statement it was.
    assert allowed(clinic, found.whose.case) is None


def test_an_answer_goes_before_statements_as_a_whole(clinic: Clinic, found: Answerable) -> None:
    case = found.whose.case
    new_statement(clinic, found, FIRST_VISIT)
    answer(clinic, case, cost_share__allowed="95")
    assert allowed(clinic, case) == AllowedAmount(9_500, 9_500)


def test_one_end_that_was_answered_is_never_mixed_with_what_was_taught(clinic: Clinic, found: Answerable) -> None:
    case = found.whose.case
    new_statement(clinic, found, FIRST_VISIT)
    answer(clinic, case, cost_share__allowed_low="60")
    assert allowed(clinic, case) is None
    assert "go together" in gathered(clinic, case).unused["cost_share.allowed_low"]
    answer(clinic, case, cost_share__allowed_high="70", cost_share__allowed_from="3")
    assert allowed(clinic, case) == AllowedAmount(6_000, 7_000, 3)


def test_a_contract_goes_before_statements(clinic: Clinic, found: Answerable) -> None:
    case = found.whose.case
    new_statement(clinic, found, FIRST_VISIT)
    new_contract(clinic, 1)
    assert allowed(clinic, case) == AllowedAmount(7_200, 7_200)


def test_in_network_a_code_without_a_fee_goes_by_statements_in_network(clinic: Clinic, found: Answerable) -> None:
    case = found.whose.case
    new_statement(clinic, found, FIRST_VISIT)
    new_contract(clinic, 1, replace(CONTRACT, fees=()))
    taught = allowed(clinic, case)
    assert taught and taught.statements == 1
    # A contract that began after the visits: they were allowed out of network.
    clinic.undo()
    new_contract(clinic, 1, replace(CONTRACT, from_on="11/23/2026", fees=()))
    assert allowed(clinic, case) is None


def test_it_says_from_how_many(clinic: Clinic, found: Answerable) -> None:
    made = estimate(TERMS, (PlannedVisit(None, 14_000),))
    words = "5 benefit statements of Regence BlueShield, Preferred plan, the newest of 12 Oct 2026."
    assert f"The allowed amount, $98.00 to $110.00 a visit, is from {words}" in sentences(made)
    assert dict(unknowns(made))["allowed"] == f"What the plan allows is $98.00 to $110.00, from {words}"
    # One amount is no range, and says all the same where it is from.
    exact = estimate(replace(TERMS, allowed=replace(FIVE, low_cents=11_000)), (PlannedVisit(None, 14_000),))
    assert exact.is_exact and "allowed" not in dict(unknowns(exact))
    assert any("$110.00 a visit, is from 5 benefit statements" in one for one in sentences(exact))
    assert STATEMENT.paid_to == "client"
