"""A favorable answer never makes a verdict worse than not knowing, an unfavorable one never better: over all packs."""

from collections.abc import Mapping
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as some

from clinic_desktop.coverage.loader.packs import shipped_packs
from clinic_desktop.coverage.model.facts import FACTS, STATE_FACTS
from clinic_desktop.coverage.model.facts_routing import PAYERS
from clinic_desktop.coverage.model.outcome import SCALE, CoverageVerdict
from clinic_desktop.coverage.model.packs import Rule
from clinic_desktop.coverage.rules.changes import changes
from clinic_desktop.coverage.rules.judging import verdict_of

STATES = ("WA", "OR", "FL", "MI", "NY", "NJ", "CA", "KS", "MN", "TX")


@cache
def rules() -> tuple[Rule, ...]:
    return shipped_packs().rules


def values(fact: str) -> tuple[str, ...]:
    return STATES if fact in STATE_FACTS else tuple(FACTS[fact].words)


@some.composite
def known(draw: some.DrawFn) -> dict[str, str]:
    """Facts of some case: who pays is usually known, of the others about half."""
    found = {"payer": draw(some.sampled_from(tuple(PAYERS)))}
    for fact in FACTS:
        # Mostly what helps, so that one fact alone decides.
        helps = FACTS[fact].good or values(fact)
        answer = draw(some.sampled_from((None, *helps, *helps, *values(fact))))
        if answer and fact != "payer":
            found[fact] = answer
    return found


SIDED = tuple(fact for fact in FACTS if FACTS[fact].good or FACTS[fact].bad)


def on_scale(verdict: CoverageVerdict) -> bool:
    return verdict in SCALE


@given(known(), some.sampled_from(SIDED))
@settings(max_examples=1500)
def test_a_good_answer_is_never_worse_than_none_and_a_bad_one_never_better(facts: dict[str, str], fact: str) -> None:
    without = {key: value for key, value in facts.items() if key != fact}
    unknown = verdict_of(without, rules())
    for answers, sign in ((FACTS[fact].good, 1), (FACTS[fact].bad, -1)):
        for answer in answers:
            found = verdict_of({**without, fact: answer}, rules())
            if on_scale(unknown) and on_scale(found):
                assert (found.rank - unknown.rank) * sign >= 0, (fact, answer, unknown, found, broken(without, fact))


def broken(without: Mapping[str, str], fact: str) -> list[str]:
    """Which rules tell the difference, for whoever reads the failure."""
    alone = {rule.id: verdict_of(without, (rule,)) for rule in rules()}
    return [
        f"{rule.id}: {alone[rule.id].value} -> {answer}: {now.value}"
        for answer in (*FACTS[fact].good, *FACTS[fact].bad)
        for rule in rules()
        if (now := verdict_of({**without, fact: answer}, (rule,))) is not alone[rule.id]
    ]


@given(known())
@settings(max_examples=200)
def test_the_order_of_rules_does_not_matter(facts: dict[str, str]) -> None:
    assert verdict_of(facts, rules()) is verdict_of(facts, rules()[::-1])


@given(known())
@settings(max_examples=150)
def test_each_change_leads_where_it_says_and_none_has_another_one_inside(facts: dict[str, str]) -> None:
    now = verdict_of(facts, rules())
    found = changes(facts, rules())
    for one in found:
        assert one.verdict.rank > now.rank
        assert verdict_of({**facts, **dict(one.facts)}, rules()) is one.verdict
        assert len(one.words) == len(one.facts) > 0
        assert all(facts.get(fact) != value for fact, value in one.facts)
    for one in found:
        for other in found:
            if one is not other and one.verdict is other.verdict:
                assert not set(one.facts) <= set(other.facts)
