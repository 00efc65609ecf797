"""A supervisor, a payer's answer about supervision, both as typed, and what the two come to on a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import NewType

from clinic_desktop.payers.model import PayerId
from clinic_desktop.practice.model import printed_name
from clinic_desktop.wording import mark

SupervisorId = NewType("SupervisorId", int)
SupervisionAnswerId = NewType("SupervisionAnswerId", int)
# Who may supervise a massage therapist.
PROFESSIONS: Mapping[str, str] = MappingProxyType(
    {
        "pt": mark("Physical therapist (PT)"),
        "ot": mark("Occupational therapist (OT)"),
        "dc": mark("Chiropractor (DC)"),
        "md": mark("Physician (MD, DO)"),
    }
)
# As they stand inside a sentence.
SHORT_PROFESSIONS: Mapping[str, str] = MappingProxyType(
    {"pt": mark("PT"), "ot": mark("OT"), "dc": mark("DC"), "md": mark("MD")}
)
# Whether a payer accepts massage under a supervisor.
ANSWERS: Mapping[str, str] = MappingProxyType({"yes": mark("Yes"), "no": mark("No")})


@dataclass(frozen=True, slots=True)
class Supervisor:
    """Who supervises here from `from_on` to `to_on`, the last day, None while it goes on. `profession` is a key of
    PROFESSIONS; `npi`, `license_state` and `license_number` are "" and `expires_on` None while they are not known."""

    id: SupervisorId
    version: int
    given_name: str
    family_name: str
    profession: str
    designation: str
    npi: str
    license_state: str
    license_number: str
    expires_on: date | None
    from_on: date
    to_on: date | None
    is_retired: bool

    @property
    def name(self) -> str:
        """The name with its designation, as papers print it."""
        return printed_name(self.given_name, self.family_name, self.designation)

    @property
    def license(self) -> str:
        """State and number of the license, "" without a number."""
        return f"{self.license_state} {self.license_number}" if self.license_number else ""


@dataclass(frozen=True, slots=True)
class SupervisorDraft:
    """A supervisor as typed."""

    given_name: str = ""
    family_name: str = ""
    profession: str = ""
    designation: str = ""
    npi: str = ""
    license_state: str = ""
    license_number: str = ""
    expires_on: str = ""
    from_on: str = ""
    to_on: str = ""


@dataclass(frozen=True, slots=True)
class SupervisionAnswer:
    """What a payer said when it was asked. `accepts` is a key of ANSWERS; `professions` are those it accepts, none
    for a no; `reference` is the number of the call; `valid_until` the last day of service it counts for, None without
    one."""

    id: SupervisionAnswerId
    version: int
    payer: PayerId
    accepts: str
    professions: tuple[str, ...]
    asked_on: date
    representative: str
    reference: str
    valid_until: date | None
    note: str


@dataclass(frozen=True, slots=True)
class SupervisionAnswerDraft:
    """A payer's answer as typed, a flag for each profession."""

    accepts: str = ""
    pt: bool = False
    ot: bool = False
    dc: bool = False
    md: bool = False
    asked_on: str = ""
    representative: str = ""
    reference: str = ""
    valid_until: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Supervision:
    """What is on record about billing a payer under a supervisor on a day.

    `supervisors` are those who count: on record with NPI and license, supervising that day, and of a profession that
    the payer accepts as far as it said. `no_supervisor` is the sentence why nobody does, "" where somebody does;
    `left_out` is one about each who does not count. `answer` is what the payer said last, None where nothing it said
    counts on the day; `not_logged` the sentence why its rule is not logged, "" where it is.
    """

    day: date
    supervisors: tuple[Supervisor, ...]
    left_out: tuple[str, ...]
    no_supervisor: str
    answer: SupervisionAnswer | None
    not_logged: str

    @property
    def has_supervisor(self) -> bool:
        """Whether somebody counts as supervisor."""
        return not self.no_supervisor

    @property
    def is_logged(self) -> bool:
        """Whether the payer said yes, with the reference number of the call."""
        return not self.not_logged
