"""What comes out of answers and rules: the verdict, and every word it stands on."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from clinic_desktop.wording import mark


class CoverageVerdict(Enum):
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


_RANKS = {verdict: rank for rank, verdict in enumerate(CoverageVerdict)}
# What people read; the enum is for files.
WORDS = {
    CoverageVerdict.LIKELY: mark("Likely"),
    CoverageVerdict.POSSIBLE_VERIFY: mark("Possible, ask the plan"),
    CoverageVerdict.COVERABLE_MISSING: mark("Could be paid, something is missing"),
    CoverageVerdict.UNLIKELY: mark("Unlikely"),
    CoverageVerdict.NOT_COVERED: mark("The plan or the law excludes it"),
    CoverageVerdict.WRONG_PAYER: mark("Another payer comes first"),
    CoverageVerdict.SELF_PAY: mark("Self-pay"),
}
# A verdict that stands on a scale from worst to best; the other two stand outside of it.
SCALE = (
    *(
        CoverageVerdict.NOT_COVERED,
        CoverageVerdict.UNLIKELY,
        CoverageVerdict.COVERABLE_MISSING,
        CoverageVerdict.POSSIBLE_VERIFY,
        CoverageVerdict.LIKELY,
    ),
)


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
class Contradiction:
    """Two answers that cannot both be true: `key` is where one of them was typed, as a case file spells it."""

    key: str
    words: str


@dataclass(frozen=True, slots=True)
class CoverageOutcome:
    """One verdict with its evidence, steps, traps and rules, as of `today`.

    `documents` belong into the packet for the payer; `without` says which rule packs could not be read.
    """

    today: date
    verdict: CoverageVerdict
    evidence: tuple[Evidence, ...]
    steps: tuple[Step, ...]
    traps: tuple[str, ...]
    documents: tuple[str, ...]
    rules: tuple[Spoken, ...]
    contradictions: tuple[Contradiction, ...] = ()
    without: tuple[str, ...] = ()

    def those(self, state: str) -> tuple[Evidence, ...]:
        """The evidence of one state: have, missing, ask or stale."""
        return tuple(one for one in self.evidence if one.state == state)

    @property
    def confidence(self) -> str:
        """How much of it is known: "high" where nothing is left to ask, "low" where more is open than held."""
        asked = len(self.those("ask")) + len(self.contradictions) + len(self.without)
        if not asked:
            return "high"
        return "medium" if asked <= len(self.those("have")) else "low"


@dataclass(frozen=True, slots=True)
class Change:
    """A set of facts that would lead to a better verdict: fact and value, and what it takes in words."""

    verdict: CoverageVerdict
    facts: tuple[tuple[str, str], ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What one answer changed: the verdicts before and after, and sentences of evidence, steps with their day, and
    contradictions that came and went."""

    before: CoverageVerdict
    after: CoverageVerdict
    came: tuple[str, ...]
    went: tuple[str, ...]
