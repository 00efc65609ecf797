"""What comes out of answers and rules: the verdict, and every word it stands on."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from clinic_desktop.wording import mark


class Verdict(Enum):
    """The verdicts of domain 3.1, in the order in which one beats another."""

    WRONG_PAYER = "WRONG_PAYER"
    SELF_PAY = "SELF_PAY"
    NOT_COVERED = "NOT_COVERED"
    UNLIKELY = "UNLIKELY"
    COVERABLE_MISSING = "COVERABLE_MISSING"
    POSSIBLE_VERIFY = "POSSIBLE_VERIFY"
    LIKELY = "LIKELY"

    @property
    def rank(self) -> int:
        """0 for the one that beats all others; LIKELY is what is left when no rule speaks against it."""
        return _RANKS[self]


_RANKS = {verdict: rank for rank, verdict in enumerate(Verdict)}
# What people read; the enum is for files.
WORDS = {
    Verdict.LIKELY: mark("Likely"),
    Verdict.POSSIBLE_VERIFY: mark("Possible, ask the plan"),
    Verdict.COVERABLE_MISSING: mark("Could be paid, something is missing"),
    Verdict.UNLIKELY: mark("Unlikely"),
    Verdict.NOT_COVERED: mark("The plan or the law excludes it"),
    Verdict.WRONG_PAYER: mark("Another payer comes first"),
    Verdict.SELF_PAY: mark("Self-pay"),
}
# A verdict that stands on a scale from worst to best; the other two stand outside of it.
SCALE = (*(Verdict.NOT_COVERED, Verdict.UNLIKELY, Verdict.COVERABLE_MISSING, Verdict.POSSIBLE_VERIFY, Verdict.LIKELY),)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something that a payer wants: `state` is have, missing, ask or stale; `whom` says who can answer what is asked,
    a key of WHOM; `fix` is where in a chart it is put right."""

    state: str
    words: str
    rule: str
    whom: str = ""
    fix: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do, and the day by which."""

    words: str
    on: date | None
    rule: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """A rule that spoke, and why: `because` has the facts that made it speak, in words; `holds` whether the case lives
    up to it, None where that is not known."""

    id: str
    title: str
    holds: bool | None
    because: tuple[str, ...]
    source: str
    section: str
    checked_on: date
    basis: str
    pack: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """One verdict with its evidence, steps, traps and rules; `contradictions` are answers that cannot both be true, as
    key and sentence; `without` says which rule packs could not be read."""

    verdict: Verdict
    evidence: tuple[Evidence, ...]
    steps: tuple[Step, ...]
    traps: tuple[str, ...]
    rules: tuple[Spoken, ...]
    contradictions: tuple[tuple[str, str], ...] = ()
    without: tuple[str, ...] = ()

    def those(self, state: str) -> tuple[Evidence, ...]:
        """The evidence of one state."""
        return tuple(one for one in self.evidence if one.state == state)


@dataclass(frozen=True, slots=True)
class Change:
    """A set of facts that would lead to a better verdict: fact and value, what it takes in words."""

    verdict: Verdict
    facts: tuple[tuple[str, str], ...]
    words: tuple[str, ...]
