"""Whose appeal it is and by which rules it counts: proposed from the record, each with its reason."""

from dataclasses import replace

import pytest

from clinic_desktop.appeals.rules.whose import AppealFacts, proposed_regimes, proposed_whose

CLIENT_BILL = AppealFacts(plan_type="ppo", bill_kind="superbill")


@pytest.mark.parametrize(
    ("facts", "whose"),
    (
        (CLIENT_BILL, "member"),
        # Also in network: the client sent it in, and is the one who was answered.
        (replace(CLIENT_BILL, network="in"), "member"),
        (AppealFacts(plan_type="ppo", bill_kind="statement", network="in"), "clinic"),
        (AppealFacts(plan_type="ppo", network="out"), "member"),
        (AppealFacts(plan_type="ppo"), "member"),
        (AppealFacts(plan_type="ppo", is_ahead=True, network="in"), "clinic"),
        (AppealFacts(case_kind="auto", plan_type="pip", bill_kind="statement"), "clinic"),
        (AppealFacts(case_kind="work", plan_type="work_state"), "clinic"),
        (AppealFacts(plan_type="va"), "clinic"),
        (AppealFacts(plan_type="medicaid"), "clinic"),
    ),
)
def test_whose_it_is(facts: AppealFacts, whose: str) -> None:
    found = proposed_whose(facts)
    assert found.whose == whose and found.why.endswith(".")


@pytest.mark.parametrize(
    ("facts", "whose", "regimes"),
    (
        (replace(CLIENT_BILL, funding="self_funded"), "member", ("erisa",)),
        (replace(CLIENT_BILL, funding="insured"), "member", ("insured",)),
        # No government plan goes by ERISA.
        (replace(CLIENT_BILL, funding="public"), "member", ("insured",)),
        (CLIENT_BILL, "member", ("erisa", "insured")),
        (CLIENT_BILL, "clinic", ("contract",)),
        (AppealFacts(), "member", ("erisa", "insured", "medicare_advantage", "medicaid", "fehb")),
        (AppealFacts(plan_type="fehb"), "member", ("fehb",)),
        (AppealFacts(plan_type="medicare_advantage"), "member", ("medicare_advantage",)),
        (AppealFacts(plan_type="medicaid"), "clinic", ("medicaid",)),
        (AppealFacts(plan_type="medicare"), "member", ("other",)),
        (AppealFacts(case_kind="work", plan_type="work_state", state="WA"), "clinic", ("wa_work",)),
        (AppealFacts(case_kind="work", plan_type="work", state="CA"), "clinic", ("ca_work",)),
        (AppealFacts(case_kind="work", plan_type="work_federal", state="WA"), "clinic", ("other",)),
        (AppealFacts(case_kind="work", plan_type="work", state="OR"), "clinic", ("other",)),
        (AppealFacts(case_kind="auto", plan_type="pip"), "clinic", ("no_fault",)),
        (AppealFacts(case_kind="auto"), "member", ("no_fault",)),
        (AppealFacts(case_kind="accident", plan_type="liability"), "member", ("other",)),
    ),
)
def test_by_which_rules_it_counts(facts: AppealFacts, whose: str, regimes: tuple[str, ...]) -> None:
    found = proposed_regimes(facts, whose)  # type: ignore[arg-type]
    assert found.regimes == regimes and found.why.endswith(".")
