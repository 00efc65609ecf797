"""What would change a verdict is never more than can be had, and nothing hangs on the order of keys."""

from datetime import date
from pathlib import Path

import pytest
from rule_files import pack_file, packs_of

from clinic_desktop.coverage.loader.packs import read_packs, shipped_packs
from clinic_desktop.coverage.model.answers import Answers, Approval, Rx
from clinic_desktop.coverage.model.facts import FACTS
from clinic_desktop.coverage.model.money import PlanTerms
from clinic_desktop.coverage.model.outcome import CoverageVerdict
from clinic_desktop.coverage.model.packs import Packs
from clinic_desktop.coverage.rules.appraising import appraise, better
from clinic_desktop.coverage.rules.changes import changes
from clinic_desktop.coverage.rules.judging import JudgedCase, judge

TODAY = date(2026, 11, 24)
ORDER = (
    'id = "order"\nwhen = { payer = "commercial" }\nneeds = { prescription = "held" }\nmissing = "a prescription"\n'
    'verdict = "COVERABLE_MISSING"\n'
)
COMMERCIAL = Answers(TODAY, payer_type="commercial", rx=Rx(held="no"))


def promised(answers: Answers, packs: Packs) -> list[CoverageVerdict]:
    return [one.verdict for one in better(appraise(answers, PlanTerms(), (), packs), packs)]


def test_nothing_better_is_promised_than_what_contradicts_itself_can_become(tmp_path: Path) -> None:
    packs = packs_of(tmp_path, ORDER)
    assert promised(COMMERCIAL, packs) == [CoverageVerdict.LIKELY]
    number = Answers(TODAY, payer_type="commercial", rx=COMMERCIAL.rx, approval=Approval(held="no", number="A-1"))
    assert promised(number, packs) == [CoverageVerdict.POSSIBLE_VERIFY]


def test_nothing_better_is_promised_than_what_rules_that_are_missing_leave(tmp_path: Path) -> None:
    packs = read_packs([pack_file(tmp_path, ORDER), tmp_path / "gone.toml"])
    assert promised(COMMERCIAL, packs) == [CoverageVerdict.POSSIBLE_VERIFY]
    assert promised(Answers(TODAY, payer_type="self_pay"), packs) == []


@pytest.mark.parametrize(("fact", "value"), [(key, value) for key, fact in FACTS.items() for value in fact.final])
def test_nobody_is_told_to_change_what_cannot_be_changed(tmp_path: Path, fact: str, value: str) -> None:
    good = FACTS[fact].good[0]
    rule = f'id = "a"\nneeds = {{ {fact} = "{good}" }}\nmissing = "it"\nverdict = "UNLIKELY"\n'
    rules = packs_of(tmp_path, rule).rules
    assert changes({fact: value}, rules) == ()
    (bad, *_) = set(FACTS[fact].bad) - set(FACTS[fact].final)
    assert [dict(one.facts) for one in changes({fact: bad}, rules)] == [{fact: good}]


def test_a_policy_without_such_a_benefit_does_not_open_a_claim() -> None:
    facts = {"payer": "medpay", "accident": "auto", "claim_status": "no_benefit", "prescription": "held"}
    assert not any("claim_status" in dict(one.facts) for one in changes(facts, shipped_packs().rules))


@pytest.mark.parametrize(
    "when",
    [
        *('{ payer = "pip", network = "out" }', '{ network = "out", payer = "pip" }'),
        '[{ network = "out", payer = "pip" }, { payer = "medpay" }]',
    ],
)
def test_while_nobody_knows_the_payer_the_order_of_keys_makes_no_difference(tmp_path: Path, when: str) -> None:
    packs = packs_of(tmp_path, f'id = "a"\nwhen = {when}\nverdict = "UNLIKELY"\n')
    found = judge(JudgedCase(TODAY, {}, {}, {}), packs)
    assert (found.verdict, found.rules) == (CoverageVerdict.LIKELY, ())


@pytest.mark.parametrize("turned", [False, True])
def test_a_way_around_the_payer_is_asked_for(tmp_path: Path, turned: bool) -> None:
    clauses = ['{ payer = "pip" }', '{ network = "out" }']
    when = ", ".join(reversed(clauses) if turned else clauses)
    packs = packs_of(tmp_path, f'id = "a"\nwhen = [{when}]\nverdict = "UNLIKELY"\n')
    assert judge(JudgedCase(TODAY, {}, {}, {}), packs).verdict is CoverageVerdict.POSSIBLE_VERIFY
