"""What would change the verdict: the smallest sets of answers or documents that lead to a better one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from clinic_desktop.coverage.model.fact import Facts
from clinic_desktop.coverage.model.facts import FACTS
from clinic_desktop.coverage.model.outcome import SCALE, Change, CoverageOutcome, CoverageVerdict, Difference
from clinic_desktop.coverage.model.packs import Condition, Rule
from clinic_desktop.coverage.rules.conditions import holds
from clinic_desktop.coverage.rules.judging import effect, look, verdict_of
from clinic_desktop.coverage.rules.saying import fact_words
from clinic_desktop.values.dates import shown
from clinic_desktop.wording import say

# Facts with the value that each would have.
Fix = frozenset[tuple[str, str]]
# More of one kind helps nobody, and each is tried.
_MOST_SETS, _MOST_TRIED, _ROUNDS = 3, 24, 3


def changes(facts: Facts, rules: Sequence[Rule], *, is_open: bool = False) -> tuple[Change, ...]:
    """For each better verdict that can be reached, the smallest sets of facts that reach it, the best verdict first.

    Where `is_open`, no facts lead further than that (see `judging.is_open`).
    """
    now = verdict_of(facts, rules, is_open=is_open)
    if now not in SCALE:
        return ()
    found: list[Change] = []
    for aim in reversed(SCALE[SCALE.index(now) + 1 :]):
        sets = _reaching(aim, facts, rules, is_open=is_open)
        known = [frozenset(one.facts) for one in found]
        found += [_change(aim, one, facts) for one in sets if one not in known]
    return tuple(found)


def difference(before: CoverageOutcome, after: CoverageOutcome) -> Difference:
    """What changed from one outcome to the next."""
    old, new = list(_sentences(before)), list(_sentences(after))
    return Difference(
        before.verdict,
        after.verdict,
        tuple(words for words in new if words not in old),
        tuple(words for words in old if words not in new),
    )


def _sentences(outcome: CoverageOutcome) -> Iterator[str]:
    for wrong in outcome.contradictions:
        yield say("Cannot both be true: {words}", words=wrong.words)
    states = {"have": say("Have"), "missing": say("Missing"), "ask": say("To ask"), "stale": say("Stale")}
    for one in outcome.evidence:
        yield say("{state}: {words}", state=states[one.state], words=one.words)
    for step in outcome.steps:
        words = say("{words} By {day}.", words=step.words, day=shown(step.on)) if step.on else step.words
        yield say("Next: {words}", words=words)


def _reaching(aim: CoverageVerdict, facts: Facts, rules: Sequence[Rule], *, is_open: bool) -> list[Fix]:
    """Sets that lead exactly to `aim`, none with another one inside it, the smallest first."""
    reached: list[Fix] = []
    for fix in islice(_fixes(aim, facts, rules, _ROUNDS), _MOST_TRIED):
        if any(known <= fix for known in reached):
            continue
        if verdict_of({**facts, **dict(fix)}, rules, is_open=is_open) is aim:
            reached.append(fix)
        if len(reached) == _MOST_SETS:
            break
    return reached


def _fixes(aim: CoverageVerdict, facts: Facts, rules: Sequence[Rule], rounds: int) -> Iterator[Fix]:
    """Sets that put right every rule in the way; a new fact may bring a rule of its own, hence the rounds."""
    sets: list[Fix] = [frozenset()]
    for rule in _in_the_way(aim, facts, rules):
        ways = list(_ways(rule, facts))
        if not ways:
            return
        sets = _smallest(one | way for one in sets for way in ways if _agree(one, way))
    for one in sets:
        then = {**facts, **dict(one)}
        if rounds > 1 and one and verdict_of(then, rules).rank < aim.rank:
            yield from (one | more for more in _fixes(aim, then, rules, rounds - 1) if _agree(one, more))
        else:
            yield one


def _in_the_way(aim: CoverageVerdict, facts: Facts, rules: Sequence[Rule]) -> Iterator[Rule]:
    for rule in rules:
        seen = look(rule, facts)
        if seen and effect(seen).rank < aim.rank:
            yield rule


def _ways(rule: Rule, facts: Facts) -> Iterator[Fix]:
    """What makes a rule stand aside: what it needs is there, or it does not apply."""
    for clause in rule.needs or ():
        wanted = {fact: _reachable(fact, values, facts) for fact, values in clause.items()}
        if all(wanted.values()):
            yield frozenset((fact, value) for fact, value in wanted.items() if value and facts.get(fact) != value)
    if holds(rule.when, facts) is None or rule.needs is None:
        yield from _not_applying(rule.when, facts)


def _not_applying(when: Condition, facts: Facts) -> Iterator[Fix]:
    """Only for a condition of one clause: one of its facts has a good value that is none of those."""
    if len(when) != 1:
        return
    for fact, values in when[0].items():
        others = [one for one in FACTS[fact].good if one not in values]
        if others and _may_change(fact, facts):
            yield frozenset({(fact, others[0])})


def _reachable(fact: str, values: frozenset[str], facts: Facts) -> str:
    """The value that it has or could have among these; "" where it could have none."""
    known = facts.get(fact)
    if known in values:
        return str(known)
    if not _may_change(fact, facts):
        return ""
    return next((one for one in FACTS[fact].good if one in values), "")


def _may_change(fact: str, facts: Facts) -> bool:
    """What is unknown can turn out well; what is known only where somebody can bring it about."""
    return fact not in facts or (bool(FACTS[fact].gains) and facts[fact] not in FACTS[fact].final)


def _agree(one: Fix, other: Fix) -> bool:
    values: Mapping[str, str] = dict(one)
    return all(values.get(fact, value) == value for fact, value in other)


def _smallest(sets: Iterable[Fix]) -> list[Fix]:
    found: list[Fix] = []
    for one in sorted(set(sets), key=lambda fix: (len(fix), sorted(fix))):
        if not any(known <= one for known in found):
            found.append(one)
    return found[:_MOST_TRIED]


def _change(aim: CoverageVerdict, fix: Fix, facts: Facts) -> Change:
    order = sorted(fix, key=lambda one: list(FACTS).index(one[0]))
    words = (
        say(FACTS[fact].gains) if FACTS[fact].gains and facts.get(fact) != value else fact_words(fact, value)
        for fact, value in order
    )
    return Change(aim, tuple(order), tuple(words))
