"""What the start page tells."""

from dataclasses import dataclass
from datetime import date

from clinic_desktop.authorizations.model import BurnDown
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.contacts.model import ContactRow
from clinic_desktop.coverage.model.follow_ups import StepFollowUp
from clinic_desktop.referrals.model import PrescriptionId

# For so long one that ended is asked for; who has not come since is no longer treated on it.
ENDED_DAYS = 30
# Whose last visit is longer ago is no longer treated on what is left of a prescription; who comes once a month is.
CAME_DAYS = 60
# A board takes weeks to renew a license.
LICENSE_DAYS = 60


@dataclass(frozen=True, slots=True)
class SetUpStep:
    """One thing to do before the first superbill: its words, why, the verb of its button, and where it is done (a place
    and a part of it)."""

    key: str
    words: str
    why: str
    act: str
    place: str
    part: str
    done: bool


@dataclass(frozen=True, slots=True)
class Due:
    """A prescription that ended or runs out, the last one of an open case: whose, for what, by whom, and its last day.

    `next_on` is the first day of the next one, where that leaves a gap. `part` is where in the place of the clients a
    new one is added.
    """

    prescription: PrescriptionId
    client: ClientId
    client_name: str
    case: CaseId
    reason: str
    kind: str
    called: str
    expires_on: date
    next_on: date | None
    part: str


@dataclass(frozen=True, slots=True)
class NearlyUsed:
    """A prescription of which the last visits are left, or none: whose, for what, by whom, how many it ordered, and how
    many are left of all that the case has. `part` is as in `Due`."""

    prescription: PrescriptionId
    client: ClientId
    client_name: str
    case: CaseId
    reason: str
    kind: str
    called: str
    ordered: int
    left: int
    part: str


@dataclass(frozen=True, slots=True)
class AuthorizationDue:
    """An authorization that runs out, is used up or ended, and that no other one carries on: whose, for what, how far
    it is burned down. `asked_on` is the day on which another one was asked for, None where the day is not known;
    `is_asked` that it was. `part` is where that one is answered, else where a new one is added."""

    burn: BurnDown
    client: ClientId
    client_name: str
    case: CaseId
    reason: str
    is_asked: bool
    asked_on: date | None
    part: str


@dataclass(frozen=True, slots=True)
class ToFollow:
    """Something to follow up: what, by when, whose, for what. `source` is the contact that it follows from, the next
    step that was taken on, or the care that is due; `part` is where in the place of the clients that is opened."""

    due_on: date
    todo: str
    client_name: str
    reason: str
    part: str
    source: "ContactRow | StepFollowUp | CareDue"


@dataclass(frozen=True, slots=True)
class CareDue:
    """A re-evaluation, a report, an estimate or the answer to a superbill that is due: by when, what, why, the verb of
    its button, whose and for what; `part` is where in the place of the clients it is done. It is done once the client
    is assessed, the report signed, the estimate delivered, or the statement entered."""

    due_on: date
    what: str
    why: str
    verb: str
    client_name: str
    reason: str
    part: str


@dataclass(frozen=True, slots=True)
class LicenseDue:
    """A license that expired or expires soon: whose, which ("WA MA60012345"), on which day. `part` is where in the
    settings its day is typed."""

    name: str
    called: str
    expires_on: date
    part: str


@dataclass(frozen=True, slots=True)
class PolicyDue:
    """A policy that ended or ends soon, the last one of an open case: whose, for what, with which payer, its last day.
    `part` is where in the place of the clients the next one is added."""

    client_name: str
    reason: str
    payer_name: str
    ends_on: date
    part: str


@dataclass(frozen=True, slots=True)
class PrepaidDue:
    """A package, membership or gift card that runs out: whose, what it is called, its last day, what it still holds in
    words. `part` is where in the place of the clients it is looked at."""

    client_name: str
    called: str
    expires_on: date
    left: str
    part: str
