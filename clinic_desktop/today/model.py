"""What the start page tells."""

from dataclasses import dataclass
from datetime import date

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.referrals.model import PrescriptionId


@dataclass(frozen=True, slots=True)
class SetUpStep:
    """One thing to do before the first superbill: its words, why, and where it is done (a place and a part of it)."""

    key: str
    words: str
    why: str
    place: str
    part: str
    done: bool


@dataclass(frozen=True, slots=True)
class Due:
    """A prescription that runs out, the last one of an open case: whose, for what, by whom, and its last day.

    `part` is where in the place of the clients a new one is added.
    """

    prescription: PrescriptionId
    client: ClientId
    client_name: str
    case: CaseId
    reason: str
    kind: str
    called: str
    expires_on: date
    part: str
