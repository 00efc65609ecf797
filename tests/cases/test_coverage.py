"""Our own coverage cases: enough of them, each with what it expects, and every rule of every pack made to speak."""

from collections import Counter
from functools import cache
from pathlib import Path

from clinic_desktop.coverage.loader.cases import CoverageCase, read_coverage_case
from clinic_desktop.coverage.loader.packs import shipped_packs
from clinic_desktop.coverage.model.facts_routing import PAYERS
from clinic_desktop.coverage.model.outcome import CoverageOutcome, CoverageVerdict
from clinic_desktop.coverage.rules.appraising import appraise

OURS = Path(__file__).parent / "coverage"
# As the issue asks.
LEAST = 60


@cache
def cases() -> dict[str, CoverageCase]:
    return {str(path.relative_to(OURS)): read_coverage_case(path) for path in sorted(OURS.rglob("*.toml"))}


@cache
def outcomes() -> dict[str, CoverageOutcome]:
    packs = shipped_packs()
    return {
        name: appraise(case.answers, case.money.terms, case.money.visits, packs).outcome
        for name, case in cases().items()
    }


def test_there_are_enough_and_each_says_what_it_expects() -> None:
    assert len(cases()) >= LEAST
    for name, case in cases().items():
        assert case.expected and case.expected.verdict, name


def test_every_payer_and_every_verdict_has_its_cases() -> None:
    assert {case.answers.payer_type for case in cases().values()} >= set(PAYERS)
    assert {outcome.verdict for outcome in outcomes().values()} == set(CoverageVerdict)


def test_every_rule_speaks_and_none_is_always_kept() -> None:
    packs = shipped_packs()
    spoken = Counter(rule.id for outcome in outcomes().values() for rule in outcome.rules)
    silent = [rule.id for rule in packs.rules if not spoken[rule.id]]
    assert not silent
    # A rule that can lower a verdict does, or asks, in some case.
    at_work = {rule.id for outcome in outcomes().values() for rule in outcome.rules if rule.holds is not True}
    assert not [rule.id for rule in packs.rules if rule.verdict and rule.id not in at_work]


def test_what_a_rule_says_of_evidence_in_hand_was_said() -> None:
    said = {one.words for outcome in outcomes().values() for one in outcome.those("have")}
    unsaid = [rule.id for rule in shipped_packs().rules if rule.have and "{" not in rule.have and rule.have not in said]
    assert not unsaid
