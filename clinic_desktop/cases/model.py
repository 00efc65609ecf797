"""A case of a client, as it stands and as typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import NewType

from clinic_desktop.clients.model import ClientId
from clinic_desktop.practice.model import Practice
from clinic_desktop.wording import mark

CaseId = NewType("CaseId", int)
# Asked of every client: is there a health plan, and is it to pay? "" while nobody asked.
PLAN_WISHES: Mapping[str, str] = MappingProxyType(
    {
        "": mark("Not asked yet"),
        "none": mark("No health plan"),
        "unused": mark("Has a plan, does not use it here"),
        "self": mark("Has a plan, sends our superbill in alone"),
        "claim": mark("Has a plan, wants a claim sent to it"),
    }
)

# The words of its choices, by key.
CASE_KINDS: tuple[tuple[str, str], ...] = (
    ("health", mark("Health insurance")),
    ("auto", mark("Car accident")),
    ("work", mark("Work injury")),
    ("accident", mark("Another accident")),
    ("cash", mark("Self-pay, no insurance")),
)


@dataclass(frozen=True, slots=True)
class Case:
    """What a client is treated for. `kind` is health, auto, work, accident (any other) or cash (self-pay).

    `onset_on` is the day of the accident, or when the complaint began; `no_accident` that it was asked and
    neither an accident nor work caused it. A claim and an employer may stand here though the kind does not ask for
    them any more: they count only for the kinds of `rules.ACCIDENTS`, the employer for work. `plan_wish` is a key of
    PLAN_WISHES.
    """

    id: CaseId
    version: int
    client: ClientId
    kind: str
    reason: str
    onset_on: date | None
    state: str
    no_accident: bool
    claim_number: str
    employer: str
    adjuster_name: str
    adjuster_phone: str
    adjuster_fax: str
    adjuster_email: str
    attorney_name: str
    attorney_phone: str
    attorney_email: str
    closed_on: date | None
    note: str
    plan_wish: str = ""


@dataclass(frozen=True, slots=True)
class CaseDraft:
    """A case as typed."""

    kind: str = "health"
    reason: str = ""
    onset_on: str = ""
    state: str = ""
    no_accident: bool = False
    claim_number: str = ""
    employer: str = ""
    adjuster_name: str = ""
    adjuster_phone: str = ""
    adjuster_fax: str = ""
    adjuster_email: str = ""
    attorney_name: str = ""
    attorney_phone: str = ""
    attorney_email: str = ""
    closed_on: str = ""
    note: str = ""
    plan_wish: str = ""


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case as listed; `is_estimated` that a Good Faith Estimate was issued for it, or asked for, `is_billed` that a
    document of its client is out."""

    id: CaseId
    version: int
    kind: str
    reason: str
    onset_on: date | None
    claim_number: str
    closed_on: date | None
    plan_wish: str = ""
    is_estimated: bool = False
    is_billed: bool = False


@dataclass(frozen=True, slots=True)
class CaseHead:
    """What stands at the top of a paper about a case: the clinic, the client, and by what the payer knows them. Texts
    that are not known are empty; `codes` are those of the diagnoses, the primary one first."""

    clinic: Practice
    client: ClientId
    client_name: str
    birth_date: date | None
    reason: str
    onset_on: date | None
    payer_name: str
    member_id: str
    group_number: str
    claim_number: str
    codes: tuple[str, ...] = ()
