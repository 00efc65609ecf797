"""What packets are for, to whom they go and how, and what each of them usually holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal

from clinic_desktop.wording import mark

# The parts of a packet behind its cover and its index, in the order in which a payer expects them (domain 6.4); by key,
# words marked for translation.
PART_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "letter": mark("Letter"),
        "prescription": mark("Prescription or referral"),
        "plan": mark("Treatment plan"),
        "assessment": mark("Initial assessment"),
        "measures": mark("Outcome chart"),
        "notes": mark("Visit notes"),
        "report": mark("Progress report"),
        "bills": mark("Bills, benefit statements, denial"),
        "calls": mark("Call log"),
        "authorization": mark("Authorization, release of records"),
        "license": mark("License and NPI sheet"),
    }
)
PURPOSES: Mapping[str, str] = MappingProxyType(
    {
        "reimbursement": mark("Reimbursement"),
        "authorization": mark("Prior authorization"),
        "extension": mark("Extension"),
        "appeal": mark("Appeal"),
        "records": mark("Request for records"),
        "work": mark("Workers’ compensation"),
        "va": mark("VA Community Care"),
    }
)
RECIPIENTS: Mapping[str, str] = MappingProxyType(
    {
        "payer": mark("Payer"),
        "prescriber": mark("Prescriber"),
        "client": mark("The client"),
        "attorney": mark("Attorney"),
        "other": mark("Somebody else"),
    }
)
WAYS: Mapping[str, str] = MappingProxyType(
    {"fax": mark("Fax"), "portal": mark("Portal"), "mail": mark("Mail"), "in_person": mark("In person")}
)
# How it went in the end: none is made for an email, and some are sent so all the same.
SENT_WAYS: Mapping[str, str] = MappingProxyType({**WAYS, "email": mark("Email")})
# Which days a part tells of unless somebody chooses others: those of what the packet is about; of the period; none but
# its newest; its first and its newest; or everything up to the end of the period, as a course needs its beginning.
DayRule = Literal["about", "newest", "ends", "course"]
DAY_RULES: tuple[DayRule, ...] = ("about", "newest", "ends", "course")


@dataclass(frozen=True, slots=True)
class UsualPart:
    """A part as a purpose has it: `kind` is a key of PART_KINDS; `is_usual` says that it is in unless somebody takes it
    out, else it is only offered; `days` is which days it tells of, `why` the reason, as a sentence."""

    kind: str
    is_usual: bool
    days: DayRule
    why: str


@dataclass(frozen=True, slots=True)
class UsualPacket:
    """What a packet for a purpose holds, in its order, with its source and the day it was looked up; `letters` are the
    kinds of letter that are proposed, `files` the kinds of file that go beside it."""

    purpose: str
    parts: tuple[UsualPart, ...]
    source: str
    checked_on: date
    letters: tuple[str, ...] = ()
    files: tuple[str, ...] = ()

    def part(self, kind: str) -> UsualPart | None:
        """How it has a kind of part; None where it does not have that at all."""
        return next((one for one in self.parts if one.kind == kind), None)


@dataclass(frozen=True, slots=True)
class WayLimit:
    """How much a way of sending takes at once: pages, bytes, 0 where there is no limit. `resolution` is to how many
    dots an inch scans are shrunk for it, 0 where they stay as they are."""

    way: str
    pages: int
    size: int
    resolution: int
    source: str
    checked_on: date


@dataclass(frozen=True, slots=True)
class AskedCriterion:
    """What payers commonly want proved (domain 3.6). `evidence` is a key of EVIDENCE; `answer` says what would answer
    it where the record does not; `purposes` are those whose packets need it."""

    key: str
    words: str
    evidence: str
    answer: str
    purposes: frozenset[str]
    source: str
    checked_on: date


@dataclass(frozen=True, slots=True)
class AnswerTime:
    """Within how many days an answer to a packet for a purpose is to come; `is_ahead` where no visit was given yet that
    it is about."""

    purpose: str
    days: int
    source: str
    checked_on: date
    is_ahead: bool = False


@dataclass(frozen=True, slots=True)
class WantedPart:
    """By which words, in small letters, a kind of part is known in the documents that rules of coverage name."""

    kind: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PacketRules:
    """All that the file of packets says; `trouble` is why it cannot be read, "" where all is well."""

    packets: Sequence[UsualPacket] = ()
    limits: Sequence[WayLimit] = ()
    criteria: Sequence[AskedCriterion] = ()
    wanted: Sequence[WantedPart] = ()
    answers: Sequence[AnswerTime] = ()
    trouble: str = ""

    def packet(self, purpose: str) -> UsualPacket | None:
        """What a packet for a purpose holds; None where the file does not say."""
        return next((one for one in self.packets if one.purpose == purpose), None)

    def answer(self, purpose: str, *, is_ahead: bool) -> AnswerTime | None:
        """By when an answer is to come; None where the file does not say. Where it has no time of its own for visits
        still ahead, they have that of the others."""
        found = [one for one in self.answers if one.purpose == purpose]
        return next((one for one in found if one.is_ahead == is_ahead), next(iter(found), None))

    def limit(self, way: str) -> WayLimit | None:
        """How much a way of sending takes; None where the file does not say."""
        return next((one for one in self.limits if one.way == way), None)
