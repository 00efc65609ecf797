"""What was told of a client to whom: an entry of the log, as typed, and the client's accounting of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import NewType

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.payers.model import PayerId
from clinic_desktop.practice.model import Practice
from clinic_desktop.wording import mark

DisclosureId = NewType("DisclosureId", int)
# So many years an accounting goes back (45 CFR 164.528(a)(1)).
ACCOUNTED_YEARS = 6
# By key; words marked for translation.
RECIPIENTS: Mapping[str, str] = MappingProxyType(
    {
        "payer": mark("Payer"),
        "prescriber": mark("Prescriber"),
        "client": mark("The client, or who acts for them by law"),
        "attorney": mark("Attorney"),
        "employer": mark("Employer"),
        "state": mark("State or other authority"),
        "other": mark("Somebody else"),
    }
)
TOLD_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "packet": mark("Packet"),
        "letter": mark("Letter"),
        "bill": mark("Bill"),
        "record": mark("Record"),
        "other": mark("Something else"),
    }
)
# Of which the clinic's own rows are named.
LISTED_KINDS = ("packet", "letter", "bill")
PURPOSES: Mapping[str, str] = MappingProxyType(
    {
        "treatment": mark("Treatment"),
        "payment": mark("Payment"),
        "operations": mark("Running the clinic"),
        "own_request": mark("The client’s own request"),
        "authorized": mark("The client’s signed authorization"),
        "required": mark("Required by law"),
        "compensation": mark("Workers’ compensation law"),
        "other": mark("Another reason"),
    }
)
WAYS: Mapping[str, str] = MappingProxyType(
    {
        "fax": mark("Fax"),
        "portal": mark("Portal"),
        "mail": mark("Mail"),
        "in_person": mark("In person"),
        "email": mark("Email"),
        "phone": mark("Phone"),
    }
)


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One entry. `logged_at` is the moment (UTC) at which it was written, `teller` who did, as called then. `party` is
    a key of RECIPIENTS, `name` and `reach` whom and where to as used; `payer` is the row of a payer, None for others,
    `payer_name` what it was called then.
    `kind` is a key of TOLD_KINDS, `item` the row of the packet, letter or bill. `pages` is None where nobody counted,
    `digest` the SHA-256 of the bytes that left. `is_accountable` says that the client's accounting must name it. Struck
    out is what has a `struck_on`. How a packet went and what confirms it is read from the packet: `sent_on` is the day
    that it was sent, `waits` says that nobody marked it as sent."""

    id: DisclosureId
    version: int
    client: ClientId
    client_name: str
    case: CaseId | None
    told_on: date
    logged_at: datetime
    teller: str
    party: str
    payer: PayerId | None
    payer_name: str
    name: str
    reach: str
    kind: str
    item: int | None
    title: str
    pages: int | None
    parts: str
    purpose: str
    why: str
    how: str
    digest: str
    confirmation: str
    struck_on: date | None
    struck_why: str
    struck_by: str
    is_accountable: bool
    sent_on: date | None = None
    waits: bool = False


@dataclass(frozen=True, slots=True)
class DisclosureDraft:
    """An entry as typed, or as the command that sends something knows it. `party` is "payer/3" with the row of the
    payer, or a key of RECIPIENTS alone; a number behind it is the form's own. An empty `name` is that of the payer, or
    of the client. `item` is the row of what `kind` names, None for none."""

    client: int = 0
    case: int | None = None
    told_on: str = ""
    party: str = ""
    name: str = ""
    reach: str = ""
    kind: str = "record"
    item: int | None = None
    title: str = ""
    pages: str = ""
    parts: str = ""
    purpose: str = ""
    why: str = ""
    how: str = "fax"
    digest: str = ""
    confirmation: str = ""


@dataclass(frozen=True, slots=True)
class ToldFilter:
    """Which entries a list over all clients shows: those to one payer, and those of some days; None is no limit."""

    payer: int | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class AccountingPaper:
    """A client's accounting: what was told from `since` to `until`, the oldest first. `is_whole` has also what the law
    leaves out of it; `left_out` is how many entries of that kind there are otherwise. `addresses` are the lines of
    where the recipient of an entry is, by its id, as far as the record knows."""

    clinic: Practice
    client_name: str
    birth_date: date | None
    since: date
    until: date
    made_on: date
    entries: tuple[Disclosure, ...]
    is_whole: bool = False
    left_out: int = 0
    addresses: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
