"""A contract with its fees, and both as typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import NewType

from clinic_desktop.payers.model import PayerId
from clinic_desktop.practice.model import TherapistId
from clinic_desktop.wording import mark

ContractId = NewType("ContractId", int)
MOST_FEES = 30
# What a fee is for.
FEE_FOR: Mapping[str, str] = MappingProxyType({"unit": mark("Each unit"), "visit": mark("The visit, all units")})
# Which price counts for a visit that the plan does not pay, as one above its limit.
UNPAID_VISITS: Mapping[str, str] = MappingProxyType(
    {
        "": mark("Not known: ask the payer"),
        "yes": mark("The contract’s fees"),
        "no": mark("The clinic’s own prices"),
    }
)


@dataclass(frozen=True, slots=True)
class ContractFee:
    """What a contract allows for a code, in cents: per "unit", or per "visit" whatever its units."""

    procedure_code: str
    allowed_cents: int
    per: str


@dataclass(frozen=True, slots=True)
class Contract:
    """One therapist's contract with a payer. `network` is "" for all its plans, `to_on` the last day that counts, None
    while it still runs; `binds_unpaid` is a key of UNPAID_VISITS; `fees` are by code, in the order of the paper."""

    id: ContractId
    version: int
    payer: PayerId
    therapist: TherapistId
    therapist_name: str
    network: str
    from_on: date
    to_on: date | None
    binds_unpaid: str
    note: str
    fees: Mapping[str, ContractFee]


@dataclass(frozen=True, slots=True)
class FeeLine:
    """A fee as typed; all empty is a row that nothing was typed into."""

    procedure_code: str = ""
    fee: str = ""
    per: str = ""


@dataclass(frozen=True, slots=True)
class ContractDraft:
    """A contract as typed. `therapist` is an id as text, "" for none."""

    therapist: str = ""
    network: str = ""
    from_on: str = ""
    to_on: str = ""
    binds_unpaid: str = ""
    note: str = ""
    fees: tuple[FeeLine, ...] = ()


@dataclass(frozen=True, slots=True)
class ContractRow:
    """A contract as listed; `fees` is how many codes have one."""

    id: ContractId
    version: int
    payer: PayerId
    therapist_name: str
    network: str
    from_on: date
    to_on: date | None
    fees: int
