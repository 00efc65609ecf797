"""A prior authorization of a case, as it stands and as typed; how far it is burned down."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal, NewType

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.policies.model import PolicyId
from clinic_desktop.wording import mark

AuthorizationId = NewType("AuthorizationId", int)
BurnState = Literal["requested", "not_yet", "running", "running_out", "used_up", "ended", "denied"]

# As long as a claim form has room for (domain 1.1).
NUMBER_LETTERS = 29
MOST_CODES = 20
# What an hour comes to: two visits of it are the last units where no visit says how many one takes.
UNITS_OF_A_VISIT = 4

# By key; words marked for translation.
STATUSES: Mapping[str, str] = MappingProxyType(
    {"granted": mark("Granted"), "requested": mark("Asked for"), "denied": mark("Denied")}
)
COUNTS: Mapping[str, str] = MappingProxyType({"visits": mark("Visits"), "units": mark("Units")})
# What the report shows: of which states.
REPORTS: Mapping[str, tuple[BurnState, ...]] = MappingProxyType(
    {
        "running_out": ("running_out", "used_up"),
        "running": ("running", "not_yet"),
        "ended": ("ended",),
        "all": ("requested", "not_yet", "running", "running_out", "used_up", "ended", "denied"),
    }
)


@dataclass(frozen=True, slots=True)
class Authorization:
    """A prior authorization of a case. `counts` is what is granted, "visits" or "units"; `granted` is None where no
    number limits it. Without `codes` it is for any code. `used_before` was used elsewhere, or before the visits on
    record here. `ends_on` is the last day that counts; without a `starts_on` it counts from `decided_on`, the day of
    the payer's answer, and without that from ever. `contact` is whom one spoke with."""

    id: AuthorizationId
    version: int
    case: CaseId
    policy: PolicyId | None
    payer_name: str
    status: str
    number: str
    codes: tuple[str, ...]
    counts: str
    granted: int | None
    used_before: int
    starts_on: date | None
    ends_on: date | None
    asked_on: date | None
    decided_on: date | None
    contact: str
    note: str


@dataclass(frozen=True, slots=True)
class AuthorizationDraft:
    """An authorization as typed. `policy` is the id of a policy of the case as text; `codes` stand with commas or
    spaces between; `ends_on` is a day or a span like "90 days"."""

    policy: str = ""
    status: str = "granted"
    number: str = ""
    codes: str = ""
    counts: str = "visits"
    granted: str = ""
    used_before: str = ""
    starts_on: str = ""
    ends_on: str = ""
    asked_on: str = ""
    decided_on: str = ""
    contact: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class AuthorizationRow:
    """An authorization as listed; everything as in `Authorization`."""

    id: AuthorizationId
    version: int
    case: CaseId
    payer_name: str
    status: str
    number: str
    codes: tuple[str, ...]
    counts: str
    granted: int | None
    used_before: int
    starts_on: date | None
    ends_on: date | None
    asked_on: date | None
    decided_on: date | None


@dataclass(frozen=True, slots=True)
class CountedVisit:
    """What counts of a visit that was given: its row, its day, and the code and units of each of its services."""

    id: int
    day: date
    lines: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class BurnDown:
    """How far an authorization is used on a day. `used` counts what was used before too; `left` is below 0 where more
    was given than granted, None where no number limits it; `days_left` is 0 on the last day, None without one."""

    row: AuthorizationRow
    used: int
    left: int | None
    days_left: int | None
    state: BurnState

    @property
    def id(self) -> AuthorizationId:
        """The authorization's."""
        return self.row.id

    @property
    def warns(self) -> bool:
        """Whether a new one has to come soon, or is missing already."""
        return self.state in ("running_out", "used_up", "ended")


@dataclass(frozen=True, slots=True)
class ReportedAuthorization:
    """A line of the report over all clients."""

    burn: BurnDown
    client: ClientId
    client_name: str
    case: CaseId
    reason: str

    @property
    def id(self) -> AuthorizationId:
        """The authorization's."""
        return self.burn.row.id
