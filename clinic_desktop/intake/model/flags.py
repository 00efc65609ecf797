"""Flags: what the checklist asks, what was found, and how it was resolved."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import NewType

from clinic_desktop.clients.model import ClientId
from clinic_desktop.wording import mark

FlagId = NewType("FlagId", int)
ScreeningId = NewType("ScreeningId", int)
# In the order in which they are asked: the heading, and what a yes means.
LEVELS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "urgent": (mark("Urgent: refer, do not treat"), mark("A yes stops visits until it is resolved.")),
        "modify": (mark("Clear or modify"), mark("A yes changes how you treat. It stands in the head of the chart.")),
        "local": (mark("Leave a place alone"), mark("A yes keeps you away from one place of the body.")),
    }
)
# How a flag was resolved.
RESOLUTIONS: Mapping[str, str] = MappingProxyType(
    {
        "note": mark("By a note"),
        "clearance": mark("By a prescriber’s clearance"),
        "asked": mark("Asked again: no"),
    }
)
# What is typed about a flag, in the order in which it is asked.
DETAILS = ("words", "region", "modification", "note")


@dataclass(frozen=True, slots=True)
class FlagKind:
    """A question of the checklist. `words` is what a yes is called in a line; `question` asks it in the client’s
    words; `to_do` is what a yes asks of the therapist; `modification` what is usually done otherwise, "" for what is
    urgent; `hints` are words of a history that speak of it, in small letters."""

    key: str
    level: str
    words: str
    question: str
    to_do: str
    modification: str = ""
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FlagClearance:
    """A prescriber’s clearance that ends: it holds from `given_on` to `until_on`, both included."""

    given_on: date
    until_on: date
    cleared_by: str
    words: str

    def holds(self, on: date) -> bool:
        """Whether it counts on that day."""
        return self.given_on <= on <= self.until_on


@dataclass(frozen=True, slots=True)
class OpenFlag:
    """A flag that is not resolved. `words` is what it is called; `modification` what is done otherwise because of it;
    `still_on` the last day it was asked about again, `modified_on` the last day a treatment was modified for it.
    `clearance` is the last one given of those that end, None where there was none."""

    id: FlagId
    version: int
    client: ClientId
    key: str
    level: str
    words: str
    found_on: date
    region: str
    note: str
    modification: str
    still_on: date | None
    modified_on: date | None
    clearance: FlagClearance | None


@dataclass(frozen=True, slots=True)
class HealthFlag(OpenFlag):
    """A flag, open or resolved: then `resolution` is a key of RESOLUTIONS, `cleared_by` who gave the clearance, and
    `resolver` who wrote that down."""

    resolved_on: date | None
    resolution: str
    resolution_words: str
    cleared_by: str
    resolver: str

    @property
    def is_open(self) -> bool:
        """Whether it is not resolved."""
        return self.resolved_on is None


@dataclass(frozen=True, slots=True)
class FlagDraft:
    """A flag as typed; `words` only for one that is on no list."""

    key: str = ""
    words: str = ""
    found_on: str = ""
    region: str = ""
    note: str = ""
    modification: str = ""


@dataclass(frozen=True, slots=True)
class FlagResolutionDraft:
    """How a flag is resolved, as typed: `how` is "note" or "clearance". With `until_on` the clearance ends, and the
    flag stays open."""

    how: str = ""
    resolved_on: str = ""
    cleared_by: str = ""
    words: str = ""
    until_on: str = ""


@dataclass(frozen=True, slots=True)
class FlagAnswerDraft:
    """The answer to one question as given: `answer` is "yes" or "no"; the rest only for a yes."""

    key: str
    answer: str
    words: str = ""
    region: str = ""
    note: str = ""
    modification: str = ""


@dataclass(frozen=True, slots=True)
class ScreeningDraft:
    """The checklist as it was gone over on a day; what was not asked is not among the answers."""

    asked_on: str = ""
    answers: tuple[FlagAnswerDraft, ...] = ()
    # The keys of those that were shown as open; None where nobody looked, as in what is loaded.
    seen_open: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Screening:
    """The checklist as it was answered on a day: "yes" or "no" by the key of the question."""

    id: ScreeningId
    asked_on: date
    answers: Mapping[str, str]
