"""A payer and its departments, and both as typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NewType

from clinic_desktop.wording import mark

PayerId = NewType("PayerId", int)
DepartmentId = NewType("DepartmentId", int)
# How the units of timed services are counted. None is taken for granted: a wrong rule bills a unit too many.
UNIT_RULES: Mapping[str, str] = MappingProxyType(
    {
        "": mark("Not known: ask the payer"),
        "cms": mark("CMS, total time (8-minute rule)"),
        "midpoint": mark("Midpoint, each code alone"),
    }
)


# The label of the command that merges: in the audit trail it tells a payer that was merged from one that was retired.
MERGE_LABEL = mark("Merge payers")


@dataclass(frozen=True, slots=True)
class Payer:
    """Who pays besides the client. `payer_number` is the number clearinghouses know it by.

    `unit_rule` is a key of UNIT_RULES; `units_a_day` the most units it pays for one day, None where that is not known;
    `asks_times` whether it wants start, end and body region with every service.
    """

    id: PayerId
    version: int
    is_retired: bool
    name: str
    payer_number: str
    website: str
    note: str
    unit_rule: str
    units_a_day: int | None
    asks_times: bool


@dataclass(frozen=True, slots=True)
class PayerDraft:
    """A payer as typed."""

    name: str = ""
    payer_number: str = ""
    website: str = ""
    note: str = ""
    unit_rule: str = ""
    units_a_day: str = ""
    asks_times: bool = False


@dataclass(frozen=True, slots=True)
class PayerRow:
    """A payer as listed: the phone that providers call, and how many policies name it."""

    id: PayerId
    version: int
    name: str
    payer_number: str
    phone: str
    policies: int


@dataclass(frozen=True, slots=True)
class Department:
    """A part of a payer: `kind` is member, provider, authorization, appeals, claims or other."""

    id: DepartmentId
    version: int
    payer: PayerId
    kind: str
    name: str
    phone: str
    extension: str
    fax: str
    street: str
    street2: str
    city: str
    state: str
    zip: str
    hours: str
    note: str


@dataclass(frozen=True, slots=True)
class DepartmentDraft:
    """A department as typed."""

    kind: str = "provider"
    name: str = ""
    phone: str = ""
    extension: str = ""
    fax: str = ""
    street: str = ""
    street2: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    hours: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Merge:
    """What merging a payer into another one would move; `answers` are those about supervision, `statements` what it
    answered, `payments` what it paid, `restrictions` what clients keep from it, `packets` those that are not issued yet
    (what was issued went to whom it says, and stays), and `criteria` what it wants proved."""

    policies: int
    departments: int
    contracts: int = 0
    answers: int = 0
    contacts: int = 0
    statements: int = 0
    payments: int = 0
    restrictions: int = 0
    packets: int = 0
    criteria: int = 0
