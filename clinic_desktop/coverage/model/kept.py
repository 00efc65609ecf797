"""What is kept of the coverage of a case: answers, calls to the plan with what they left open, determinations."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, NewType

from clinic_desktop.cases.model import CaseId
from clinic_desktop.contacts.model import ContactId
from clinic_desktop.coverage.model.fact import UNKNOWN
from clinic_desktop.policies.model import PolicyId
from clinic_desktop.wording import mark

AnswerId = NewType("AnswerId", int)
CallId = NewType("CallId", int)
QuestionId = NewType("QuestionId", int)
DeterminationId = NewType("DeterminationId", int)

# Who or what said an answer, by key.
ORIGINS: Mapping[str, str] = MappingProxyType(
    {
        "": mark("Not noted"),
        "client": mark("The client"),
        "call": mark("A call"),
        "paper": mark("A letter or the website of the plan"),
        "note": mark("A note in the chart"),
        "prescriber": mark("The prescriber"),
    }
)
CALLERS: Mapping[str, str] = MappingProxyType({"clinic": mark("The clinic"), "client": mark("The client")})
# Whom a call goes to: the departments of a payer, and the adjuster of a claim.
CALLED: Mapping[str, str] = MappingProxyType(
    {
        "member": mark("Member services"),
        "provider": mark("Provider services"),
        "authorization": mark("Prior authorization"),
        "claims": mark("Claims"),
        "appeals": mark("Appeals"),
        "adjuster": mark("Adjuster"),
        "other": mark("Other"),
    }
)


@dataclass(frozen=True, slots=True)
class Charted:
    """What the chart knows of one key of a case file: its value, and where it is from in words. What is `presumed`
    only follows from something else, and gives way to an answer."""

    value: Any
    origin: str
    presumed: bool = False


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer that was given. `spelled` is its value as a case file has it; `call` and `reference` are those of the
    call in which it was said."""

    id: AnswerId
    version: int
    key: str
    spelled: str
    answered_on: date
    origin: str
    call: CallId | None
    reference: str

    @property
    def is_unknown(self) -> bool:
        """Whether it says that nobody knows."""
        return self.spelled == f'"{UNKNOWN}"'


@dataclass(frozen=True, slots=True)
class OpenQuestionDraft:
    """A question that a call left open, as typed; without a day it is asked again in a week."""

    words: str = ""
    ask_again_on: str = ""


@dataclass(frozen=True, slots=True)
class BenefitCallDraft:
    """A call as typed. `policy` is the id of a policy of the case as text, "" for the one that is billed first; `rep`
    is a name or an ID. `answers` are typed texts by keys of a case file, "" where it was not asked, "unknown" where
    nobody knew; `told` are texts by the keys of the call sheet of what no rule asks for. The time on the phone is
    `seconds` where something counted them, else it follows from the two times. `called_by` is a key of CALLERS."""

    policy: str = ""
    called_by: str = "clinic"
    department: str = "member"
    phone: str = ""
    rep: str = ""
    reference: str = ""
    called_on: str = ""
    starts_at: str = ""
    ends_at: str = ""
    seconds: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    told: Mapping[str, str] = field(default_factory=dict)
    questions: tuple[OpenQuestionDraft, ...] = ()
    read_back: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that a call left open; `settled_on` is None while it is."""

    id: QuestionId
    version: int
    call: CallId
    words: str
    ask_again_on: date
    settled_on: date | None


@dataclass(frozen=True, slots=True)
class BenefitCall:
    """A call as it was; `contact` is its entry in the contact log. `answers` are values as a case file spells them, by
    its keys; "unknown" in quotes where nobody knew; `told` are plain texts. `seconds` are None where nobody counted;
    times are "14:30" or ""."""

    id: CallId
    version: int
    case: CaseId
    policy: PolicyId | None
    contact: ContactId
    payer: str
    department: str
    phone: str
    rep: str
    reference: str
    called_on: date
    starts_at: str
    ends_at: str
    seconds: int | None
    answers: Mapping[str, str]
    read_back: bool
    note: str
    called_by: str
    told: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class DeterminationRow:
    """A determination as listed; `verdict` is a value of the enum, `headline` what people read."""

    id: DeterminationId
    made_on: date
    verdict: str
    headline: str


@dataclass(frozen=True, slots=True)
class Determination:
    """What was made of a case on a day, never changed since. `inputs` is the content of a case file as JSON has it,
    `origins` where each of its keys came from, `outcome` the whole answer, `packs` the rules with their versions."""

    id: DeterminationId
    case: CaseId
    therapist: int | None
    made_on: date
    verdict: str
    headline: str
    inputs: Mapping[str, Any]
    origins: Mapping[str, str]
    outcome: Mapping[str, Any]
    packs: tuple[Mapping[str, Any], ...]
