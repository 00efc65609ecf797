"""What a payer wants proved, and what of the record proves it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import NewType

from clinic_desktop.payers.model import PayerId
from clinic_desktop.wording import mark

CriterionId = NewType("CriterionId", int)
# What of the record can answer a criterion, by key; words marked for translation. "" is answered by hand each time.
EVIDENCE: Mapping[str, str] = MappingProxyType(
    {
        "": mark("Written by hand each time"),
        "function": mark("Functional limits, with numbers"),
        "goals": mark("Goals of the plan, with dates"),
        "provider": mark("Who treats, with license and NPI"),
        "skill": mark("Techniques and areas of the plan"),
        "prescription": mark("Prescription, with its visits"),
        "baseline": mark("First findings, with numbers"),
        "progress": mark("Outcome measures, then and now"),
        "ending": mark("End of the plan and discharge"),
        "diagnosis": mark("Diagnoses and where they come from"),
    }
)
MOST_CRITERIA = 20


@dataclass(frozen=True, slots=True)
class PayerCriterion:
    """What a payer wants proved, in the clinic's own words: `source` is the policy with its number, `checked_on` the
    day it was read, `evidence` a key of EVIDENCE."""

    id: CriterionId
    version: int
    payer: PayerId
    words: str
    evidence: str
    source: str
    checked_on: date


@dataclass(frozen=True, slots=True)
class PayerCriterionDraft:
    """A criterion of a payer as typed."""

    words: str = ""
    evidence: str = ""
    source: str = ""
    checked_on: str = ""


@dataclass(frozen=True, slots=True)
class ProvingWords:
    """What the record says to a criterion, in words with their numbers; `parts` are the keys of the parts it stands in,
    the best first, and `visits` those whose days it names."""

    words: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ToAnswer:
    """A criterion of a packet with what the record has to say; `missing` says what would answer it where that is
    nothing. `key` is "generic:progress" or "payer:5"."""

    key: str
    words: str
    source: str
    missing: str
    evidence: ProvingWords | None


@dataclass(frozen=True, slots=True)
class AnsweredCriterion:
    """What somebody answered to a criterion: `words` "" takes what the record says; `part` is the key of the part it
    stands in, "" for the first that fits, `page` the page within it, 0 for its first; `is_left_out` where the packet
    does not speak of it."""

    key: str
    words: str = ""
    part: str = ""
    page: int = 0
    is_left_out: bool = False
