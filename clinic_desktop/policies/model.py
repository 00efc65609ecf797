"""A policy of a case, as it stands and as typed; the kinds of plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import NewType

from clinic_desktop.cases.model import CaseId
from clinic_desktop.payers.model import PayerId
from clinic_desktop.wording import mark

PolicyId = NewType("PolicyId", int)

# The rows of the coverage table (domain 3.2) that a policy can be, by key; words marked for translation.
PLAN_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "": mark("Not known yet"),
        "ppo": mark("PPO"),
        "hmo": mark("HMO"),
        "epo": mark("EPO"),
        "pos": mark("POS"),
        "indemnity": mark("Indemnity (any provider)"),
        "fehb": mark("Federal employees (FEHB)"),
        "medicare": mark("Original Medicare"),
        "medicare_advantage": mark("Medicare Advantage"),
        "medigap": mark("Medicare supplement (Medigap)"),
        "medicaid": mark("Medicaid"),
        "va": mark("VA Community Care"),
        "tricare": mark("TRICARE"),
        "champva": mark("CHAMPVA"),
        "work_state": mark("Workers’ compensation, state fund"),
        "work": mark("Workers’ compensation, insurer or employer"),
        "work_federal": mark("Workers’ compensation, federal (OWCP)"),
        "pip": mark("Auto, personal injury protection (PIP)"),
        "medpay": mark("Auto, medical payments (MedPay)"),
        "liability": mark("Liability of somebody else"),
        "other": mark("Other"),
    }
)

# Programs that pay the clinic by their own rules; their clients are never billed (domain 1.8).
PROGRAMS = ("medicaid", "va", "work_state", "work", "work_federal")

# The words of its choices, by key.
RELATIONSHIPS: tuple[tuple[str, str], ...] = (
    ("self", mark("Self")),
    ("spouse", mark("Spouse")),
    ("child", mark("Child")),
    ("other", mark("Other")),
)


@dataclass(frozen=True, slots=True)
class Policy:
    """One insurance of a case; the lowest `place` is primary and pays first. The client's `relationship` to the
    subscriber is self, spouse, child or other; subscriber facts are empty for self. `effective_on` and `ends_on` are
    the effective and the termination date."""

    id: PolicyId
    version: int
    case: CaseId
    place: int
    payer: PayerId
    payer_name: str
    plan_type: str
    plan_name: str
    member_id: str
    group_number: str
    relationship: str
    subscriber_given_name: str
    subscriber_family_name: str
    subscriber_birth_date: date | None
    effective_on: date | None
    ends_on: date | None
    note: str


@dataclass(frozen=True, slots=True)
class PolicyDraft:
    """A policy as typed. `payer` is the id of a chosen payer as text; without one `payer_name` is a new payer."""

    payer: str = ""
    payer_name: str = ""
    plan_type: str = ""
    plan_name: str = ""
    member_id: str = ""
    group_number: str = ""
    relationship: str = "self"
    subscriber_given_name: str = ""
    subscriber_family_name: str = ""
    subscriber_birth_date: str = ""
    effective_on: str = ""
    ends_on: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """A policy as listed; `rank` 1 is primary, 2 secondary."""

    id: PolicyId
    version: int
    rank: int
    payer: PayerId
    payer_name: str
    plan_type: str
    member_id: str
    relationship: str
    effective_on: date | None
    ends_on: date | None
