"""Conditions over facts, some of which nobody knows: true, false, or None for not known (Kleene's strong logic)."""

from collections.abc import Iterator

from clinic_desktop.coverage.model.fact import Facts
from clinic_desktop.coverage.model.packs import Clause, Condition, Rule


def holds(condition: Condition, facts: Facts) -> bool | None:
    """Whether one of its clauses holds; a condition without clauses always does."""
    if not condition:
        return True
    answer: bool | None = False
    for clause in condition:
        found = _clause_holds(clause, facts)
        if found:
            return True
        if found is None:
            answer = None
    return answer


def unknown_facts(rule: Rule, facts: Facts, *, applies: bool) -> tuple[str, ...]:
    """What would have to be known first: whether it applies, and only when that is known whether it is kept."""
    return tuple(dict.fromkeys(_first_unknown((rule.needs or ()) if applies else rule.when, facts)))


def hangs_on(fact: str, condition: Condition, facts: Facts) -> bool:
    """Whether nothing comes of a condition that is not known before this fact is, which nobody knows."""
    return fact not in facts and all(fact in clause for clause in condition if _clause_holds(clause, facts) is None)


def _clause_holds(clause: Clause, facts: Facts) -> bool | None:
    answer: bool | None = True
    for fact, values in clause.items():
        value = facts.get(fact)
        if value is None:
            answer = None
        elif value not in values:
            return False
    return answer


def _first_unknown(condition: Condition, facts: Facts) -> Iterator[str]:
    for clause in condition:
        if _clause_holds(clause, facts) is None:
            yield next(fact for fact in clause if fact not in facts)
