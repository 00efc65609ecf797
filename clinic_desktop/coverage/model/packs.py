"""Rule packs as they are read: rules with their conditions, words, sources, and how sure they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from clinic_desktop.coverage.model.outcome import CoverageVerdict
from clinic_desktop.values.text import folded, plain

# All of these must hold: each fact has one of the values.
Clause = Mapping[str, frozenset[str]]
# One of these clauses must hold.
Condition = tuple[Clause, ...]

# The order in which rules are looked at and said (domain 3.1).
STAGES = (
    *("routing", "program", "benefit", "provider", "necessity", "order", "authorization", "limits", "money", "after"),
)
# What it does that nobody knows: put a question; say that something is missing, and put the question; hold the case for
# broken until somebody knows; put the question and let the verdict stand; say nothing.
WHEN_UNKNOWN = ("ask", "missing", "presume", "note", "silent")
# Sourced: from a text that was seen. Known: common knowledge of the trade. Recheck: from memory, so it may only ask.
BASES = ("sourced", "known", "recheck")
# Where in a chart something is put right.
FIXES = (
    *(
        "case",
        "policy",
        "call",
        "diagnosis",
        "prescription",
        "authorization",
        "therapist",
        "contract",
        "visit",
        "money",
    ),
)


@dataclass(frozen=True, slots=True)
class RuleStep:
    """Something to do, and by when: `on` names a date of the case, "" no date."""

    words: str
    on: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. Where `when` holds and `needs` does not, it is broken, and the case is no better than `verdict`.

    A rule without `needs` is broken wherever it applies; a verdict of None only says. `verdicts` keeps a rule silent
    unless the case comes to one of them. `have`, `missing`, `ask`, `next`, `traps` and `documents` are sentences with
    {places}, the last ones belong into the packet; `is_stale` says that what is missing was there once; `fix`, of
    FIXES, is where in a chart it is put right. One that `waits` says nothing until it is known whether it applies, as
    another rule asks for that.
    """

    id: str
    title: str
    stage: str
    when: Condition
    needs: Condition | None
    verdict: CoverageVerdict | None
    verdicts: frozenset[CoverageVerdict]
    unknown: str
    have: str
    missing: str
    ask: str
    whom: str
    next: tuple[RuleStep, ...]
    traps: tuple[str, ...]
    documents: tuple[str, ...]
    is_stale: bool
    fix: str
    source: str
    section: str
    checked_on: date
    basis: str
    pack: str
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Pack:
    """Rules that belong together; `version` counts up, `dated` is the day of this version. They count for the cases of
    the payer of this name, "" for those of every payer."""

    id: str
    title: str
    version: int
    dated: date
    rules: tuple[Rule, ...]
    payer_name: str = ""


@dataclass(frozen=True, slots=True)
class BrokenPack:
    """A pack that was set aside: what is wrong with it, line by line; which one it is, and for which payer, as far as
    that is known."""

    file: str
    problems: tuple[str, ...]
    payer_name: str = ""
    id: str = ""


# Without slots, for what is found out once and kept.
@dataclass(frozen=True)
class Packs:
    """All packs that could be read, and those that could not."""

    read: tuple[Pack, ...]
    broken: tuple[BrokenPack, ...] = ()

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """All rules of all packs."""
        return tuple(rule for pack in self.read for rule in pack.rules)

    def rules_for(self, facts: Mapping[str, str]) -> tuple[Rule, ...]:
        """Those that can apply to the payer of the case: most are for one, and the others need not be looked at."""
        payer = facts.get("payer")
        if payer is None:
            return self.rules
        if payer not in self._of_payer:
            self._of_payer[payer] = tuple(rule for rule in self.rules if _is_for(rule, payer))
        return self._of_payer[payer]

    def for_payer(self, name: str) -> "Packs":
        """Those that count for the cases of a payer, "" where nobody knows which: a pack for another one is as if it
        were not there."""
        if not self._has_own:
            return self
        key = payer_key(name)
        if key not in self._for_payers:
            read = tuple(one for one in self.read if _counts(one.payer_name, key))
            broken = tuple(one for one in self.broken if _counts(one.payer_name, key))
            self._for_payers[key] = Packs(read, broken)
        return self._for_payers[key]

    @cached_property
    def _of_payer(self) -> dict[str, tuple[Rule, ...]]:
        return {}

    @cached_property
    def _has_own(self) -> bool:
        """Whether any of them is for one payer alone."""
        return any(one.payer_name for one in self.read) or any(one.payer_name for one in self.broken)

    @cached_property
    def _for_payers(self) -> "dict[str, Packs]":
        return {}


def payer_key(name: str) -> str:
    """By what the name of a payer is the same, however it is typed."""
    return folded(plain(name))


def _counts(payer_name: str, key: str) -> bool:
    return not payer_name or payer_key(payer_name) == key


def _is_for(rule: Rule, payer: str) -> bool:
    return not rule.when or any(payer in clause.get("payer", (payer,)) for clause in rule.when)
