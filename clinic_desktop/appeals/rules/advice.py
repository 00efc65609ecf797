"""What a file of data says about answering denials: actions, codes, reasons in plain words; and what each asks for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from clinic_desktop.wording import mark

# What is gathered for an answer, by key; words marked for translation.
GATHERED: Mapping[str, str] = MappingProxyType(
    {
        "notice": mark("The notice itself"),
        "form": mark("The signed representative form"),
        "prescription": mark("A prescription for these visits"),
        "plan": mark("A treatment plan"),
        "assessment": mark("The first assessment, with what the client could not do"),
        "measures": mark("An outcome measure, twice"),
        "notes": mark("Signed notes of these visits"),
        "progress": mark("A signed progress report"),
        "authorization": mark("The authorization"),
        "call": mark("A call to the plan with its reference number"),
        "license": mark("The therapist’s license and NPI"),
        "plan_text": mark("The page of the plan, or the criteria, that it relies on"),
        "claim_copy": mark("A copy of what was sent"),
        "proof_sent": mark("Proof of the day it was sent"),
        "other_payer": mark("Name and claim number of the other payer"),
    }
)
# The six, in the order in which of several the first one counts.
ACTIONS = ("other_payer", "correct", "waive", "appeal", "exclusion", "explain")
LETTERS: Mapping[str, str] = MappingProxyType(
    {
        "appeal_internal": mark("Internal appeal"),
        "appeal_expedited": mark("Expedited appeal"),
        "external_review": mark("Request for external review"),
        "state_complaint": mark("Complaint to the state"),
        "payer_reply": mark("Reply to a payer’s questions"),
        "extension": mark("Request for an extension"),
        "network_gap": mark("Request for a network exception"),
        "benefits_exception": mark("Request for a benefits exception"),
        "prior_authorization": mark("Request for prior authorization"),
    }
)
# The parts of a packet, as its builder calls them; cover and index are always there.
PARTS = (
    *("letter", "prescription", "plan", "assessment", "measures", "notes", "report", "bills", "calls"),
    *("authorization", "license"),
)


@dataclass(frozen=True, slots=True)
class DenialAction:
    """One of the six: what it is called, what it means, the letter it takes ("" for none), what to gather, the parts of
    the packet, and what not to do."""

    key: str
    title: str
    about: str
    letter: str
    gather: tuple[str, ...]
    parts: tuple[str, ...]
    avoid: tuple[str, ...]
    source: str
    checked_on: date


@dataclass(frozen=True, slots=True)
class DeniedCode:
    """Where a code, without its group, leads: an action ("" for none of its own), what to do, a letter of its own, more
    to gather, more `parts` of the packet.
    `final`: nothing can be appealed, it is sent again. `recheck`: to be read again at its source."""

    code: str
    action: str
    advice: str
    source: str
    checked_on: date
    letter: str = ""
    gather: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    final: bool = False
    recheck: bool = False


@dataclass(frozen=True, slots=True)
class PlainReason:
    """A reason as a member is told it, and the code that says the same."""

    key: str
    words: str
    as_code: str
    source: str
    checked_on: date


@dataclass(frozen=True, slots=True)
class AdviceBook:
    """All of a file, each by its key; empty where there is none."""

    actions: Mapping[str, DenialAction] = field(default_factory=dict)
    codes: Mapping[str, DeniedCode] = field(default_factory=dict)
    reasons: Mapping[str, PlainReason] = field(default_factory=dict)
