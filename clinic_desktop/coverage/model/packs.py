"""Rule packs as they are read: rules with their conditions, words, sources, and how sure they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from clinic_desktop.coverage.model.outcome import Verdict

# All of these must hold: each fact has one of the values.
Clause = Mapping[str, frozenset[str]]
# One of these clauses must hold.
Condition = tuple[Clause, ...]

# The order in which rules are looked at and said (domain 3.1).
STAGES = (
    *("routing", "program", "benefit", "provider", "necessity", "order", "authorization", "limits", "money", "after"),
)
# What it does that nobody knows: put a question; say that something is missing, and put the question; say both and let
# the verdict stand; say nothing.
WHEN_UNKNOWN = ("ask", "missing", "note", "silent")
# Sourced: from a text that was seen. Known: common knowledge of the trade. Recheck: from memory, so it may only ask.
BASES = ("sourced", "known", "recheck")


@dataclass(frozen=True, slots=True)
class NextStep:
    """Something to do, and by when: `on` names a date of the case, "" no date."""

    words: str
    on: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. Where `when` holds and `needs` does not, it is broken, and the case is no better than `verdict`.

    A rule without `needs` is broken wherever it applies; a verdict of None only says. `verdicts` keeps a rule silent
    unless the case comes to one of them. `have`, `missing`, `ask` and the steps are sentences with {places}; `fix` is
    where in a chart it is put right.
    """

    id: str
    title: str
    stage: str
    when: Condition
    needs: Condition | None
    verdict: Verdict | None
    verdicts: frozenset[Verdict]
    unknown: str
    have: str
    missing: str
    ask: str
    whom: str
    next: tuple[NextStep, ...]
    traps: tuple[str, ...]
    fix: str
    source: str
    section: str
    checked_on: date
    basis: str
    pack: str


@dataclass(frozen=True, slots=True)
class Pack:
    """Rules that belong together; `version` counts up, `dated` is the day of this version."""

    id: str
    title: str
    version: int
    dated: date
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class BrokenPack:
    """A pack that was set aside: what is wrong with it, line by line."""

    file: str
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Packs:
    """All packs that could be read, and those that could not."""

    read: tuple[Pack, ...]
    broken: tuple[BrokenPack, ...] = ()

    @property
    def rules(self) -> tuple[Rule, ...]:
        """All rules of all packs."""
        return tuple(rule for pack in self.read for rule in pack.rules)
