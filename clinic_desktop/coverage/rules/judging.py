"""The verdict: every rule is looked at, the worst one counts, and each says what it saw (domain 3.1)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from clinic_desktop.coverage.model.fact import Facts
from clinic_desktop.coverage.model.facts import FACTS
from clinic_desktop.coverage.model.outcome import (
    Contradiction,
    CoverageOutcome,
    CoverageVerdict,
    Evidence,
    Spoken,
    Step,
)
from clinic_desktop.coverage.model.packs import STAGES, Packs, Rule
from clinic_desktop.coverage.rules.conditions import hangs_on, holds, unknown_facts
from clinic_desktop.coverage.rules.saying import fact_words, filled
from clinic_desktop.wording import say

T = TypeVar("T", Evidence, Step)
# With something unknown, no case is better than this.
_OPEN = CoverageVerdict.POSSIBLE_VERIFY
_LOWERS = ("ask", "missing", "presume")
_LISTS_MISSING = ("missing", "presume")
# An outcome needs a payer before rules about payers have anything to say.
_PAYER = "payer"
# The stages that say whose case it is.
_BEFORE_THE_PLAN = ("routing", "program")


@dataclass(frozen=True, slots=True)
class JudgedCase:
    """What is judged: facts, the words for {places}, the dates for steps, and answers that contradict each other."""

    today: date
    facts: Facts
    places: Mapping[str, str]
    dates: Mapping[str, date]
    contradictions: tuple[Contradiction, ...] = ()


@dataclass(frozen=True, slots=True)
class SeenRule:
    """A rule that was looked at: whether it applies and is broken, each None where nobody knows."""

    rule: Rule
    applies: bool
    broken: bool | None
    unknown: tuple[str, ...] = ()


def judge(case: JudgedCase, packs: Packs) -> CoverageOutcome:
    """What the case comes to by all rules that could be read. The order of packs and rules makes no difference."""
    seen = [one for rule in packs.rules_for(case.facts) if (one := look(rule, case.facts))]
    verdict = _worst((effect(one) for one in seen), is_open=is_open(case.contradictions, packs))
    speaking = [one for one in seen if _speaks(one, verdict)]
    speaking.sort(key=lambda one: (STAGES.index(one.rule.stage), one.rule.id))
    return CoverageOutcome(
        case.today,
        verdict,
        _once(evidence for one in speaking for evidence in _evidence(one, case)),
        _once(step for one in speaking for step in _steps(one, case)),
        tuple(dict.fromkeys(words for one in speaking if one.applies for words in filled(one.rule.traps, case.places))),
        tuple(
            dict.fromkeys(words for one in speaking if one.applies for words in filled(one.rule.documents, case.places))
        ),
        tuple(_spoken(one, case.facts) for one in speaking),
        case.contradictions,
        tuple(line for pack in packs.broken for line in pack.problems),
    )


def is_open(contradictions: Sequence[Contradiction], packs: Packs) -> bool:
    """Whether no answer makes it better than POSSIBLE_VERIFY: answers contradict each other, or rules are missing."""
    return bool(contradictions or packs.broken or not packs.rules)


def _speaks(seen: SeenRule, verdict: CoverageVerdict) -> bool:
    """Where another payer comes first, what this one would want is nobody's question yet."""
    is_of_plan = seen.rule.stage not in _BEFORE_THE_PLAN and seen.rule.verdict is not verdict
    if verdict is CoverageVerdict.WRONG_PAYER and is_of_plan and not seen.rule.verdicts:
        return False
    return not seen.rule.verdicts or verdict in seen.rule.verdicts


def verdict_of(facts: Facts, rules: Sequence[Rule], *, is_open: bool = False) -> CoverageVerdict:
    """The verdict alone, for whoever asks what would change it."""
    return _worst((effect(one) for rule in rules if (one := look(rule, facts))), is_open=is_open)


def look(rule: Rule, facts: Facts) -> SeenRule | None:
    """A rule that has something to say about these facts; None where it does not apply."""
    applies = holds(rule.when, facts)
    if applies is False:
        return None
    kept = False if rule.needs is None else holds(rule.needs, facts)
    if applies and kept is not None:
        return SeenRule(rule, True, not kept)
    # What it needs may be there while nobody knows whether it applies.
    if kept or rule.unknown == "silent" or (applies is None and rule.waits):
        return None
    if applies is None and hangs_on(_PAYER, rule.when, facts):
        return None
    return SeenRule(rule, bool(applies), None, unknown_facts(rule, facts, applies=bool(applies)))


def effect(seen: SeenRule) -> CoverageVerdict:
    """What the case is at best by this rule alone."""
    rule = seen.rule
    if rule.verdict is None or seen.broken is False:
        return CoverageVerdict.LIKELY
    if seen.broken or (seen.applies and rule.unknown == "presume"):
        return rule.verdict
    return _OPEN if rule.unknown in _LOWERS else CoverageVerdict.LIKELY


def _worst(effects: Iterable[CoverageVerdict], *, is_open: bool = False) -> CoverageVerdict:
    return min((*effects, _OPEN if is_open else CoverageVerdict.LIKELY), key=lambda one: one.rank)


def _evidence(seen: SeenRule, case: JudgedCase) -> Iterable[Evidence]:
    rule = seen.rule
    if seen.broken is False:
        yield from (Evidence("have", words, rule.id) for words in filled((rule.have,), case.places))
        return
    is_missing = seen.broken or (seen.applies and rule.unknown in _LISTS_MISSING)
    if is_missing and rule.missing:
        state = "stale" if rule.is_stale else "missing"
        yield from (Evidence(state, words, rule.id, "", rule.fix) for words in filled((rule.missing,), case.places))
    if seen.broken and rule.needs is not None:
        return
    if rule.ask and seen.applies:
        whom = rule.whom or next((FACTS[one].whom for one in seen.unknown), "member")
        yield from (Evidence("ask", words, rule.id, whom, rule.fix) for words in filled((rule.ask,), case.places))
        return
    for fact in map(FACTS.__getitem__, seen.unknown):
        if fact.ask:
            yield Evidence("ask", say(fact.ask), rule.id, fact.whom, rule.fix)


def _steps(seen: SeenRule, case: JudgedCase) -> Iterable[Step]:
    rule = seen.rule
    if not seen.applies or seen.broken is False or (seen.broken is None and rule.unknown not in _LOWERS):
        return
    for step in rule.next:
        for words in filled((step.words,), case.places):
            yield Step(words, case.dates.get(step.on), rule.id)


def _spoken(seen: SeenRule, facts: Facts) -> Spoken:
    rule = seen.rule
    keys = dict.fromkeys(key for clause in (*rule.when, *(rule.needs or ())) for key in clause)
    because = tuple(fact_words(key, facts.get(key)) for key in keys)
    # A rule that only says something is lived up to by whomever it is for.
    kept = None if seen.broken is None else not seen.broken or rule.verdict is None
    return Spoken(rule.id, rule.title, kept, because, rule.source, rule.section, rule.checked_on, rule.basis, rule.pack)


def _once(found: Iterable[T]) -> tuple[T, ...]:
    """Each sentence once, by whichever rule said it first."""
    kept: dict[tuple[str, str], T] = {}
    for one in found:
        kept.setdefault((getattr(one, "state", ""), one.words), one)
    return tuple(kept.values())
