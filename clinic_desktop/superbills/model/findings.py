"""What is found about a bill before it is issued, and what the checks have to know besides the bill itself."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Literal

from clinic_desktop.codes.rules.checks import Checked

# STOP: the paper would be false, unreadable or forbidden. ASK: a payer may bounce it. NOTE: worth knowing (domain 1.8).
Grade = Literal["STOP", "ASK", "NOTE"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found. `rule` is the name of the rule that speaks, as "visit-note"; `field` is where it is put right,
    as in a case file ("visits/0/services/1/units"); `message` says what is wrong, `why` what follows and what to do.

    `fact` is what the rule saw, in ids and codes, as "visit:12:written": an ASK that was accepted for a client stays
    accepted for as long as its fact is the same. `accepted` is the reason that somebody gave.
    """

    grade: Grade
    rule: str
    field: str
    message: str
    why: str = ""
    fact: str = ""
    accepted: str = ""

    @property
    def stands_in_the_way(self) -> bool:
        """Whether it has to be put right, or accepted, before the bill is issued."""
        return self.grade == "STOP" or (self.grade == "ASK" and not self.accepted)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What pre-flight says: the findings, the gravest first, and the checks that found nothing, in words."""

    findings: tuple[Finding, ...]
    passed: tuple[str, ...]

    @property
    def is_ready(self) -> bool:
        """Whether the bill can be issued."""
        return not any(one.stands_in_the_way for one in self.findings)

    @property
    def is_stopped(self) -> bool:
        """Whether something has to be put right first, whatever anybody says."""
        return any(one.grade == "STOP" for one in self.findings)


@dataclass(frozen=True, slots=True)
class Acceptance:
    """An ASK that somebody took upon them for a client: the rule, the fact it saw, and why it is fine."""

    rule: str
    fact: str
    reason: str


@dataclass(frozen=True, slots=True)
class KnownCodes:
    """What the loaded releases say about the diagnoses of a bill.

    `titles` are by code, `standings` by code and date of service; `excludes` are pairs of codes of the bill that a
    release says must not stand on one claim (Excludes1), with its note; `lacking` is the sentence about a release that
    is not loaded, or "".
    """

    titles: Mapping[str, str]
    standings: Mapping[tuple[str, date], Checked]
    excludes: Sequence[tuple[str, str, str]] = ()
    lacking: str = ""


@dataclass(frozen=True, slots=True)
class NumberSource:
    """Where a number of a rule comes from, and the day it was looked up."""

    name: str
    checked_on: date


@dataclass(frozen=True, slots=True)
class RuleNumbers:
    """Procedure codes that rules need, without a word of what they mean, from data/rules. Empty without the file.

    `outside` are, by profession ("massage", "pt", "dc"), codes that it may not bill; `scope` those to ask about;
    `bundled` are pairs, the first of which usually holds the second. `sources` say where each comes from: by
    ("outside", profession, code), ("scope", profession, code) and ("bundled", first, second).
    """

    outside: Mapping[str, frozenset[str]]
    scope: Mapping[str, frozenset[str]]
    bundled: Sequence[tuple[str, str]] = ()
    sources: Mapping[tuple[str, str, str], NumberSource] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the checks have to know besides the bill. `lacks` gives the characters of a text that no font has, "" when
    all print."""

    today: date
    codes: KnownCodes
    lacks: Callable[[str], str]
    numbers: RuleNumbers | None = None
    notes_on_paper: bool = False
    accepted: Sequence[Acceptance] = ()

    def digest(self) -> str:
        """What tells whether they are still the same: with the same bill, pre-flight says the same then."""
        codes = self.codes
        known = (sorted(codes.titles.items()), sorted(codes.standings.items(), key=lambda one: one[0]))
        more = (tuple(codes.excludes), codes.lacking, self.numbers is None, self.notes_on_paper, tuple(self.accepted))
        return sha256(repr((self.today, known, more)).encode()).hexdigest()
