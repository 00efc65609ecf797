"""A contact about a case, as it stands and as typed; its follow-up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import NewType

from clinic_desktop.cases.model import CaseHead, CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.payers.model import PayerId
from clinic_desktop.wording import mark

ContactId = NewType("ContactId", int)

# What a payer may read of the log: what was said with it and with who handles its claim.
OF_THE_PAYER = ("payer", "adjuster")
# So many days ahead a follow-up is told of.
AHEAD_DAYS = 7
# By key; words marked for translation.
KINDS: Mapping[str, str] = MappingProxyType(
    {
        "call": mark("Call"),
        "letter": mark("Letter"),
        "fax": mark("Fax"),
        "portal": mark("Portal message"),
        "email": mark("Email"),
        "in_person": mark("In person"),
    }
)
DIRECTIONS: Mapping[str, str] = MappingProxyType({"out": mark("From us"), "in": mark("To us")})
# Which of them last.
LASTING = ("call", "in_person")
PARTIES: Mapping[str, str] = MappingProxyType(
    {
        "payer": mark("Payer"),
        "adjuster": mark("Adjuster"),
        "attorney": mark("Attorney"),
        "prescriber": mark("Prescriber"),
        "client": mark("Client"),
        "other": mark("Somebody else"),
    }
)


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact. `direction` is "out" where the clinic began it, else "in". `contacted_at` is a time as kept,
    "14:30", or ""; `minutes` None where nobody looked. `party` is a key of PARTIES; `payer` the one it was with, None
    for others; `name` the department or the person as called then, `reach` the phone, fax, email or address it went
    over; `representative` who spoke there, by name or ID.

    `todo` is what is to follow, by `due_on`; it waits until `done_on`. Struck out is what has a `struck_on`.
    """

    id: ContactId
    version: int
    case: CaseId
    kind: str
    direction: str
    contacted_on: date
    contacted_at: str
    minutes: int | None
    party: str
    payer: PayerId | None
    payer_name: str
    name: str
    reach: str
    representative: str
    reference: str
    said: str
    promised: str
    todo: str
    due_on: date | None
    done_on: date | None
    struck_on: date | None
    struck_why: str


@dataclass(frozen=True, slots=True)
class ContactDraft:
    """A contact as typed. `party` is "payer/3" with the row of the payer, or a key of PARTIES alone; a number behind it
    is the form's own and says which department or prescriber was chosen."""

    kind: str = "call"
    direction: str = "out"
    contacted_on: str = ""
    contacted_at: str = ""
    minutes: str = ""
    party: str = ""
    name: str = ""
    reach: str = ""
    representative: str = ""
    reference: str = ""
    said: str = ""
    promised: str = ""
    todo: str = ""
    due_on: str = ""
    done_on: str = ""


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A contact as listed; of what was said only its beginning, everything else as in `Contact`."""

    id: ContactId
    version: int
    case: CaseId
    kind: str
    direction: str
    contacted_on: date
    contacted_at: str
    party: str
    payer: PayerId | None
    payer_name: str
    name: str
    reference: str
    said: str
    todo: str
    due_on: date | None
    done_on: date | None
    struck_on: date | None
    struck_why: str

    @property
    def waits(self) -> bool:
        """Whether its follow-up is still to be done."""
        return bool(self.todo) and self.done_on is None and self.struck_on is None


@dataclass(frozen=True, slots=True)
class FoundContact:
    """A contact out of those of all clients: whose, and for what."""

    contact: ContactRow
    client: ClientId
    client_name: str
    reason: str

    @property
    def part(self) -> str:
        """Where in the place of the clients it is opened."""
        return f"{self.client}/of/{self.contact.case}/contact/{self.contact.id}"


@dataclass(frozen=True, slots=True)
class CallLogPaper:
    """An extract of the contact log of a case, the oldest first, from `since` to `until`. What was struck out is not in
    it; `struck` is how many entries that were."""

    head: CaseHead
    since: date
    until: date
    contacts: tuple[Contact, ...]
    struck: int
