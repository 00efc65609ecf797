"""Policies: in the order in which they pay, each with a payer that is on the list once, its card kept as printed."""

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest
from factories import CASE, CLIENT, HOSTILE_NAMES, POLICY, new_case, new_client, new_payer, new_policy, refused
from hypothesis import given
from hypothesis import strategies as some

from clinic_desktop.cases.commands import RetireCase
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import ChangedSince, Missing
from clinic_desktop.payers import queries as payers
from clinic_desktop.payers.commands import RetirePayer
from clinic_desktop.payers.model import PayerDraft
from clinic_desktop.policies import queries, rules
from clinic_desktop.policies.commands import AddPolicy, ChangePolicy, CopyPolicies, MovePolicy, RetirePolicy
from clinic_desktop.policies.model import PLAN_TYPES, PolicyDraft, PolicyRow
from clinic_desktop.values.identifiers import looks_like_ssn

TODAY = date(2026, 11, 24)
LIMITS = {
    **{"plan_name": 200, "group_number": 50, "note": 10_000},
    **{"subscriber_given_name": 100, "subscriber_family_name": 100},
}


def problems(draft: PolicyDraft) -> list[str]:
    return refused(lambda: rules.policy_values(draft, TODAY))


def listed(clinic: Clinic, case: int) -> list[PolicyRow]:
    return list(queries.policy_page(clinic.read, CaseId(case)).rows)


def in_order(clinic: Clinic, case: int) -> list[str]:
    return [row.payer_name for row in listed(clinic, case)]


def payer_names(clinic: Clinic) -> list[str]:
    return [row.name for row in payers.payer_page(clinic.read).rows]


def move(clinic: Clinic, row: PolicyRow, *, up: bool) -> None:
    clinic.do(MovePolicy(row.id, row.version, up))


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    """A case with the policies of Ant, Bee and Cat, in this order."""
    case = new_case(clinic)
    for name in ("Ant", "Bee", "Cat"):
        new_policy(clinic, case, PolicyDraft(payer_name=name, member_id=f"{name}-1"))
    return case


def test_a_policy_is_kept_and_read(clinic: Clinic) -> None:
    case = new_case(clinic)
    typed = replace(POLICY, member_id=" abc 123-456 ", effective_on="1/1/2026", ends_on="12/31/2026", group_number="G1")
    found = queries.policy(clinic.read, new_policy(clinic, case, typed))
    assert (found.case, found.place, found.payer_name, found.plan_type) == (case, 1, "Cascade Mutual", "ppo")
    assert (found.member_id, found.group_number, found.relationship) == ("ABC 123-456", "G1", "self")
    assert (found.effective_on, found.ends_on) == (date(2026, 1, 1), date(2026, 12, 31))
    row = listed(clinic, case)[0]
    assert (row.id, row.payer, row.member_id, row.ends_on) == (found.id, found.payer, "ABC 123-456", found.ends_on)


def test_only_the_payer_is_needed() -> None:
    assert problems(PolicyDraft()) == ["payer"]
    assert problems(PolicyDraft(payer_name=" \x00")) == ["payer"]
    assert problems(PolicyDraft(payer_name="Cascade Mutual")) == []
    assert problems(PolicyDraft(payer="1")) == []


def test_every_problem_is_said_at_its_field_at_once() -> None:
    wrong = PolicyDraft(
        *("", "p" * 201, "", "n" * 201, "#", "g" * 51, "child"),
        *("s" * 101, "s" * 101, "2/30/1980", "soon", "later", "n" * 10_001),
    )
    found = problems(wrong)
    assert len(found) == len(set(found))
    assert set(found) == {field.name for field in fields(PolicyDraft)} - {"payer_name", "plan_type", "relationship"}


def test_the_longest_texts_fit_and_one_letter_more_is_refused(clinic: Clinic) -> None:
    longest: dict[str, Any] = {field: "王" * most for field, most in LIMITS.items()}
    card = PolicyDraft(payer_name="王" * 200, relationship="other", member_id="-".join("A" * 29))
    found = queries.policy(clinic.read, new_policy(clinic, new_case(clinic), replace(card, **longest)))
    assert {field: len(getattr(found, field)) for field in LIMITS} == LIMITS
    assert (len(found.payer_name), len(found.member_id)) == (200, 57)
    longer: dict[str, Any] = {field: f"{text}x" for field, text in longest.items()}
    assert set(problems(replace(card, **longer))) == set(LIMITS)


def test_no_run_of_dashes_makes_a_member_id_too_long_to_keep(clinic: Clinic) -> None:
    policy = new_policy(clinic, new_case(clinic), replace(POLICY, member_id=f"A{'- ' * 500}B"))
    assert queries.policy(clinic.read, policy).member_id == "A-B"


@pytest.mark.parametrize("plan_type", PLAN_TYPES)
def test_every_kind_of_plan_can_be_kept(clinic: Clinic, plan_type: str) -> None:
    policy = new_policy(clinic, new_case(clinic), replace(POLICY, plan_type=plan_type))
    assert queries.policy(clinic.read, policy).plan_type == plan_type


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_hostile_payer_is_kept_to_the_letter(clinic: Clinic, name: str) -> None:
    case = new_case(clinic)
    for _ in range(2):
        new_policy(clinic, case, PolicyDraft(payer_name=name, plan_name=name, group_number=name, note=name))
    assert in_order(clinic, case) == [name.replace("\x00", "")] * 2
    assert len(payer_names(clinic)) == 1


@pytest.mark.parametrize(
    ("effective", "ends", "found"),
    [
        ("1/1/2026", "12/31/2025", ["ends_on"]),
        ("1/1/2026", "1/1/2026", []),
        ("1/1/2030", "1/1/2031", []),
        ("", "1/1/2020", []),
        ("2/30/2026", "1/1/2020", ["effective_on"]),
        ("soon", "later", ["effective_on", "ends_on"]),
    ],
)
def test_a_policy_ends_when_it_begins_or_later(effective: str, ends: str, found: list[str]) -> None:
    assert problems(replace(POLICY, effective_on=effective, ends_on=ends)) == found


@given(some.none() | some.dates(), some.dates())
def test_first_and_last_day_of_a_policy_count(day: date | None, on: date) -> None:
    assert rules.has_ended(day, on) == (day is not None and on > day)
    assert rules.begins_later(day, on) == (day is not None and on < day)


def test_facts_of_a_subscriber_are_dropped_when_the_client_is_the_subscriber() -> None:
    names = {"subscriber_given_name": "Bao", "subscriber_family_name": "Nguyễn"}
    typed = replace(POLICY, relationship="child", subscriber_birth_date="1/2/1960", **names)
    subscriber = ("subscriber_given_name", "subscriber_family_name", "subscriber_birth_date")
    kept = rules.policy_values(typed, TODAY)
    assert [kept[name] for name in subscriber] == ["Bao", "Nguyễn", "1960-01-02"]
    kept = rules.policy_values(replace(typed, relationship="self", subscriber_birth_date="nonsense"), TODAY)
    assert [kept[name] for name in subscriber] == ["", "", ""]
    assert problems(replace(typed, subscriber_birth_date="11/25/2026")) == ["subscriber_birth_date"]


def test_a_member_id_that_looks_like_an_ssn_is_kept_and_warned_about(clinic: Clinic) -> None:
    policy = new_policy(clinic, new_case(clinic), replace(POLICY, member_id="078-05-1120"))
    found = queries.policy(clinic.read, policy)
    assert found.member_id == "078-05-1120"
    assert "Social Security" in rules.warning_about(found.member_id)


@given(some.from_regex(r"[0-9 .-]{0,14}|[0-9]{9}|[0-9]{3}-[0-9]{2}-[0-9]{4}|[A-Z][0-9]{8,9}", fullmatch=True))
def test_exactly_what_looks_like_an_ssn_is_warned_about(member_id: str) -> None:
    assert bool(rules.warning_about(member_id)) == looks_like_ssn(member_id)


def test_policies_pay_in_the_order_in_which_they_were_added(clinic: Clinic, case: CaseId) -> None:
    assert [(row.rank, row.payer_name) for row in listed(clinic, case)] == [(1, "Ant"), (2, "Bee"), (3, "Cat")]
    other = new_case(clinic, new_client(clinic, replace(CLIENT, is_other_person=True)))
    assert queries.policy(clinic.read, new_policy(clinic, other)).place == 1


def test_a_policy_moves_up_and_down_and_stops_at_the_ends(clinic: Clinic, case: CaseId) -> None:
    move(clinic, listed(clinic, case)[2], up=True)
    assert in_order(clinic, case) == ["Ant", "Cat", "Bee"]
    move(clinic, listed(clinic, case)[0], up=False)
    assert in_order(clinic, case) == ["Cat", "Ant", "Bee"]
    assert [row.rank for row in listed(clinic, case)] == [1, 2, 3]
    undoable = len(clinic.history.undoable)
    move(clinic, listed(clinic, case)[0], up=True)
    move(clinic, listed(clinic, case)[2], up=False)
    assert in_order(clinic, case) == ["Cat", "Ant", "Bee"]
    assert len(clinic.history.undoable) == undoable
    assert [clinic.undo(), clinic.undo()] == ["Move policy", "Move policy"]
    assert in_order(clinic, case) == ["Ant", "Bee", "Cat"]


def test_a_policy_moves_over_the_gap_of_one_that_was_taken_off(clinic: Clinic, case: CaseId) -> None:
    bee = listed(clinic, case)[1]
    clinic.do(RetirePolicy(bee.id, bee.version))
    with pytest.raises(Missing):
        queries.policy(clinic.read, bee.id)
    move(clinic, listed(clinic, case)[1], up=True)
    assert in_order(clinic, case) == ["Cat", "Ant"]
    clinic.undo()
    clinic.undo()
    assert in_order(clinic, case) == ["Ant", "Bee", "Cat"]


def test_a_new_policy_leaves_the_place_of_one_that_may_come_back(clinic: Clinic, case: CaseId) -> None:
    cat = listed(clinic, case)[2]
    clinic.do(RetirePolicy(cat.id, cat.version))
    new_policy(clinic, case, PolicyDraft(payer_name="Dog"))
    assert [queries.policy(clinic.read, row.id).place for row in listed(clinic, case)] == [1, 2, 4]
    # A person counts primary, secondary and tertiary.
    assert [(row.rank, row.payer_name) for row in listed(clinic, case)] == [(1, "Ant"), (2, "Bee"), (3, "Dog")]


def test_a_change_behind_somebodys_back_is_refused(clinic: Clinic, case: CaseId) -> None:
    ant, bee, _ = listed(clinic, case)
    clinic.do(ChangePolicy(bee.id, 1, PolicyDraft(payer=str(bee.payer), note="Theirs")))
    for command in (
        ChangePolicy(bee.id, 1, POLICY),
        RetirePolicy(bee.id, 1),
        MovePolicy(bee.id, 1, up=True),
        MovePolicy(bee.id, 1, up=False),
    ):
        with pytest.raises(ChangedSince):
            clinic.do(command)
    assert in_order(clinic, case) == ["Ant", "Bee", "Cat"]
    assert payer_names(clinic) == ["Ant", "Bee", "Cat"]
    # The neighbor is as it stands now: only the one that is moved was looked at.
    clinic.do(MovePolicy(ant.id, 1, up=False))
    assert in_order(clinic, case) == ["Bee", "Ant", "Cat"]


def test_a_payer_that_is_not_known_yet_comes_with_its_policy_and_goes_with_it(clinic: Clinic) -> None:
    case = new_case(clinic)
    outcome = clinic.do(AddPolicy(case, POLICY))
    assert set(outcome.changes.rows) == {"policies", "payers"}
    assert payer_names(clinic) == ["Cascade Mutual"]
    assert clinic.undo() == "Add policy"
    assert (payer_names(clinic), listed(clinic, case)) == ([], [])
    assert clinic.redo() == "Add policy"
    assert (payer_names(clinic), in_order(clinic, case)) == (["Cascade Mutual"], ["Cascade Mutual"])


def test_a_typed_payer_that_is_on_the_list_is_not_added_twice(clinic: Clinic, case: CaseId) -> None:
    payer = new_payer(clinic, PayerDraft("Prémera Blue-Cross"))
    policy = new_policy(clinic, case, PolicyDraft(payer_name=" premera  BLUE–CROSS"))
    assert queries.policy(clinic.read, policy).payer == payer
    clinic.do(ChangePolicy(policy, 1, PolicyDraft(payer_name="ant")))
    assert queries.policy(clinic.read, policy).payer_name == "Ant"
    clinic.do(ChangePolicy(policy, 2, PolicyDraft(payer_name="New one")))
    assert payer_names(clinic) == ["Ant", "Bee", "Cat", "New one", "Prémera Blue-Cross"]
    clinic.undo()
    assert payer_names(clinic) == ["Ant", "Bee", "Cat", "Prémera Blue-Cross"]


def test_a_chosen_payer_counts_and_not_what_was_typed_before(clinic: Clinic, case: CaseId) -> None:
    ant = listed(clinic, case)[0]
    policy = new_policy(clinic, case, PolicyDraft(payer=str(ant.payer), payer_name="Bee"))
    assert queries.policy(clinic.read, policy).payer_name == "Ant"


def test_a_payer_that_was_taken_off_the_list_cannot_be_chosen(clinic: Clinic, case: CaseId) -> None:
    payer = new_payer(clinic)
    clinic.do(RetirePayer(payer, 1))
    chosen = PolicyDraft(payer=str(payer))
    ant = listed(clinic, case)[0]
    assert refused(lambda: clinic.do(AddPolicy(case, chosen))) == ["payer"]
    assert refused(lambda: clinic.do(ChangePolicy(ant.id, 1, chosen))) == ["payer"]
    # Typed anew it is a new payer.
    assert queries.policy(clinic.read, new_policy(clinic, case)).payer != payer
    with pytest.raises(Missing):
        clinic.do(AddPolicy(case, PolicyDraft(payer="77")))


def test_a_policy_that_is_refused_leaves_no_payer_behind(clinic: Clinic) -> None:
    case = new_case(clinic)
    assert refused(lambda: clinic.do(AddPolicy(case, replace(POLICY, ends_on="soon")))) == ["ends_on"]
    with pytest.raises(Missing):
        clinic.do(AddPolicy(case + 1, POLICY))
    assert payer_names(clinic) == []


def test_policies_are_copied_to_another_case_behind_its_own(clinic: Clinic, case: CaseId) -> None:
    client = clinic.read.one("SELECT client_id FROM cases WHERE id = ?", case)["client_id"]
    other = new_case(clinic, client, replace(CASE, reason="Other"))
    new_policy(clinic, other, PolicyDraft(payer_name="Own"))
    bee = listed(clinic, case)[1]
    clinic.do(RetirePolicy(bee.id, bee.version))
    move(clinic, listed(clinic, case)[1], up=True)
    before = listed(clinic, case)
    assert clinic.do(CopyPolicies(other, case)).row == other
    copied = [(row.rank, row.payer_name, row.member_id) for row in listed(clinic, other)]
    assert copied == [(1, "Own", ""), (2, "Cat", "CAT-1"), (3, "Ant", "ANT-1")]
    # The source keeps its own, and a change of the one does not reach the other.
    clinic.do(ChangePolicy(listed(clinic, other)[1].id, 1, POLICY))
    assert listed(clinic, case) == before
    assert [clinic.undo(), clinic.undo()] == ["Change policy", "Copy policies"]
    assert in_order(clinic, other) == ["Own"]


def test_policies_are_never_copied_to_another_client(clinic: Clinic, case: CaseId) -> None:
    other = new_case(clinic, new_client(clinic, replace(CLIENT, is_other_person=True)))
    assert refused(lambda: clinic.do(CopyPolicies(other, case))) == [""]
    assert listed(clinic, other) == []


def test_nothing_is_added_to_a_case_that_was_taken_away(clinic: Clinic, case: CaseId) -> None:
    client = clinic.read.one("SELECT client_id FROM cases WHERE id = ?", case)["client_id"]
    gone = new_case(clinic, client)
    clinic.do(RetireCase(gone, 1))
    for command in (AddPolicy(gone, POLICY), CopyPolicies(gone, case)):
        with pytest.raises(Missing):
            clinic.do(command)
    assert clinic.read.one("SELECT count(*) AS n FROM policies WHERE case_id = ?", gone)["n"] == 0
