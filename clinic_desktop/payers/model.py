"""A payer and its departments, and both as typed."""

from dataclasses import dataclass
from typing import NewType

PayerId = NewType("PayerId", int)
DepartmentId = NewType("DepartmentId", int)


@dataclass(frozen=True, slots=True)
class Payer:
    """Who pays besides the client. `payer_number` is the number clearinghouses know it by."""

    id: PayerId
    version: int
    is_retired: bool
    name: str
    payer_number: str
    website: str
    note: str


@dataclass(frozen=True, slots=True)
class PayerDraft:
    """A payer as typed."""

    name: str = ""
    payer_number: str = ""
    website: str = ""
    note: str = ""


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
    """What merging a payer into another one would move."""

    policies: int
    departments: int
