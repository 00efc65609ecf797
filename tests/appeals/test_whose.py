"""Whose appeal it is and by which rules it counts: proposed from the record, each with its reason."""

from dataclasses import replace

import pytest

from clinic_desktop.appeals.loader.books import books
from clinic_desktop.appeals.rules.bearing import bearing
from clinic_desktop.appeals.rules.reckoning import Notice, reckoned
from clinic_desktop.appeals.rules.whose import AppealFacts, as_noticed, proposed_regimes, proposed_whose

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
        # Visits to come, or an amount that the plan puts on the client, are no quarrel about a contract.
        (AppealFacts(plan_type="ppo", is_ahead=True, network="in"), "member"),
        (AppealFacts(plan_type="medicare_advantage", is_ahead=True, network="in"), "member"),
        (AppealFacts(plan_type="fehb", bill_kind="statement", network="in", is_clients=True), "member"),
        (AppealFacts(plan_type="fehb", bill_kind="statement", network="in"), "clinic"),
        (AppealFacts(case_kind="auto", plan_type="pip", bill_kind="statement"), "clinic"),
        (AppealFacts(case_kind="work", plan_type="work_state"), "clinic"),
        (AppealFacts(plan_type="va"), "clinic"),
        (AppealFacts(plan_type="medicaid"), "member"),
        (AppealFacts(plan_type="medicaid", has_form=True), "representative"),
        (AppealFacts(plan_type="tricare", network="in"), "member"),
        # In California the worker asks for the review of treatment, the clinic for that of a bill.
        (AppealFacts(case_kind="work", plan_type="work", state="CA"), "clinic"),
        (AppealFacts(case_kind="work", plan_type="work", state="CA", is_ahead=True), "member"),
        (AppealFacts(case_kind="work", plan_type="work", state="CA", is_need=True), "member"),
        (AppealFacts(case_kind="work", plan_type="work", state="WA", is_need=True), "clinic"),
        (AppealFacts(case_kind="work", plan_type="work_federal", state="CA", is_ahead=True), "clinic"),
    ),
)
def test_whose_it_is(facts: AppealFacts, whose: str) -> None:
    found = proposed_whose(facts)
    assert found.whose == whose and found.why.endswith(".")


@pytest.mark.parametrize(
    ("facts", "regime", "whose"),
    (
        # By the form that is named beside it, the worker asks.
        (AppealFacts(case_kind="work", plan_type="work_state", state="WA"), "ca_work", "member"),
        (AppealFacts(case_kind="work", plan_type="work", state="CA", is_ahead=True), "ca_bill", "clinic"),
        (AppealFacts(case_kind="work", plan_type="work", state="CA", is_ahead=True), "wa_work", "clinic"),
        (AppealFacts(case_kind="work", plan_type="work", state="CA", is_ahead=True), "other", "member"),
        (AppealFacts(plan_type="ppo", network="in"), "medicaid", "member"),
        (AppealFacts(plan_type="ppo", network="in"), "tricare", "member"),
        (AppealFacts(plan_type="medicaid", network="in"), "other", "member"),
        (AppealFacts(plan_type="ppo", network="in"), "erisa", "clinic"),
    ),
)
def test_rules_chosen_by_hand_move_whose_it_is(facts: AppealFacts, regime: str, whose: str) -> None:
    assert proposed_whose(facts, regime).whose == whose
    assert reckoned(Notice(regime=regime), facts, books()).whose.whose == whose


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
        (AppealFacts(plan_type="medicaid"), "member", ("medicaid",)),
        (AppealFacts(plan_type="medicare"), "member", ("medicare",)),
        (AppealFacts(plan_type="tricare"), "member", ("tricare",)),
        # What the contract settles has no days of the member’s.
        *((AppealFacts(plan_type=one), "clinic", ("contract",)) for one in ("fehb", "medicare_advantage", "tricare")),
        (AppealFacts(case_kind="work", plan_type="work_state", state="WA"), "clinic", ("wa_work",)),
        (AppealFacts(case_kind="work", plan_type="work", state="CA"), "clinic", ("ca_bill",)),
        (AppealFacts(case_kind="work", plan_type="work", state="CA", is_need=True), "member", ("ca_work",)),
        (AppealFacts(case_kind="work", plan_type="work", state="CA", is_ahead=True), "member", ("ca_work",)),
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


@pytest.mark.parametrize(
    ("codes", "reasons", "is_clients", "is_need"),
    (
        ("CO-50", (), False, True),
        ("216", (), False, True),
        ("", ("necessity",), False, True),
        ("PR-96", (), True, False),
        # Deductible, coinsurance and copay are the client’s share, and no denial.
        ("CO-45 PR-1 PR-2 PR-3", (), False, False),
        ("96", ("excluded",), False, False),
    ),
)
def test_what_the_notice_says_counts(codes: str, reasons: tuple[str, ...], is_clients: bool, is_need: bool) -> None:
    found = as_noticed(AppealFacts(), codes, reasons)
    assert (found.is_clients, found.is_need) == (is_clients, is_need)


IN_NETWORK = AppealFacts(plan_type="ppo", bill_kind="statement", network="in")


@pytest.mark.parametrize(
    ("codes", "facts", "is_stop", "title", "words"),
    (
        ("CO-50", IN_NETWORK, True, "Do not bill the client", "on the clinic, not on the client (group CO)."),
        # Nobody knows the network: nothing is risked.
        ("CO-50", AppealFacts(plan_type="ppo"), True, "Do not bill the client", "(group CO)."),
        ("CO-50", AppealFacts(case_kind="work"), True, "Do not bill the client", "(group CO)."),
        ("CO-50", AppealFacts(plan_type="pip", network="out"), True, "Do not bill the client", "(group CO)."),
        ("CO-45 PR-2", IN_NETWORK, True, "Do not bill the client for what stands under CO", "PR-2 is the client’s."),
        ("PI-45", IN_NETWORK, False, "Do not bill the client", "By the plan’s view"),
        # The client paid, and there is no contract.
        ("CO-50", CLIENT_BILL, False, "", "Group CO speaks of a contract with the plan. None is on record"),
        ("CO-50", replace(IN_NETWORK, network="out"), False, "", "what the client paid stays as it is"),
        ("PI-45", CLIENT_BILL, False, "", "Ask the plan why it wrote PI."),
        # With a contract a superbill is no way around it.
        ("CO-50", replace(CLIENT_BILL, network="in"), True, "Do not bill the client", "(group CO)."),
    ),
)
def test_whom_not_to_bill_is_said_where_it_is_so(
    codes: str, facts: AppealFacts, is_stop: bool, title: str, words: str
) -> None:
    found = bearing(codes, facts)
    assert found is not None
    assert (found.is_stop, found.title) == (is_stop, title) and words in found.words


def test_without_such_a_group_nothing_is_said_of_billing() -> None:
    assert bearing("PR-1 OA-23 N130 50", IN_NETWORK) is None
