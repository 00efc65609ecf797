"""Diagnosis codes as they are listed, released and found; the codes of places of service."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from clinic_desktop.values import dates
from clinic_desktop.wording import mark

OCTOBER = 10
# Where a service was given: two digits of CMS's list, in our own words. A short list, and any two digits can be typed;
# the two of telehealth are left out, because hands cannot treat at a distance.
PLACES_OF_SERVICE: Mapping[str, str] = MappingProxyType(
    {
        "11": mark("Office"),
        "12": mark("Client’s home"),
        "13": mark("Assisted living"),
        "15": mark("Mobile unit"),
        "18": mark("Place of work"),
        "19": mark("Hospital outpatient, off campus"),
        "22": mark("Hospital outpatient, on campus"),
        "31": mark("Skilled nursing facility"),
        "32": mark("Nursing facility"),
        "34": mark("Hospice"),
        "49": mark("Independent clinic"),
        "62": mark("Outpatient rehab facility"),
        "99": mark("Another place"),
    }
)


class CodeLine(NamedTuple):
    """One line of a release: the code with its dot, whether it can be billed, its title, other names, its notes.

    `terms`, `excludes1` and `excludes2` stand one beside another with | between. A chapter or block has its range
    for a code ("M50-M54").
    """

    code: str
    billable: bool
    title: str
    terms: str = ""
    excludes1: str = ""
    excludes2: str = ""


@dataclass(frozen=True, slots=True)
class CodeTable:
    """A whole release, as it is kept: the day it came into force and its lines in the official order."""

    effective_on: date
    lines: tuple[CodeLine, ...]


@dataclass(frozen=True, slots=True)
class Release:
    """A release that is at hand. `row` is 0 for the one that comes with the program; `source` the file that one was
    loaded from; `digest` tells its table from others, the SHA-256 of a loaded one; `has_notes` whether it says other
    names and Excludes itself.
    """

    effective_on: date
    row: int
    source: str
    version: int
    digest: str
    has_notes: bool

    @property
    def name(self) -> str:
        """As people call it: "April 2026"."""
        return dates.month_year(self.effective_on)

    @property
    def last_day(self) -> date:
        """The end of its fiscal year; a later release of the same year is preferred from its own first day."""
        first = self.effective_on
        return date(first.year + (first.month >= OCTOBER), 9, 30)


@dataclass(frozen=True, slots=True)
class CodeHit:
    """A code that was found. One that is not billable is a heading: shown, never chosen."""

    code: str
    title: str
    billable: bool


class FoundCodes(NamedTuple):
    """What a search found, best first; `is_sure` when the first one is all of what was typed and not one of many."""

    hits: tuple[CodeHit, ...]
    is_sure: bool


class Family(NamedTuple):
    """A code with its encounters, as the search file keeps it (data/reference/codes.sql says what the columns are)."""

    id: int
    code: str
    billable: int
    title: str
    terms: str
    above: str
    encounter: str
    size: int
    side: int
    likely: int


@dataclass(frozen=True, slots=True)
class Words:
    """Our own words beside the official ones: names people use, what they mean, and how likely a code is here."""

    lay_terms: Mapping[str, str]
    meanings: Mapping[str, tuple[str, ...]]
    likely: Mapping[str, int]
